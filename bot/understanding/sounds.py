"""How a word sounds, roughly, in both languages: what people write by ear is led together."""

import re
from collections.abc import Iterable

_SOUNDS = (
    *(("sch", "s"), ("rz", "z"), ("sz", "s"), ("cz", "c"), ("ch", "h"), ("ck", "k")),
    *(("ph", "f"), ("th", "t"), ("qu", "kw"), ("oo", "u"), ("x", "ks"), ("w", "v")),
    *(("y", "i"), ("j", "i"), ("u", "o"), ("c", "k"), ("q", "k"), ("z", "s")),
)
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """A folded word without the letters that are mistaken for each other: rz z, ch h, ph f, u o.

    "wyrzyna" sounds like "wyzyna", "fotoniks" like "photonics".
    """
    return sounds((word,))[0]


def sounds(words: Iterable[str]) -> list[str]:
    """The sound of each word; of many at once this takes a fraction of the time."""
    heard = "".join(f"{word}\n" for word in words)
    for letters, instead in _SOUNDS:
        heard = heard.replace(letters, instead)
    return _DOUBLE.sub(r"\1", heard.replace("m\n", "n\n")).split("\n")[:-1]
