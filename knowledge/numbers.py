"""The numbers that a text gives, however Polish and English write them.

Tolerated, because it says the same: separators of thousands and decimals ("8 300", "8,300";
"66,8%", "66.8%"), "tys." for thousands ("8,3 tys." and "8,300"), and a number in words or in Roman
numerals in one language only ("9 uczelni" and "nine universities", "V edycja" and "5th edition").
Names of months need no tolerance: they have no digits.
"""

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.model import Language

_DIGIT = re.compile(r"\d")
_NUMBER = r"\d+(?:,\d+)?"
_THOUSANDS = re.compile(rf"((?:{_NUMBER}(?:, | i | lub | albo |–))*{_NUMBER}) tys\.")
_PHONE = re.compile(r"\b\d{2} \d{3} \d{2} \d{2}\b")
_SEPARATOR: dict[Language, str] = {"pl": r"[ \u00a0]", "en": ","}
_WORDS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_ROMAN = {
    "I": 1,
    "II": 2,
    "III": 3,
    "IV": 4,
    "V": 5,
    "VI": 6,
    "VII": 7,
    "VIII": 8,
    "IX": 9,
    "X": 10,
}


def numbers_in_digits(text: str, language: Language) -> Counter[str]:
    """Every number written in digits, as often as it stands there."""
    text = _PHONE.sub(lambda found: found[0].replace(" ", ""), text)
    text = re.sub(rf"(?<=\d){_SEPARATOR[language]}(?=\d{{3}}(?!\d))", "", text)
    if language == "pl":
        text = _THOUSANDS.sub(lambda found: _thousands(found[1]), text)
        text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return Counter(re.findall(r"\d+(?:\.\d+)?", text))


def numbers_in_words(text: str) -> Counter[str]:
    """Every number written as an English word or as a Roman numeral."""
    return Counter(str(number) for number in _spelt(text))


def disagreement(polish: str, english: str) -> tuple[list[str], list[str]]:
    """Which numbers only the Polish text gives, and which only the English; both empty: none."""
    if not (_DIGIT.search(polish) or _DIGIT.search(english)):
        return [], []
    pl, en = numbers_in_digits(polish, "pl"), numbers_in_digits(english, "en")
    if pl == en:
        return [], []
    only_polish = pl - en - numbers_in_words(english)
    only_english = en - pl - numbers_in_words(polish)
    return sorted(only_polish), sorted(only_english)


def _thousands(numbers: str) -> str:
    return re.sub(_NUMBER, lambda found: f"{float(found[0].replace(',', '.')) * 1000:g}", numbers)


def _spelt(text: str) -> Iterator[int]:
    for word in re.findall(r"\w+", text):
        if word in _ROMAN:
            yield _ROMAN[word]
        elif word.lower() in _WORDS:
            yield _WORDS[word.lower()]
