"""E-mail addresses, user names, and links that name a person.

No expression can take long: each begins where no earlier match could have begun, and no two of
its neighbouring parts take the same characters.
"""

import re
from collections.abc import Iterator

from bot.masking.spans import EMAIL, LINK, USER, Span

_LINK = re.compile(r"(?<!\w)(?:https?|ftp|tg)://[^\s\[\]<>\"]+", re.IGNORECASE)
_USER_PART = re.compile(r"[^/]*//[^/]*@|tg:", re.IGNORECASE)
_PROFILE = re.compile(
    r"(?<![\w.@/-])(?:https?://)?(?:(?:www|m|web|pl|pl-pl)\.)?"
    r"(?:(?:t\.me|telegram\.me|facebook\.com|fb\.com|fb\.me|instagram\.com|twitter\.com|x\.com"
    r"|tiktok\.com|vk\.com|wa\.me|m\.me|threads\.net|linkedin\.com/in|github\.com)/"
    r"|youtube\.com/@)[\w@+][^\s\[\]<>\",;]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?<![\w.+%-])[\w.+%-]+(?:@+[\w.-]+)+")
_SPELT_ADDRESS = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+ ?(?:[\[({] ?(?:at|@|małpa|malpa) ?[\])}]| małpa | malpa ) ?"
    r"[\w-]+(?:(?:\.| ?[\[({] ?(?:dot|kropka) ?[\])}] ?| kropka | dot )[\w-]+){1,4}",
    re.IGNORECASE,
)
_USER_NAME = re.compile(r"@\w{3,}")


def links(text: str) -> Iterator[Span]:
    """Links with a user in them, and links to somebody's page."""
    for match in _LINK.finditer(text):
        if _USER_PART.match(match[0]):
            yield Span(match.start(), match.end(), LINK)


def profiles(text: str) -> Iterator[Span]:
    """Links to somebody's page, with or without https."""
    return _all(_PROFILE, text, LINK)


def addresses(text: str) -> Iterator[Span]:
    """E-mail addresses."""
    return _all(_ADDRESS, text, EMAIL)


def spelt_addresses(text: str) -> Iterator[Span]:
    """E-mail addresses as people hide them: "jan (at) firma.pl", "jan małpa firma kropka pl"."""
    return _all(_SPELT_ADDRESS, text, EMAIL)


def user_names(text: str) -> Iterator[Span]:
    """Names of Telegram, with their @."""
    return _all(_USER_NAME, text, USER)


def _all(expression: re.Pattern[str], text: str, name: str) -> Iterator[Span]:
    return (Span(match.start(), match.end(), name) for match in expression.finditer(text))
