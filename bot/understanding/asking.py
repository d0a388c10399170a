"""Which part of a message asks: people tell of themselves first, and the question comes last."""

import re
from itertools import pairwise

from bot.understanding.normalise import fold, words

_SHORTEST_STORY = 9
_SHORTEST_ASKING = 3
_LONG_SENTENCE = 13
_LONGEST_FIRST_WISH = 12
_SECOND_WISH = 6
"""So many words behind a first question a second one may begin: "how to join and what is it?"."""
_SENTENCE = re.compile(r"(?<=[^\W\d_]{4}[.!;])\s+|(?<=[?\n])\s*")
_ENDS = frozenset(".!;?\n")
_POLISH = """
czy jak ile ilu kto kogo komu kim gdzie kiedy co czego czym jaki jaka jakie jakich jakiego ktory
ktora ktore skad dokad dlaczego mozna
"""
_ENGLISH = """
how who whom whose what which where when why can could is are do does may
"""
_ASKING_WORDS = frozenset((_POLISH + _ENGLISH).split())
"""Words that a question begins with, folded; small ones may stand before them."""

_ONSETS = {*_ASKING_WORDS, "whether"} - {"co", "that", "can", "could", "is", "are", "do", "may"}
"""The same within a sentence, where the smaller ones mean other things."""

_BEFORE_ASKING = """
od do na z ze w we po o za dla przez przy with in at for of to since from by about on
"""
_PREPOSITIONS = frozenset(_BEFORE_ASKING.split())
_CORRECTIONS = {
    (word,) for word in ("przepraszam", "sorry", "pomylka", "poprawka", "wait", "oops", "ups")
}
_JOINING = frozenset({("i",), ("oraz",), ("and",), ("plus",)})
_OR_NOT = frozenset({("czy", "nie"), ("or", "not")})
_LEADING = frozenset({"a", "i", "no", "to", "wiec", "so", "and", "but", "or", "then"})


def asking_part(text: str) -> str:
    """The sentences or the clause that ask, where a story comes before; else the whole text."""
    if len(words(text)) < _SHORTEST_STORY:
        return text
    sentences = _sentences(text)
    asking = [part for part in sentences if part.endswith("?")] or sentences[-1:]
    if sentences[-1] not in asking and words(sentences[-1])[:1] in _CORRECTIONS:
        asking = [*asking, sentences[-1]]  # "in 2018? sorry, in 2008"
    for before, last in pairwise(sentences):
        if asking == [last] and len(words(last)) < _SHORTEST_ASKING:
            asking = [before, last]
    joined = " ".join(asking)
    if len(words(joined)) < _LONG_SENTENCE:
        return joined
    clause = _asking_clause(joined)
    is_run_on = len(words(clause)) >= _LONG_SENTENCE and not _asks(clause)
    return _last_question(clause) if is_run_on else clause


def _sentences(text: str) -> list[str]:
    whole = text.strip()
    if _ENDS.isdisjoint(whole[:-1]):  # nearly always, and much quicker than to split
        return [whole]
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def _asking_clause(sentence: str) -> str:
    """From the last clause that asks, unless what is before it asks as well."""
    clauses = re.split(r",\s*|[:;]\s+|\s[-–]\s", sentence)
    if _asks(clauses[0]):
        return sentence
    for at in range(len(clauses) - 1, 0, -1):
        tail = ", ".join(clauses[at:])
        if _goes_on(clauses[:at], clauses[at]):
            return sentence
        if _asks(clauses[at]) and len(words(tail)) >= _SHORTEST_ASKING:
            earlier = ", ".join(clauses[:at])
            return tail if len(words(earlier)) >= _SHORTEST_ASKING else sentence
    return sentence


def _last_question(text: str) -> str:
    """From the last words that a question may begin with, where people speak without commas.

    As in "... and he makes flat breads and wants to know who set up the cluster and when".
    """
    parts = text.split()
    onsets = [at for at, part in enumerate(parts) if not _ONSETS.isdisjoint(words(part)[:1])]
    start = next((at for at in reversed(onsets) if len(parts) - at >= _SHORTEST_ASKING), 0)
    for at in reversed(onsets):
        if 0 < start - at <= _SECOND_WISH:
            start = at
    if start and fold(parts[start - 1]) in _PREPOSITIONS:
        start -= 1
    joined = not _JOINING.isdisjoint(words(part) for part in parts[max(0, start - 2) : start])
    if joined and start <= _LONGEST_FIRST_WISH:
        return text
    return " ".join(parts[start:]) if start >= _SHORTEST_STORY else text


def _goes_on(before: list[str], clause: str) -> bool:
    """As in "the phone of the wood cluster, and how many are in it?": two wishes."""
    joined = words(clause)[:1] in _JOINING
    return joined and len(words(" ".join(before))) <= _LONGEST_FIRST_WISH


def _asks(clause: str) -> bool:
    said = words(clause)
    begin = [word for word in said[:3] if word not in _LEADING]
    return said[-2:] in _OR_NOT or (bool(begin) and begin[0] in _ASKING_WORDS)
