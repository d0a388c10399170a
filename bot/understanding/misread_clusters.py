"""The word cluster as phones put it right: "lubelski plaster biotechnologiczny"."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.lexicon import Kind, Lexicon, Sense
from bot.understanding.mentions import Word

_CLUSTER = Sense(Kind.CONCEPT, "cluster")
_SHORTEST = 6


class MisreadClusters:
    """Knows the words that names of clusters go on with: only before those it is a slip."""

    def __init__(self, lexicon: Lexicon) -> None:
        phrases = [phrase for group in lexicon.phrases.values() for phrase in group]
        keys = {
            phrase.keys[0]
            for phrase in phrases
            if len(phrase.keys) == 1 and _CLUSTER in phrase.senses
        }
        self._lexicon = lexicon
        self._following = {
            phrase.keys[1]
            for phrase in phrases
            if len(phrase.keys) > 1 and phrase.keys[0] in keys and Kind.NAME in phrase.ids
        } - lexicon.joining_keys.intersection(lexicon.function_words)
        self._forms = sorted(
            form for own in lexicon.forms.values() for form, of in own.items() if of & keys
        )

    def put_right(self, words: list[Word]) -> list[Word]:
        """The words, with those read as a cluster that are one slip away from it."""
        for place in range(len(words) - 1):
            word = words[place]
            if word.keys or len(word.text) < _SHORTEST or word.number is not None:
                continue
            if not words[place + 1].keys.isdisjoint(self._following):
                near = process.extractOne(
                    word.text, self._forms, scorer=OSA.distance, score_cutoff=1
                )
                if near is not None:
                    keys = self._lexicon.keys(near[0], None)
                    words[place] = Word(word.text, near[0], keys, repaired=True)
        return words
