"""Numbers that belong to a person or a firm: phones, PESEL, NIP, REGON, cards, accounts.

Digits are read in groups ("81 466 25 05" is 2, 3, 2, 2), so that years, dates and amounts can be
told from phones. No nine digits without a gap are ever left.
"""

import re
from collections.abc import Iterator, Sequence

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.masking.spans import ACCOUNT, CARD, NIP, NUMBER, PESEL, PHONE, REGON, Span

_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}(?![^\W_])", re.IGNORECASE)
_RUN = re.compile(r"\d+(?:[ \t\u00a0\u202f./()\-\u2011–]{1,3}\d+)*")
_GROUP = re.compile(r"\d+")
_SHORTEST_SECRET = 9
"""So many digits without a gap are no year, amount or number of members."""

_LONGEST_PHONE = 60
"""What has more characters is no phone as people write it, and takes long to look through."""

_PHONES = {(3, 3, 3), (2, 3, 2, 2), (2, 7), (3, 6), (6, 3), (3, 2, 2, 2), (3, 4, 2), (3, 2, 4)}
_LOCAL_PHONE = (3, 2, 2)
_NIPS = {(3, 3, 2, 2), (3, 2, 2, 3)}
_CARDS = {(4, 4, 4, 4), (4, 6, 5), (4, 4, 4, 4, 3), (4, 4, 5), (8, 8)}
_BEFORE_AMOUNT = re.compile(r"(?:[$€£]|\b(?:pln|eur|usd|euro))\s?\Z", re.IGNORECASE)
_AFTER_AMOUNT = re.compile(
    r"\s?(?:[$€£%]|zł|zl|pln|eur|usd|dol|tys|mln|mld|mieszk|osób|osob|ludzi|czł|czl|firm|spół|spol"
    r"|people|person|inhab|member|compan|employ|prac)",
    re.IGNORECASE,
)
_BEFORE_REGON = re.compile(r"\bregon\W{0,9}\Z", re.IGNORECASE)
_WEIGHTS_OF_PESEL = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)
_WEIGHTS_OF_LONG_REGON = (2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8)


def ibans(text: str) -> Iterator[Span]:
    """International account numbers, by their checksum."""
    for match in _IBAN.finditer(text):
        for end in range(match.end(), match.start() + 14, -1):
            if _is_iban(text[match.start() : end]):
                yield Span(match.start(), end, ACCOUNT)
                break


def numbers(text: str) -> Iterator[Span]:
    """All numbers of the kinds above, from left to right."""
    for run in _RUN.finditer(text):
        groups = [(match.start(), match.end()) for match in _GROUP.finditer(text, *run.span())]
        position = 0
        phones = _phones(text, groups)
        while position < len(groups):
            found = _begins(text, groups[position : position + 30], phones)
            if found is None:
                position += 1
                continue
            size, name = found
            start, end = groups[position][0], groups[position + size - 1][1]
            if name == PHONE and text[start - 1 : start] in ("+", "("):
                start -= 1
                start -= text[start - 1 : start] == "+"
            yield Span(start, end, name)
            position += size


