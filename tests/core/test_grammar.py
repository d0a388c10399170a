"""The grammar of conditions by itself: numbers, ranges and orders in heaps of words."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.clues import Clues
from bot.understanding.conditions import Condition, read_condition
from bot.understanding.lexicon import Lexicon
from bot.understanding.listening import Vocabulary
from bot.understanding.mentions import Word
from bot.understanding.name_words import NameWords
from bot.understanding.normalise import words
from bot.understanding.numbers import numbers
from bot.understanding.reading import Reader
from bot.understanding.slips import Slips
from bot.understanding.spans import Span, read_figures

Read = Callable[[str], Condition]

GRAMMAR_WORDS = """
2007 2010 2013 15 50 1000 3 sto dwa tysiące trzynaście trzydziestu hundred twenty five dozen plus
po przed od do między a i lub ponad mniej więcej niż co najmniej nie nawet bez between and or until
more less than at least not even before after since members członków firm companies klaster
klastry clusters top last ostatni pierwszy first drugi second największy najstarszy newest by size
alfabetycznie w nazwie in the name starts with Wschodni miasto city założone founded which które
małe big only tylko rok year of the z
"""
HEAPS = st.lists(st.sampled_from(GRAMMAR_WORDS.split()), max_size=14).map(" ".join)


@pytest.fixture(scope="module")
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    return vocabulary.lexicon


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return vocabulary.reader


@pytest.fixture(scope="module")
def read(reader: Reader, lexicon: Lexicon) -> Read:
    """The condition of a message."""
    return lambda text: read_condition(Clues(reader.read(text)), lexicon.function_words)


def values(text: str) -> list[int]:
    split = (Word(w, w, number=int(w) if w.isdigit() else None) for w in words(text))
    return [number.value for number in numbers(tuple(split))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dwa tysiące czternastym", [2014]),
        ("two thousand and eleven", [2011]),
        ("twenty twelve", [2012]),
        ("dwudziestu pięciu", [25]),
        ("sto dwadzieścia", [120]),
        ("a hundred and fifty", [150]),
        ("three dozen", [36]),
        ("setkę", [100]),
        ("pięćdziesiątkę", [50]),
        ("od trzydziestu do czterdziestu", [30, 40]),
        ("2010–2013", [2010, 2013]),
        ("drugi", [2]),
        ("one of them", []),
        ("the 3rd", [3]),
    ],
)
def test_numbers_as_people_write_them(text: str, expected: list[int]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("klastry po 2012", Span(low=2013)),
        ("nie po 2012", Span(high=2012)),
        ("nie starsze niż 2012", Span(low=2012)),
        ("not newer than 2012", Span(high=2012)),
        ("2012 i później", Span(low=2012)),
        ("2012 or earlier", Span(high=2012)),
        ("między 2010 a 2008", Span(2008, 2010)),
        ("after 2008 and before 2012", Span(2009, 2011)),
        ("founded by 2010", Span(high=2010)),
        ("in place by end of 2010", Span(high=2010)),
        ("do końca roku 2010", Span(high=2010)),
        ("po roku 2012", Span(low=2013)),
        ("po rok 2012", Span(high=2012)),
        ("from the 2010s", Span(2010, 2019)),
        ("z lat dziesiątych", Span(2010, 2019)),
        ("pierwsza dekada", Span(2000, 2009)),
        ("before the 2010s", Span(high=2009)),
        ("in 2018, sorry, in 2009", Span(2009, 2009)),
        ("year >= 2012", Span(low=2012)),
    ],
)
def test_years(text: str, expected: Span, read: Read) -> None:
    assert read(text).years == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ponad 50 członków", Span(low=51)),
        ("nie więcej niż 50 członków", Span(high=50)),
        ("nie ma nawet 50 członków", Span(high=49)),
        ("50 members or more", Span(low=50)),
        ("more than 20 but fewer than 50 members", Span(21, 49)),
        ("od 20 do 50 członków", Span(20, 50)),
        ("po 15 członków", Span(15, 15)),
        ("top 5 with more than 30 members", Span(low=31)),
        ("po 15 minutach", None),
        ("between 5 and 6", None),
        ("4 plus 5", None),
        ("ponad 10 lat", None),
        ("of size 30 to 60", Span(30, 60)),
        ("members < 20", Span(high=19)),
        ("more then 50 members", Span(low=51)),
        ("mor than 50 members", Span(low=51)),
        ("ponda 50 członków", Span(low=51)),
        ("która z tych trzech ma najwięcej członków", None),
    ],
)
def test_sizes(text: str, expected: Span | None, read: Read) -> None:
    assert read(text).size == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("od najnowszego do najstarszego", Condition(order="newest", whole=True)),
        ("trzeci co do wielkości", Condition(order="biggest", rank=3)),
        ("last but one by size", Condition(order="smallest", rank=2)),
        ("top 4", Condition(order="biggest", limit=4)),
        ("a drugi", Condition(rank=2)),
        ("the first three", Condition(limit=3)),
        ("from Z to A", Condition(order="backwards", whole=True)),
        ("the biggest company", Condition()),
        ("the most companies", Condition(order="biggest", companies=True)),
        ("thrid biggest", Condition(order="biggest", rank=3)),
        ("drgi co do wielkości", Condition(order="biggest", rank=2)),
        ("who is bigger than any other", Condition(order="biggest")),
        ("made up of companies alone", Condition(pure=True)),
        ("membership that is not free", Condition(marks=("fee",))),
        ("not from the town hall", Condition(without=Condition(marks=("city-initiative",)))),
        ("nie z lat 2010-2013", Condition(without=Condition(years=(Span(2010, 2013),)))),
        ("everything but wood", Condition(without=Condition(sectors=("wood",)))),
        ("not wood but metal", Condition(("metal",), without=Condition(sectors=("wood",)))),
        ("nie przez miasto założone", Condition(without=Condition(marks=("city-initiative",)))),
        ("klastry bez składek", Condition(without=Condition(marks=("fee",)))),
    ],
)
def test_orders_and_marks(text: str, expected: Condition, read: Read) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z „Wschodni” w nazwie", NameWords(("wschodni",))),
        ("w nazwie mają słowo moda", NameWords(("moda",))),
        ("with Upland in the name", NameWords(("upland",))),
        ("nazwa zaczyna się od Lubelskie", NameWords(("lubelskie",), first=True)),
        ("jak się nazywa", None),
    ],
)
def test_words_of_a_name(text: str, expected: NameWords | None, read: Read) -> None:
    assert read(text).name == expected


@pytest.mark.parametrize(
    ("asked", "likeness", "fits"),
    [
        (NameWords(("moda",)), 0, False),
        (NameWords(("mody",)), 0, True),
        (NameWords(("inno",)), 1, True),
        (NameWords(("innowacje",)), 2, True),
        (NameWords(("designu",), first=True), 0, True),
        (NameWords(("mody",), first=True), 0, False),
    ],
)
def test_how_words_fit_a_name(asked: NameWords, likeness: int, fits: bool) -> None:
    assert asked.fits(("Klaster Designu, Innowacji i Mody",), likeness) == fits


@given(text=HEAPS)
def test_any_heap_of_words_has_ordered_ranges(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    clues = Clues(reading)
    found = numbers(reading.words)

    for span in (*read_figures(clues, found).years, read_figures(clues, found).size):
        if span and span.low is not None and span.high is not None:
            assert span.low <= span.high
    for one, other in pairwise(found):
        assert one.start <= one.end < other.start


@given(text=HEAPS)
def test_any_heap_of_words_has_a_condition(read: Read, text: str) -> None:
    condition = read(text)

    assert condition.rank is None or condition.rank >= 1
    assert condition.limit is None or condition.limit >= 2
    assert not (condition.rank and condition.limit)


@pytest.mark.parametrize(
    ("slip", "expected"),
    [
        ("thrid", "third"),
        ("wich", "which"),
        ("drgi", "drugi"),
        ("ponda", "ponad"),
        ("fodo", "food"),
        ("fod", "food"),
        ("numeer", "number"),
        ("zzz", None),
        ("on", None),
    ],
)
def test_one_slip_in_a_short_word(slip: str, expected: str | None) -> None:
    known = ("third", "which", "drugi", "ponad", "food", "number", "nine")

    assert Slips(known, rank=len).nearest(slip) == expected


@pytest.mark.parametrize("text", ["Kto to zna?", "ten klaster", "who are you", "mam firmę"])
def test_words_that_are_right_stay(text: str, reader: Reader) -> None:
    assert not any(word.repaired for word in reader.read(text).words)
