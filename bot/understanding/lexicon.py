"""Every word and phrase the knowledge can be asked by, in all its forms, with what it means."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.understanding.fact_words import FactWords, collect_fact_words
from bot.understanding.frequent_words import EVERYDAY_WORDS, frequent_words
from bot.understanding.morphology import Morphology, words_of
from bot.understanding.normalise import fold, fold_each, words
from knowledge.model import LANGUAGES, Entity, Knowledge, Language, WordLists

_MOST_OWNERS = 6
"""A word in the facts of more entities tells of none."""

_COMMON_RANK = 100
_REFLEXIVE = "się"
_LEAST_RARITY = 0.3
_NO_KEYS: frozenset[str] = frozenset()


class Kind(StrEnum):
    """What a phrase can mean; looked up as fast as the text that it is."""

    CONCEPT = "concept"
    NAME = "name"
    HINT = "hint"
    PROPER_HINT = "proper hint"
    PROPER_FACT = "proper name in the facts"
    FACT = "name in the facts"
    SECTOR = "sector"
    NEIGHBOUR = "neighbour"


_OF_FACTS = (Kind.FACT, Kind.PROPER_FACT)


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a phrase stands for: a concept, an entity's name, a sector ..."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """One or more words (by key) that stand for something together; there is one of each keys.

    `ids` is what it means by kind.
    """

    keys: tuple[str, ...]
    senses: tuple[Sense, ...]
    ids: Mapping[Kind, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        ids: dict[Kind, tuple[str, ...]] = {}
        for sense in self.senses:
            ids[sense.kind] = (*ids.get(sense.kind, ()), sense.id)
        object.__setattr__(self, "ids", ids)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that words can mean.

    `forms` leads, per language, from a folded form to the keys (folded dictionary forms) it may be
    of. `phrases` are by their first key, longest first. `rarity` is 1 for words seldom met in
    everyday language, down to 0.3 for the most common ones. `small_words` are the function words
    of one language only, `everyday_ranks` the places of frequent words of all kinds, from 1.
    `concept_keys` are the keys that concepts are made of, `joining_keys` all for which small words
    count: those, and what stands in longer phrases only. `fact_forms` leads from a folded form to
    the words of the facts it may be of, `fact_owners` from such a word to whose facts have it.
    `places` are names of places and of matters outside, where other things are too, `members`
    those of member firms, which people have business of their own with, `people` those of people,
    `coined` the names of one word that no dictionary has.
    """

    forms: Mapping[Language, Mapping[str, frozenset[str]]]
    phrases: Mapping[str, tuple[Phrase, ...]]
    rarity: Mapping[str, float]
    function_words: frozenset[str]
    small_words: Mapping[Language, frozenset[str]]
    everyday_ranks: Mapping[Language, Mapping[str, int]]
    concept_keys: frozenset[str]
    joining_keys: frozenset[str]
    fact_forms: Mapping[str, tuple[str, ...]]
    fact_owners: Mapping[str, tuple[str, ...]]
    places: frozenset[tuple[str, ...]]
    members: frozenset[tuple[str, ...]]
    people: frozenset[tuple[str, ...]]
    coined: frozenset[str]

    def keys(self, form: str, language: Language | None) -> frozenset[str]:
        """What a form may be of; in a message of one language or of an unknown one.

        A form of the other language counts, unless this one uses it more in everyday talk.
        """
        polish = self.forms["pl"].get(form, _NO_KEYS)
        english = self.forms["en"].get(form, _NO_KEYS)
        if language is None or not (polish or english):
            return polish | english
        own, other = (polish, english) if language == "pl" else (english, polish)
        rank = self.everyday_ranks[language].get(form, EVERYDAY_WORDS)
        if not other or rank == EVERYDAY_WORDS:
            return polish | english
        elsewhere = self.everyday_ranks["en" if language == "pl" else "pl"]
        return own if rank <= elsewhere.get(form, EVERYDAY_WORDS) else polish | english

    def is_everyday(self, text: str) -> bool:
        """Whether a folded word is frequent in either language."""
        return text in self.everyday_ranks["pl"] or text in self.everyday_ranks["en"]


def build_lexicon(knowledge: Knowledge, morphology: Morphology) -> Lexicon:
    """Collect and inflect the words of the whole base; about half a second for 25 entities."""
    everyday_ranks = {language: _everyday_ranks(language) for language in LANGUAGES}
    collected = _Collected(knowledge.function_words, morphology, everyday_ranks)
    for concept in knowledge.concepts.values():
        sense = Sense(Kind.CONCEPT, concept.id)
        collected.add_lists(WordLists(pl=concept.pl, en=concept.en), sense)
    for entity in knowledge.entities.values():
        collected.add_lists(_names(entity), Sense(Kind.NAME, entity.id))
        hints = entity.recognised_by.hints
        collected.add_lists(_those(hints, _is_proper), Sense(Kind.PROPER_HINT, entity.id))
        collected.add_lists(_those(hints, _is_common), Sense(Kind.HINT, entity.id))
    for sector in knowledge.sectors.values():
        collected.add_lists(sector.words, Sense(Kind.SECTOR, sector.id))
    for neighbour in knowledge.neighbours.values():
        collected.add_lists(neighbour.words, Sense(Kind.NEIGHBOUR, neighbour.id))
    collected.add_facts(collect_fact_words(knowledge, morphology, everyday_ranks))
    return collected.lexicon()


