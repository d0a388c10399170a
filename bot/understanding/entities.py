"""Whom a message is about: every word that points to an entity, weighed by how much it tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.mentions import Mention
from bot.understanding.normalise import fold
from bot.understanding.reading import Reading
from knowledge.model import Knowledge

_COMMON_TO_MANY = 8
"""A name word that more entities share (cluster, Lublin) tells nothing about one of them."""

_SHARED_BY_MANY = 50
"""A whole phrase that more entities share is not weighed for each of them."""

_FULL_NAME = 0.6
_HINT = 0.75
_RARE = 0.65
_RIVAL = 0.8
_SPOKEN_OF = 0.6
_ENOUGH = 0.4
_PART_OF_LONG = 1.2
_COMMON_WORD = 0.6
_EACH_MORE = 0.05
_MISREAD = 0.7


@dataclass(frozen=True, slots=True)
class EntityMatch:
    """How strongly a message points to an entity and by which word positions.

    `named` tells a name or a rare word of it from mere hints and everyday words. `words` is how
    many words of the message make its longest whole name, `whole_names` where such names stand.
    """

    entity: str
    score: float
    positions: frozenset[int]
    name_positions: frozenset[int]
    named: bool
    words: int
    whole_names: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entities:
    """`chosen` are the entities spoken of, in the order of the message.

    `rivals` fit the same words about as well as the first of them. `heard` are all that words
    point to, best first.
    """

    chosen: tuple[EntityMatch, ...] = ()
    rivals: tuple[EntityMatch, ...] = ()
    heard: tuple[EntityMatch, ...] = ()

    @property
    def spoken_of(self) -> frozenset[int]:
        """The positions of the words that stand for an entity."""
        return frozenset(
            position
            for match in self.chosen
            for position in (match.name_positions | match.whole_names or match.positions)
        )


class EntityIndex:
    """Leads from words to entities without looking at the ones a message does not touch."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._clusters = frozenset(knowledge.clusters)
        sharing: dict[str, set[str]] = defaultdict(set)
        for phrase in (phrase for group in lexicon.phrases.values() for phrase in group):
            for sense in phrase.senses:
                if sense.kind is Kind.NAME:
                    for key in phrase.keys:
                        sharing[key].add(sense.id)
        generic = {
            fold(word)
            for concept in ("cluster", "lublin")
            for word in _concept_words(knowledge, concept)
        }
        self._name_words: Mapping[str, frozenset[str]] = {
            key: frozenset(ids)
            for key, ids in sharing.items()
            if len(ids) <= _COMMON_TO_MANY
            and key not in lexicon.function_words
            and generic.isdisjoint(lexicon.keys(key, None))
            and len(key) > 1
        }

        self._shortest: dict[tuple[str, str], int] = {}
        for phrase in (phrase for group in lexicon.phrases.values() for phrase in group):
            own = {key for key in phrase.keys if key in self._name_words}
            for sense in phrase.senses:
                if sense.kind is Kind.NAME:
                    for key in own:
                        place = (sense.id, key)
                        self._shortest[place] = min(len(own), self._shortest.get(place, 99))

    def find(self, reading: Reading) -> Entities:
        """The entities of a message; empty when no word points to any."""
        matches = self._matches(reading)
        if not matches:
            return Entities()
        best = matches[0]
        rivals = tuple(
            match
            for match in matches[1:]
            if match.score >= _RIVAL * best.score
            and (match.entity in self._clusters or best.entity not in self._clusters)
            and match.named == best.named
            and match.words >= best.words
            and match.positions & best.positions
        )
        chosen = [best]
        taken = set(best.name_positions if best.named else best.positions)
        for match in matches[1:]:
            spoken_of = match.named or match.score >= _SPOKEN_OF
            if spoken_of and match.name_positions and taken.isdisjoint(match.name_positions):
                chosen.append(match)
                taken |= match.name_positions
        chosen.sort(key=lambda match: min(match.positions))
        return Entities(tuple(chosen), rivals, tuple(matches))

    def _matches(self, reading: Reading) -> list[EntityMatch]:
        evidence: dict[str, dict[tuple[int, ...], float]] = defaultdict(dict)
        name_words: dict[str, set[int]] = defaultdict(set)
        whole_names: dict[str, set[int]] = defaultdict(set)
        spans: dict[str, set[int]] = defaultdict(set)
        named: set[str] = set()
        proper: dict[str, set[int]] = defaultdict(set)
        longest: dict[str, int] = defaultdict(int)
        for position, word in enumerate(reading.words):
            for key in word.keys:
                for entity in self._name_words.get(key, ()):
                    rarity = self._rarity(key)
                    alone = sqrt(self._shortest[entity, key])
                    sole = len(self._name_words[key]) == 1
                    weight = rarity / sqrt(len(self._name_words[key])) / alone
                    if rarity < _RARE:
                        weight *= _COMMON_WORD
                    _keep_most(evidence[entity], (position,), weight)
                    name_words[entity].add(position)
                    if rarity >= _RARE and alone < _PART_OF_LONG and sole:
                        named.add(entity)
        for mention in reading.mentions:
            if len(mention.phrase.senses) > _SHARED_BY_MANY:
                continue
            for entity in mention.ids(Kind.NAME):
                weight = self._name_weight(mention)
                if weight:
                    _keep_most(evidence[entity], mention.positions, weight)
                    whole_names[entity].update(self._own_positions(mention))
                    if any(key in self._name_words for key in mention.phrase.keys):
                        spans[entity].update(mention.positions)
                    longest[entity] = max(longest[entity], len(mention.positions))
                    if len(mention.positions) > 1 or weight >= _RARE + _FULL_NAME:
                        named.add(entity)
            for kind in (Kind.HINT, Kind.PROPER_HINT):
                owners = list(mention.ids(kind))
                for entity in owners:
                    rarity = max(self._rarity(key) for key in mention.phrase.keys)
                    weight = _HINT * max(rarity, 0.6) / sqrt(len(owners))
                    if any(reading.words[position].repaired for position in mention.positions):
                        weight *= _MISREAD
                    _keep_most(evidence[entity], mention.positions, weight)
                    if kind is Kind.PROPER_HINT and rarity >= _RARE and len(owners) == 1:
                        named.add(entity)
                        proper[entity].update(mention.positions)
        matches = [
            EntityMatch(
                entity,
                _total(found) + _EACH_MORE * (len(found) - 1),
                frozenset(position for positions in found for position in positions),
                frozenset(whole_names[entity] or name_words[entity] or proper[entity]),
                entity in named,
                longest[entity],
                frozenset(spans[entity]),
            )
            for entity, found in evidence.items()
        ]
        matches = [match for match in matches if match.score >= _ENOUGH]
        return sorted(matches, key=lambda match: (-match.score, match.entity))

    def _own_positions(self, mention: Mention) -> set[int]:
        """Where the telling words of a name stand, without "cluster" and the like.

        A name of such words only stands where all of it does.
        """
        pairs = zip(mention.phrase.keys, mention.positions, strict=True)
        own = {position for key, position in pairs if key in self._name_words}
        return own or set(mention.positions)

    def _name_weight(self, mention: Mention) -> float:
        """A whole name weighs its own words and a bonus, none if all its words are common."""
        own = [key for key in mention.phrase.keys if key in self._name_words]
        if not own and len(mention.phrase.keys) == 1:
            return 0.0
        sharing = sum(1 for _ in mention.ids(Kind.NAME))
        weight = sum(
            self._rarity(key) / sqrt(len(self._name_words[key])) for key in dict.fromkeys(own)
        )
        bonus = _FULL_NAME * (1.0 if len(mention.phrase.keys) > 1 else 0.5)
        return (weight + bonus) / sqrt(sharing)

    def _rarity(self, key: str) -> float:
        return self._lexicon.rarity.get(key, 1.0)


def _concept_words(knowledge: Knowledge, concept: str) -> tuple[str, ...]:
    return knowledge.concepts[concept].pl + knowledge.concepts[concept].en


def _keep_most(
    evidence: dict[tuple[int, ...], float], positions: tuple[int, ...], weight: float
) -> None:
    evidence[positions] = max(weight, evidence.get(positions, 0.0))


def _total(evidence: Mapping[tuple[int, ...], float]) -> float:
    """The sum of the weightiest evidence, each word of the message counted once."""
    total = 0.0
    used: set[int] = set()
    for positions, weight in sorted(evidence.items(), key=lambda item: -item[1]):
        if used.isdisjoint(positions):
            total += weight
            used.update(positions)
    return total


def entity_ids(matches: Iterable[EntityMatch]) -> tuple[str, ...]:
    """The ids only, in order."""
    return tuple(match.entity for match in matches)
