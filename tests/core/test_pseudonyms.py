import base64
import string

from hypothesis import given
from hypothesis import strategies as st

from bot.pseudonyms import Pseudonyms

KEY = b"sesame open, sesame close"
URL_SAFE = set(string.ascii_letters + string.digits + "-_")


@given(st.text(), st.integers() | st.text())
def test_a_name_is_128_bits_for_urls(channel: str, id_: int | str) -> None:
    name = Pseudonyms(KEY).of(channel, id_)

    assert len(name) == 22
    assert set(name) <= URL_SAFE
    assert len(base64.urlsafe_b64decode(f"{name}==")) == 16


def test_it_stays_the_same_from_start_to_start() -> None:
    assert Pseudonyms(KEY).of("telegram", 7) == "gNm7k4z3k19WL3EFT2SSiQ"
    assert Pseudonyms(KEY).of("telegram", "7") == Pseudonyms(KEY).of("telegram", 7)


@given(
    st.tuples(st.text(), st.text()),
    st.tuples(st.text(), st.text()),
    st.tuples(st.binary(min_size=1), st.binary(min_size=1)),
)
def test_another_channel_person_or_key_has_another_name(
    one: tuple[str, str], other: tuple[str, str], keys: tuple[bytes, bytes]
) -> None:
    assert (Pseudonyms(KEY).of(*one) == Pseudonyms(KEY).of(*other)) == (one == other)
    first, second = (Pseudonyms(key).of("web", 1) for key in keys)
    assert (first == second) == (keys[0].rstrip(b"\0") == keys[1].rstrip(b"\0"))


def test_the_key_does_not_show() -> None:
    assert "sesame" not in repr(Pseudonyms(KEY))
