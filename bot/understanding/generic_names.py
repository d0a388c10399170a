"""Names that are but a description: "Lubelskie Klastry" are one union, or all that there are."""

from collections.abc import Iterable, Iterator

from bot.understanding.clues import each
from bot.understanding.lexicon import Phrase
from bot.understanding.mentions import Mention
from bot.understanding.reading import Reading

PLURAL_CLUSTERS = frozenset(
    ("klastry", "klastrow", "klastrom", "klastrami", "klastrach", "clusters", "klasters")
)

_OF_ANY = each(
    "ktore ktorych ktorym jakie jakich ktores jakies wszystkie wszystkich inne innych pozostale "
    "niektore ile which what all other any some"
)
_ENDING = 2
_GOING_ON = each("ze majace posiadajace ktore ktorych zalozone powstale")


def stands_for_all(reading: Reading, positions: tuple[int, ...]) -> bool:
    """As in "which Lublin clusters", "lubelskie klastry ze statusem"."""
    words, before, behind = reading.words, positions[0] - 1, positions[-1] + 1
    return (before >= 0 and words[before].text in _OF_ANY) or (
        behind < len(words) and words[behind].text in _GOING_ON
    )


def is_generic_plural(phrase: Phrase) -> bool:
    """Whether a name is one of several words for clusters of some kind."""
    return len(phrase.keys) > 1 and phrase.keys[-1] in PLURAL_CLUSTERS


def written_as_names(reading: Reading, phrases: Iterable[Phrase]) -> Iterator[Mention]:
    """Such names in any case, told by their capitals: "strona Lubelskich Klastrów"."""
    words = reading.words
    for phrase in phrases if reading.capitals else ():
        stems = [key[:-_ENDING] for key in phrase.keys]
        for start in range(len(words) - len(stems) + 1):
            positions = tuple(range(start, start + len(stems)))
            if words[positions[-1]].text not in PLURAL_CLUSTERS:
                continue
            here = zip(stems, (words[at].text for at in positions), strict=True)
            if all(text.startswith(stem) and text in reading.capitals for stem, text in here):
                yield Mention(phrase, positions)
