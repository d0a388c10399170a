"""The most frequent words of a language, from the lists that wordfreq brings along."""

import gzip
import re
from functools import cache
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path

import msgpack

EVERYDAY_WORDS = 25_000
"""How many of the most frequent words per language are never taken for a misspelling of ours."""

_MULTI_DIGIT = re.compile(r"\d[\d.,]+")
_HEADER = {"format": "cB", "version": 1}


@cache
def frequent_words(language: str) -> tuple[str, ...]:
    """The most frequent first; what `wordfreq.top_n_list(language, n, "small")` gives.

    The library itself stays unloaded: on import it reads the sources of whatever is loaded by then
    and the names of all languages, a third of a second and 30 MB for what is not needed here. Its
    lists are in the format cBpack: a header, then the words of each frequency, in alphabetical
    order.
    """
    spec = find_spec("wordfreq")
    assert spec is not None  # it is in the lock
    assert spec.origin is not None
    path = Path(spec.origin).with_name("data") / f"small_{language}.msgpack.gz"
    header, *bands = msgpack.unpackb(gzip.decompress(path.read_bytes()))
    if header != _HEADER:
        raise ValueError(f"{path} is not in the format {_HEADER}")
    words = (word for word in chain.from_iterable(bands) if not _MULTI_DIGIT.match(word))
    return tuple(islice(words, EVERYDAY_WORDS))
