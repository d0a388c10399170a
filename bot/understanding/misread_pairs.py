"""Misspelt words that their neighbours make out: "turystyka medycna", "w lubelskim jjaku"."""

from collections.abc import Callable, Iterable
from itertools import islice, pairwise

from bot.understanding.lexicon import Lexicon
from bot.understanding.mentions import Word

_MOST = 12
"""So many alternatives are looked at: a message may be nothing but slips."""

_STEM = 6
"""So much of words tells them from others, in whatever case and gender they stand."""


class MisreadPairs:
    """Knows which words stand side by side in phrases; those make out what a slip stands for.

    `alternatives` are the forms that a misspelt word may stand for as well, likelier ones first.
    """

    def __init__(self, lexicon: Lexicon, alternatives: Callable[[str], Iterable[str]]) -> None:
        self._lexicon = lexicon
        self._alternatives = alternatives
        small = lexicon.function_words
        phrases = [phrase.keys for group in lexicon.phrases.values() for phrase in group]
        pairs = {pair for keys in phrases for pair in pairwise(keys) if small.isdisjoint(pair)}
        self._pairs = frozenset((a[:_STEM], b[:_STEM]) for a, b in pairs)

    def put_right(self, words: list[Word]) -> list[Word]:
        """The words, with misspelt ones read so that they make a phrase with those beside them."""
        for place in range(len(words) - 1):
            pair = words[place], words[place + 1]
            if (pair[0].repaired or pair[1].repaired) and not self._belong(*pair):
                words[place : place + 2] = self._read_together(*pair)
        return words

    def _read_together(self, first: Word, second: Word) -> tuple[Word, Word]:
        others = self._readings(second)
        for one in self._readings(first):
            for other in others:
                if self._belong(one, other):
                    return one, other
        return first, second

    def _readings(self, word: Word) -> list[Word]:
        if not word.repaired:
            return [word]
        forms = islice(self._alternatives(word.text), _MOST)
        keys = [(form, self._lexicon.keys(form, None)) for form in forms]
        return [word, *(Word(word.text, form, own, repaired=True) for form, own in keys)]

    def _belong(self, first: Word, second: Word) -> bool:
        pairs = ((a[:_STEM], b[:_STEM]) for a in first.keys for b in second.keys)
        return not self._pairs.isdisjoint(pairs)
