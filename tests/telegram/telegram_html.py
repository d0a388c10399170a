"""Telegram's small HTML, read as strictly as Telegram reads it."""

import html
import re

_TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "a", "code", "pre"}
_PIECE = re.compile(
    r"</(?P<end>[a-z]+)>"
    r"|<(?P<start>[a-z]+)(?P<attributes>[^<>]*)>"
    r"|&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);"
    r"|(?P<wrong>[<>&])"
    r"|[^<>&]+"
)
_ATTRIBUTES = {
    "a": re.compile(r' href="[^"]*"'),
    "blockquote": re.compile(r"( expandable)?"),
}


def parse(text: str) -> str:
    """The text that people see.

    Raises:
        ValueError: where Telegram would refuse the message, and on "&" or ">" that only happen to
            be accepted.
    """
    seen: list[str] = []
    open_tags: list[str] = []
    for piece in _PIECE.finditer(text):
        if piece["wrong"]:
            raise ValueError(f"unescaped {piece['wrong']!r} at {piece.start()}")
        if piece["start"]:
            _check_start(piece["start"], piece["attributes"])
            open_tags.append(piece["start"])
        elif piece["end"]:
            if not open_tags or open_tags.pop() != piece["end"]:
                raise ValueError(f"unexpected end tag {piece['end']!r} at {piece.start()}")
        else:
            seen.append(html.unescape(piece[0]))
    if open_tags:
        raise ValueError(f"can't find end tag of {open_tags[-1]!r}")
    return "".join(seen)


def entities(text: str) -> int:
    """How many parts of the text are set off."""
    return sum(1 for piece in _PIECE.finditer(text) if piece["start"])


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _check_start(tag: str, attributes: str) -> None:
    if tag not in _TAGS | set(_ATTRIBUTES):
        raise ValueError(f"unsupported start tag {tag!r}")
    allowed = _ATTRIBUTES.get(tag, re.compile(""))
    if not allowed.fullmatch(attributes):
        raise ValueError(f"unsupported attributes {attributes!r} of {tag!r}")
