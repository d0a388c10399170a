"""Links and follow-ups of a card as numbered choices."""

import re
from dataclasses import dataclass

from bot.cards import Card, FollowUp, Link

Choice = Link | FollowUp


@dataclass(frozen=True, slots=True)
class OutOfRange:
    """A number was typed that no choice has; the choices go from 1 to `last`."""

    number: int
    last: int


def choices_of(card: Card) -> tuple[Choice, ...]:
    """What a number can open: the first is number 1."""
    return (*card.links, *card.follow_ups)


def pick(line: str, choices: tuple[Choice, ...]) -> Choice | OutOfRange | None:
    """What the line chooses; None when it is a question, as is a year such as 2015."""
    if not choices or not re.fullmatch(r"\d{1,2}", line, re.ASCII):
        return None
    number = int(line)
    if 1 <= number <= len(choices):
        return choices[number - 1]
    return OutOfRange(number, len(choices))
