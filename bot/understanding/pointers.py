"""What words and phrases tell of entities, weighed once for all messages."""

from collections import defaultdict
from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple

from bot.understanding.lexicon import Kind, Lexicon, Phrase
from bot.understanding.normalise import fold
from knowledge.model import Knowledge

_COMMON_TO_MANY = 8
"""A name word that more entities share (cluster, Lublin) tells nothing about one of them."""

_SHARED_BY_MANY = 50
"""A whole phrase that more entities share is not weighed for each of them."""

FULL_NAME = 0.6
RARE = 0.65
PART_OF_ANOTHER = 0.5
"""What is said of a word weighs less, where it is but a part of a phrase that means others."""

_HINT = 0.75
_PART_OF_LONG = 1.2
_COMMON_WORD = 0.6
_EACH_FURTHER_WORD = 0.1
"""A phrase is met less often than the rarest of its words."""

_PROPER_FACT, _FACT, _FACT_WORD = 0.55, 0.42, 0.25
"""What the facts tell weighs less than a hint, so that it decides only where no hint does."""

OF_FACTS = frozenset({Kind.FACT, Kind.PROPER_FACT})
_OF_ENTITIES = OF_FACTS | {Kind.NAME, Kind.HINT, Kind.PROPER_HINT}
_UNION = "union"
_LONGEST_JOINING_WORD = 3
_MOST_OWNERS = 3


class NameWord(NamedTuple):
    """What a single word tells of an entity in whose names it is; whether it `names` it alone."""

    entity: str
    weight: float
    names: bool


class Pointer(NamedTuple):
    """What a whole phrase tells of one entity.

    It weighs `part_weight` where it is but a part of a phrase that means others. `names` says that
    the phrase is as good as the name of the entity alone; see `Evidence.name` for how. A `generic`
    name has no word of its own, `person` says that somebody is called so.
    """

    entity: str
    kind: Kind
    weight: float
    part_weight: float
    telling: bool
    names: bool
    its_own: bool
    unique: bool
    generic: bool
    person: bool


