"""In which language to reply: a vote of the words, names of entities left out."""

from bot.remembering import remembered
from bot.understanding.frequent_words import EVERYDAY_WORDS
from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import POLISH_LETTERS, words
from bot.understanding.reading import Reading
from knowledge.model import LANGUAGES, Language

_FUNCTION_WORD, _KNOWN_WORD, _COMMON_WORD, _LETTERS = 1.0, 0.5, 0.25, 1.0
_REMEMBERED = 4_096
_MUCH = 3
"""How many times more common a word of both languages is in the one it votes for."""


class LanguageVote:
    """Votes by function words, by words of the lexicon, and by Polish letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._polish = lexicon.small_words["pl"]
        self._english = lexicon.small_words["en"]
        self._vote_of = remembered(self._look_up, _REMEMBERED)

    def of(self, text: str, reading: Reading, names: frozenset[int]) -> Language | None:
        """The language of a message, or None when its words do not tell.

        Names are left out, unless the message is nothing else: "aviation cluster".
        """
        return self._vote(text, reading, names) or self._vote(text, reading, frozenset())

    def _vote(self, text: str, reading: Reading, names: frozenset[int]) -> Language | None:
        vote = 0.0
        for position, word in enumerate(reading.words):
            own, is_small = self._vote_of(word.text, word.form)
            if is_small and _is_acronym(word.text, text):
                continue  # "klaster IT"
            joins = is_small and not word.keys
            if joins or position not in names:
                vote += own
        if not text.isascii() and self._is_spelled_in_polish(text, reading, names):
            vote += _LETTERS
        if vote == 0:
            return None
        return "pl" if vote > 0 else "en"

    def _is_spelled_in_polish(self, text: str, reading: Reading, names: frozenset[int]) -> bool:
        """Whether a word that is no name has a Polish letter."""
        if not names:
            return not POLISH_LETTERS.isdisjoint(text)
        named = {reading.words[position].text for position in names}
        spelled = (part for part in text.split() if not POLISH_LETTERS.isdisjoint(part))
        return any(not named.issuperset(words(part)) for part in spelled)

    def _look_up(self, text: str, form: str) -> tuple[float, bool]:
        """What a word says, above 0 for Polish, and whether it says so as a small word."""
        if text in self._polish or text in self._english:
            return (_FUNCTION_WORD if text in self._polish else -_FUNCTION_WORD), True
        in_polish = form in self._lexicon.forms["pl"]
        in_english = form in self._lexicon.forms["en"]
        if in_polish and in_english:
            polish, english = (self._rank(form, own) for own in LANGUAGES)
            commoner = (polish * _MUCH < english) - (english * _MUCH < polish)
            return _COMMON_WORD * commoner, False
        return _KNOWN_WORD * (in_polish - in_english), False

    def _rank(self, form: str, language: Language) -> int:
        return self._lexicon.everyday_ranks[language].get(form, EVERYDAY_WORDS)


def _is_acronym(word: str, text: str) -> bool:
    """Whether a small word stands in capitals in a text that does not."""
    return len(word) > 1 and word.upper() in text and not text.isupper()
