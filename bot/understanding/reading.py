"""A message taken apart: its words, put right where misspelt, and the phrases they make."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import Prefix

from bot.remembering import remembered
from bot.understanding.everyday import THAN, EverydayWords
from bot.understanding.lexicon import Kind, Lexicon
from bot.understanding.mentions import Mention, PhraseIndex, Word
from bot.understanding.misread_clusters import MisreadClusters
from bot.understanding.misread_pairs import MisreadPairs
from bot.understanding.normalise import POLISH_LETTERS, capitalised, spellings, words
from bot.understanding.spelling import Speller
from knowledge.model import Language

MAX_WORDS = 300
"""Longer messages are read up to here: the wish of a person stands in the first lines."""

_REMEMBERED = 4_096
"""How many words are looked up and mended once only: most messages share most of theirs."""


Meant = tuple[tuple[int, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a message and every phrase found in them.

    `language` is what its small words say, none where they do not tell. `concepts`, `sectors`,
    `neighbours` and `hints` are where phrases stand that mean some, with their ids. `capitals` are
    the words that are written with one.
    """

    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    language: Language | None = None
    capitals: frozenset[str] = frozenset()
    concepts: Sequence[Meant] = field(init=False, repr=False, compare=False)
    sectors: Sequence[Meant] = field(init=False, repr=False, compare=False)
    neighbours: Sequence[Meant] = field(init=False, repr=False, compare=False)
    hints: Sequence[Meant] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_kind: dict[Kind, list[Meant]] = {}
        for mention in self.mentions:
            for kind, ids in mention.phrase.ids.items():
                by_kind.setdefault(kind, []).append((mention.positions, ids))
        object.__setattr__(self, "concepts", by_kind.get(Kind.CONCEPT, ()))
        object.__setattr__(self, "sectors", by_kind.get(Kind.SECTOR, ()))
        object.__setattr__(self, "neighbours", by_kind.get(Kind.NEIGHBOUR, ()))
        object.__setattr__(self, "hints", by_kind.get(Kind.HINT, ()))


_SAME_STEM = 6
_TRADE_OR_SMALL = "it"
"""A small word, but for "the IT one"."""


