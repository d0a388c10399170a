"""Which part of a message asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.asking import asking_part


@pytest.mark.parametrize(
    ("story", "asking"),
    [
        ("Mamy trzy kawiarnie w Puławach i palarnię kawy. ", "Kto odpowiada za klaster?"),
        ("My two sons and I repair tractors near Chełm. ", "How does one join the others?"),
        (
            "naprawiam traktory z synami w warsztacie pod Chełmem od dziesięciu lat, ",
            "jak się zapisać do tych od maszyn",
        ),
    ],
)
def test_the_question_after_a_story_is_found(story: str, asking: str) -> None:
    assert asking_part(story + asking) == asking


@pytest.mark.parametrize(
    "text",
    [
        "kto prowadzi klaster lotniczy, jaki jest telefon i jak do nich dołączyć",
        "kontakt do klastra lotniczego przy ul. Głębokiej 30 w Lublinie, telefon i mail",
        "who leads the photonics cluster and how many members does it have now?",
        "ile kosztuje składka?",
    ],
)
def test_a_message_that_only_asks_is_left_whole(text: str) -> None:
    assert asking_part(text) == text


@given(st.text())
def test_it_is_a_part_of_the_message(text: str) -> None:
    assert set(asking_part(text)) <= {*text, " ", ","}
