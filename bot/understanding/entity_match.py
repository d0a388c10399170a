"""An entity that words of a message point to."""

from typing import NamedTuple


class EntityMatch(NamedTuple):
    """How strongly a message points to an entity and by which word positions.

    `named` tells a name or a rare word of it from mere hints and everyday words. `words` is how
    many words of the message make its longest whole name, `whole_names` where such names stand.
    `its_own` says that a person or project is named that is known by this entity alone, `unique`
    that nobody else is called so, `person` that somebody is named. `known` is where words of its
    facts stand, only the rarer ones without such a name. `name_words` is where words of its names
    stand. `by_facts` says that nothing but everyday words of its facts points to it.
    """

    entity: str
    score: float
    positions: frozenset[int]
    name_positions: frozenset[int]
    name_words: frozenset[int]
    named: bool
    words: int
    whole_names: frozenset[int]
    known: frozenset[int]
    its_own: bool
    unique: bool
    person: bool
    by_facts: bool
