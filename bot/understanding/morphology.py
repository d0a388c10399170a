"""All the forms a word may take, so that inflection costs nothing when a question comes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Any

import morfeusz2

from bot.understanding.normalise import fold, words

_PLACES = frozenset({"nazwa_geograficzna", "człon_nazwy_geograficznej"})
_FIRST_NAME, _SURNAME = "imię", "nazwisko"

_VOWELS = "aeiouy"
_LONG_ENOUGH_TO_INFLECT = 3
_SHORT_NOUN = 4
_LONGEST_WORD = 24
_MARKS = {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "żź"}
_PUNCTUATION = '.,:;()!?"„”'

# Endings by which words without a paradigm in the dictionary (fotonika, names of firms and people)
# still inflect, tried by the ending of the folded base form.
_GUESSED_ENDINGS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("ika", 1, ("i", "e", "a", "o")),
    ("yka", 1, ("i", "e", "a", "o")),
    ("ska", 1, ("iej", "i", "e", "o", "ie", "ich", "im", "imi")),
    ("cka", 1, ("iej", "i", "e", "o", "ie", "ich", "im", "imi")),
    ("dzka", 1, ("iej", "i", "e", "o", "ie", "ich", "im", "imi")),
    ("ka", 1, ("i", "e", "o")),
    ("ia", 1, ("i", "e", "o")),
    ("a", 1, ("y", "i", "e", "o")),
    ("ki", 1, ("iego", "iemu", "im", "ich", "imi", "a", "ie", "iej")),
    ("y", 1, ("ego", "emu", "ym", "ych", "ymi", "a", "e", "ej", "i", "a")),
    ("o", 1, ("a", "u", "em", "ie")),
    ("ek", 2, ("ka", "kowi", "kiem", "ku", "kowie", "kow", "kom", "kami", "kach", "ki")),
    ("iec", 3, ("ca", "cowi", "cem", "cu", "cowie", "cow", "com", "cami", "cach", "ce")),
    ("k", 0, ("a", "u", "owi", "iem", "om", "i", "ow", "ami", "owie", "ach")),
    ("g", 0, ("a", "u", "owi", "iem", "om", "i", "ow", "ami", "owie", "ach")),
    ("r", 0, ("a", "u", "owi", "em", "ze", "om", "y", "ow", "ami", "owie", "ach")),
    ("", 0, ("a", "u", "owi", "em", "om", "y", "ow", "ami", "ie", "i")),
)


class _Morfeusz(morfeusz2.Morfeusz):  # type: ignore[misc] # the library has no types
    """Morfeusz without the names and labels of each form, which take half of its time."""

    def _interp2tuple(self, interpretation: Any) -> tuple[str, str, str]:
        tag = interpretation.getTag(self._morfeusz_obj)
        return interpretation.orth, interpretation.lemma, tag

    def knows(self, *words: str) -> bool:
        """Whether it finds one of the words, without a look at all that they may be."""
        return any(not found.isIgn() for found in self._morfeusz_obj.analyse(" ".join(words)))

    def sorts(self, word: str) -> frozenset[str]:
        """What sort of name or word this may be, in the words of the dictionary (nazwisko ...)."""
        own = self._morfeusz_obj
        return frozenset(
            sort for found in own.analyse(word) for sort in found.getName(own) or ("",)
        )


@dataclass(frozen=True, slots=True)
class Forms:
    """What one version of the dictionary said: forms by base word, base words by inflected one.

    `bases` has the likeliest thing that a word names, `lemmas` all words it may be a form of,
    `sorts` what the dictionary calls them (nazwisko, nazwa_geograficzna).
    """

    dictionary: str
    forms: Mapping[str, frozenset[str]]
    bases: Mapping[str, str]
    lemmas: Mapping[str, tuple[str, ...]]
    sorts: Mapping[str, tuple[str, ...]]


class Morphology:
    """Polish forms by Morfeusz 2 (dictionary SGJP), English ones by rule.

    `known` are forms made before; those of another version of the dictionary are not used.
    """

    def __init__(self, known: Forms | None = None) -> None:
        self._morfeusz = _Morfeusz(expand_tags=False, generate=True)
        self._dictionary = f"{morfeusz2.__version__} {self._morfeusz.dict_id()}"
        same = known is not None and known.dictionary == self._dictionary
        self._known = dict(known.forms) if known and same else {}
        self._bases = dict(known.bases) if known and same else {}
        self._lemmas = dict(known.lemmas) if known and same else {}
        self._sorts = dict(known.sorts) if known and same else {}
        self._size_before = self._size

    @property
    def has_learned(self) -> bool:
        """Whether forms were made that were not known before."""
        return self._size > self._size_before

    @property
    def _size(self) -> int:
        return len(self._known) + len(self._bases) + len(self._lemmas) + len(self._sorts)

    def remembered(self) -> Forms:
        """All forms made or known, to be kept for the next time."""
        return Forms(self._dictionary, self._known, self._bases, self._lemmas, self._sorts)

    def polish_forms(self, word: str) -> frozenset[str]:
        """Folded forms of one Polish word in its dictionary form, itself included."""
        base = fold(word)
        if word.isupper() and len(word) < _LONG_ENOUGH_TO_INFLECT:  # "UM" is no mind
            return frozenset({base})
        generated = self._generated(word)
        return generated | {base} if generated else frozenset({base, *_guessed_forms(base)})

    def base(self, word: str) -> str:
        """The dictionary form of a word that stands inflected in a name ("Światłowodów").

        A dictionary form, an abbreviation, a comparative or an unknown word stays as it is.
        """
        if word.isupper() or self._generated(word):
            return word
        if word not in self._bases:
            lemmas = (
                str(lemma).split(":")[0]
                for _, _, (_, lemma, tag) in self._morfeusz.analyse(word)
                if _names_things(tag) and _same_word(tag)
            )
            self._bases[word] = next(lemmas, word)
        return self._bases[word]

    def bases(self, word: str) -> tuple[str, ...]:
        """All dictionary forms that a Polish word, as written, may be a form of."""
        if word not in self._lemmas:
            lemmas = {
                str(lemma).split(":")[0]
                for _, _, (_, lemma, tag) in self._morfeusz.analyse(word)
                if _same_word(tag)
            }
            # "ekoJanosik" is none: a prefix that the dictionary tries before a name
            whole = (lemma for lemma in lemmas if lemma[0].isupper() or lemma.islower())
            self._lemmas[word] = tuple(sorted(whole))
        return self._lemmas[word]

    def is_place(self, word: str) -> bool:
        """Whether the dictionary has a word, as written, as the name of a place only."""
        return " " not in word and _PLACES.issuperset(self._sorts_of(word))

    def is_first_name(self, word: str) -> bool:
        """Whether people are called so by their first name."""
        return _FIRST_NAME in self._sorts_of(word)

    def is_surname(self, word: str) -> bool:
        """Whether people are called so by their last name."""
        return _SURNAME in self._sorts_of(word)

    def _sorts_of(self, word: str) -> tuple[str, ...]:
        if word not in self._sorts:
            self._sorts[word] = tuple(sorted(self._morfeusz.sorts(word)))
        return self._sorts[word]

    def is_word(self, text: str) -> bool:
        """Whether the dictionary has this form of any Polish word, everyday ones included."""
        return self._morfeusz.knows(text)

    def is_word_without_marks(self, text: str) -> bool:
        """Whether the dictionary has a folded word with one or two of its Polish letters again.

        As in "starowce" for "starówce"; takes up to a fifth of a millisecond. Longer ones than any
        that people write are none: they have too many spellings.
        """
        if len(text) > _LONGEST_WORD or not text.isalpha():
            return False
        return self._morfeusz.knows(*_marked(text))

    def _generated(self, word: str) -> frozenset[str]:
        """Folded forms by the dictionary, none for a word that is not one of its base forms."""
        if word not in self._known:
            forms = {
                form
                for spelling in dict.fromkeys((word, word.lower()))
                for form, _, tag in self._morfeusz.generate(spelling)
                if _same_word(tag)
            }
            self._known[word] = frozenset(fold(form) for form in forms if " " not in form)
        return self._known[word]

    def english_forms(self, word: str, *, verb: bool) -> frozenset[str]:
        """The word with its plural, and its past and -ing forms where it may be a verb."""
        base = fold(word)
        if len(base) < _LONG_ENOUGH_TO_INFLECT or not base.isalpha():
            return frozenset({base})
        return frozenset({base, *_plurals(base), *(_verb_forms(base) if verb else ())})


def _marked(text: str) -> Iterator[str]:
    """The spellings of a folded word with one or two Polish letters."""
    places = [(at, mark) for at, letter in enumerate(text) for mark in _MARKS.get(letter, "")]
    pairs = combinations(places, 2)
    for chosen in chain(zip(places), (pair for pair in pairs if pair[0][0] < pair[1][0])):
        letters = [*text]
        for at, mark in chosen:
            letters[at] = mark
        yield "".join(letters)


@cache
def _same_word(tag: str) -> bool:
    """Unknown words have no forms; negated ones, degrees and abbreviations mean something else."""
    return {"ign", "neg", "com", "sup", "brev"}.isdisjoint(tag.split(":"))


def _names_things(tag: str) -> bool:
    return tag.split(":")[0] in ("subst", "adj", "ger", "pact", "ppas")


def _guessed_forms(base: str) -> Iterable[str]:
    if len(base) < _LONG_ENOUGH_TO_INFLECT or not base.isalpha():
        return
    for ending, cut, replacements in _GUESSED_ENDINGS:
        if base.endswith(ending):
            stem = base[: len(base) - cut]
            yield from (stem + replacement for replacement in replacements)
            return


def _plurals(base: str) -> Iterable[str]:
    yield base + "s"
    if base.endswith(("s", "x", "ch", "sh")):
        yield base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        yield base[:-1] + "ies"


def _verb_forms(base: str) -> Iterable[str]:
    if base.endswith("y") and base[-2] not in _VOWELS:
        yield from (base[:-1] + "ied", base + "ing")
    elif base.endswith("ee") and len(base) <= _SHORT_NOUN:
        return  # "feed" is no form of "fee"
    elif base.endswith("e"):
        yield from (base + "d", base[:-1] + "ing")
    else:
        yield from (base + "ed", base + "ing")
        if base[-2] in _VOWELS and base[-1] not in _VOWELS + "wx":
            yield from (base + base[-1] + "ed", base + base[-1] + "ing")


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as an editor wrote it, unfolded, for looking up their forms."""
    parts = tuple(part.strip(_PUNCTUATION) for part in phrase.split())
    return parts if len(parts) == len(words(phrase)) else words(phrase)
