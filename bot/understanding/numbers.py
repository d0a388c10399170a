"""Numbers as people write them: digits, Polish and English numerals, ordinals."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from bot.understanding.mentions import Word

_TEEN_STEMS = ("jede", "dwa", "trzy", "czter", "piet", "szes", "siedem", "osiem", "dziewiet")
_TEEN = ("nascie", "nastu", "nastoma", "nastka", "nastke", "nastki")
_TY = ("dziestu", "dziestoma", "dziestka", "dziestke", "dziestki")
_FIFTY_UP = ("dziesiat", "dziesieciu", "dziesiecioma", "dziesiatka", "dziesiatke", "dziesiatki")


def _spelt(numbers: Mapping[int, str]) -> dict[str, int]:
    return {word: number for number, spellings in numbers.items() for word in spellings.split()}


_UNITS: Mapping[str, int] = _spelt(
    {
        2: "dwa dwaj dwie dwoch dwu dwom dwoma dwiema dwojka dwojke two couple pair",
        3: "trzy trzej trzech trzem trzema trojka trojke trojki trojce three trio",
        4: "cztery czterej czterech czterem czterema czworka czworke czworki four",
        5: "piec pieciu piecioma piatka piatke piatki five",
        6: "szesc szesciu szescioma szostka szostke szostki six",
        7: "siedem siedmiu siedmioma siodemka siodemke siodemki seven",
        8: "osiem osmiu osmioma osemka osemke osemki eight",
        9: "dziewiec dziewieciu dziewiecioma dziewiatka dziewiatke nine",
    }
)
_ONE: Mapping[str, int] = _spelt({1: "jeden jednego one"})
_TEENS: Mapping[str, int] = {
    **_spelt(
        {
            10: "dziesiec dziesieciu dziesiecioma dziesiatka dziesiatke dziesiatki ten",
            11: "eleven",
            12: "tuzin tuzina twelve",
            13: "thirteen",
            14: "fourteen",
            15: "fifteen",
            16: "sixteen",
            17: "seventeen",
            18: "eighteen",
            19: "nineteen",
        }
    ),
    **{
        stem + ending: 11 + place
        for (place, stem), ending in product(
            enumerate(_TEEN_STEMS),
            _TEEN,
        )
    },
}
_TENS: Mapping[str, int] = {
    **_spelt(
        {
            20: "dwadziescia twenty",
            30: "trzydziesci thirty",
            40: "czterdziesci forty fourty",
            50: "fifty",
            60: "sixty",
            70: "seventy",
            80: "eighty",
            90: "ninety",
        }
    ),
    **{
        stem + ending: 20 + 10 * place
        for (place, stem), ending in product(enumerate(("dwu", "trzy", "czter")), _TY)
    },
    **{
        stem + ending: 50 + 10 * place
        for (place, stem), ending in product(
            enumerate(("piec", "szesc", "siedem", "osiem", "dziewiec")), _FIFTY_UP
        )
    },
}
_HUNDREDS: Mapping[str, int] = _spelt(
    {
        100: "sto stu stoma setka setke setki setce stowa stowe stowy stowka stowke",
        200: "dwiescie dwustu",
        300: "trzysta trzystu",
        400: "czterysta czterystu",
        500: "piecset pieciuset",
    }
)
_DOZEN = frozenset({"dozen", "dozens", "tuziny", "tuzinow"})
_HUNDRED = frozenset({"hundred", "hundreds", "setek"})
_THOUSAND = frozenset({"thousand", "tysiac", "tysiaca", "tysiace", "tysiacu", "tysiecy"})
_AND = frozenset({"and", "i"})
_SINGLE = frozenset({"one", "a"})
_HALF, _HALVED = frozenset({"pol", "half"}), frozenset({12, 100})

_ORDINAL_ENDINGS = (
    *("y", "i", "a", "e", "ie", "ego", "iego", "emu", "ej", "iej"),
    *("ym", "im", "ych", "ich"),
)
_ORDINAL_STEMS: Mapping[str, int] = _spelt(
    {
        1: "pierwsz",
        2: "drug",
        3: "trzec",
        4: "czwart",
        5: "piat",
        6: "szost",
        7: "siodm",
        8: "osm",
        9: "dziewiat",
        10: "dziesiat",
        11: "jedenast",
        12: "dwunast",
        13: "trzynast",
        14: "czternast",
        15: "pietnast",
        16: "szesnast",
        17: "siedemnast",
        18: "osiemnast",
        19: "dziewietnast",
        20: "dwudziest",
    }
)
_ENGLISH_ORDINALS: Mapping[str, int] = _spelt(
    {
        1: "first 1st",
        2: "second 2nd",
        3: "third 3rd",
        4: "fourth 4th",
        5: "fifth 5th",
        6: "sixth 6th",
        7: "seventh 7th",
        8: "eighth 8th",
        9: "ninth 9th",
        10: "tenth 10th",
    }
)
_ORDINALS: Mapping[str, int] = {
    **{
        stem + ending: number
        for (stem, number), ending in product(_ORDINAL_STEMS.items(), _ORDINAL_ENDINGS)
    },
    **_ENGLISH_ORDINALS,
}
_SMALL: Mapping[str, int] = {**_UNITS, **_TEENS, **_TENS, **_HUNDREDS}
NUMERALS = frozenset({*_SMALL, *_ORDINALS, *_HUNDRED, *_THOUSAND})
"""All the words that are numbers, folded."""


_CENTURY, _DECADES_SO_FAR = 2000, 3
_WRITTEN_DECADE = re.compile("((?:19|20)?[0-9]0)(?:s|tych|te|ych)")
_NOUGHTIES = frozenset({"noughties", "naughties", "aughts"})
_BEFORE_A_YEAR = frozenset(
    {"rok", "roku", "rocznik", "rocznika", "year", "vintage", "in", "since", "before", "after"}
    | {"w", "z", "od", "do", "po", "przed", "sprzed", "from", "until", "till", "than", "niz"}
)
""" "In 08" is 2008; other numbers that begin with nought are none."""

_FIRST_CUT_SHORT, _LAST_CUT_SHORT = 6, 40
_OR = frozenset({"oraz", "lub", "albo", "or", "czy"})
_COUNTED = ("czlon", "member", "firm", "osob", "podmiot", "compan", "miejsc", "klast", "clust")
_YEAR_OF_WHAT = frozenset({"studiow", "zycia", "dzialalnosci", "istnienia", "nauki", "z"})

_YEARS = frozenset({"lata", "lat", "latach", "latami"})
_TYCH = frozenset({"tych", "te", "ych", "tymi"})
_ROUND_YEARS: Mapping[str, int] = {
    stem + ending: year
    for (stem, year), ending in product(
        (("dwutysieczn", 2000), ("zerow", 2000), ("dziesiat", 2010), ("dwudziest", 2020)),
        ("e", "ych", "ymi"),
    )
}
_DECADE = ("dekad", "dziesieciolec", "decade")
_BEGINNINGS = NUMERALS | _DOZEN | _NOUGHTIES | _YEARS
"""The words that a number may begin with, besides digits."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the positions of its first and last word; `ordinal` tells "third" from "3".

    Of a `decade` the value is its first year.
    """

    value: int
    start: int
    end: int
    ordinal: bool = False
    decade: bool = False


def numbers(words: Sequence[Word], *, polish: bool = False) -> tuple[Number, ...]:
    """All numbers of a message in order; "one" alone is no number, nor is a Polish "ten"."""
    forms = [word.form for word in words]
    if _BEGINNINGS.isdisjoint(forms) and "".join(forms).isalpha():  # nearly always
        return ()
    return tuple(_years_told_in_full(words, _numbers(words, polish=polish)))


def _years_told_in_full(words: Sequence[Word], found: Iterable[Number]) -> Iterator[Number]:
    """As in "z lat 2014 i 15", where the second one is 2015."""
    before: Number | None = None
    for number in found:
        if before and _goes_on_from_a_year(words, before, number):
            number = replace(number, value=_CENTURY + number.value, ordinal=False)
        yield number
        before = number


def _goes_on_from_a_year(words: Sequence[Word], year: Number, number: Number) -> bool:
    years_of_century = year.value - _CENTURY
    if not 0 <= years_of_century < number.value < _LAST_CUT_SHORT or year.decade or number.decade:
        return False
    if number.start != year.end + 2 or words[year.end + 1].form not in _AND | _OR:
        return False
    return number.end + 1 == len(words) or not words[number.end + 1].form.startswith(_COUNTED)


def _numbers(words: Sequence[Word], *, polish: bool) -> Iterator[Number]:
    position = 0
    while position < len(words):
        form = words[position].form
        if not (form in _BEGINNINGS or form[:1].isdigit()):
            position += 1
            continue
        if polish and form == "ten" and words[max(0, position - 1)].form != "top":
            position += 1
            continue
        found = (
            _decade(words, position)
            or _digits(words, position)
            or _short_year(words, position)
            or _spelt_out(words, position)
        )
        if found is None:
            position += 1
        else:
            yield found
            position = found.end + 1


def _decade(words: Sequence[Word], start: int) -> Number | None:
    """As in "the 2010s", "the noughties", "lata dziesiąte", "pierwsza dekada"."""
    forms = [word.form for word in words[start : start + 3]]
    first, second = forms[0], forms[1] if len(forms) > 1 else ""
    written = _WRITTEN_DECADE.fullmatch(first)
    if written:
        return Number(_decade_of(int(written[1])), start, start, decade=True)
    if first in _NOUGHTIES:
        return Number(_CENTURY, start, start, decade=True)
    value = words[start].number
    if value is not None and value % 10 == 0 and second == "s":
        return Number(_decade_of(value), start, start + 1, decade=True)
    if first in _YEARS:
        if second in _ROUND_YEARS:
            return Number(_ROUND_YEARS[second], start, start + 1, decade=True)
        if len(forms) > 2 and forms[2] in _TYCH and words[start + 1].number is not None:
            return Number(_decade_of(words[start + 1].number or 0), start, start + 2, decade=True)
    place = _ORDINALS.get(first, 0)
    if 1 <= place <= _DECADES_SO_FAR and second.startswith(_DECADE):
        return Number(_CENTURY + 10 * (place - 1), start, start + 1, decade=True)
    return None


def _decade_of(value: int) -> int:
    return value if value >= 100 else _CENTURY + value


def _digits(words: Sequence[Word], start: int) -> Number | None:
    value = words[start].number
    if value is None:
        return None
    cut_short = len(words[start].text) == 2 and words[start].text.startswith("0")
    if cut_short and start and words[start - 1].form in _BEFORE_A_YEAR:
        followed = start + 1 < len(words) and words[start + 1].number is not None
        value += 0 if followed else _CENTURY
    return Number(value, start, start)


def _short_year(words: Sequence[Word], start: int) -> Number | None:
    """As in "z siódmego roku", which is 2007; "na drugim roku" is of studies."""
    value = _ORDINALS.get(words[start].form, 0)
    forms = ["", *(word.form for word in words), "", ""][start : start + 4]
    if not _FIRST_CUT_SHORT <= value < 20 or forms[0] not in _BEFORE_A_YEAR:
        return None
    if forms[2] not in ("rok", "roku") or forms[3] in _YEAR_OF_WHAT:
        return None
    return Number(_CENTURY + value, start, start)


def _spelt_out(words: Sequence[Word], start: int) -> Number | None:
    """The longest numeral from `start` on: "two thousand and thirteen", "dwudziestu pięciu"."""
    first = words[start].form
    if first in _ORDINALS:
        return Number(_ORDINALS[first], start, start, ordinal=True)
    if not (first in _SMALL or first in _HUNDRED | _THOUSAND | _DOZEN):
        return None
    total = current = 0
    room = 1000
    position, end = start, start
    if start and first in _HUNDRED | _THOUSAND | _DOZEN and words[start - 1].form in _SINGLE:
        start -= 1
    while position < len(words):
        text = words[position].form
        if text in _AND and current + total >= 100 and position + 1 < len(words):
            position += 1
            if words[position].form not in _SMALL:
                break
            continue
        if text in _THOUSAND and total == 0:
            total, current, room = 1000 * (current or 1), 0, 1000
        elif text in _DOZEN and current < 10:
            current, room = 12 * (current or 1), 1
        elif text in _HUNDRED and current < 10:
            current, room = 100 * (current or 1), 100
        else:
            value = _part(text, room, inside=position > start)
            if value is None and current == 20 and total == 0 and _TEENS.get(text, 0) >= 10:
                total, current, value = 2000, 0, _TEENS[text]  # "twenty fifteen"
            if value is None:
                break
            current += value
            room = _room(value)
        end = position
        position += 1
    value = total + current
    if start and words[start - 1].form in _HALF and value in _HALVED:
        return Number(value // 2, start - 1, end)
    return Number(value, start, end)


def _part(text: str, room: int, *, inside: bool) -> int | None:
    """What a word adds to a number that has room for less than `room`."""
    value = _SMALL.get(text)
    if value is None and inside:
        value = _ONE.get(text) or _ORDINALS.get(text)
    return value if value is not None and value < room else None


def _room(value: int) -> int:
    if value >= 100:
        return 100
    return 10 if value >= 20 else 1
