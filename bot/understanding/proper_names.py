"""Proper names in the sentences of the knowledge: people, firms, projects, streets."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.understanding.morphology import Morphology
from bot.understanding.normalise import fold
from knowledge.model import LANGUAGES, Language, Text, WordLists

WORD = re.compile(r"[^\W_]+")

_CAPITAL = re.compile(r"[^\W_]*[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻŠČ][^\W_]*")
_JOINING = frozenset((" ", "-", "–", " & ", "&"))
_SENTENCE_STARTS = re.compile(r"(?:^|[!?:;„“”\"]\W*|\.\W*)$")
_ABBREVIATED = re.compile(r"\b(?:ul|al|pl|ds|dr|np|im|św|r|prof|inż|mgr|tzw)\.\W*$")
_FAR_BEFORE = 8
_NUMBER_FOLLOWS = re.compile(r" \d")

_FREQUENT = 1_600
"""The most everyday words are no names of their own, however they are written."""

_UNRANKED = 1_000_000
_LONGEST_NAME = 5
_SHORTEST_NAME = 3
_SHORTEST_SURNAME = 4
_SAME_START = 4
_LONGEST_ENDING = 4
_CHANGED_LETTERS = 2


class ProperName(NamedTuple):
    """A name by its words in dictionary form.

    `unmistakable` is one that is written the same in both languages and is in no dictionary but as
    a name: a surname, a firm, a project; not so a country, a town or "Technical University".
    `languages` are those in which it is called so.
    """

    words: tuple[str, ...]
    unmistakable: bool
    of_person: bool = False
    languages: tuple[Language, ...] = LANGUAGES


class _Capital(NamedTuple):
    """A word with a capital; `joined` to the one before, `first` where any word has one.

    `code` are letters before a number: "NIP 712...".
    """

    text: str
    joined: bool
    first: bool
    code: bool


class NameFinder:
    """Finds names, told from other words by capitals, both languages and the dictionary.

    `codes` are letters met before numbers; `common` words that make no name of their own.
    """

    def __init__(
        self,
        morphology: Morphology,
        everyday_ranks: Mapping[Language, Mapping[str, int]],
        common: Collection[str],
    ) -> None:
        self.codes: set[str] = set()
        self._morphology = morphology
        self._everyday_ranks = everyday_ranks
        self._common = common
        self._ranks: dict[str, int] = {}
        self._names: dict[str, bool] = {}
        self._folded: dict[str, str] = {}

    def in_text(self, text: Text) -> Iterator[ProperName]:
        """Names in a sentence; where Polish inflects a strange one, English shows its base."""
        polish, english = _capitals(text.pl), _capitals(text.en)
        named = {self.fold(capital.text): capital.text for capital in english}
        bases = {capital.text: self._base(capital.text, named) for capital in polish}
        shared = frozenset(map(self.fold, bases.values())) & named.keys()
        for run in self._runs(polish):
            yield from self._of_run(tuple(bases[word] for word in run), shared, "pl")
        for run in self._runs(english):
            yield from self._of_run(run, shared, "en")

    def in_hints(self, hints: WordLists) -> Iterator[ProperName]:
        """The surname or the firm out of longer names that an editor wrote in both languages."""
        polish = {word for hint in hints.pl for word in WORD.findall(hint)}
        for hint in hints.en:
            words = tuple(WORD.findall(hint))
            if len(words) > 1:
                same = (word for word in words if word[0].isupper() and word in polish)
                yield from self._parts(words, frozenset(map(self.fold, same)))

    def in_address(self, address: str) -> ProperName:
        """The street, which with its number is unmistakable: "Spokojna 2"."""
        words = WORD.findall(address.split(",")[0])
        kept = tuple(word for word in words if len(word) > len("ul") or word.isdigit())
        return ProperName(kept, unmistakable=kept[-1:] != () and kept[-1].isdigit())

    def in_host(self, host: str) -> Iterator[ProperName]:
        """Strange words of a web address."""
        for label in host.split(".")[:-1]:
            if label.isalpha() and self._is_strange(label):
                yield ProperName((label,), unmistakable=True)

    def fold(self, word: str) -> str:
        """The word folded; each word only once, as they come often."""
        if word not in self._folded:
            self._folded[word] = fold(word)
        return self._folded[word]

    def _runs(self, capitals: Iterable[_Capital]) -> Iterator[tuple[str, ...]]:
        """Words with capitals that stand together, the first of a sentence only if a name."""
        run: list[str] = []
        for capital in capitals:
            if run and not capital.joined:
                yield tuple(run)
                run = []
            if capital.code and not run:
                self.codes.add(self.fold(capital.text))
            elif run or not capital.first or self._is_name(capital.text):
                run.append(capital.text)
        if run:
            yield tuple(run)

    def _of_run(
        self, words: tuple[str, ...], shared: Collection[str], language: Language
    ) -> Iterator[ProperName]:
        """The whole name, and by themselves the words of it that no dictionary has."""
        if len(words) <= _LONGEST_NAME and self._tells(words):
            same = all(self.fold(word) in shared for word in words)
            unmistakable = same and self._is_unmistakable(words)
            languages: tuple[Language, ...] = LANGUAGES if same else (language,)
            yield ProperName(words, unmistakable, self._is_person(words), languages)
        if len(words) > 1:
            yield from self._parts(words, shared)

    def _parts(self, words: tuple[str, ...], shared: Collection[str]) -> Iterator[ProperName]:
        """Strange words of a longer name; a surname or an odd spelling is enough of a name."""
        for place, word in enumerate(words):
            if self.fold(word) in shared and self._is_strange(word):
                its_own = self._is_surname(words, place) or not word[1:].islower()
                yield ProperName((word,), its_own, self._is_person(words))

    def _tells(self, words: tuple[str, ...]) -> bool:
        """Whether a name can point to anybody: "Cluster Board" and "Lublin Region" do not."""
        if len(words) == 1 and not (len(words[0]) >= _SHORTEST_NAME and self._is_name(words[0])):
            return False
        return any(
            self._rank(word) > _FREQUENT and self.fold(word) not in self._common for word in words
        )

    def _is_unmistakable(self, words: tuple[str, ...]) -> bool:
        if len(words) > 1:
            return any(map(self._is_name, words))
        word = words[0]
        shared_by_many = self._morphology.is_place(word) or self._morphology.is_first_name(word)
        return self._is_strange(word) and not shared_by_many

    def _is_person(self, words: tuple[str, ...]) -> bool:
        """Whether a first name and more; foreign first names are not known."""
        several = len(words) > 1 and self._is_name(words[-1])
        return several and self._morphology.is_first_name(words[0])

    def _is_surname(self, words: tuple[str, ...], place: int) -> bool:
        word = words[place]
        if place > 0 and self._morphology.is_first_name(words[place - 1]):
            return not self._morphology.is_place(word)
        return self._morphology.is_surname(word) and not self._morphology.is_first_name(word)

    def _is_strange(self, word: str) -> bool:
        """Whether a name that is not in everyday talk."""
        long = len(word) >= _SHORTEST_SURNAME
        return long and self._rank(word) == _UNRANKED and self._is_name(word)

    def _is_name(self, word: str) -> bool:
        """Whether a word is no Polish word but a name, or no word at all."""
        if word not in self._names:
            bases = self._morphology.bases
            odd = len(word) > 1 and not word[1:].islower()
            is_word = any(base[0].islower() for base in bases(word.lower()))
            known = bool(bases(word)) or self._rank(word) == _UNRANKED
            self._names[word] = odd or (known and not is_word)
        return self._names[word]

    def _rank(self, word: str) -> int:
        """The place among the everyday words of either language."""
        if word not in self._ranks:
            folded = self.fold(word)
            places = (self._everyday_ranks[own].get(folded, _UNRANKED) for own in LANGUAGES)
            self._ranks[word] = min(places)
        return self._ranks[word]

    def _base(self, word: str, named: Mapping[str, str]) -> str:
        """The dictionary form of a word of a name that Polish inflects in a sentence."""
        folded = self.fold(word)
        if folded in named:
            return named[folded]
        if word.isupper() and len(word) > 1:
            return word
        bases = self._morphology.bases(word)
        told = [base for base in bases if self.fold(base) in named]
        if told:
            return told[0]
        if all(self._rank(base) == _UNRANKED for base in bases):
            alike = (other for own, other in named.items() if _is_form(folded, own))
            return next(alike, min(bases, key=str.islower, default=word))
        return min(bases, key=lambda base: (self._rank(base), base.islower()))


def _capitals(text: str) -> list[_Capital]:
    found: list[_Capital] = []
    end = 0
    for match in _CAPITAL.finditer(text):
        start = match.start()
        before = text[max(0, start - _FAR_BEFORE) : start]
        joined = end > 0 and text[end:start] in _JOINING
        first = bool(_SENTENCE_STARTS.search(before)) and not _ABBREVIATED.search(before)
        end = match.end()
        code = match.group().isupper() and bool(_NUMBER_FOLLOWS.match(text, end))
        found.append(_Capital(match.group(), joined, first, code))
    return found


def _is_form(word: str, base: str) -> bool:
    """Whether a strange word may be a name inflected: "Peczka" of Peczek, "Acreą" of Acrea."""
    same = 0
    for letter, other in zip(word, base, strict=False):
        if letter != other:
            break
        same += 1
    ending = max(len(word), len(base)) - same
    return same >= max(_SAME_START, len(base) - _CHANGED_LETTERS) and ending <= _LONGEST_ENDING
