"""From a message to what it means: language, whom it is about, what is asked, conditions."""

from dataclasses import dataclass, replace
from typing import Literal

from bot.conditions import Condition, read_condition
from bot.conversation import Conversation, Question
from bot.entities import Entities, EntityIndex, EntityMatch, entity_ids
from bot.language import LanguageVote
from bot.lexicon import Kind, Lexicon
from bot.morphology import Morphology
from bot.reading import Reader, Reading
from bot.topics import ConceptsFound, TopicIndex, TopicMatch, find_concepts
from knowledge.model import Knowledge, Language, Mark

SetQuestion = Literal["list", "count", "compare"]

_PLURAL_CLUSTERS = frozenset(
    "klastry klastrow klastrom klastrami klastrach clusters klasters".split()
)
_FIELD_WORDS = frozenset({"lublin", "lubelski", "lubelszczyzna", "lubelskie"})
_GENERAL_FORM = {
    "join": "join-general",
    "fees": "fees-general",
    "contact": "contact-general",
    "status": "national-key-clusters",
}
"""What an entity's topic means when no entity is spoken of."""

_LONGEST_FOLLOW_UP = 9
_GENERAL_LEAD = 0.5
_SECOND_WISH = 0.75
_MOST_UNKNOWN = 0.5
_MISREAD = 0.5
_MOST_UNKNOWN_ANCHORED = 0.75
_FEW_UNKNOWN = 0.2
_FAIR_UNKNOWN = 0.42
_BARE_NAME = 4
_BARE_WORD_TALK = 5
_SOME_UNKNOWN = 0.34
_ENTITY_COUNTS = 0.5
_PERSONAL = frozenset({"contact", "coordinator", "website"})
_COURTESIES = frozenset({"greeting", "thanks", "goodbye"})
_GENERIC = frozenset(
    {"join-general", "fees-general", "contact-general", "what-is-a-cluster", "benefits"}
)
"""General topics that ask of all clusters what can be asked of one."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message is taken to mean. `topic` is None where nothing in the field was found.

    `entities` are the ones spoken of; `rivals` fit the same words about as well. `set_question`
    asks about the set of clusters under `condition`, over `over` when the set just shown is meant.
    `neighbour` is the matter outside the field that was recognised. `more_topics` are further
    wishes in the same message.
    """

    language: Language
    topic: str | None = None
    entities: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    set_question: SetQuestion | None = None
    condition: Condition = Condition()
    over: tuple[str, ...] = ()
    more_topics: tuple[str, ...] = ()
    neighbour: str | None = None
    guessed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signs:
    """Everything that was read out of one message, before it is weighed."""

    reading: Reading
    conversation: Conversation
    found: Entities
    concepts: ConceptsFound
    topics: list[TopicMatch]
    general: list[TopicMatch]
    condition: Condition
    neighbours: frozenset[str]
    unknown: float
    anchored: bool
    plural: bool

    @property
    def first(self) -> EntityMatch | None:
        return self.found.chosen[0] if self.found.chosen else None

    @property
    def named(self) -> tuple[EntityMatch, ...]:
        return tuple(match for match in self.found.chosen if match.named)

    def topic(self, id_: str) -> TopicMatch | None:
        return next((match for match in self.topics if match.topic == id_), None)


