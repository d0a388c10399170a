"""Bodies of calls, as the library's own transport and Python read and write them."""

import io
from typing import cast
from urllib.parse import parse_qsl

import httpx
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.telegram import forms

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
BOUNDARY = "0123456789abcdef"


def sent(pieces: tuple[forms.Piece, ...]) -> bytes:
    return b"".join(forms.chunks(pieces))


@given(st.dictionaries(NAMES, TEXT))
@example({"text": "100 % & 1 + 1 = 2; żółć 🐝\r\n\0", "empty": ""})
def test_a_form_is_read_as_it_was_meant(fields: dict[str, str]) -> None:
    # A name with "=" would be cut there; parameters of the Bot API have none.
    fields = {name.replace("=", "-"): value for name, value in fields.items()}

    read = parse_qsl(
        forms.form(fields).decode(), keep_blank_values=True, strict_parsing=bool(fields)
    )

    assert dict(read) == fields


@given(
    st.dictionaries(NAMES, TEXT),
    st.dictionaries(
        NAMES, st.tuples(NAMES, st.binary(max_size=300), st.just("image/png")), min_size=1
    ),
)
@example({"caption": "żółć"}, {"a": ('"\\\r\n\x1b.png', b"\r\n--" * 50_000, "image/png")})
def test_multipart_is_as_the_other_transport_has_it(
    fields: dict[str, str], files: dict[str, tuple[str, bytes, str]]
) -> None:
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    request = httpx.Request(
        "POST", "http://x", data=fields, files=files, headers={"Content-Type": kind}
    )

    pieces = forms.multipart(fields, cast("dict[str, forms.File]", files), BOUNDARY)

    assert sent(pieces) == request.read()
    assert forms.size(pieces) == len(request.content)


@given(st.binary(max_size=10), st.integers(0, 12))
def test_a_file_is_sent_from_its_start_every_time(content: bytes, position: int) -> None:
    file = io.BytesIO(content)
    file.seek(position)
    pieces = forms.multipart({}, {"f": ("f.bin", file, "x/y")}, BOUNDARY)

    once, again = sent(pieces), sent(pieces)

    assert once == again
    assert b"\r\n\r\n" + content + b"\r\n" in once
    assert forms.size(pieces) == len(once)


def test_a_file_that_cannot_be_rewound_can_be_sent_twice_as_well() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pieces = forms.multipart({}, {"f": ("f.bin", Pipe(b"content"), "x/y")}, BOUNDARY)

    assert sent(pieces) == sent(pieces)
    assert b"content" in sent(pieces)


def test_long_pieces_come_in_chunks() -> None:
    content = bytes(range(256)) * 1000

    for piece in (content, io.BytesIO(content)):
        got = list(forms.chunks([piece]))
        assert max(map(len, got)) == forms.CHUNK
        assert b"".join(got) == content
