"""In which language to reply: a vote of the words, names of entities left out."""

from bot.understanding.frequent_words import EVERYDAY_WORDS
from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import words
from bot.understanding.reading import Reading
from knowledge.model import LANGUAGES, Language

_POLISH_LETTERS = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_FUNCTION_WORD, _KNOWN_WORD, _COMMON_WORD, _LETTERS = 1.0, 0.5, 0.25, 1.0
_MUCH = 3
"""How many times more common a word of both languages is in the one it votes for."""


class LanguageVote:
    """Votes by function words, by words of the lexicon, and by Polish letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._polish = lexicon.small_words["pl"]
        self._english = lexicon.small_words["en"]

    def of(self, text: str, reading: Reading, names: frozenset[int]) -> Language | None:
        """The language of a message, or None when its words do not tell.

        Names are left out, unless the message is nothing else: "aviation cluster".
        """
        return self._vote(text, reading, names) or self._vote(text, reading, frozenset())

    def _vote(self, text: str, reading: Reading, names: frozenset[int]) -> Language | None:
        polish = english = 0.0
        for position, word in enumerate(reading.words):
            if word.text in self._polish:
                polish += _FUNCTION_WORD
            elif word.text in self._english:
                english += _FUNCTION_WORD
            elif position not in names:
                in_polish = word.form in self._lexicon.forms["pl"]
                in_english = word.form in self._lexicon.forms["en"]
                polish += _KNOWN_WORD * (in_polish and not in_english)
                english += _KNOWN_WORD * (in_english and not in_polish)
                if in_polish and in_english:
                    ranks = [self._rank(word.form, own) for own in LANGUAGES]
                    polish += _COMMON_WORD * (ranks[0] * _MUCH < ranks[1])
                    english += _COMMON_WORD * (ranks[1] * _MUCH < ranks[0])
        if not text.isascii():
            named = {reading.words[position].text for position in names}
            spelled = (part for part in text.split() if not _POLISH_LETTERS.isdisjoint(part))
            if any(not named.issuperset(words(part)) for part in spelled):
                polish += _LETTERS
        if polish == english:
            return None
        return "pl" if polish > english else "en"

    def _rank(self, form: str, language: Language) -> int:
        return self._lexicon.everyday_ranks[language].get(form, EVERYDAY_WORDS)