class Understander:
    """Understands messages about one version of the knowledge; pure and safe to share."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon, morphology: Morphology) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._reader = Reader(lexicon, morphology.is_word)
        self._entities = EntityIndex(knowledge, lexicon)
        self._topics = TopicIndex(knowledge)
        self._language = LanguageVote(lexicon)

    def understand(self, question: Question) -> Understanding:
        """What the question means, in the light of the conversation before it."""
        reading = self._reader.read(question.text)
        signs = self._signs(reading, question.conversation)
        names = frozenset(p for match in signs.found.chosen for p in match.name_positions)
        language = (
            question.language
            or self._language.of(question.text, reading, names)
            or question.conversation.language
            or "pl"
        )
        understood = self._decide(signs)
        if understood.topic == "language":
            language = self._wished_language(signs, language)
        return replace(understood, language=language)

    def _signs(self, reading: Reading, conversation: Conversation) -> _Signs:
        found = self._entities.find(reading)
        names = frozenset(
            p for match in found.chosen if match.named for p in match.name_positions
        )
        concepts = find_concepts(reading, without=names)
        plural = any(word.text in _PLURAL_CLUSTERS for word in reading.words)
        anchored = "cluster" in find_concepts(reading)
        topics = self._topics.find(concepts)
        general = [
            match
            for match in self._topics.find(find_concepts(reading))
            if self._topics.scope(match.topic) == "general"
        ]
        return _Signs(
            reading=reading,
            conversation=conversation,
            found=found,
            concepts=concepts,
            topics=topics,
            general=general,
            condition=read_condition(reading, _mark(concepts, topics)),
            neighbours=frozenset(
                id_ for mention in reading.mentions for id_ in mention.ids(Kind.NEIGHBOUR)
            ),
            unknown=self._unknown_share(reading),
            anchored=anchored,
            plural=plural,
        )

    def _unknown_share(self, reading: Reading) -> float:
        """The share of the words with matter that tell us nothing about the field.

        Words of neighbours and misread ones count as unknown, the latter by half.
        """
        told = {
            position
            for mention in reading.mentions
            if any(meaning.kind is not Kind.NEIGHBOUR for meaning in mention.phrase.meanings)
            for position in mention.positions
        }
        content = unknown = 0.0
        for position, word in enumerate(reading.words):
            known = position in told or word.number is not None or word.keys & _FIELD_WORDS
            if not known and word.text in self._lexicon.function_words:
                continue
            content += 1
            unknown += _MISREAD if known and word.repaired else not known
        return unknown / content if content else 0.0

    def _decide(self, signs: _Signs) -> Understanding:
        for decide in (
            self._small_talk,
            self._outside,
            self._about_set,
            self._general,
            self._about_entity,
            self._follow_up,
            self._without_entity,
        ):
            understood = decide(signs)
            if understood is not None:
                return understood
        return Understanding("pl", neighbour=_first(signs.neighbours))

    # small talk, and what is outside the field ------------------------------------------------

    def _small_talk(self, signs: _Signs) -> Understanding | None:
        """Greetings and the like, where nothing else is asked."""
        spoken = [m for m in signs.topics if self._topics.scope(m.topic) == "conversation"]
        if not spoken:
            return None
        others = [
            match
            for match in signs.topics
            if self._topics.scope(match.topic) in ("entity", "general")
            and match.positions - spoken[0].positions
            and match.score >= 1
        ]
        strong = spoken[0].topic in ("privacy", "language", "help") and spoken[0].score >= 1
        if signs.named or signs.anchored or signs.condition.order:
            return None
        most = _MOST_UNKNOWN if spoken[0].topic in _COURTESIES else _SOME_UNKNOWN
        if signs.unknown > most or (
            len(spoken[0].positions) == 1 and len(signs.reading.words) > _BARE_WORD_TALK
        ):
            return None
        if strong and not any(match.score > spoken[0].score for match in others):
            return Understanding("pl", topic=spoken[0].topic)
        if others or signs.unknown > _MOST_UNKNOWN or signs.neighbours:
            return None
        if signs.first is not None and signs.first.score > spoken[0].score:
            return None
        return Understanding("pl", topic=spoken[0].topic)

    def _outside(self, signs: _Signs) -> Understanding | None:
        """Matters that only share words with the field."""
        if not signs.neighbours:
            return None
        first = signs.first
        whole_name = first is not None and first.words > 1
        local = any(word.keys & _FIELD_WORDS for word in signs.reading.words)
        settled = [n for n in signs.neighbours if self._settles(n, signs)]
        if settled:
            wanted = {match.topic for match in signs.topics} & {"partners", "activities"}
            if signs.named and whole_name and (local or wanted):
                return None
            return Understanding("pl", neighbour=min(settled))
        if signs.anchored or whole_name or self._belongs(signs):
            return None
        best = signs.general[0] if signs.general else None
        if best is not None and best.score >= 1.5 and len(best.positions) > 1:
            return None
        return Understanding("pl", neighbour=_first(signs.neighbours))

    def _settles(self, neighbour: str, signs: _Signs) -> bool:
        """Whether it is the matter even beside the word cluster: "cluster headache"."""
        if self._knowledge.neighbours[neighbour].beats_cluster:
            return True
        clusters = {
            position
            for mention in signs.reading.mentions
            if "cluster" in mention.ids(Kind.CONCEPT)
            for position in mention.positions
        }
        return any(
            not clusters.isdisjoint(mention.positions)
            for mention in signs.reading.mentions
            if neighbour in mention.ids(Kind.NEIGHBOUR)
        )

    def _belongs(self, signs: _Signs) -> bool:
        """Whether the words of the neighbours are all an entity's own, and it is asked of."""
        first, wish = signs.first, self._wish(signs)
        if first is None or wish is None or wish.score < 1:
            return False
        return all(
            first.positions.issuperset(mention.positions)
            for mention in signs.reading.mentions
            if any(mention.ids(Kind.NEIGHBOUR))
        )

    # the set of clusters -----------------------------------------------------------------------

    def _about_set(self, signs: _Signs) -> Understanding | None:
        concepts, condition = signs.concepts, signs.condition
        two = tuple(match for match in signs.found.chosen if match.named or match.score >= 0.5)
        comparing = any(
            id_ in concepts
            for id_ in ("compare", "difference", "older", "newer", "bigger", "smaller")
        )
        if len(two) >= 2 and (comparing or (len(signs.named) >= 2 and not self._wish(signs))):
            return Understanding(
                "pl", topic="compare", entities=entity_ids(two), set_question="compare"
            )
        before = signs.conversation
        if comparing and len(two) == 1 and before.entity and before.entity != two[0].entity:
            pair = (before.entity, two[0].entity)
            return Understanding("pl", topic="compare", entities=pair, set_question="compare")
        if comparing and not two and len(before.set) == 2:
            return Understanding(
                "pl", topic="compare", entities=before.set, set_question="compare"
            )
        if signs.plural and self._many_in(condition.sectors) and not self._wish(signs):
            return self._set("list", condition, ())
        if signs.named and not (signs.plural and condition.narrows):
            return None
        shown = before.set if "they" in concepts or not signs.anchored else ()
        if condition.order and (signs.anchored or before.set):
            return self._set("list", replace(condition, mark=None), shown)
        if "how-many" in concepts and signs.plural:
            return self._set("count", condition, ())
        wants_set = signs.plural and (
            "which" in concepts
            or "list" in concepts
            or condition.narrows
            or bool(condition.sectors)
            or (not signs.topics and signs.unknown <= _SOME_UNKNOWN)
        )
        if wants_set and not self._rather_general(signs):
            return self._set("list", condition, ())
        if before.set and condition.narrows and not signs.found.chosen:
            over = before.set if not condition.mark or "they" in concepts else ()
            return self._set("list", condition, over)
        if signs.anchored and "which" in concepts and condition.narrows and not signs.found.chosen:
            return self._set("list", condition, ())
        return None

    def _many_in(self, sectors: tuple[str, ...]) -> bool:
        clusters = self._knowledge.clusters.values()
        return sum(1 for c in clusters if set(sectors) & set(c.sectors)) > 1

    def _set(
        self, question: SetQuestion, condition: Condition, over: tuple[str, ...]
    ) -> Understanding:
        return Understanding(
            "pl", topic=question, set_question=question, condition=condition, over=over
        )

    def _rather_general(self, signs: _Signs) -> bool:
        """Whether a plural "clusters" stands in a general question ("support for clusters")."""
        if signs.condition.narrows or "list" in signs.concepts:
            return False
        general = [match for match in signs.general if match.topic != "what-is-a-cluster"]
        return bool(general) and general[0].score >= 1

    # general questions ------------------------------------------------------------------------

    def _general(self, signs: _Signs) -> Understanding | None:
        """A topic about no one entity, unless the message is rather about one."""
        if not signs.general:
            return None
        best, first = signs.general[0], signs.first
        wish = self._wish(signs)
        if first is not None and first.score >= _ENTITY_COUNTS:
            covered = first.positions <= best.positions
            asks_person = (
                wish is not None
                and wish.topic in _PERSONAL
                and wish.positions.isdisjoint(best.positions)
            )
            about = wish.score if wish else 0.0
            own = best.score >= max(about, 1.0) + _GENERAL_LEAD
            if len(first.positions - best.positions) > 1:
                return None
            if asks_person or not (covered or (own and best.topic not in _GENERIC)):
                return None
            if first.named and not covered and first.words > 1:
                return None
        elif wish is not None and self._continues(signs):
            if wish.score >= best.score or best.score < 1:
                return None
        elif wish is not None and wish.score > best.score and not signs.anchored:
            return None
        if not self._in_field(signs, best):
            return None
        return Understanding("pl", topic=best.topic, more_topics=_second(signs.general))

    def _in_field(self, signs: _Signs, best: TopicMatch) -> bool:
        """Whether a general topic is meant: one everyday word among strangers is not enough."""
        local = any(word.keys & _FIELD_WORDS for word in signs.reading.words)
        if signs.anchored or local:
            return signs.unknown <= _MOST_UNKNOWN or best.score >= 2
        if len(best.positions) > 1 and best.score >= 1.5:
            return signs.unknown <= _FAIR_UNKNOWN
        return signs.unknown <= _SOME_UNKNOWN and best.score >= 1

    def _wish(self, signs: _Signs) -> TopicMatch | None:
        """The strongest topic that is asked of an entity."""
        return next((m for m in signs.topics if self._topics.scope(m.topic) == "entity"), None)

    # one entity --------------------------------------------------------------------------------

    def _about_entity(self, signs: _Signs) -> Understanding | None:
        first = self._subject(signs)
        if first is None:
            return None
        wishes = [m for m in signs.topics if self._topics.scope(m.topic) == "entity"]
        business = "my-business" in signs.concepts or "trade" in signs.concepts
        pointing = "people-of" in signs.concepts
        if not first.named:
            business = business and bool(wishes) and wishes[0].score >= 1
            support = signs.anchored or pointing or business
            asked = bool(wishes) and wishes[0].score >= 1 and signs.unknown < _FEW_UNKNOWN
            if not (support and signs.unknown <= _MOST_UNKNOWN_ANCHORED) and not asked:
                return None
        elif not signs.anchored and first.words < 2:
            long = len(signs.reading.words) > _BARE_NAME
            local = any(word.keys & _FIELD_WORDS for word in signs.reading.words)
            asked = bool(wishes) and (wishes[0].score >= 1 or local)
            most = _MOST_UNKNOWN if asked or pointing else 0.0
            if signs.unknown > most or (long and not asked and not pointing):
                return None
        topic = wishes[0].topic if wishes else None
        if topic is None:
            topic = self._inherited_topic(signs) or "overview"
        return Understanding(
            "pl",
            topic=topic,
            entities=(first.entity,),
            rivals=entity_ids(signs.found.rivals),
            more_topics=tuple(t for t in _second(wishes) if t != topic),
            condition=signs.condition,
        )

    def _subject(self, signs: _Signs) -> EntityMatch | None:
        """The first entity spoken of; a cluster before the organisation that may run it."""
        clusters = (m for m in signs.found.chosen if m.entity in self._knowledge.clusters)
        return next(clusters, signs.first)

    def _inherited_topic(self, signs: _Signs) -> str | None:
        """ "And the biotechnology one?" asks again what was asked before."""
        before = signs.conversation
        short = len(signs.reading.words) <= 6
        topic = before.topic
        if short and before.entity and topic and self._topics.scope(topic) == "entity":
            return topic
        return None

    # follow-ups --------------------------------------------------------------------------------

    def _continues(self, signs: _Signs) -> bool:
        before = signs.conversation
        return bool(
            (before.entity or before.topic)
            and len(signs.reading.words) <= _LONGEST_FOLLOW_UP
            and not signs.plural
            and not signs.neighbours
        )

    def _follow_up(self, signs: _Signs) -> Understanding | None:
        before = signs.conversation
        if not self._continues(signs):
            return None
        wishes = [m for m in signs.topics if self._topics.scope(m.topic) == "entity"]
        if before.entity and wishes:
            return Understanding(
                "pl",
                topic=wishes[0].topic,
                entities=(before.entity,),
                more_topics=_second(wishes),
            )
        stays = before.topic and self._topics.scope(before.topic) == "general"
        if stays and signs.unknown <= _MOST_UNKNOWN and (wishes or signs.concepts.positions):
            return Understanding("pl", topic=before.topic)
        return None

    def _without_entity(self, signs: _Signs) -> Understanding | None:
        """An entity's topic with no entity: its general form, or the question of which one."""
        wishes = [m for m in signs.topics if self._topics.scope(m.topic) == "entity"]
        if not wishes or signs.neighbours:
            return None
        best = wishes[0]
        if signs.unknown > _MOST_UNKNOWN or (signs.unknown > 0 and not signs.anchored):
            return None
        general = _GENERAL_FORM.get(best.topic)
        if signs.anchored and general:
            return Understanding("pl", topic=general)
        if best.score < 1:
            return None
        if signs.anchored or len(signs.reading.words) <= 4:
            return Understanding("pl", topic=best.topic, guessed=tuple(_GENERAL_FORM))
        return None

    def _wished_language(self, signs: _Signs, fallback: Language) -> Language:
        said = {key for word in signs.reading.words for key in word.keys}
        if said & {"angielsku", "angielski", "english"}:
            return "en"
        if said & {"polsku", "polski", "polish"}:
            return "pl"
        return fallback


def _mark(concepts: ConceptsFound, topics: list[TopicMatch]) -> Mark | None:
    """The property that "which clusters ..." asks for."""
    if "key-cluster" in concepts:
        return "key-cluster"
    if "city-initiative" in concepts or ("city" in concepts and "found" in concepts):
        return "city-initiative"
    if "fee" in concepts:
        return "fee"
    if "status" in concepts:
        return "quality-label"
    return None


def _second(matches: list[TopicMatch]) -> tuple[str, ...]:
    """A second wish: nearly as strong as the first, and made of other words."""
    if not matches:
        return ()
    first = matches[0]
    return tuple(
        match.topic
        for match in matches[1:]
        if match.score >= _SECOND_WISH * first.score
        and match.positions.isdisjoint(first.positions)
    )[:1]


def _first(ids: frozenset[str]) -> str | None:
    return min(ids) if ids else None
