"""Everything that a message shows, gathered before it is weighed."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from bot.conversation import Conversation
from bot.understanding.classifier import Classifier, Guess
from bot.understanding.clues import Clues
from bot.understanding.conditions import Condition, read_condition
from bot.understanding.entities import Entities, EntityIndex
from bot.understanding.entity_match import EntityMatch
from bot.understanding.features import Features, features_of
from bot.understanding.generic_names import PLURAL_CLUSTERS
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.reading import Reading
from bot.understanding.sides import sides
from bot.understanding.topics import (
    ConceptsFound,
    TopicIndex,
    TopicMatch,
    find_concepts,
    with_guesses,
)
from knowledge.model import OUTSIDE, Knowledge

_CLUSTER, _CONTACT = "cluster", "contact"
_SAID_WITH_NAMES = frozenset({_CLUSTER, "lublin", "they", "people-of", "idiom", "correction"})
_TELL_NOTHING = frozenset({Kind.NEIGHBOUR, Kind.FACT, Kind.PROPER_FACT})
_ANCHORS = frozenset({_CLUSTER, "key-cluster"})
GENERAL_FORM = {
    "join": "join-general",
    "fees": "fees-general",
    "contact": "contact-general",
    "status": "national-key-clusters",
}
"""What an entity's topic means when no entity is spoken of."""

OF_ONE = {general: topic for topic, general in GENERAL_FORM.items()}
"""The same the other way round."""

_UNLIKELY = -1.0
_PLAINLY_MORE = 1.6
"""So much more a description tells than a name: "juices from apples, near Kraśnik"."""

_CLEAR = 1.0
_NEARLY = 0.65


class Glance(NamedTuple):
    """The first look at a message or the part of it that asks; see the same parts of `Signs`."""

    reading: Reading
    found: Entities
    in_story: bool
    features: Features
    guesses: tuple[Guess, ...]
    anchored_before: bool = False

    @property
    def likeliest(self) -> float:
        """How much it is like the examples of its likeliest topic."""
        return _likeliest(self.guesses)


class Signs(NamedTuple):
    """The signs of one message.

    `found` is whom it speaks of, `first` the first of them, `named` those that are named, not only
    hinted at. `length` is the number of words.

    `wishes` are the topics asked of an entity, `general` those about no one entity, `small_talk`
    those of conversation, each best first. `unknown` is the share of the words with matter that
    tell nothing about the field. `anchored` says that the word cluster is there, `plural` that it
    stands in the plural, `local` that Lublin is named. `neighbours` are matters outside the field,
    `places` lands elsewhere, `settled` the matters that hold even beside the word cluster.
    `cluster_first` is the entity spoken of, a cluster before the organisation that may run it;
    `sector_shared` says that several clusters are in the sector named. `guesses` are the topics
    that the message is like, `bare` says that it is little more than a name,
    `in_story` that whom it is about stands before the part that asks, `anchored_before` that the
    word cluster does. `offices` are those whom to contact in a general matter, by topic.
    `features` is what learning sees of the message. `strangers` are the positions of the words
    that make `unknown`. `sides` are the entities on both sides of an "or" and the
    like. `function_words` carry no matter.
    """

    reading: Reading
    clues: Clues
    conversation: Conversation
    found: Entities
    first: EntityMatch | None
    named: tuple[EntityMatch, ...]
    length: int
    concepts: ConceptsFound
    wishes: tuple[TopicMatch, ...]
    general: tuple[TopicMatch, ...]
    small_talk: tuple[TopicMatch, ...]
    condition: Condition
    neighbours: tuple[str, ...]
    places: tuple[str, ...]
    settled: tuple[str, ...]
    unknown: float
    anchored: bool
    plural: bool
    local: bool
    cluster_first: EntityMatch | None
    sector_shared: bool
    sides: tuple[EntityMatch, ...]
    function_words: frozenset[str]
    guesses: tuple[Guess, ...]
    bare: bool
    in_story: bool
    anchored_before: bool
    features: Features
    strangers: tuple[int, ...]
    offices: Mapping[str, str]

    @property
    def likeliest(self) -> float:
        """How much the message is like the examples of its likeliest topic."""
        return _likeliest(self.guesses)

    @property
    def outside_lead(self) -> float:
        """How much more the message is like what is outside the field than like any topic."""
        outside = next((one.score for one in self.guesses if one.label == OUTSIDE), _UNLIKELY)
        return outside - next((one.score for one in self.guesses if one.label != OUTSIDE), 0.0)

    @property
    def wish(self) -> TopicMatch | None:
        """The leading topic that is asked of an entity."""
        return self.wishes[0] if self.wishes else None


