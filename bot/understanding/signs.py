"""Everything that a message shows, gathered before it is weighed."""

from dataclasses import dataclass

from bot.conversation import Conversation
from bot.understanding.conditions import Condition, read_condition
from bot.understanding.entities import Entities, EntityIndex, EntityMatch
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.reading import Reading
from bot.understanding.sides import sides
from bot.understanding.topics import ConceptsFound, TopicIndex, TopicMatch, find_concepts
from knowledge.model import Knowledge

PLURAL_CLUSTERS = frozenset(
    ("klastry", "klastrow", "klastrom", "klastrami", "klastrach", "clusters", "klasters")
)
_CLUSTER = "cluster"
_ANCHORS = frozenset({_CLUSTER, "key-cluster"})
GENERAL_FORM = {
    "join": "join-general",
    "fees": "fees-general",
    "contact": "contact-general",
    "status": "national-key-clusters",
}
"""What an entity's topic means when no entity is spoken of."""

_MISREAD = 0.5
_CLEAR = 1.0
_NEARLY = 0.65


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one message.

    `wishes` are the topics asked of an entity, `general` those about no one entity, `small_talk`
    those of conversation, each best first. `unknown` is the share of the words with matter that
    tell nothing about the field. `anchored` says that the word cluster is there, `plural` that it
    stands in the plural, `local` that Lublin is named. `neighbours` are matters outside the field,
    `settled` those of them that hold even beside the word cluster. `cluster_first` is the entity
    spoken of, a cluster before the organisation that may run it; `sector_shared` says that several
    clusters are in the sector named. `sides` are the entities on both
    sides of an "or" and the like. `function_words` carry no matter.
    """

    reading: Reading
    conversation: Conversation
    found: Entities
    concepts: ConceptsFound
    wishes: tuple[TopicMatch, ...]
    general: tuple[TopicMatch, ...]
    small_talk: tuple[TopicMatch, ...]
    condition: Condition
    neighbours: tuple[str, ...]
    settled: tuple[str, ...]
    unknown: float
    anchored: bool
    plural: bool
    local: bool
    cluster_first: EntityMatch | None
    sector_shared: bool
    sides: tuple[EntityMatch, ...]
    function_words: frozenset[str]

    @property
    def first(self) -> EntityMatch | None:
        """The first entity spoken of."""
        return self.found.chosen[0] if self.found.chosen else None

    @property
    def named(self) -> tuple[EntityMatch, ...]:
        """The entities that are named, not only hinted at."""
        return tuple(match for match in self.found.chosen if match.named)

    @property
    def wish(self) -> TopicMatch | None:
        """The leading topic that is asked of an entity."""
        return self.wishes[0] if self.wishes else None

    @property
    def length(self) -> int:
        """The number of words."""
        return len(self.reading.words)


class SignReader:
    """Gathers the signs of messages with the indexes of one knowledge."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._knowledge = knowledge
        self._lexicon = lexicon
        self._entities = EntityIndex(knowledge, lexicon)
        self._topics = TopicIndex(knowledge)

    def signs(self, reading: Reading, conversation: Conversation) -> Signs:
        """All signs of a message in the light of the conversation before it."""
        found = self._entities.find(reading)
        names = frozenset(p for match in found.chosen if match.named for p in match.name_positions)
        subject = self._cluster_first(found)
        cluster = subject if subject and subject.entity in self._knowledge.clusters else None
        described = _described_by(reading, cluster)
        concepts = find_concepts(reading, without=names | described)
        topics = self._topics.find(concepts)
        condition = read_condition(reading, self._lexicon.function_words)
        shared = self._shared(condition.sectors)
        neighbours = {id_ for mention in reading.mentions for id_ in mention.ids(Kind.NEIGHBOUR)}
        return Signs(
            reading=reading,
            conversation=conversation,
            found=found,
            concepts=concepts,
            wishes=_said_first([match for match in topics if match.scope == "entity"]),
            general=tuple(
                match
                for match in self._topics.find(find_concepts(reading))
                if match.scope == "general"
            ),
            small_talk=tuple(match for match in topics if match.scope == "conversation"),
            condition=condition,
            neighbours=tuple(sorted(neighbours)),
            settled=tuple(n for n in sorted(neighbours) if self._settles(n, reading)),
            unknown=self._unknown_share(reading, found),
            anchored=any(not _ANCHORS.isdisjoint(m.ids(Kind.CONCEPT)) for m in reading.mentions),
            plural=_plural(reading, found, of_a_sector=bool(condition.sectors)),
            local=any("lublin" in mention.ids(Kind.CONCEPT) for mention in reading.mentions),
            cluster_first=subject,
            sector_shared=shared,
            sides=sides(reading, self._entities),
            function_words=self._lexicon.function_words,
        )

    def _unknown_share(self, reading: Reading, found: Entities) -> float:
        """Words of neighbours and strangers count as unknown, misspelt ones by half."""
        told = {
            position
            for mention in reading.mentions
            if any(sense.kind is not Kind.NEIGHBOUR for sense in mention.phrase.senses)
            for position in mention.positions
        } | {position for match in found.chosen for position in match.positions}
        content = unknown = 0.0
        for position, word in enumerate(reading.words):
            known = position in told or word.number is not None
            if not known and word.text in self._lexicon.function_words:
                continue
            content += 1
            unknown += _MISREAD if known and word.repaired else not known
        return unknown / content if content else 0.0

    def _settles(self, neighbour: str, reading: Reading) -> bool:
        """Whether it is the matter even beside the word cluster: "cluster headache"."""
        if self._knowledge.neighbours[neighbour].beats_cluster:
            return True
        clusters = {
            position
            for mention in reading.mentions
            if _CLUSTER in mention.ids(Kind.CONCEPT)
            for position in mention.positions
        }
        return any(
            not clusters.isdisjoint(mention.positions)
            for mention in reading.mentions
            if neighbour in mention.ids(Kind.NEIGHBOUR)
        )

    def _cluster_first(self, found: Entities) -> EntityMatch | None:
        whole = [match for match in found.chosen if match.words > 1]
        named = [match for match in found.chosen if match.named]
        chosen = whole or named or found.chosen
        clusters = [match for match in chosen if match.entity in self._knowledge.clusters]
        return max(clusters or chosen, key=lambda match: match.score, default=None)

    def _shared(self, sectors: tuple[str, ...]) -> bool:
        clusters = self._knowledge.clusters.values()
        return sum(1 for cluster in clusters if set(sectors) & set(cluster.sectors)) > 1


