"""Whom a message is about: every word that points to an entity, weighed by how much it tells."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from bot.understanding.denial import denied_by
from bot.understanding.evidence import Evidence
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.longer_phrases import LongerPhrases
from bot.understanding.mentions import Mention
from bot.understanding.normalise import fold
from bot.understanding.reading import Reading
from bot.understanding.topics import asked_alone
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
_OF_A_LATER_ONE = 0.75
_MISREAD, _MISREAD_LONG_WORD, _LONG_WORD = 0.7, 0.85, 8
_EACH_FURTHER_WORD = 0.1
"""A phrase is met less often than the rarest of its words."""

_PART_OF_ANOTHER = 0.5
"""What is said of a word weighs less, where it is but a part of a phrase that means others."""

_PROPER_FACT, _FACT, _FACT_WORD = 0.55, 0.42, 0.25
"""What the facts tell weighs less than a hint, so that it decides only where no hint does."""

_NARROWING = frozenset({"od", "z", "ze", "w", "we", "of", "from", "in"})
"""Words by which a name goes on: "klaster firm od metalu" is no cluster of just any firms."""

_OF_NAMES = frozenset({Kind.NAME})
_OF_HINTS = frozenset({Kind.HINT, Kind.PROPER_HINT})
_OF_FACTS = frozenset({Kind.FACT, Kind.PROPER_FACT})
_OF_NAMES_AND_HINTS = _OF_NAMES | _OF_HINTS
_LONGEST_JOINING_WORD = 3
_MOST_OWNERS = 3
_CLUSTER, _HARDLY_LESS = "cluster", 0.6
_USUAL_LENGTH = 12


class EntityMatch(NamedTuple):
    """How strongly a message points to an entity and by which word positions.

    `named` tells a name or a rare word of it from mere hints and everyday words. `words` is how
    many words of the message make its longest whole name, `whole_names` where such names stand.
    `its_own` says that a person or project is named that is known by this entity alone, `unique`
    that nobody else is called so. `known` is where words of its facts stand, only the rarer ones
    without such a name. `by_facts` says that nothing but everyday words of its facts points to it.
    """

    entity: str
    score: float
    positions: frozenset[int]
    name_positions: frozenset[int]
    named: bool
    words: int
    whole_names: frozenset[int]
    known: frozenset[int]
    its_own: bool
    unique: bool
    by_facts: bool


@dataclass(frozen=True, slots=True)
class Entities:
    """`chosen` are the entities spoken of, in the order of the message.

    `rivals` fit the same words about as well as the first of them. `heard` are all that words
    point to, best first; `denied` are those of them that are ruled out: "not wood, metal".
    `matters` is where words ask for a matter of their own that an entity only has to do with:
    "medical tourism".
    """

    chosen: tuple[EntityMatch, ...] = ()
    rivals: tuple[EntityMatch, ...] = ()
    heard: tuple[EntityMatch, ...] = ()
    denied: tuple[EntityMatch, ...] = ()
    matters: frozenset[int] = frozenset()

    @property
    def spoken_of(self) -> frozenset[int]:
        """The positions of the words that stand for an entity."""
        return (
            frozenset(
                position
                for match in self.chosen
                for position in (match.name_positions | match.whole_names or match.positions)
            )
            - self.matters
        )

    def elsewhere(self) -> "Entities":
        """The best of them, when it stands outside the words that are looked at."""
        none: frozenset[int] = frozenset()
        best = sorted(self.chosen, key=lambda match: -match.score)[:1]
        return Entities(
            tuple(
                match._replace(positions=none, name_positions=none, whole_names=none, known=none)
                for match in best
            )
        )


@dataclass(frozen=True, slots=True)
class _NameWord:
    """What a single word tells of an entity in whose names it is; whether it `names` it alone."""

    entity: str
    weight: float
    names: bool


class EntityIndex:
    """Leads from words to entities without looking at the ones a message does not touch."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._clusters = frozenset(knowledge.clusters)
        self._matters = asked_alone(knowledge)
        self._later = self._clusters - set(knowledge.lists.reference.clusters)
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
        business = set(map(fold, _concept_words(knowledge, "company")))
        self._business_words = {
            key for key in self._name_words if not business.isdisjoint(lexicon.keys(key, None))
        }
        self._fact_weights = {
            key: _FACT_WORD * lexicon.rarity[key] / len(owners)
            for key, owners in lexicon.fact_owners.items()
            if len(owners) <= _MOST_OWNERS and lexicon.rarity[key] >= _RARE
        }
        shortest: dict[tuple[str, str], int] = {}
        for phrase in (phrase for group in lexicon.phrases.values() for phrase in group):
            own = {key for key in phrase.keys if key in self._name_words}
            others = {key for key in phrase.keys if self._limits(key)} - own
            length = len(own | others)  # "union of five clusters" is not just any union
            for sense in phrase.senses:
                if sense.kind is Kind.NAME:
                    for key in own:
                        place = (sense.id, key)
                        shortest[place] = min(length, shortest.get(place, 99))
        self._named_by: dict[str, list[_NameWord]] = defaultdict(list)
        for (entity, key), length in shortest.items():
            self._named_by[key].append(self._name_word(entity, key, length))

    def _name_word(self, entity: str, key: str, length: int) -> "_NameWord":
        """What a word tells of an entity whose shortest name with it has so many words."""
        rarity, alone, sharing = self._rarity(key), sqrt(length), len(self._name_words[key])
        weight = rarity / sqrt(sharing) / alone
        telling = rarity >= _RARE and key not in self._business_words
        return _NameWord(
            entity,
            weight * _COMMON_WORD if rarity < _RARE else weight,
            names=telling and alone < _PART_OF_LONG and sharing == 1,
        )

    def _limits(self, key: str) -> bool:
        """Whether a word that tells of nobody by itself still makes a name narrower: "five"."""
        long = len(key) > _LONGEST_JOINING_WORD
        return key.isdigit() or (long and key in self._lexicon.function_words)

    def find(self, reading: Reading) -> Entities:
        """The entities of a message; empty when no word points to any."""
        heard = self._matches(reading)
        if not heard:
            return Entities()
        matches = self._without_narrowed(_meant(heard, reading), reading)
        matches = self._of_clusters(matches, reading)
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
        chosen.sort(key=lambda match: min(match.name_positions or match.positions))
        denied = tuple(match for match in heard if match not in matches)
        return Entities(tuple(chosen), rivals, tuple(heard), denied, self._matters_in(reading))

    def _matters_in(self, reading: Reading) -> frozenset[int]:
        return frozenset(
            position
            for mention in reading.mentions
            if not self._matters.isdisjoint(mention.ids(Kind.CONCEPT))
            for position in mention.positions
        )

    def _of_clusters(self, matches: list[EntityMatch], reading: Reading) -> list[EntityMatch]:
        """Clusters first, where one is spoken of: "the cluster of funds and incubators"."""
        best = matches[0]
        speaks = any(_CLUSTER in mention.ids(Kind.CONCEPT) for mention in reading.mentions)
        if not speaks or best.entity in self._clusters or best.words > 1:
            return matches
        clusters = [
            match
            for match in matches
            if match.entity in self._clusters and match.score >= _HARDLY_LESS * best.score
        ]
        return [*clusters, *(match for match in matches if match not in clusters)]

    def _without_narrowed(self, matches: list[EntityMatch], reading: Reading) -> list[EntityMatch]:
        """Without names for any business that go on with a trade: "a cluster for metal firms"."""
        starts = {min(m.name_positions or m.positions): m.entity for m in matches}
        words = reading.words

        def goes_on(match: EntityMatch) -> bool:
            last = max(match.whole_names or match.positions)
            if words[last].keys.isdisjoint(self._business_words):
                return False
            following = last + 1
            if following < len(words) and words[following].text in _NARROWING:
                following += 1
            return starts.get(following, match.entity) != match.entity

        return [match for match in matches if not goes_on(match)] or matches

    def _matches(self, reading: Reading) -> list[EntityMatch]:
        found: dict[str, Evidence] = defaultdict(Evidence)
        longer = LongerPhrases(reading.mentions)
        self._name_evidence(reading, longer, found)
        for mention in reading.mentions:
            if len(mention.phrase.senses) > _SHARED_BY_MANY:
                continue
            for sense in mention.phrase.senses:
                of_name = sense.kind in _OF_NAMES_AND_HINTS
                if of_name and longer.cover(mention.positions, sense.id):
                    weight = _PART_OF_ANOTHER * self._hint_weight(mention, sense.kind)
                    found[sense.id].add(mention.positions, weight)
                elif sense.kind in _OF_NAMES:
                    self._whole_name(mention, found[sense.id])
                elif sense.kind in _OF_HINTS:
                    self._hint(mention, sense.kind, reading, found[sense.id])
                elif sense.kind in _OF_FACTS:
                    self._name_in_facts(mention, sense.kind, reading, found[sense.id])
        self._fact_words(reading, found)
        for evidence in found.values():
            evidence.recognise_scene()
        scores = {entity: self._score(entity, evidence) for entity, evidence in found.items()}
        matches = [
            _match(id_, found[id_], score) for id_, score in scores.items() if score >= _ENOUGH
        ]
        return sorted(matches, key=lambda match: (-match.score, match.entity))

    def _score(self, entity: str, evidence: Evidence) -> float:
        """A trade is rather that of a cluster of the list than of one that came later."""
        later = entity in self._later and not (evidence.named or evidence.by_facts)
        return evidence.score() * (_OF_A_LATER_ONE if later else 1)

    def _name_evidence(
        self, reading: Reading, longer: LongerPhrases, found: dict[str, Evidence]
    ) -> None:
        """Single words of names; those for any business are no name by themselves."""
        for position, word in enumerate(reading.words):
            for key in word.keys:
                for told in self._named_by.get(key, ()):
                    evidence = found[told.entity]
                    if longer.cover((position,), told.entity):
                        evidence.add((position,), _PART_OF_ANOTHER * told.weight)
                        continue
                    evidence.add((position,), told.weight)
                    evidence.by_facts = False
                    evidence.name_words.add(position)
                    evidence.named |= told.names

    def _whole_name(self, mention: Mention, evidence: Evidence) -> None:
        weight = self._name_weight(mention)
        if not weight:
            return
        evidence.add(mention.positions, weight)
        evidence.by_facts = False
        evidence.whole_names.update(self._own_positions(mention))
        if any(key in self._name_words for key in mention.phrase.keys):
            evidence.spans.update(mention.positions)
        evidence.longest = max(evidence.longest, len(mention.positions))
        if len(mention.positions) > 1 or weight >= _RARE + _FULL_NAME:
            evidence.named = True

    def _hint(self, mention: Mention, kind: Kind, reading: Reading, evidence: Evidence) -> None:
        """A proper name is as good as the entity's own, but for towns, where others are too."""
        owners = len(mention.ids(kind))
        rarity = max(map(self._rarity, mention.phrase.keys))
        weight = self._hint_weight(mention, kind)
        evidence.add(mention.positions, weight * _as_read(mention, reading))
        evidence.by_facts = False
        place = mention.phrase.keys in self._lexicon.places
        if kind is Kind.PROPER_HINT and rarity >= _RARE and owners == 1 and not place:
            self._name(mention, evidence)

    def _hint_weight(self, mention: Mention, kind: Kind) -> float:
        owners = len(mention.ids(kind))
        rarity = max(map(self._rarity, mention.phrase.keys))
        further = _EACH_FURTHER_WORD * (len(mention.phrase.keys) - 1)
        return _HINT * min(1.0, max(rarity, 0.6) + further) / sqrt(owners)

    def _name_in_facts(
        self, mention: Mention, kind: Kind, reading: Reading, evidence: Evidence
    ) -> None:
        """Surnames and firms weigh most; a name that several share leads to each of them."""
        owners = len(mention.ids(kind))
        rarity = max(map(self._rarity, mention.phrase.keys))
        misread = _misread(mention, reading)
        strange = len(mention.phrase.keys) == 1 and rarity == 1.0
        telling = kind is Kind.PROPER_FACT or strange
        weight = _PROPER_FACT if kind is Kind.PROPER_FACT else _FACT * rarity / sqrt(owners)
        evidence.add(mention.positions, weight * _as_read(mention, reading))
        evidence.by_facts &= not telling
        if kind is Kind.PROPER_FACT and owners == 1 and not misread:
            self._name(mention, evidence)

    def _name(self, mention: Mention, evidence: Evidence) -> None:
        """With member firms people have business of their own; surnames are shared by many."""
        keys = mention.phrase.keys
        unique = len(keys) > 1 or keys[0] in self._lexicon.coined
        its_own = keys not in self._lexicon.members
        evidence.name(mention.positions, its_own=its_own, unique=unique)

    def _fact_words(self, reading: Reading, found: dict[str, Evidence]) -> None:
        """Words of the facts; rarer ones weigh, in a long message less: there by chance.

        The others are but told of those whom something else points to.
        """
        lexicon = self._lexicon
        told: dict[str, set[int]] = defaultdict(set)
        density = min(1.0, _USUAL_LENGTH / max(1, len(reading.words)))
        for position, word in enumerate(reading.words):
            keys = lexicon.fact_forms.get(word.text, ())
            if not keys or word.text in lexicon.function_words:
                continue
            asks = not word.keys.isdisjoint(lexicon.concept_keys)
            for key in keys:
                weight = 0.0 if asks else self._fact_weights.get(key, 0.0) * density
                for entity in lexicon.fact_owners[key]:
                    told[entity].add(position)
                    if weight:
                        found[entity].add_fact_word(position, weight)
        for entity in found.keys() & told.keys():
            found[entity].told = told[entity]

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
        sharing = len(mention.ids(Kind.NAME))
        weight = sum(
            self._rarity(key) / sqrt(len(self._name_words[key])) for key in dict.fromkeys(own)
        )
        bonus = _FULL_NAME * (1.0 if len(mention.phrase.keys) > 1 else 0.5)
        return (weight + bonus) / sqrt(sharing)

    def _rarity(self, key: str) -> float:
        return self._lexicon.rarity.get(key, 1.0)


