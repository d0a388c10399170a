"""QR codes as PNG, for flyers and posters."""

import io

import segno

_MODULE = 20
"""Pixels of the smallest square: sharp on paper as well."""

_QUIET = 4
"""Squares of white around the code, as the standard wants it."""


def qr_code(address: str) -> bytes:
    """The code of a web address; it is still read when a seventh of it is damaged."""
    file = io.BytesIO()
    segno.make_qr(address, error="m").save(file, kind="png", scale=_MODULE, border=_QUIET)
    return file.getvalue()
