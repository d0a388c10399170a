"""In which language to reply: a vote of the words, names of entities left out."""

from bot.understanding.lexicon import Lexicon
from bot.understanding.normalise import words
from bot.understanding.reading import Reading
from knowledge.model import LANGUAGES, Language

_POLISH_LETTERS = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
_FUNCTION_WORD, _KNOWN_WORD, _LETTERS = 1.0, 0.5, 1.0


class LanguageVote:
    """Votes by function words, by words of the lexicon, and by Polish letters."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._polish = lexicon.small_words["pl"]
        self._english = lexicon.small_words["en"]

    def of(self, text: str, reading: Reading, names: frozenset[int]) -> Language | None:
        """The language of a message, or None when its words do not tell."""
        polish = english = 0.0
        for position, word in enumerate(reading.words):
            if word.text in self._polish:
                polish += _FUNCTION_WORD
            elif word.text in self._english:
                english += _FUNCTION_WORD
            elif position not in names:
                known = [own for own in LANGUAGES if word.form in self._lexicon.forms[own]]
                polish += _KNOWN_WORD * (known == ["pl"])
                english += _KNOWN_WORD * (known == ["en"])
        named = {reading.words[position].text for position in names}
        spelled = (part for part in text.split() if not _POLISH_LETTERS.isdisjoint(part))
        if any(not named.issuperset(words(part)) for part in spelled):
            polish += _LETTERS
        if polish == english:
            return None
        return "pl" if polish > english else "en"
