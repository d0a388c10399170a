"""Names that are but a description: "Lubelskie Klastry" are one union, or all that there are."""

from bot.understanding.clues import each
from bot.understanding.reading import Reading

_OF_ANY = each(
    "ktore ktorych ktorym jakie jakich ktores jakies wszystkie wszystkich inne innych pozostale "
    "niektore ile which what all other any some"
)
_GOING_ON = each("ze majace posiadajace ktore ktorych zalozone powstale")


def stands_for_all(reading: Reading, positions: tuple[int, ...]) -> bool:
    """As in "which Lublin clusters", "lubelskie klastry ze statusem"."""
    words, before, behind = reading.words, positions[0] - 1, positions[-1] + 1
    return (before >= 0 and words[before].text in _OF_ANY) or (
        behind < len(words) and words[behind].text in _GOING_ON
    )
