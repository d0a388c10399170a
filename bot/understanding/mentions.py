"""The words of a message, and the phrases of the lexicon that they make."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from bot.understanding.lexicon import Kind, Lexicon, Phrase

_LONG_PHRASE = 12
_PLACE = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the message.

    `form` is what it should be where it was misspelt (`repaired`), `keys` the dictionary words it
    may be of, `number` its value where it is one.
    """

    text: str
    form: str
    keys: frozenset[str] = frozenset()
    repaired: bool = False
    number: int | None = None


class Mention(NamedTuple):
    """A phrase of the lexicon found in the message, at these word positions."""

    phrase: Phrase
    positions: tuple[int, ...]

    def ids(self, kind: Kind) -> tuple[str, ...]:
        """What the phrase means of one kind: ids of concepts, of entities ..."""
        return self.phrase.ids.get(kind, ())


class PhraseIndex:
    """Finds phrases of several words by their rarest one: thousands may begin with "cluster"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._fillers = lexicon.function_words
        common = Counter(
            key for group in lexicon.phrases.values() for phrase in group for key in phrase.keys
        )
        self._single: dict[str, Phrase] = {}
        self._longer: dict[str, list[tuple[str, int, Phrase]]] = {}
        for group in lexicon.phrases.values():
            for place, phrase in enumerate(group):
                if len(phrase.keys) == 1:
                    self._single[phrase.keys[0]] = phrase
                    continue
                rarest, other, *_ = sorted(phrase.keys, key=common.__getitem__)
                self._longer.setdefault(rarest, []).append((other, place, phrase))
        self._rarest = frozenset(self._longer)

    def mentions(self, found: Sequence[Word]) -> tuple[Mention, ...]:
        """All phrases in the order of the message, longer ones first."""
        mentions: list[Mention] = []
        longer = self._beginning(set().union(*[word.keys for word in found]))
        for start, word in enumerate(found):
            keys = word.keys
            for key in sorted(keys) if len(keys) > 1 else keys:
                for _, phrase in longer.get(key, ()):
                    positions = self._positions(phrase, found, start)
                    if positions:
                        mentions.append(Mention(phrase, positions))
                single = self._single.get(key)
                if single is not None:
                    mentions.append(Mention(single, (start,)))
        return tuple(mentions)

    def _beginning(self, keys: set[str]) -> Mapping[str, list[tuple[int, Phrase]]]:
        """The longer phrases that may stand among these keys, by their first one, in order."""
        beginning: dict[str, list[tuple[int, Phrase]]] = {}
        for key in keys & self._rarest:
            for other, place, phrase in self._longer[key]:
                if other in keys and keys.issuperset(phrase.keys):
                    beginning.setdefault(phrase.keys[0], []).append((place, phrase))
        for group in beginning.values():
            if len(group) > 1:
                group.sort(key=_PLACE)
        return beginning

    def _positions(self, phrase: Phrase, found: Sequence[Word], start: int) -> tuple[int, ...]:
        """Where the phrase stands from `start` on; a long one may have a small word inside."""
        positions = [start]
        allowed = int(sum(map(len, phrase.keys)) >= _LONG_PHRASE)
        for key in phrase.keys[1:]:
            position = positions[-1] + 1
            skipped = 0
            while position < len(found) and key not in found[position].keys:
                if skipped == allowed or found[position].text not in self._fillers:
                    return ()
                skipped += 1
                position += 1
            if position == len(found):
                return ()
            positions.append(position)
        return tuple(positions)
