"""The whole way from a question to a reply: understand, answer. Pure, shared by all channels."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from bot.answering.entity_cards import entity_card
from bot.answering.figures import ReferenceList
from bot.answering.other_cards import choose_card, general_card, not_found_card, small_talk_card
from bot.answering.parts import Writer
from bot.answering.set_cards import (
    compare_card,
    count_card,
    fitting_card,
    list_card,
    similar_card,
)
from bot.answering.wording import describe
from bot.cards import Card, Target
from bot.conversation import (
    Answer,
    Choose,
    Conversation,
    Found,
    NotFound,
    Question,
    Reply,
    SmallTalk,
    continued,
)
from bot.remembering import remembered
from bot.texts import Texts
from bot.understanding.conditions import Condition
from bot.understanding.explanation import Explanation
from bot.understanding.learning import Learned
from bot.understanding.meaning import Meaning
from bot.understanding.morphology import Morphology
from bot.understanding.signs import GENERAL_FORM
from bot.understanding.understander import Understander
from knowledge.model import LANGUAGES, Knowledge, Language

_NEAREST = (Target("list"), Target("join-general"), Target("contact-general"))
_CHOICES = 4
_NEAR_ENTITIES = 2
_MOST_COMPARED = 4
_REMEMBERED, _LONGEST_REMEMBERED = 2_048, 200
"""Many people ask the same: replies to questions of so many letters are kept, the newest."""
_CARDS_KEPT = 1_024
"""What is known of a topic or a set, and how to decline, is written once a day and language."""
_MOST_PREPARED = 30
"""Of how many entities cards are written before anybody asks."""


class Assistant:
    """One version of the knowledge, ready to be asked; immutable once built."""

    def __init__(
        self,
        knowledge: Knowledge,
        texts: Texts,
        morphology: Morphology,
        learned: Learned | None = None,
    ) -> None:
        """Without what was `learned` from this very knowledge it learns, for about a minute."""
        self.knowledge = knowledge
        self.texts = texts
        self._understander = Understander(knowledge, morphology, learned)
        self.learned = self._understander.learned
        self._reference = ReferenceList(knowledge)
        biggest = self._reference.select(Condition(order="biggest", limit=_CHOICES - 1))
        self._biggest = biggest.clusters
        self._remembered = remembered(self._reply, _REMEMBERED)
        self._kept_cards = remembered(self._written_card, _CARDS_KEPT)
        self._kept_sets = remembered(self._written_set, _CARDS_KEPT)
        self._kept_refusals = remembered(self._written_refusal, _CARDS_KEPT)

    def ask(self, question: Question) -> Reply:
        """Understand a message and answer it."""
        is_short = len(question.text) <= _LONGEST_REMEMBERED
        return self._remembered(question) if is_short else self._reply(question)

    def warm_up(self, asked_on: date) -> None:
        """Write the cards and answer what buttons ask, so that the first people need not wait.

        A word is read and a card written slowest the first time. Takes a fourth of a second.
        """
        entities = [*islice(self.knowledge.entities, _MOST_PREPARED)]
        for language in LANGUAGES:
            writer = self._writer(language, asked_on)
            asked = [Target("overview", id_) for id_ in entities]
            for topic in self.knowledge.topics.values():
                own = [Target(topic.id, id_) for id_ in entities]
                targets = own if topic.scope == "entity" else [Target(topic.id)]
                for target in targets if topic.scope != "set" else ():
                    self._card(target, writer)
                if topic.scope != "conversation":
                    asked.append(targets[0])
            for target in asked:
                self._reply(Question(writer.question_button(target).label, asked_on))

    def _reply(self, question: Question) -> Reply:
        understood = self._understander.understand(question)
        writer = self._writer(understood.language, question.asked_on)
        answer = self._answer(understood.meaning, writer)
        if understood.eastern and question.language is None and understood.language == "en":
            notice = writer.say(f"notice.{understood.eastern}")
            answer = replace(answer, card=replace(answer.card, notice=notice))
        conversation = continued(question.conversation, answer, understood.language)
        return self._said(answer, understood.language, conversation)

    def explain(self, question: Question) -> Explanation:
        """Why `ask` understands the message as it does."""
        return self._understander.explain(question)

    def grouped(self, texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """The places of questions that ask the same, the largest group first."""
        return self._understander.grouped(texts)

    def describe(self, condition: Condition, language: Language) -> str:
        """A condition in the words of the cards; empty for the empty one."""
        return describe(self._writer(language, date.min), condition)

    def open(self, target: Target, conversation: Conversation, asked_on: date) -> Reply:
        """The reply to a pressed button; what it leads to may no longer exist."""
        language = conversation.language or "pl"
        answer = self._opened(target, self._writer(language, asked_on))
        return self._said(answer, language, continued(conversation, answer, language))

    def welcome(self, language: Language) -> Reply:
        """The first words to a new person, with questions to try."""
        writer = self._writer(language, date.min)
        answer = SmallTalk("greeting", small_talk_card(writer, "greeting"))
        return self._said(answer, language, Conversation(language=language))

    def _said(self, answer: Answer, language: Language, conversation: Conversation) -> Reply:
        return Reply(answer, language, conversation, self.knowledge.version.id)

    def _writer(self, language: Language, today: date) -> Writer:
        return Writer(self.knowledge, self.texts, language, today)

    def _card(self, target: Target, writer: Writer) -> Card:
        return self._kept_cards(target, writer.language, writer.today)

    def _written_card(self, target: Target, language: Language, today: date) -> Card:
        writer = self._writer(language, today)
        if target.entity is not None:
            return entity_card(writer, target)
        if self.knowledge.topics[target.topic].scope == "conversation":
            return small_talk_card(writer, target.topic)
        return general_card(writer, target)

    def _not_found(
        self, writer: Writer, neighbour: str | None, near: tuple[Target, ...] = ()
    ) -> NotFound:
        return self._kept_refusals(neighbour, near, writer.language, writer.today)

    def _written_refusal(
        self, neighbour: str | None, near: tuple[Target, ...], language: Language, today: date
    ) -> NotFound:
        known = self.knowledge.neighbours.get(neighbour or "")
        nearest = (*near, *_NEAREST)[: len(_NEAREST)]
        return NotFound(not_found_card(self._writer(language, today), nearest, known), nearest)

    def _opened(self, target: Target, writer: Writer) -> Answer:
        topic = self.knowledge.topics.get(target.topic)
        named = {target.entity, target.other} - {None}
        known = named <= self.knowledge.entities.keys()
        if topic is None or not known or target.page < 1:
            return self._not_found(writer, None)
        if topic.scope == "conversation":
            return SmallTalk(topic.id, self._card(Target(topic.id), writer))
        if topic.scope == "set":
            return self._opened_set(target, writer)
        if target.entity is None and topic.scope == "entity":
            return self._not_found(writer, None)
        return Found(target.entity, topic.id, self._card(target, writer))

    def _opened_set(self, target: Target, writer: Writer) -> Answer:
        if target.topic == "compare" and target.entity and target.other:
            pair = (target.entity, target.other)
            return self._set_answer(Meaning("compare", pair), writer)
        similar = writer.similar(target.entity) if target.entity else ()
        if target.topic == "list" and target.entity and similar:
            card = similar_card(writer, self._reference, target.entity, similar)
            return Found(None, "list", card, similar)
        return self._set_answer(Meaning(target.topic), writer)

    def _answer(self, meaning: Meaning, writer: Writer) -> Answer:
        topic = meaning.topic
        if topic is None:
            near = tuple(Target("overview", id_) for id_ in meaning.entities[:_NEAR_ENTITIES])
            return self._not_found(writer, meaning.neighbour, near)
        if meaning.choices:
            asked = tuple(Target(choice.topic, choice.entity) for choice in meaning.choices)
            return Choose(choose_card(writer, asked), asked)
        scope = self.knowledge.topics[topic].scope
        if scope == "conversation":
            return SmallTalk(topic, self._card(Target(topic), writer))
        if scope == "set":
            return self._set_answer(meaning, writer)
        if scope == "general":
            card = self._card(Target(topic), writer)
            for more in meaning.more_topics:
                card = _joined(card, self._card(Target(more), writer))
            return Found(None, topic, card)
        if meaning.one:
            meant = self._reference.one(meaning.condition, meaning.over)
            meaning = meaning._replace(entities=(meant,) if meant else ())
        if not meaning.entities:
            of_shown = tuple(Target(topic, id_) for id_ in meaning.over[:_CHOICES])
            choices = of_shown or self._which_one(topic)
            return Choose(choose_card(writer, choices), choices)
        if meaning.rivals:
            among = (*meaning.entities[:1], *meaning.rivals)[:_CHOICES]
            choices = tuple(Target(topic, id_) for id_ in among)
            return Choose(choose_card(writer, choices), choices)
        entity = meaning.entities[0]
        card = self._card(Target(topic, entity), writer)
        for more in meaning.more_topics:
            card = _joined(card, self._card(Target(more, entity), writer))
        return Found(entity, topic, card)

    def _which_one(self, topic: str) -> tuple[Target, ...]:
        """An entity's topic without an entity: in general, or of one of the biggest clusters."""
        general = GENERAL_FORM.get(topic)
        first = Target(general) if general else Target("list")
        return (first, *(Target(topic, id_) for id_ in self._biggest))

    def _set_answer(self, meaning: Meaning, writer: Writer) -> Answer:
        return self._kept_sets(meaning, writer.language, writer.today)

    def _written_set(self, meaning: Meaning, language: Language, today: date) -> Answer:
        writer = self._writer(language, today)
        if meaning.topic == "compare" and len(meaning.entities) >= 2:
            compared = meaning.entities[:_MOST_COMPARED]
            by_age = meaning.condition.order in ("oldest", "newest")
            card = compare_card(writer, self._reference, compared, by_age=by_age)
            condition = meaning.condition
            first = self._reference.one(condition, compared) if condition.order else None
            ranking = (first, *(one for one in compared if one != first)) if first else ()
            return Found(None, "compare", card, compared, ranking)
        if meaning.topic == "list" and meaning.entities:
            card = fitting_card(writer, self._reference, meaning.entities)
            return Found(None, "list", card, meaning.entities)
        condition = self._reference.as_meant(meaning.condition)
        selection = self._reference.select(condition, meaning.over, language)
        if not selection.clusters and not meaning.strictly:
            selection = self._reference.select(condition, language=language)
        topic, build = ("count", count_card) if meaning.topic == "count" else ("list", list_card)
        card = build(writer, self._reference, condition, selection)
        ranked = condition.order or condition.rank or condition.limit
        ranking = selection.ranking if ranked else ()
        return Found(None, topic, card, selection.clusters, ranking)


def _joined(card: Card, more: Card) -> Card:
    """Two wishes of one message on one card, the first one leading."""
    sources = {note.id: note for note in (*card.sources, *more.sources)}
    return replace(
        card,
        lines=card.lines + more.lines,
        contacts=tuple(dict.fromkeys(card.contacts + more.contacts)),
        links=tuple(dict.fromkeys(card.links + more.links)),
        confirm=card.confirm or more.confirm,
        sources=tuple(sources.values()),
        main_contact=card.main_contact or more.main_contact,
        pages=None,
    )
