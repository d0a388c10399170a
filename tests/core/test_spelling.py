"""Words as people type them by ear, torn apart or run together lead to those they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.listening import Vocabulary
from bot.understanding.reading import Reader
from bot.understanding.sounds import sound, sounds


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return vocabulary.reader


def read(text: str, reader: Reader) -> list[str]:
    return [word.form for word in reader.read(text).words]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("wyrzyna", "wyżyna"),
        ("fotonics", "photonics"),
        ("klaster", "claster"),
        ("biotehnologia", "biotechnologia"),
        ("bilenium", "billennium"),
        ("telefom", "telefon"),
    ],
)
def test_what_is_written_by_ear_sounds_alike(written: str, meant: str) -> None:
    assert sound(written) == sound(meant.replace("ż", "z"))


def test_words_of_another_sound_stay_apart() -> None:
    assert sound("drewno") != sound("drobno")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("wyrzyna przemyslowa", ["wyzyna", "przemyslowa"]),
        ("cebulaz", ["cebularz"]),
        ("foto nika", ["fotonika"]),
        ("bil lenium", ["billennium"]),
        ("prova helth", ["provahealth"]),
        ("klasterlotniczy", ["klaster", "lotniczy"]),
        ("dobrzanskiego3", ["dobrzanskiego", "3"]),
        ("doklastra", ["do", "klastra"]),
    ],
)
def test_misspelt_words_are_put_right(typed: str, words: list[str], reader: Reader) -> None:
    assert read(typed, reader) == words


@pytest.mark.parametrize(
    "text",
    ["what is haappening there", "jak zrobic dobre ciasto na pizze", "in form of a letter"],
)
def test_everyday_words_are_left_alone(text: str, reader: Reader) -> None:
    assert read(text, reader) == text.split()


def test_a_number_behind_a_street_counts(reader: Reader) -> None:
    assert [word.number for word in reader.read("dobrzanskiego3").words] == [None, 3]


def test_many_words_sound_as_each_by_itself() -> None:
    words = ["wyrzyna", "mamm", "photonics", "a", "", "rzecz"]

    assert sounds(words) == [*map(sound, words)]


@pytest.mark.parametrize(
    "text",
    [
        "prowadzę hotel na starówce",
        "prowadzę hotel na starowce",
        "potrzebuję zaświadczenia o tym",
        "potrzebuje zaswiadczenia o tym",
        "kupię żarówkę",
        "czy to śpiewaczka",
    ],
)
def test_good_polish_words_are_not_mended(text: str, reader: Reader) -> None:
    assert not any(word.repaired for word in reader.read(text).words)


@given(st.sampled_from("acelnosz"), st.integers(25, 4_000), st.sampled_from(["", "1", "żółw"]))
def test_words_without_end_are_read(reader: Reader, letter: str, length: int, end: str) -> None:
    """Of a long one with its letters marked there would be millions."""
    read = reader.read(f"jak się zapisać do {letter * length}{end}").words

    assert [word.text for word in read[:4]] == ["jak", "sie", "zapisac", "do"]