def _begins(
    text: str, groups: Sequence[tuple[int, int]], phones: dict[int, int]
) -> tuple[int, str] | None:
    """How many of the groups make a number that begins with the first, and of which kind."""
    start = groups[0][0]
    parts = [text[one:other] for one, other in groups]
    sizes = tuple(map(len, parts))
    if sizes[0] >= _SHORTEST_SECRET:
        return 1, _kind(parts[0], text[max(0, start - 20) : start])
    fours = next((n for n, size in enumerate(sizes[1:]) if size != 4), len(sizes) - 1)
    if sizes[0] == 2 and fours >= 5:
        return 1 + min(fours, 6), ACCOUNT
    if sizes[0] == 4 and fours >= 4 and not all(map(_is_year, parts[: fours + 1])):
        return fours + 1, ACCOUNT
    for shape in _CARDS:
        first = parts[: len(shape)]
        fits = sizes[: len(shape)] == shape and not all(map(_is_year, first))
        if fits and _is_card("".join(first)):
            return len(shape), CARD
    if sizes[:2] == (6, 5) and _is_pesel("".join(parts[:2])):
        return 2, PESEL
    if sizes[:4] in _NIPS:
        return 4, NIP
    is_regon = _BEFORE_REGON.search(text[max(0, start - 20) : start]) is not None
    known = sum(1 for one, _ in groups if one < phones.get(start, start))
    for length in (known, 2, 3, 4):
        is_phone = length == known or sizes[:length] in _PHONES
        if length and is_phone and not _is_amount(text, groups[:length], parts[:length]):
            return length, REGON if is_regon else PHONE
    if sizes[:3] == _LOCAL_PHONE and (len(sizes) == 3 or sizes[3] > 2):
        return 3, PHONE
    if text[start - 1 : start] == "+":
        return _international(sizes)
    singles = next((n for n, size in enumerate(sizes) if size != 1), len(sizes))
    return (singles, NUMBER) if singles >= _SHORTEST_SECRET else None


def _international(sizes: Sequence[int]) -> tuple[int, str] | None:
    """A number behind a plus, whether its country has such numbers or not."""
    total = 0
    for length, size in enumerate(sizes, start=1):
        total += size
        if total >= 9:
            return length, PHONE
    return None


def _phones(text: str, groups: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Where phone numbers begin and end that the numbering plans know."""
    start, end = groups[0][0], groups[-1][1]
    if end - start > _LONGEST_PHONE or sum(other - one for one, other in groups) < 7:
        return {}
    start = max(0, start - 2)
    matcher = PhoneNumberMatcher(text[start:end], "PL", Leniency.VALID, max_tries=20)
    found = {}
    for match in matcher:
        first = next((one for one, _ in groups if one >= start + match.start), start)
        found[first] = start + match.end
    return found


def _kind(digits: str, before: str) -> str:
    """What so many digits without a gap are."""
    size = len(digits)
    if _BEFORE_REGON.search(before):
        return REGON
    if before.endswith("+") or digits.startswith("00"):
        return PHONE
    if size == 11 and digits.startswith("48") and not _is_pesel(digits):
        return PHONE
    if 13 <= size <= 19 and _is_card(digits):
        return CARD
    if size == 14 and _is_long_regon(digits):
        return REGON
    return {9: PHONE, 10: NIP, 11: PESEL, 26: ACCOUNT}.get(size, NUMBER)


def _is_amount(text: str, groups: Sequence[tuple[int, int]], parts: Sequence[str]) -> bool:
    """Whether threes of digits count something: "150 000 000", "€ 120 500 300"."""
    start, end = groups[0][0], groups[-1][1]
    if {len(part) for part in parts} != {3}:
        return all(map(_is_year, parts))
    return (
        all(int(part) == 0 for part in parts[1:])
        or _BEFORE_AMOUNT.search(text[max(0, start - 8) : start]) is not None
        or _AFTER_AMOUNT.match(text, end) is not None
    )


def _is_year(part: str) -> bool:
    return len(part) == 4 and 1800 <= int(part) <= 2199


def _is_iban(text: str) -> bool:
    plain = re.sub(r"[ -]", "", text).upper()
    if not text[-1].isalnum() or not 15 <= len(plain) <= 34 or not plain.isascii():
        return False
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def _is_card(digits: str) -> bool:
    """By the checksum of Luhn."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_pesel(digits: str) -> bool:
    return (_weighed(digits, _WEIGHTS_OF_PESEL) + int(digits[-1])) % 10 == 0


def _is_long_regon(digits: str) -> bool:
    return _weighed(digits, _WEIGHTS_OF_LONG_REGON) % 11 % 10 == int(digits[-1])


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))