def _is_proper(phrase: str) -> bool:
    """Names of people, firms, projects and places: "PZL Świdnik"."""
    return len(phrase) > 2 and any(word[0].isupper() for word in phrase.split())


def _is_common(phrase: str) -> bool:
    return not _is_proper(phrase)


def _those(lists: WordLists, wanted: Callable[[str], bool]) -> WordLists:
    return WordLists(pl=tuple(filter(wanted, lists.pl)), en=tuple(filter(wanted, lists.en)))


def _names(entity: Entity) -> WordLists:
    """All whole names of an entity; sourced names count in both languages."""
    sourced = tuple(name.name for name in entity.names)
    aliases = entity.recognised_by.aliases
    return WordLists(
        pl=(entity.name.pl, entity.short.pl, *aliases.pl, *sourced),
        en=(entity.name.en, entity.short.en, *aliases.en, *sourced),
    )


class _Collected:
    """Gathers phrases and inflects each word once."""

    def __init__(
        self,
        function_words: WordLists,
        morphology: Morphology,
        everyday_ranks: Mapping[Language, Mapping[str, int]],
    ) -> None:
        self._everyday_ranks = everyday_ranks
        self._small_words = function_words
        self._function_words = _folded_words(function_words.all())
        self._senses: dict[tuple[str, ...], dict[Sense, None]] = defaultdict(dict)
        self._spellings: dict[Language, dict[str, str]] = {"pl": {}, "en": {}}
        self._concept_keys: set[str] = set()
        self._fact_words: dict[Language, dict[str, str]] = {"pl": {}, "en": {}}
        self._fact_owners: dict[str, tuple[str, ...]] = {}
        self._coined: set[str] = set()
        self._places: set[tuple[str, ...]] = set()
        self._members: frozenset[tuple[str, ...]] = frozenset()
        self._people: set[tuple[str, ...]] = set()
        self._morphology = morphology

    def add_lists(self, lists: WordLists, sense: Sense) -> None:
        for language, phrases in (("pl", lists.pl), ("en", lists.en)):
            for phrase in phrases:
                self._add(phrase, "pl" if language == "pl" else "en", sense)

    def add_facts(self, facts: FactWords) -> None:
        """What the facts tell, after all that editors wrote: their word for a phrase stands."""
        self._members = facts.members
        self._people |= facts.people
        for name in facts.names:
            kind = Kind.PROPER_FACT if name.unmistakable else Kind.FACT
            for owner in sorted(name.owners):
                for language in sorted(name.languages):
                    self._add(" ".join(name.words), language, Sense(kind, owner))
        owners: dict[str, set[str]] = defaultdict(set)
        spelled = [(own, word, fold(word)) for own in LANGUAGES for word in facts.words[own]]
        for language, word, key in spelled:
            owners[key] |= facts.words[language][word]
        for language, word, key in spelled:
            if len(owners[key]) <= _MOST_OWNERS and key not in self._function_words:
                self._fact_words[language].setdefault(key, word)
                self._fact_owners[key] = tuple(sorted(owners[key]))

    def _fact_forms(self) -> Mapping[str, tuple[str, ...]]:
        forms: dict[str, set[str]] = defaultdict(set)
        for key, spelling in self._fact_words["pl"].items():
            for form in self._morphology.polish_forms(spelling):
                forms[form].add(key)
        for key, spelling in self._fact_words["en"].items():
            for form in self._morphology.english_forms(spelling, verb=False):
                forms[form].add(key)
        return {form: tuple(sorted(keys)) for form, keys in forms.items()}

    def _add(self, phrase: str, language: Language, sense: Sense) -> None:
        parts = words_of(phrase)
        if len(parts) > 1:  # "zajmuje się" and "się zajmuje" are one
            parts = tuple(part for part in parts if part != _REFLEXIVE) or parts
        if language == "pl" and (len(parts) > 1 or sense.kind is Kind.NAME):
            parts = tuple(map(self._base, parts))
        keys = tuple(fold(part) for part in parts)
        if not keys:
            return
        if sense.kind in _OF_FACTS and not self._is_free(keys):
            return
        for key, part in zip(keys, parts, strict=True):
            self._spellings[language].setdefault(key, part)
        if sense.kind is Kind.CONCEPT:
            self._concept_keys.update(keys)
        if sense.kind is Kind.PROPER_HINT and self._morphology.is_place(phrase):
            self._places.add(keys)
        if sense.kind is Kind.PROPER_HINT and (surnames := self._surnames(phrase)):
            self._people |= {keys, *((surname,) for surname in surnames)}
        proper = sense.kind in (Kind.PROPER_HINT, Kind.PROPER_FACT)
        if proper and len(keys) == 1 and not self._morphology.bases(phrase):
            self._coined.add(keys[0])
        lonely = len(keys) == 1 and keys[0] in self._function_words
        if sense.kind is Kind.CONCEPT or not lonely:
            self._senses[keys][sense] = None

    def _surnames(self, phrase: str) -> list[str]:
        """Behind a first name a surname that is no town's, or two with a hyphen; folded."""
        first, *others = phrase.split()
        if not (others and first.istitle() and self._morphology.is_first_name(first)):
            return []
        last = others[-1]
        is_surname = last.istitle() and not self._morphology.is_place(last)
        return fold(last).split("-") if is_surname else []

    def _base(self, word: str) -> str:
        """Small words are themselves: "pięciu" is no form of "piąć"."""
        return word if fold(word) in self._function_words else self._morphology.base(word)

    def _is_free(self, keys: tuple[str, ...]) -> bool:
        """Whether no editor has said what a phrase stands for, but for hints at a trade."""
        return all(sense.kind in (Kind.HINT, *_OF_FACTS) for sense in self._senses.get(keys, ()))

    def lexicon(self) -> Lexicon:
        morphology = self._morphology
        by_language = self._everyday_ranks
        ranks = {
            key: min(own.get(key, EVERYDAY_WORDS) for own in by_language.values())
            for key in _keys(self._senses) | self._fact_owners.keys()
        }
        small = {
            "pl": _folded_words(self._small_words.pl),
            "en": _folded_words(self._small_words.en),
        }
        elsewhere = {
            keys
            for keys, senses in self._senses.items()
            if any(sense.kind is Kind.NEIGHBOUR for sense in senses)
        }
        alone = {keys[0] for keys in self._senses if len(keys) == 1}
        phrases: dict[str, list[Phrase]] = defaultdict(list)
        for keys, senses in self._senses.items():
            phrases[keys[0]].append(Phrase(keys, tuple(senses)))
        return Lexicon(
            forms={
                "pl": _keys_by_form(
                    (key, morphology.polish_forms(spelling))
                    for key, spelling in self._spellings["pl"].items()
                ),
                "en": _keys_by_form(
                    (key, morphology.english_forms(spelling, verb=key in self._concept_keys))
                    for key, spelling in self._spellings["en"].items()
                ),
            },
            phrases={
                key: tuple(sorted(found, key=lambda phrase: -len(phrase.keys)))
                for key, found in phrases.items()
            },
            rarity={key: _rarity(rank) for key, rank in ranks.items()},
            function_words=self._function_words,
            small_words={"pl": small["pl"] - small["en"], "en": small["en"] - small["pl"]},
            everyday_ranks=by_language,
            concept_keys=frozenset(self._concept_keys),
            joining_keys=frozenset(self._concept_keys | (_keys(self._senses) - alone)),
            fact_forms=self._fact_forms(),
            fact_owners=self._fact_owners,
            places=frozenset(self._places | elsewhere),
            members=self._members,
            people=frozenset(self._people),
            coined=frozenset(self._coined - {keys[0] for keys in elsewhere}),
        )


def _keys(phrases: Iterable[tuple[str, ...]]) -> set[str]:
    return {key for phrase in phrases for key in phrase}


def _keys_by_form(inflected: Iterable[tuple[str, frozenset[str]]]) -> dict[str, frozenset[str]]:
    """From keys with their forms to forms with their keys; all forms of one key share its set."""
    found: dict[str, frozenset[str]] = {}
    for key, forms in inflected:
        own = frozenset((key,))
        for form in forms:
            before = found.get(form)
            found[form] = own if before is None else before | own
    return found


def _folded_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in words(phrase))


def _rarity(rank: int) -> float:
    """From the place in the list of frequent words, whose frequency falls as one by the rank."""
    share = math.log(EVERYDAY_WORDS / rank) / math.log(EVERYDAY_WORDS / _COMMON_RANK)
    return 1.0 - (1.0 - _LEAST_RARITY) * min(1.0, share)


def _everyday_ranks(language: Language) -> dict[str, int]:
    """The best place of each folded word among the frequent ones of a language, from 1."""
    ranks: dict[str, int] = {}
    for rank, word in enumerate(fold_each(frequent_words(language)), start=1):
        ranks.setdefault(word, rank)
    return ranks
