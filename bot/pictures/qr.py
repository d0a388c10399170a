"""QR codes as PNG, for flyers and posters."""

import io

import segno

from bot.pictures.subjects import QrCode

_MODULE = 20
"""Pixels of the smallest square: sharp on paper as well."""

_QUIET = 4
"""Squares of white around the code, as the standard wants it."""


def draw(code: QrCode) -> bytes:
    """The code; it is still read when a seventh of it is damaged."""
    file = io.BytesIO()
    made = segno.make_qr(code.address, error="m")
    made.save(file, kind="png", scale=_MODULE, border=_QUIET)
    return file.getvalue()