class Reader:
    """Reads messages with one lexicon; holds its forms and phrases ready to be found."""

    def __init__(
        self,
        lexicon: Lexicon,
        is_word: Callable[[str], bool],
        is_word_without_marks: Callable[[str], bool],
    ) -> None:
        self._lexicon = lexicon
        self._is_word_without_marks = is_word_without_marks
        self._small_words = {
            **dict.fromkeys(lexicon.small_words["pl"], 1),
            **dict.fromkeys(lexicon.small_words["en"], -1),
        }
        self._speller = Speller(lexicon, is_word)
        self._everyday = EverydayWords(lexicon, self._speller.is_word)
        self._phrases = PhraseIndex(lexicon)
        self._clusters = MisreadClusters(lexicon)
        self._pairs = MisreadPairs(lexicon, remembered(self._speller.alternatives, _REMEMBERED))
        self._known = remembered(self._look_up, _REMEMBERED)
        self._mended = remembered(self._mend, _REMEMBERED)
        self._readings: dict[str, Reading] | None = None

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Within, no text is read twice; for learning, which comes before people ask."""
        self._readings = {}
        try:
            yield
        finally:
            self._readings = None

    def read(self, text: str) -> Reading:
        """Look up every word, mend typos, find the phrases."""
        if self._readings is None:
            return self._read(text)
        if text not in self._readings:
            self._readings[text] = self._read(text)
        return self._readings[text]

    def _read(self, text: str) -> Reading:
        texts = words(text)[:MAX_WORDS]
        language = self._likely_language(texts)
        if language is None and not (text.isascii() or POLISH_LETTERS.isdisjoint(text)):
            language = "pl"
        read = self._words(texts, language, spellings(text))
        found = self._pairs.put_right(self._clusters.put_right(read))
        for place in range(1, len(found)):
            if found[place].text in THAN:
                pair = found[place - 1 : place + 1]
                found[place - 1 : place + 1] = self._compared(*pair)
        mentions = self._phrases.mentions(found)
        return Reading(tuple(found), mentions, language, capitalised(text))

    def _likely_language(self, texts: tuple[str, ...]) -> Language | None:
        """What the small words say, so that English "make" is not taken for Polish flour."""
        small = self._small_words
        vote = sum([small.get(text, 0) for text in texts])
        if vote == 0:
            return None
        return "pl" if vote > 0 else "en"

    def _words(
        self, texts: tuple[str, ...], language: Language | None, spelled: Mapping[str, str]
    ) -> list[Word]:
        """The words in order, those that were torn apart or run together put right."""
        found = [self._known(text, language) for text in texts]
        if _TRADE_OR_SMALL in texts:
            for place, text in enumerate(texts):
                the = place > 0 and texts[place - 1] == "the"
                if text == _TRADE_OR_SMALL and (the or language == "pl"):
                    keys = self._lexicon.keys(texts[place], "en")
                    found[place] = replace(found[place], keys=keys)
        if all(word.keys for word in found):
            return found
        read: list[Word] = []
        place = 0
        while place < len(texts):
            word, text = found[place], texts[place]
            following = texts[place + 1] if place + 1 < len(texts) else ""
            if following and not (word.keys and found[place + 1].keys):
                form = self._speller.joined(text, following)
                if form:
                    keys = self._lexicon.keys(form, None)
                    read.append(Word(text + following, form, keys, repaired=True))
                    place += 2
                    continue
            if word.keys or word.number is not None:
                read.append(word)
            else:
                read.extend(self._mended(text, language, spelled.get(text, text)))
            place += 1
        return read

    def _look_up(self, text: str, language: Language | None) -> Word:
        if text.isdigit():
            return Word(text, text, self._lexicon.keys(text, None), number=int(text[:9]))
        keys = self._lexicon.keys(text, language)
        if text in self._lexicon.function_words:  # "tych" is no town, "it" no trade
            keys &= self._lexicon.joining_keys
        return Word(text, text, keys)

    def _mend(self, text: str, language: Language | None, spelled: str) -> tuple[Word, ...]:
        """A word that we do not know: what it should be, or itself."""
        return tuple(self._put_right(text, language, spelled))

    def _put_right(self, text: str, language: Language | None, spelled: str) -> Iterator[Word]:
        form = self._form_of(text, language)
        far = form is None or self._speller.is_far(text, form)
        parts = self._speller.parts(text) if far else ()
        other = parts or (form and not _is_same_stem(text, form))
        if other and self._is_good_polish(text, language, spelled):
            yield Word(text, text)
            return
        if form and not parts:
            yield self._read_as(text, form)
            return
        if parts:
            for part in parts:
                known = self._known(part, language)
                told = bool(known.keys) or known.number is not None
                yield from (known,) if told else self._mended(part, language, part)
            return
        keys = self._speller.abbreviated(text)
        yield Word(text, text, keys, repaired=bool(keys))

    def _is_good_polish(self, text: str, language: Language | None, spelled: str) -> bool:
        """Whether a word is none of ours but well spelled, with its marks or without."""
        if spelled != text:
            return self._speller.is_word(spelled)
        return language == "pl" and self._is_word_without_marks(text)

    def _form_of(self, text: str, language: Language | None) -> str | None:
        """What a misspelt word should be: an everyday word, or one that is more frequent still.

        A letter is lacking more often than it is wrong: "drwno" is wood, not "dawno".
        """
        everyday, other = self._everyday.meant(text, language), self._speller.mended(text)
        if everyday and other and len(other) >= len(everyday):
            return min(everyday, other, key=self._everyday.rank)
        return everyday or other

    def _read_as(self, text: str, form: str) -> Word:
        keys = self._lexicon.keys(form, None)
        if form in self._lexicon.function_words:
            keys &= self._lexicon.joining_keys
        return Word(text, form, keys, repaired=True)

    def _compared(self, comparative: Word, than: Word) -> tuple[Word, Word]:
        forms = self._everyday.compared(comparative.form, than.text)
        pairs = zip((comparative, than), forms, strict=True)
        first, second = (
            word if word.form == form else self._read_as(word.text, form) for word, form in pairs
        )
        return first, second


def _is_same_stem(text: str, form: str) -> bool:
    """Whether one may be a form of the other that is not known as such: only the ends differ."""
    return Prefix.similarity(text, form) >= max(_SAME_STEM, 2 * len(text) // 3)
