"""Whom a message is about: every word that points to an entity, weighed by how much it tells."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from bot.understanding.clues import each
from bot.understanding.denial import meant
from bot.understanding.entity_match import EntityMatch
from bot.understanding.evidence import Evidence
from bot.understanding.generic_names import (
    is_generic_plural,
    stands_for_all,
    written_as_names,
)
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.longer_phrases import LongerPhrases
from bot.understanding.mentions import Mention
from bot.understanding.pointers import (
    FULL_NAME,
    OF_FACTS,
    PART_OF_ANOTHER,
    RARE,
    Pointer,
    Pointers,
)
from bot.understanding.reading import Reading
from bot.understanding.topics import asked_alone
from knowledge.model import Knowledge

_RIVAL = 0.8
_SPOKEN_OF = 0.6
_ENOUGH, _HARDLY_HEARD = 0.4, 0.2
_OF_A_LATER_ONE = 0.75
_MISREAD, _MISREAD_LONG_WORD, _LONG_WORD = 0.7, 0.85, 8

_NARROWING = frozenset({"od", "z", "ze", "w", "we", "of", "from", "in"})
"""Words by which a name goes on: "klaster firm od metalu" is no cluster of just any firms."""

_MORE = each("ile ilu wiecej mniej najwiecej najmniej many more most fewer fewest")

_APART = _MORE | {"into"}
_NEAR_TO = each("pod spod kolo obok nieopodal near nearby outside")
_NEARBY = 0.5
_COUNTED_WITHIN = 4
_CLUSTER, _HARDLY_LESS = "cluster", 0.6
_USUAL_LENGTH = 12


class Entities(NamedTuple):
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


class EntityIndex:
    """Leads from words to entities without looking at the ones a message does not touch."""

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._clusters = frozenset(knowledge.clusters)
        self._matters = asked_alone(knowledge)
        self._later = self._clusters - set(knowledge.lists.reference.clusters)
        self._pointers = Pointers(knowledge, lexicon)
        self._generic = tuple(
            phrase
            for phrase, pointers in self._pointers.of_phrase.items()
            if is_generic_plural(phrase) and any(pointer.generic for pointer in pointers)
        )

    def find(self, reading: Reading) -> Entities:
        """The entities of a message; empty when no word points to any."""
        pointed_at = self._matches(reading)
        heard = [match for match in pointed_at if match.score >= _ENOUGH]
        if not heard:
            return Entities()
        spoken_of = [match for match in heard if match.named or match.score >= _SPOKEN_OF]
        texts = [word.text for word in reading.words]
        matches = self._without_narrowed(meant(heard, spoken_of, pointed_at, texts), reading)
        if not matches:
            return Entities()
        matches = self._of_clusters(matches, reading)
        best = matches[0]
        rivals = [
            match
            for match in matches[1:]
            if match.score >= _RIVAL * best.score
            and (match.entity in self._clusters or best.entity not in self._clusters)
            and match.named == best.named
            and match.words >= best.words
            and match.positions & best.positions
        ]
        chosen = [best]
        taken = set(best.name_positions if best.named else best.positions)
        for match in matches[1:]:
            own = match.name_positions
            if match not in spoken_of or not own or own <= best.positions:
                continue
            if taken.isdisjoint(own):
                chosen.append(match)
                taken |= match.name_positions
        if len(chosen) > 1:
            chosen.sort(key=lambda match: min(match.name_positions or match.positions))
        denied = tuple(match for match in heard if match not in matches)
        matters = self._matters_in(reading)
        return Entities(tuple(chosen), tuple(rivals), tuple(heard), denied, matters)

    def _matters_in(self, reading: Reading) -> frozenset[int]:
        asking = [
            positions
            for positions, concepts in reading.concepts
            if not self._matters.isdisjoint(concepts)
        ]
        return frozenset(chain.from_iterable(asking))

    def _of_clusters(self, matches: list[EntityMatch], reading: Reading) -> list[EntityMatch]:
        """Clusters first, where one is spoken of: "the cluster of funds and incubators"."""
        best = matches[0]
        if best.entity in self._clusters or best.words > 1:
            return matches
        if not any(_CLUSTER in concepts for _, concepts in reading.concepts):
            return matches
        clusters = [
            match
            for match in matches
            if match.entity in self._clusters and match.score >= _HARDLY_LESS * best.score
        ]
        return [*clusters, *(match for match in matches if match not in clusters)]

    def _without_narrowed(self, matches: list[EntityMatch], reading: Reading) -> list[EntityMatch]:
        """Without names for any business that go on with a trade: "a cluster for metal firms"."""
        words, business = reading.words, self._pointers.business
        if all(word.keys.isdisjoint(business) for word in words):
            return matches
        starts = {min(m.name_positions or m.positions): m.entity for m in matches}

        def goes_on(match: EntityMatch) -> bool:
            last = max(match.whole_names or match.positions)
            if words[last].keys.isdisjoint(business):
                return False
            following = last + 1
            if following < len(words) and words[following].text in _NARROWING:
                following += 1
            return starts.get(following, match.entity) != match.entity

        most = max(len(match.name_words) for match in matches)

        def is_any_business(match: EntityMatch) -> bool:
            """As in "the department of strategy and entrepreneurs", "more firms"."""
            own = match.name_words
            of_any = all(not words[at].keys.isdisjoint(business) for at in own)
            few = len(matches) > 1 and len(own) < most
            return bool(own) and of_any and not match.words and (few or _counted(own, reading))

        left = [m for m in matches if not (goes_on(m) or is_any_business(m))]
        return left or [m for m in matches if not _counted(m.name_words, reading)]

    def _matches(self, reading: Reading) -> list[EntityMatch]:
        found: dict[str, Evidence] = defaultdict(Evidence)
        longer = LongerPhrases(reading.mentions)
        self._name_evidence(reading, longer, found)
        for mention in reading.mentions:
            for pointer in self._pointers.of_phrase.get(mention.phrase, ()):
                evidence, positions = found[pointer.entity], mention.positions
                of_facts = pointer.kind in OF_FACTS
                if not of_facts and longer.cover(positions, pointer.entity):
                    evidence.add(positions, pointer.part_weight)
                elif pointer.generic and stands_for_all(reading, positions):
                    continue
                elif pointer.kind is Kind.NAME:
                    self._whole_name(mention, pointer, reading, evidence)
                else:
                    _point(mention, pointer, reading, evidence)
        for mention in written_as_names(reading, self._generic):
            for pointer in self._pointers.of_phrase[mention.phrase]:
                if not stands_for_all(reading, mention.positions):
                    self._whole_name(mention, pointer, reading, found[pointer.entity])
        self._fact_words(reading, found)
        for evidence in found.values():
            evidence.recognise_scene()
        matches = [
            _match(id_, evidence, score)
            for id_, evidence in found.items()
            if (score := self._score(id_, evidence)) >= _HARDLY_HEARD
        ]
        if len(matches) > 1:
            matches.sort(key=lambda match: (-match.score, match.entity))
        return matches

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
                for told in self._pointers.named_by.get(key, ()):
                    evidence = found[told.entity]
                    if longer.cover((position,), told.entity):
                        evidence.add((position,), PART_OF_ANOTHER * told.weight)
                        continue
                    evidence.add((position,), told.weight)
                    evidence.by_facts = False
                    evidence.name_words |= {position}
                    evidence.named |= told.names

    def _whole_name(
        self, mention: Mention, pointer: Pointer, reading: Reading, evidence: Evidence
    ) -> None:
        if not pointer.weight:
            return
        positions = mention.positions
        gap = reading.words[positions[0] : positions[-1]]
        if any(word.text in _APART for word in gap):
            return  # "the metal cluster, how many firms?", "group into clusters"
        evidence.add(positions, pointer.weight)
        evidence.by_facts = False
        evidence.whole_names |= self._own_positions(mention)
        if any(key in self._pointers.names for key in mention.phrase.keys):
            evidence.spans = evidence.spans.union(positions)
        evidence.longest = max(evidence.longest, len(positions))
        if len(positions) > 1 or pointer.weight >= RARE + FULL_NAME:
            evidence.named = True

    def _fact_words(self, reading: Reading, found: dict[str, Evidence]) -> None:
        """Words of the facts; rarer ones weigh, in a long message less: there by chance.

        The others are but told of those whom something else points to.
        """
        lexicon = self._lexicon
        density = min(1.0, _USUAL_LENGTH / max(1, len(reading.words)))
        told: list[tuple[int, tuple[str, ...]]] = []
        for position, word in enumerate(reading.words):
            keys = lexicon.fact_forms.get(word.text, ())
            if not keys or word.text in lexicon.function_words:
                continue
            asks = not word.keys.isdisjoint(lexicon.concept_keys)
            for key in keys:
                owners = lexicon.fact_owners[key]
                told.append((position, owners))
                weight = 0.0 if asks else self._pointers.fact_weights.get(key, 0.0) * density
                for entity in owners if weight else ():
                    found[entity].add_fact_word(position, weight)
        for position, owners in told:
            for entity in owners:
                if entity in found:
                    found[entity].told.add(position)

    def _own_positions(self, mention: Mention) -> set[int]:
        """Where the telling words of a name stand, without "cluster" and the like.

        A name of such words only stands where all of it does.
        """
        pairs = zip(mention.phrase.keys, mention.positions, strict=True)
        own = {position for key, position in pairs if key in self._pointers.names}
        return own or set(mention.positions)


def _point(mention: Mention, pointer: Pointer, reading: Reading, evidence: Evidence) -> None:
    """What a hint or a name in the facts tells."""
    as_read = _as_read(mention, reading)
    start = mention.positions[0]
    if start and reading.words[start - 1].text in _NEAR_TO:
        evidence.add(mention.positions, _NEARBY * pointer.weight)
        return  # "pod Kraśnikiem" is where somebody lives
    evidence.add(mention.positions, pointer.weight * as_read)
    evidence.by_facts &= not pointer.telling
    evidence.person |= pointer.person
    misread = as_read < 1 and pointer.kind in OF_FACTS
    if pointer.names and not misread:
        evidence.name(mention.positions, its_own=pointer.its_own, unique=pointer.unique)


def _counted(positions: Iterable[int], reading: Reading) -> bool:
    """Whether firms are counted: "how many firms", "ile tam jest samych przedsiębiorstw"."""
    words = reading.words
    spoken_of = [places for places, concepts in reading.concepts if _CLUSTER in concepts]
    clusters = frozenset(chain.from_iterable(spoken_of))
    return any(
        words[before].text in _MORE and clusters.isdisjoint(range(before, at + 1))
        for at in positions
        for before in range(max(0, at - _COUNTED_WITHIN), at)
    )


def _as_read(mention: Mention, reading: Reading) -> float:
    """What is misspelt may be another word; a long one hardly is."""
    words = reading.words
    misread = [words[place] for place in mention.positions if words[place].repaired]
    if not misread:
        return 1.0
    long = all(len(word.text) >= _LONG_WORD for word in misread)
    return _MISREAD_LONG_WORD if long else _MISREAD


def _match(entity: str, evidence: Evidence, score: float) -> EntityMatch:
    return EntityMatch(
        entity,
        score,
        evidence.positions(),
        evidence.whole_names or evidence.name_words or evidence.proper,
        evidence.whole_names | evidence.name_words,
        evidence.named,
        evidence.longest,
        evidence.spans,
        frozenset(evidence.told) if evidence.its_own else evidence.rare(),
        evidence.its_own,
        evidence.unique,
        evidence.person,
        evidence.by_facts,
    )


def entity_ids(matches: Iterable[EntityMatch]) -> tuple[str, ...]:
    """The ids only, in order."""
    return tuple(match.entity for match in matches)