def _described_by(reading: Reading, entity: EntityMatch | None) -> frozenset[int]:
    """Where phrases describe the entity: a locksmith's workshop is no event."""
    return frozenset(
        position
        for mention in reading.mentions
        if entity is not None
        and len(mention.positions) > 1
        and entity.entity in mention.ids(Kind.HINT)
        for position in mention.positions
    )


def _plural(reading: Reading, found: Entities, *, of_a_sector: bool) -> bool:
    """Whether clusters are spoken of in the plural, other than in a name ("five clusters").

    "IT clusters" are those of a sector, even where "IT cluster" is the name of one.
    """
    if of_a_sector:
        found = Entities()
    names = {position for match in found.chosen for position in match.whole_names}
    return any(
        word.form in PLURAL_CLUSTERS and position not in names
        for position, word in enumerate(reading.words)
    )


def second(matches: tuple[TopicMatch, ...]) -> tuple[str, ...]:
    """A second wish: clear, nearly as strong as the first, and made of other words."""
    if not matches:
        return ()
    first = matches[0]
    return tuple(
        match.topic
        for match in matches[1:]
        if match.score >= max(_CLEAR, _NEARLY * first.score)
        and match.positions.isdisjoint(first.positions)
    )[:1]


def _said_first(wishes: list[TopicMatch]) -> tuple[TopicMatch, ...]:
    """Best first; of two clear wishes in words of their own, the one that was said first leads."""
    if len(wishes) > 1 and second(tuple(wishes)) == (wishes[1].topic,):
        wishes[:2] = sorted(wishes[:2], key=lambda match: match.start)
    return tuple(wishes)
