"""The index of known forms gives what a look at all of them would give."""

from random import Random
from string import ascii_lowercase

import pytest
from rapidfuzz.distance import OSA

from bot.understanding.morphology import Morphology, words_of
from bot.understanding.similar import SimilarForms
from knowledge.model import Knowledge

WORDS = 300


@pytest.fixture(scope="module")
def forms(shipped: Knowledge, morphology: Morphology) -> list[str]:
    """Some thousand forms, many of them alike."""
    phrases = (phrase for concept in shipped.concepts.values() for phrase in concept.pl)
    words = {word for phrase in phrases for word in words_of(phrase)}
    found = {form for word in words for form in morphology.polish_forms(word)}
    return sorted(found)[::2]


def nearest_of_all(text: str, forms: list[str]) -> str | None:
    """The rule in words of its own, form by form."""
    slips = 1 if len(text) < 8 else 2
    if len(text) < 5:
        return None
    near = [
        (OSA.distance(text, form), form[0] != text[0], len(form), form[0] != text[1], form)
        for form in forms
        if len(form) >= 4
        and form.isalpha()
        and abs(len(form) - len(text)) <= slips
        and (form[0] in text[:2] or form[-2:] == text[-2:])
    ]
    distance, *_, form = min(near, default=(slips + 1, ""))
    return str(form) if distance <= slips else None


def misspelt(word: str, random: Random) -> str:
    """The word with one to three slips anywhere in it."""
    for _ in range(random.choice((1, 1, 2, 2, 3))):
        at = random.randrange(len(word) or 1)
        letter = random.choice(ascii_lowercase)
        word = random.choice(
            (
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at:],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :],
            )
        )
    return word


def test_random_slips_are_put_right_as_by_a_look_at_all_forms(forms: list[str]) -> None:
    random = Random(1)
    index = SimilarForms(forms)
    words = [misspelt(random.choice(forms), random) for _ in range(WORDS)]

    repaired = {word: index.nearest(word) for word in words}

    assert repaired == {word: nearest_of_all(word, forms) for word in words}
    assert sum(form is not None for form in repaired.values()) > WORDS / 3


def test_strange_words_are_left_alone_as_by_a_look_at_all_forms(forms: list[str]) -> None:
    random = Random(2)
    index = SimilarForms(forms)
    words = [
        "".join(random.choices(ascii_lowercase, k=random.randrange(1, 14))) for _ in range(99)
    ]

    assert {w: index.nearest(w) for w in words} == {w: nearest_of_all(w, forms) for w in words}


@pytest.mark.parametrize("text", ["", "a", "12345678", "klastr1", "ąęłżź"])
def test_nothing_is_near_to_numbers_and_short_words(text: str) -> None:
    assert SimilarForms(["klastra"]).nearest(text) is None


def test_no_forms_are_near_to_nothing() -> None:
    assert SimilarForms([]).nearest("klastra") is None
