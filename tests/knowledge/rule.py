"""One rule of the loader as data."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """`good` and `bad` stand in the place of `old`; the problem is shown at the text `at`.

    `rule` is its id, `what` what it says in English, `near` the word that it offers.
    """

    name: str
    file: str
    old: str
    good: str
    bad: str
    at: str
    rule: str
    what: str
    near: str = ""
