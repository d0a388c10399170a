"""Takes personal data out of what people wrote, so that it can be kept.

A placeholder such as [e-mail] stands for what was there. Years, amounts, numbers of members and
names of clusters stay.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from bot.masking.addresses import addresses, links, profiles, spelt_addresses, user_names
from bot.masking.numbers import ibans, numbers
from bot.masking.people import people, ranks
from bot.masking.spans import PLACEHOLDERS, REST, Span

_PLACEHOLDER = re.compile("(" + "|".join(re.escape(f"[{name}]") for name in PLACEHOLDERS) + ")")
_RULES: tuple[Callable[[str], Iterable[Span]], ...] = (
    links,
    profiles,
    addresses,
    spelt_addresses,
    user_names,
    ibans,
    numbers,
    people,
)
_MOST_ROUNDS = 12
"""Ordinary text takes as many rounds as it has kinds of personal data."""


def make_ready() -> None:
    """Read the frequent words, which takes half a second, before the first question comes."""
    ranks()


def masked(text: str, bot_name: str = "") -> str:
    """The text without personal data; masking it again changes nothing.

    `bot_name` is the Telegram name of the bot, without @: it is nobody's secret.
    """
    own = _own(bot_name)
    parts = _PLACEHOLDER.split(text)
    parts[::2] = ["".join(_masked(part, own, _MOST_ROUNDS)) for part in parts[::2]]
    return "".join(parts)


def _masked(text: str, own: re.Pattern[str], rounds: int) -> Iterator[str]:
    """The first rule that finds something cuts the text; what is left is searched anew.

    So each part that stays was seen by every rule as it stands. What is still found after all
    rounds was written to wear us out: nothing of it is kept.
    """
    spans = next(filter(None, (_found(rule, text, own) for rule in _RULES)), None)
    if spans is None:
        yield text
    elif not rounds:
        yield f"[{REST}]"
    else:
        position = 0
        for span in spans:
            yield from _masked(text[position : span.start], own, rounds - 1)
            yield f"[{span.name}]"
            position = span.end
        yield from _masked(text[position:], own, rounds - 1)


def _found(rule: Callable[[str], Iterable[Span]], text: str, own: re.Pattern[str]) -> list[Span]:
    return [span for span in rule(text) if not own.fullmatch(text[span.start : span.end])]


def _own(bot_name: str) -> re.Pattern[str]:
    """What names the bot itself."""
    name = re.escape(bot_name) if bot_name else r"(?!)"
    return re.compile(rf"(?:@|(?:https?://)?t\.me/){name}(?:\?.*)?", re.IGNORECASE)