class SignReader:
    """Gathers the signs of messages with the indexes of one knowledge."""

    def __init__(
        self,
        knowledge: Knowledge,
        lexicon: Lexicon,
        entities: EntityIndex,
        classifier: Classifier,
    ) -> None:
        self._knowledge = knowledge
        self._classifier = classifier
        self._lexicon = lexicon
        self._entities = entities
        self._topics = TopicIndex(knowledge)
        self._offices = _offices(knowledge)
        self._of_sector: dict[str, set[str]] = defaultdict(set)
        for cluster in knowledge.clusters.values():
            for sector in cluster.sectors:
                self._of_sector[sector].add(cluster.id)

    def glance(self, reading: Reading, whole: Glance | None = None) -> Glance:
        """Whom a part of a message names and what it is like, before all else is looked at.

        Whom it is about may stand in the rest of the `whole`.
        """
        found = self._entities.find(reading)
        before = whole.found.elsewhere() if whole is not None else None
        in_story = before is not None and _is_plainer(before, found)
        if in_story and before is not None:
            found = before
        features = features_of(reading, found.spoken_of)
        guesses = self._classifier.rank(features)
        anchored = whole is not None and _anchored(whole.reading)
        return Glance(reading, found, in_story and bool(found.chosen), features, guesses, anchored)

    def signs(self, glance: Glance, conversation: Conversation) -> Signs:
        """All signs of a message in the light of the conversation before it."""
        reading, found, guesses = glance.reading, glance.found, glance.guesses
        named = tuple([match for match in found.chosen if match.named])
        names = frozenset([p for match in named for p in match.name_positions])
        subject = self._cluster_first(found)
        cluster = subject if subject and subject.entity in self._knowledge.clusters else None
        left_out = (names | _described_by(reading, cluster)) - found.matters
        concepts = find_concepts(reading, without=left_out)
        scopes = self._topics.scopes
        topics = with_guesses(self._topics.find(concepts), guesses, scopes)
        with_names = topics
        if left_out and _asks_within(reading, left_out):
            everything = self._topics.find(find_concepts(reading))
            with_names = with_guesses(everything, guesses, scopes)
        clues = Clues(reading)
        small = self._lexicon.function_words
        condition = read_condition(clues, small, found.chosen, conversation)
        anchored = _anchored(reading)
        neighbours, places = self._matters_outside(reading, found)
        unknown, strangers = self._unknown_share(reading, found, anchored=anchored)
        return Signs(
            reading=reading,
            clues=clues,
            conversation=conversation,
            found=found,
            first=found.chosen[0] if found.chosen else None,
            named=named,
            length=len(reading.words),
            concepts=concepts,
            wishes=_said_first([match for match in topics if match.scope == "entity"]),
            general=tuple([match for match in with_names if match.scope == "general"]),
            small_talk=tuple([match for match in topics if match.scope == "conversation"]),
            condition=condition,
            neighbours=neighbours,
            places=places,
            settled=tuple([one for one in neighbours if self._settles(one, reading)]),
            unknown=unknown,
            anchored=anchored,
            plural=_plural(reading, found, of_a_sector=bool(condition.sectors)),
            local=any("lublin" in concepts for _, concepts in reading.concepts),
            cluster_first=subject,
            sector_shared=self._shared(condition.sectors),
            sides=(
                sides(reading, self._entities) if len(found.heard) > 1 and not found.denied else ()
            ),
            function_words=small,
            guesses=guesses,
            bare=self._bare(reading, found),
            in_story=glance.in_story,
            anchored_before=glance.anchored_before,
            features=glance.features,
            strangers=strangers,
            offices=self._offices,
        )

    def _matters_outside(
        self, reading: Reading, found: Entities
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The matters outside the field that are spoken of, and the lands elsewhere.

        A word cut short in a whole name is of that name alone: "wsch. klaster ICT".
        """
        told = reading.neighbours
        if not told:
            return (), ()
        names = {p for m in found.chosen if m.words > 1 for p in m.whole_names}
        cut_short = {p for p in names if reading.words[p].repaired}
        told = tuple([one for one in told if not cut_short.issuperset(one[0])])
        matters = sorted({id_ for _, ids in told for id_ in ids})
        elsewhere = [id_ for id_ in matters if self._knowledge.neighbours[id_].place]
        return tuple([id_ for id_ in matters if id_ not in elsewhere]), tuple(elsewhere)

    def _bare(self, reading: Reading, found: Entities) -> bool:
        """Whether little more than a name is said, as in "and the metal one?"."""
        named = (*found.chosen, *found.denied)
        light = {position for match in named for position in match.positions}
        telling: set[int] = set()
        for positions, concepts in reading.concepts:
            (telling if _SAID_WITH_NAMES.isdisjoint(concepts) else light).update(positions)
        small = self._lexicon.function_words
        for position, word in enumerate(reading.words):
            if position not in light and (position in telling or word.form not in small):
                return False
        return True

    def _unknown_share(
        self, reading: Reading, found: Entities, *, anchored: bool
    ) -> tuple[float, tuple[int, ...]]:
        """Words of neighbours and strangers count as unknown.

        Everyday words that also stand in somebody's facts are known beside the word cluster only.
        Beside the share stands where the unknown words are.
        """
        told = {
            position
            for mention in reading.mentions
            if not mention.phrase.ids.keys() <= _TELL_NOTHING
            for position in mention.positions
        }
        for match in found.chosen:
            if anchored or not match.by_facts:
                told |= match.positions | match.known
        small, familiar = self._lexicon.function_words, self._classifier.familiar
        content = 0
        strangers: list[int] = []
        for position, word in enumerate(reading.words):
            known = position in told or word.number is not None
            if not known and word.form in small:
                continue
            content += 1
            if not (known or word.form in familiar):
                strangers.append(position)
        return (len(strangers) / content if content else 0.0), tuple(strangers)

    def _settles(self, neighbour: str, reading: Reading) -> bool:
        """Whether it is the matter even beside the word cluster: "cluster headache"."""
        if self._knowledge.neighbours[neighbour].beats_cluster:
            return True
        clusters = {
            position
            for positions, concepts in reading.concepts
            if _CLUSTER in concepts
            for position in positions
        }
        return any(
            not clusters.isdisjoint(positions)
            for positions, neighbours in reading.neighbours
            if neighbour in neighbours
        )

    def _cluster_first(self, found: Entities) -> EntityMatch | None:
        if len(found.chosen) < 2:
            return found.chosen[0] if found.chosen else None
        whole = [match for match in found.chosen if match.words > 1]
        named = [match for match in found.chosen if match.named]
        most = _PLAINLY_MORE * max([match.score for match in named], default=0.0)
        told = [match for match in found.chosen if match.named or match.score >= most]
        chosen = whole or told
        most = max(match.score for match in chosen)
        if not any(match.entity in self._knowledge.clusters for match in chosen):
            chosen = [match for match in found.chosen if match in chosen or match.score >= most]
        best = max(chosen, key=lambda match: match.score)
        clusters = [
            match
            for match in chosen
            if match.entity in self._knowledge.clusters
            and (match.named or match.score >= best.score)
        ]
        return max(clusters, key=lambda match: match.score, default=best)

    def _shared(self, sectors: tuple[str, ...]) -> bool:
        shared = [self._of_sector.get(sector, ()) for sector in sectors]
        return bool(shared) and len(set().union(*shared)) > 1


def _offices(knowledge: Knowledge) -> dict[str, str]:
    """Whom to contact in a general matter that is not the cluster team's, by topic."""
    of_the_team = GENERAL_FORM[_CONTACT]
    targets = {
        topic.id: [follow_up.partition("/") for follow_up in topic.follow_ups]
        for topic in knowledge.topics.values()
        if topic.scope == "general" and of_the_team not in (topic.id, *topic.follow_ups)
    }
    return {
        topic: entity
        for topic, own in targets.items()
        for entity, _, asked in own
        if asked == _CONTACT
    }


def _is_plainer(before: Entities, asking: Entities) -> bool:
    """Whether the part that asks names nobody, or only hints at one, after another was named."""
    if not asking.chosen:
        return True
    hinted = not any(match.named or match.words for match in asking.chosen)
    return hinted and any(match.named and match.words > 1 for match in before.chosen)


def _anchored(reading: Reading) -> bool:
    return any(not _ANCHORS.isdisjoint(concepts) for _, concepts in reading.concepts)


def _likeliest(guesses: tuple[Guess, ...]) -> float:
    return next((one.score for one in guesses if one.label != OUTSIDE), _UNLIKELY)


def _described_by(reading: Reading, entity: EntityMatch | None) -> frozenset[int]:
    """Where phrases describe the entity: a locksmith's workshop is no event."""
    if entity is None:
        return frozenset()
    return frozenset(
        [
            position
            for positions, entities in reading.hints
            if len(positions) > 1 and entity.entity in entities
            for position in positions
        ]
    )


def _asks_within(reading: Reading, places: frozenset[int]) -> bool:
    """Whether words at these places belong to a concept."""
    concepts = reading.concepts
    return any(not places.isdisjoint(positions) for positions, _ in concepts)


def _plural(reading: Reading, found: Entities, *, of_a_sector: bool) -> bool:
    """Whether clusters are spoken of in the plural, other than in a name ("five clusters").

    "IT clusters" are those of a sector, even where "IT cluster" is the name of one.
    """
    plural = [place for place, word in enumerate(reading.words) if word.form in PLURAL_CLUSTERS]
    if of_a_sector or not plural:
        return bool(plural)
    names = {position for match in found.chosen for position in match.whole_names}
    return not names.issuperset(plural)


def _said_first(wishes: list[TopicMatch]) -> tuple[TopicMatch, ...]:
    """Best first; of two clear wishes in words of their own, the one that was said first leads."""
    if len(wishes) > 1 and _are_two(wishes[0], wishes[1]):
        wishes[:2] = sorted(wishes[:2], key=lambda match: match.start)
    return tuple(wishes)


def _are_two(first: TopicMatch, other: TopicMatch) -> bool:
    """Whether two wishes are both clearly said, in words of their own."""
    clear = other.said >= max(_CLEAR, _NEARLY * first.said)
    return clear and other.positions.isdisjoint(first.positions)
