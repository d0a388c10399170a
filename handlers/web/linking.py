"""Addresses that stand in a text, made to be pressed: phone numbers, e-mail and web addresses."""

import re
from urllib.parse import quote

from markupsafe import Markup, escape

_PHONE = r"\+\d{1,3}(?:[ -]?\d{2,4}){2,5}"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB = r"https?://[^\s<>\"]*[^\s<>\".,;:!?)]"
_ADDRESS = re.compile(rf"(?P<web>{_WEB})|(?P<email>{_EMAIL})|(?P<phone>{_PHONE})", re.ASCII)


def linked(text: str) -> Markup:
    """The text as HTML, its addresses as links."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[at : found.start()]), _link(found)]
        at = found.end()
    return Markup("").join([*parts, escape(text[at:])])


def tel(phone: str) -> str:
    """The address that calls a number."""
    return f"tel:{re.sub(r'[^+0-9]', '', phone)}"


def map_address(place: str) -> str:
    """Where a map finds a place."""
    return f"https://www.openstreetmap.org/search?query={quote(place)}"


def _link(found: re.Match[str]) -> Markup:
    text = found.group()
    if found["web"]:
        return Markup('<a href="{}" rel="noreferrer">{}</a>').format(text, text)
    address = tel(text) if found["phone"] else f"mailto:{text}"
    return Markup('<a href="{}">{}</a>').format(address, text)