class Pointers:
    """Leads from words of names, facts and whole phrases to the entities they point to.

    `names` leads from a key to the entities that have it in a name, `business` are those keys
    that stand for any business, `named_by` tells what a single key says of entities,
    `fact_weights` what a word of the facts weighs, `of_phrase` what whole phrases say.
    """

    def __init__(self, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
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
        self.names: Mapping[str, frozenset[str]] = {
            key: frozenset(ids)
            for key, ids in sharing.items()
            if len(ids) <= _COMMON_TO_MANY
            and key not in lexicon.function_words
            and generic.isdisjoint(lexicon.keys(key, None))
            and len(key) > 1
        }
        business = set(map(fold, _concept_words(knowledge, "company")))
        self.business = {
            key for key in self.names if not business.isdisjoint(lexicon.keys(key, None))
        }
        self.fact_weights = {
            key: _FACT_WORD * lexicon.rarity[key] / len(owners)
            for key, owners in lexicon.fact_owners.items()
            if len(owners) <= _MOST_OWNERS and lexicon.rarity[key] >= RARE
        }
        shortest: dict[tuple[str, str], int] = {}
        for phrase in (phrase for group in lexicon.phrases.values() for phrase in group):
            own = {key for key in phrase.keys if key in self.names}
            others = {key for key in phrase.keys if self._limits(key)} - own
            length = len(own | others)  # "union of five clusters" is not just any union
            for sense in phrase.senses:
                if sense.kind is Kind.NAME:
                    for key in own:
                        place = (sense.id, key)
                        shortest[place] = min(length, shortest.get(place, 99))
        self.named_by: dict[str, list[NameWord]] = defaultdict(list)
        groups = set(map(fold, _concept_words(knowledge, _UNION)))
        for (entity, key), length in shortest.items():
            if groups.isdisjoint(lexicon.keys(key, None)):  # any group of firms is a union
                self.named_by[key].append(self._name_word(entity, key, length))
        self.of_phrase: Mapping[Phrase, tuple[Pointer, ...]] = {
            phrase: self._pointers_of(phrase)
            for group in lexicon.phrases.values()
            for phrase in group
            if not _OF_ENTITIES.isdisjoint(phrase.ids)
        }

    def _name_word(self, entity: str, key: str, length: int) -> NameWord:
        """What a word tells of an entity whose shortest name with it has so many words."""
        rarity, alone, sharing = self._rarity(key), sqrt(length), len(self.names[key])
        weight = rarity / sqrt(sharing) / alone
        telling = rarity >= RARE and key not in self.business
        return NameWord(
            entity,
            weight * _COMMON_WORD if rarity < RARE else weight,
            names=telling and alone < _PART_OF_LONG and sharing == 1,
        )

    def _limits(self, key: str) -> bool:
        """Whether a word that tells of nobody by itself still makes a name narrower: "five"."""
        long = len(key) > _LONGEST_JOINING_WORD
        return key.isdigit() or (long and key in self._lexicon.function_words)

    def _pointers_of(self, phrase: Phrase) -> tuple[Pointer, ...]:
        """What a phrase tells of entities; one that very many share is of none."""
        if len(phrase.senses) > _SHARED_BY_MANY:
            return ()
        of_entities = [sense for sense in phrase.senses if sense.kind in _OF_ENTITIES]
        return tuple(self._pointer(phrase, sense.kind, sense.id) for sense in of_entities)

    def _pointer(self, phrase: Phrase, kind: Kind, entity: str) -> Pointer:
        """A proper name is as good as the entity's own, but for towns, where others are too.

        Of the facts surnames and firms weigh most; what several share leads to each of them.
        With member firms people have business of their own; surnames are shared by many.
        """
        keys, owners = phrase.keys, len(phrase.ids[kind])
        rarity = max(map(self._rarity, keys))
        hint = self._hint_weight(phrase, kind)
        strange = len(keys) == 1 and rarity == 1.0
        names = False
        match kind:
            case Kind.NAME:
                weight = self._name_weight(phrase)
            case Kind.HINT | Kind.PROPER_HINT:
                weight = hint
                place = keys in self._lexicon.places
                names = kind is Kind.PROPER_HINT and rarity >= RARE and owners == 1 and not place
            case _:
                proper = kind is Kind.PROPER_FACT
                weight = _PROPER_FACT if proper else _FACT * rarity / sqrt(owners)
                names = proper and owners == 1
        return Pointer(
            entity,
            kind,
            weight,
            PART_OF_ANOTHER * hint,
            telling=kind is not Kind.FACT or strange,
            names=names,
            its_own=keys not in self._lexicon.members,
            unique=len(keys) > 1 or keys[0] in self._lexicon.coined,
            generic=kind is Kind.NAME and self.names.keys().isdisjoint(keys),
            person=keys in self._lexicon.people,
        )

    def _hint_weight(self, phrase: Phrase, kind: Kind) -> float:
        owners = len(phrase.ids[kind])
        rarity = max(map(self._rarity, phrase.keys))
        further = _EACH_FURTHER_WORD * (len(phrase.keys) - 1)
        return _HINT * min(1.0, max(rarity, 0.6) + further) / sqrt(owners)

    def _name_weight(self, phrase: Phrase) -> float:
        """A whole name weighs its own words and a bonus, none if all its words are common."""
        own = [key for key in phrase.keys if key in self.names]
        if not own and len(phrase.keys) == 1:
            return 0.0
        sharing = len(phrase.ids[Kind.NAME])
        weight = sum(self._rarity(key) / sqrt(len(self.names[key])) for key in dict.fromkeys(own))
        bonus = FULL_NAME * (1.0 if len(phrase.keys) > 1 else 0.5)
        return (weight + bonus) / sqrt(sharing)

    def _rarity(self, key: str) -> float:
        return self._lexicon.rarity.get(key, 1.0)


def _concept_words(knowledge: Knowledge, concept: str) -> tuple[str, ...]:
    return knowledge.concepts[concept].pl + knowledge.concepts[concept].en
