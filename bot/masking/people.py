"""Names of people where somebody says theirs: "nazywam się …", "my name is …", "I am …".

People introduce themselves in lower case and without diacritics too. So a word counts as a name
when it is a known one, or when it is no everyday word where only a name can stand.
"""

import re
from collections.abc import Iterator
from functools import cache

from bot.masking.names import GIVEN, NEEDS_CAPITAL, NEVER, SURNAMES
from bot.masking.spans import NAME, Span
from bot.understanding.frequent_words import EVERYDAY_WORDS, frequent_words
from bot.understanding.normalise import fold, fold_each, words

_CUE = re.compile(
    r"(?<!\w)(?:(?P<only_names>"
    r"nazywam\s{1,3}si[eę]|mam\s{1,3}na\s{1,3}imi[eę]|na\s{1,3}imi[eę]\s{1,3}(?:mam|mi)"
    r"|moje\s{1,3}(?:imi[eę]|nazwisko)(?:\s{1,3}to)?|my\s{1,3}(?:full\s)?name(?:\s{1,3}is|['’]?s)"
    r"|меня\s{1,3}зовут|мене\s{1,3}звати|(?:мо[её]|моє)\s{1,3}(?:имя|ім['’\u02bc]?я))"
    r"|z\s{1,3}tej\s{1,3}strony|jestem|i\s{1,3}am|i['’`]?m|this\s{1,3}is|mówi|mowi|pisze"
    r"|to\s{1,3}ja|tu|tutaj|я"
    r"|pozdrawiam|pozdrowienia|z\s{1,3}poważaniem|z\s{1,3}powazaniem|(?:best\s|kind\s)?regards"
    r"|yours\s(?:sincerely|faithfully|truly))(?!\w)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s{0,3}[:,–—-]?\s{1,3}")
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_TITLES = frozenset(words("dr mgr inż prof hab pan pani mr mrs ms miss sir doktor student"))
_KNOWN = GIVEN | SURNAMES
_MOST_WORDS = 3
_SMALL_WORDS = 250
"""Places among the frequent words of a language."""

_SURNAME_ENDS = re.compile(r"(?:[sc]k(?:i|a|im)|icz(?:em)?|[ae]nko|czyk(?:iem)?|czuk|iuk|owna)\Z")
_CYRILLIC_SURNAME_ENDS = re.compile(r"(?:[оеє]ва?|енко|[чщ]ук|юк|ськии|ська|скии|ская)\Z")


def people(text: str) -> Iterator[Span]:
    """The names in `text`, each as one span."""
    end = 0
    for cue in _CUE.finditer(text):
        if cue.end() < end:
            continue
        behind = _words_behind(cue.end(), text)
        size = _names(behind, only_names=cue["only_names"] is not None)
        if size:
            end = behind[size - 1].end()
            yield Span(behind[0].start(), end, NAME)


def _words_behind(position: int, text: str) -> list[re.Match[str]]:
    """The next words of the same breath, without titles."""
    found: list[re.Match[str]] = []
    gap = _BREAK.match(text, position)
    while gap and len(found) < _MOST_WORDS:
        word = _WORD.match(text, gap.end())
        if word is None:
            break
        is_title = not found and _plain(word) in _TITLES
        if not is_title:
            found.append(word)
        gap = _SPACE.match(text, word.end())
    return found


def _names(found: list[re.Match[str]], *, only_names: bool) -> int:
    """How many of the words are a name."""
    if not found or not _begins_name(found, only_names=only_names):
        return 0
    is_written_properly = found[0][0][0].isupper() and not found[0][0][1:2].isupper()
    size = 1
    for word in found[1:]:
        is_last = size == _MOST_WORDS - 1  # seldom a second surname, mostly what comes next
        if not _goes_on(word, is_written_properly=is_written_properly) or (
            is_last and _is_everyday(_plain(word)) and not _is_name(word)
        ):
            break
        size += 1
    return size


def _begins_name(found: list[re.Match[str]], *, only_names: bool) -> bool:
    first = _plain(found[0])
    if _is_name(found[0]):
        return True
    if only_names:
        return _rank(first) > _SMALL_WORDS and not _is_of_ours(first)
    both = [word for word in found[:2] if _is_capitalised(word) and not _is_everyday(_plain(word))]
    return len(both) == 2


def _goes_on(word: re.Match[str], *, is_written_properly: bool) -> bool:
    plain = _plain(word)
    if _is_of_ours(plain) or _rank(plain) <= _SMALL_WORDS:
        return False
    if is_written_properly:
        return _is_capitalised(word)
    if not plain.isascii():  # we know few words of Ukrainian and Russian in all their forms
        return _is_name(word) or _CYRILLIC_SURNAME_ENDS.search(plain) is not None
    return _is_name(word) or not _is_everyday(plain)


def _is_name(word: re.Match[str]) -> bool:
    plain = _plain(word)
    if plain in NEEDS_CAPITAL:
        return _is_capitalised(word)
    return plain in _KNOWN or (plain.endswith("em") and plain[:-2] in _KNOWN)


def _is_everyday(plain: str) -> bool:
    if _is_of_ours(plain):
        return True
    return _rank(plain) <= EVERYDAY_WORDS and not _SURNAME_ENDS.search(plain)


def _is_of_ours(plain: str) -> bool:
    return plain.startswith(NEVER)


def _is_capitalised(word: re.Match[str]) -> bool:
    return word[0][0].isupper()


def _plain(word: re.Match[str]) -> str:
    return fold(word[0]).rstrip(".")


def _rank(plain: str) -> int:
    """The best place of a folded word among the frequent ones of our languages."""
    return ranks().get(plain, EVERYDAY_WORDS + 1)


@cache
def ranks() -> dict[str, int]:
    """The folded frequent words of our languages with their best places."""
    ranks: dict[str, int] = {}
    for language in ("pl", "en", "uk", "ru"):
        for rank, word in enumerate(fold_each(frequent_words(language)), start=1):
            ranks[word] = min(rank, ranks.get(word, rank))
    return ranks
