"""All the forms a word may take, so that inflection costs nothing when a question comes."""

from collections.abc import Iterable

import morfeusz2

from bot.normalise import fold, words

_VOWELS = "aeiouy"
_LONG_ENOUGH_TO_INFLECT = 3

# Endings by which words without a paradigm in the dictionary (fotonika, names of firms and people)
# still inflect, tried by the ending of the folded base form.
_GUESSED_ENDINGS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("ika", 1, ("i", "e", "a", "o")),
    ("yka", 1, ("i", "e", "a", "o")),
    ("ka", 1, ("i", "e", "o")),
    ("ia", 1, ("i", "e", "o")),
    ("a", 1, ("y", "i", "e", "o")),
    ("ski", 1, ("iego", "iemu", "im", "a", "iej")),
    ("o", 1, ("a", "u", "em", "ie")),
    ("", 0, ("a", "u", "owi", "em", "om", "y", "ow", "ami", "ie", "i")),
)


class Morphology:
    """Polish forms by Morfeusz 2 (dictionary SGJP), English ones by rule."""

    def __init__(self) -> None:
        self._morfeusz = morfeusz2.Morfeusz(expand_tags=False, generate=True, analyse=False)

    def polish_forms(self, word: str) -> frozenset[str]:
        """Folded forms of one Polish word in its dictionary form, itself included."""
        generated = {
            fold(form)
            for form, _, tag, *_ in self._generate(word)
            if tag != "ign" and ":neg" not in tag
        }
        single = {form for form in generated if " " not in form}
        if len(single) > 1:
            return frozenset(single | {fold(word)})
        return frozenset({fold(word)} | set(_guessed_forms(fold(word))))

    def english_forms(self, word: str) -> frozenset[str]:
        """The word with its plural, past and -ing forms, folded."""
        base = fold(word)
        return frozenset({base} | set(_english_forms(base)))

    def _generate(self, word: str) -> Iterable[tuple[str, str, str, list[str], list[str]]]:
        for spelling in dict.fromkeys((word, word.lower())):
            yield from self._morfeusz.generate(spelling)


def _guessed_forms(base: str) -> Iterable[str]:
    if len(base) < _LONG_ENOUGH_TO_INFLECT or not base.isalpha():
        return
    for ending, cut, replacements in _GUESSED_ENDINGS:
        if base.endswith(ending):
            stem = base[: len(base) - cut]
            yield from (stem + replacement for replacement in replacements)
            return


def _english_forms(base: str) -> Iterable[str]:
    if len(base) < _LONG_ENOUGH_TO_INFLECT or not base.isalpha():
        return
    yield base + "s"
    if base.endswith(("s", "x", "ch", "sh")):
        yield base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        yield from (base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    elif base.endswith("e"):
        yield from (base + "d", base[:-1] + "ing")
    else:
        yield from (base + "ed", base + "ing")
        if base[-2] in _VOWELS and base[-1] not in _VOWELS + "wx":
            yield from (base + base[-1] + "ed", base + base[-1] + "ing")


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as an editor wrote it, unfolded, for looking up their forms."""
    parts = phrase.split()
    return tuple(parts) if len(parts) == len(words(phrase)) else words(phrase)
