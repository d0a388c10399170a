"""How a word sounds, roughly, in both languages: what people write by ear is led together."""

import re

_SOUNDS = (
    *(("sch", "s"), ("rz", "z"), ("sz", "s"), ("cz", "c"), ("ch", "h"), ("ck", "k")),
    *(("ph", "f"), ("th", "t"), ("qu", "kw"), ("oo", "u"), ("x", "ks"), ("w", "v")),
    *(("y", "i"), ("j", "i"), ("u", "o"), ("c", "k"), ("q", "k"), ("z", "s")),
)
_LAST_NASAL = re.compile("m$")
_DOUBLE = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """A folded word without the letters that are mistaken for each other: rz z, ch h, ph f, u o.

    "wyrzyna" sounds like "wyzyna", "fotoniks" like "photonics".
    """
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    word = _LAST_NASAL.sub("n", word)
    return _DOUBLE.sub(r"\1", word)
