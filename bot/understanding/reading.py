"""A message taken apart: its words, put right where misspelt, and the phrases they make."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.understanding.lexicon import Lexicon
from bot.understanding.mentions import Mention, PhraseIndex, Word
from bot.understanding.normalise import words
from bot.understanding.spelling import Speller
from knowledge.model import Language

MAX_WORDS = 300
"""Longer messages are read up to here: the wish of a person stands in the first lines."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message and every phrase found in them."""

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


class Reader:
    """Reads messages with one lexicon; holds its forms and phrases ready to be found."""

    def __init__(self, lexicon: Lexicon, is_word: Callable[[str], bool]) -> None:
        self._lexicon = lexicon
        self._speller = Speller(lexicon, is_word)
        self._phrases = PhraseIndex(lexicon)

    def read(self, text: str) -> Reading:
        """Look up every word, mend typos, find the phrases."""
        texts = words(text)[:MAX_WORDS]
        language = self._likely_language(texts)
        found = tuple(self._words(texts, language))
        return Reading(found, tuple(self._phrases.mentions(found)))

    def _likely_language(self, texts: tuple[str, ...]) -> Language | None:
        """What the small words say, so that English "make" is not taken for Polish flour."""
        votes = {
            language: sum(text in own for text in texts)
            for language, own in self._lexicon.small_words.items()
        }
        if votes["pl"] == votes["en"]:
            return None
        return "pl" if votes["pl"] > votes["en"] else "en"

    def _words(self, texts: tuple[str, ...], language: Language | None) -> Iterator[Word]:
        """The words in order, those that were torn apart or run together put right."""
        found = [self._known(text, language) for text in texts]
        place = 0
        while place < len(texts):
            word, text = found[place], texts[place]
            following = texts[place + 1] if place + 1 < len(texts) else ""
            if not (word.keys and found[place + 1 : place + 2] and found[place + 1].keys):
                form = self._speller.joined(text, following) if following else None
                if form:
                    keys = self._lexicon.keys(form, None)
                    yield Word(text + following, form, keys, repaired=True)
                    place += 2
                    continue
            if word.keys or word.number is not None:
                yield word
            else:
                yield from self._mended(text, language)
            place += 1

    def _known(self, text: str, language: Language | None) -> Word:
        if text.isdigit():
            return Word(text, text, self._lexicon.keys(text, None), number=int(text[:9]))
        keys = self._lexicon.keys(text, language)
        if text in self._lexicon.function_words:  # "tych" is no town, "it" no trade
            keys &= self._lexicon.concept_keys
        return Word(text, text, keys)

    def _mended(self, text: str, language: Language | None) -> Iterator[Word]:
        """A word that we do not know: what it should be, or itself."""
        form = self._speller.mended(text)
        far = form is None or self._speller.is_far(text, form)
        parts = self._speller.parts(text) if far else ()
        if form and not parts:
            yield Word(text, form, self._lexicon.keys(form, None), repaired=True)
            return
        if parts:
            for part in parts:
                known = self._known(part, language)
                told = bool(known.keys) or known.number is not None
                yield from (known,) if told else self._mended(part, language)
            return
        keys = self._speller.abbreviated(text)
        yield Word(text, text, keys, repaired=bool(keys))
