"""An explanation for people, in plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal

from bot.assistant import Assistant
from bot.cards import Target
from bot.conversation import Choose, Found, NotFound, Reply, SmallTalk
from bot.understanding.explanation import (
    EntityCandidate,
    Explanation,
    Heard,
    TopicCandidate,
    margin,
    runner_up,
)
from bot.understanding.features import NAME, NUMBER
from bot.understanding.judge import Weighed
from bot.understanding.likeness import Feature
from handlers.terminal.places import places
from knowledge.model import OUTSIDE, Language, Scope

_TELLING = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the explanation: what it is about and what there is to say."""

    heading: str
    lines: tuple[str, ...]


def sections(
    explanation: Explanation, reply: Reply, assistant: Assistant, language: Language
) -> tuple[Section, ...]:
    """The explanation in one language, the answer first, the files to change last."""
    return tuple(_Wording(explanation, assistant, language).sections(reply))


class _Wording:
    """Says one explanation in one language."""

    def __init__(self, explanation: Explanation, assistant: Assistant, language: Language) -> None:
        self._explanation = explanation
        self._assistant = assistant
        self._knowledge = assistant.knowledge
        self._language = language

    def sections(self, reply: Reply) -> Iterator[Section]:
        parts = (
            ("terminal.explain.heading_answer", self._answer(reply)),
            ("terminal.explain.heading_read", self._read()),
            ("terminal.explain.heading_entity", self._entity()),
            ("terminal.explain.heading_topic", self._topic()),
            ("terminal.explain.heading_like", self._like()),
            ("terminal.explain.heading_field", self._field()),
            ("terminal.explain.heading_places", self._places()),
        )
        for heading, lines in parts:
            yield Section(self._say(heading), tuple(lines))

    def _say(self, key: str, **values: object) -> str:
        return self._assistant.texts.say(key, self._language, **values)

    def _scope(self, topic: str | None) -> Scope | None:
        return self._knowledge.topics[topic].scope if topic else None

    def _answer(self, reply: Reply) -> Iterator[str]:
        card = reply.answer.card
        yield self._outcome(reply)
        yield f"> {card.lines[0].text}"
        yield self._say(
            "terminal.explain.decided_by",
            way=self._say(f"terminal.explain.way_{self._explanation.way}"),
        )
        options = "; ".join(map(self._weighed, self._explanation.weighed))
        yield self._say("terminal.explain.weighed", options=options)
        if self._explanation.understanding.meaning.choices:
            yield self._say("terminal.explain.unsure")

    def _weighed(self, one: Weighed) -> str:
        return f"{self._label(one.option.topic)} {self._number(one.probability)}"

    def _outcome(self, reply: Reply) -> str:
        title = reply.answer.card.title
        match reply.answer:
            case Found(None, topic, _, set_) if self._scope(topic) == "set":
                key, said = "terminal.explain.found_set", ", ".join(set_) or "–"
            case Found(None, topic):
                key, said = "terminal.explain.found_general", ""
            case Found(entity, topic):
                key, said = "terminal.explain.found_entity", entity or ""
            case Choose(_, choices):
                key, topic, said = "terminal.explain.choose", "", _targets(choices)
            case NotFound(_, nearest):
                key, topic, said = "terminal.explain.not_found", "", _targets(nearest)
            case SmallTalk(topic):
                key, said = "terminal.explain.small_talk", ""
        return self._say(key, title=title, topic=topic, said=said)

    def _read(self) -> Iterator[str]:
        told = self._explanation
        yield self._say("terminal.explain.words", words=" ".join(told.words) or "–")
        for one in told.corrections:
            read_as = " / ".join(one.read_as)
            yield self._say("terminal.explain.correction", typed=one.typed, read_as=read_as)
        if told.families:
            yield self._say("terminal.explain.families", families=self._heard(told.families))
        if told.sectors:
            yield self._say("terminal.explain.sectors", sectors=self._heard(told.sectors))
        if told.condition:
            meaning = told.understanding.meaning
            used = self._scope(meaning.topic) == "set" and meaning.condition
            said = self._assistant.describe(told.condition, self._language)
            key = "terminal.explain.condition" if used else "terminal.explain.condition_unused"
            yield self._say(key, condition=said)

    def _entity(self) -> Iterator[str]:
        candidates, meaning = self._explanation.entities, self._explanation.understanding.meaning
        if not candidates:
            carried = meaning.entities if meaning.topic else ()
            key = "terminal.explain.entity_carried" if carried else "terminal.explain.no_entity"
            yield self._say(key, ids=", ".join(carried))
            return
        leaders = [one for one in candidates if one.taken]
        if not leaders:
            yield self._say("terminal.explain.entity_not_taken")
        for one in leaders or candidates[:1]:
            yield self._candidate(one, self._entity_words(one))
        second = runner_up(candidates)
        if second is None:
            yield self._say("terminal.explain.nobody_else")
        else:
            yield self._second(second, self._entity_words(second), margin(candidates))
        if meaning.rivals:
            yield self._say("terminal.explain.rivals", ids=", ".join(meaning.rivals))

    def _entity_words(self, one: EntityCandidate) -> str:
        keys = {
            "name": "terminal.explain.by_name",
            "hint": "terminal.explain.by_hint",
            "fact": "terminal.explain.by_fact",
            "word": "terminal.explain.by_word",
        }
        return ", ".join(self._say(keys[part.kind], words=part.words) for part in one.evidence)

    def _topic(self) -> Iterator[str]:
        candidates, meaning = self._explanation.topics, self._explanation.understanding.meaning
        leaders = [one for one in candidates if one.taken]
        if meaning.topic and not leaders:
            yield self._say("terminal.explain.topic_by_weight", topic=meaning.topic)
        elif not candidates:
            yield self._say("terminal.explain.no_topic")
        if candidates and not leaders:
            yield self._say("terminal.explain.topic_not_taken")
        for one in leaders or candidates[:1]:
            yield self._candidate(one, self._topic_words(one))
        second = runner_up(candidates)
        if second is not None:
            yield self._second(second, self._topic_words(second), margin(candidates))
        elif leaders:
            yield self._say("terminal.explain.nothing_else")

    def _topic_words(self, one: TopicCandidate) -> str:
        likeness = self._number(one.likeness, signed=True)
        if not one.families:
            return self._say("terminal.explain.by_examples", likeness=likeness)
        return self._say(
            "terminal.explain.by_cue",
            words=self._quoted(one.words),
            families=" + ".join(one.families),
            likeness=likeness,
        )

    def _candidate(self, one: EntityCandidate | TopicCandidate, why: str) -> str:
        name = self._name(one.id)
        score = self._number(one.score)
        return self._say("terminal.explain.candidate", id=one.id, name=name, score=score, why=why)

    def _second(self, one: EntityCandidate | TopicCandidate, why: str, ahead: float | None) -> str:
        first = ahead is not None and ahead >= 0
        key = "terminal.explain.runner_up" if first else "terminal.explain.runner_up_ahead"
        by = self._number(abs(ahead or 0.0))
        return self._say(key, candidate=self._candidate(one, why), margin=by)

    def _name(self, id_: str) -> str:
        entity = self._knowledge.entities.get(id_)
        named = entity.short if entity else self._knowledge.topics[id_].title
        return named.in_(self._language)

    def _like(self) -> Iterator[str]:
        told = self._explanation
        if not told.like:
            return
        labels = "; ".join(
            f"{self._label(guess.label)} {self._number(guess.score)}" for guess in told.like
        )
        yield self._say("terminal.explain.like", labels=labels)
        if told.features:
            telling = ", ".join(map(self._feature, told.features[:_TELLING]))
            first = self._label(told.like[0].label)
            yield self._say("terminal.explain.features", label=first, features=telling)
        yield self._say("terminal.explain.like_scale")

    def _label(self, label: str) -> str:
        return self._say("terminal.explain.label_outside") if label == OUTSIDE else label

    def _feature(self, feature: Feature) -> str:
        keys = {
            "word": "terminal.explain.feature_word",
            "pair": "terminal.explain.feature_word",
            "first": "terminal.explain.feature_first",
            "last": "terminal.explain.feature_last",
            "family": "terminal.explain.feature_family",
        }
        text = feature.text.replace(NAME, self._say("terminal.explain.a_name"))
        text = text.replace(NUMBER, self._say("terminal.explain.a_number"))
        added = self._number(feature.added, signed=True)
        return f"{self._say(keys[feature.kind], text=text)} {added}"

    def _field(self) -> Iterator[str]:
        told = self._explanation
        if told.anchored:
            yield self._say("terminal.explain.anchored")
        if told.unknown:
            yield self._say("terminal.explain.unknown", words=self._quoted(told.unknown))
        else:
            yield self._say("terminal.explain.all_known")
        for one in told.neighbours:
            settled, plain = "terminal.explain.neighbour_settled", "terminal.explain.neighbour"
            words = self._quoted(one.words)
            yield self._say(settled if one.settled else plain, id=one.id, words=words)

    def _places(self) -> Iterator[str]:
        for place in places(self._explanation, self._knowledge):
            why = self._say(f"terminal.explain.place_{place.why}", ids=", ".join(place.ids))
            yield f"{place.file}: {why}"

    def _heard(self, heard: Iterable[Heard]) -> str:
        return ", ".join(f"{one.id} ({self._quoted(one.words)})" for one in heard)

    def _quoted(self, words: Iterable[str]) -> str:
        return ", ".join(self._say("terminal.explain.quoted", word=word) for word in words)

    def _number(self, value: float, *, signed: bool = False) -> str:
        return format_decimal(value, "+0.00;-0.00" if signed else "0.00", locale=self._language)


def _targets(targets: Iterable[Target]) -> str:
    return ", ".join("/".join(filter(None, (one.entity, one.topic))) for one in targets)