def _meant(matches: list[EntityMatch], reading: Reading) -> list[EntityMatch]:
    """Without those ruled out ("not wood, metal"), where others are spoken of.

    Where all are ruled out, a "no" that begins the message is of none of them.
    """
    texts = [word.text for word in reading.words]
    spoken_of = [match for match in matches if match.named or match.score >= _SPOKEN_OF]
    by = {m.entity: denied_by(texts, min(m.name_positions or m.positions)) for m in spoken_of}
    for beginning in (False, True):
        out = [
            m for m in spoken_of if by[m.entity] is not None and (by[m.entity] or not beginning)
        ]
        ruled_out = frozenset(p for match in out for p in match.name_positions or match.positions)
        meant = [m for m in matches if m not in out and not m.positions <= ruled_out]
        if any(match in meant for match in spoken_of):
            return meant
    return matches


def _concept_words(knowledge: Knowledge, concept: str) -> tuple[str, ...]:
    return knowledge.concepts[concept].pl + knowledge.concepts[concept].en


def _misread(mention: Mention, reading: Reading) -> bool:
    return any(reading.words[position].repaired for position in mention.positions)


def _as_read(mention: Mention, reading: Reading) -> float:
    """What is misspelt may be another word; a long one hardly is."""
    words = [reading.words[position] for position in mention.positions]
    misread = [word for word in words if word.repaired]
    if not misread:
        return 1.0
    long = all(len(word.text) >= _LONG_WORD for word in misread)
    return _MISREAD_LONG_WORD if long else _MISREAD


def _match(entity: str, evidence: Evidence, score: float) -> EntityMatch:
    return EntityMatch(
        entity,
        score,
        evidence.positions(),
        frozenset(evidence.whole_names or evidence.name_words or evidence.proper),
        evidence.named,
        evidence.longest,
        frozenset(evidence.spans),
        frozenset(evidence.told) if evidence.its_own else evidence.rare(),
        evidence.its_own,
        evidence.unique,
        evidence.by_facts,
    )


def entity_ids(matches: Iterable[EntityMatch]) -> tuple[str, ...]:
    """The ids only, in order."""
    return tuple(match.entity for match in matches)
