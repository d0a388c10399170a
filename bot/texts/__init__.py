"""The wording of both languages, with plural forms and dates as people write them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from knowledge import yaml_reader
from knowledge.model import LANGUAGES, UNDATED, Language

PACKAGED = Path(__file__).parent
"""The wording of the core; channels bring their own folders."""

_REMEMBERED = 4_096
"""The same dates and numbers come again and again; babel is slow."""

Wording = str | Mapping[str, str]


class TextsError(Exception):
    """The resource files do not fit each other; a mistake of ours, found at start."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All wordings by language and key."""

    wordings: Mapping[Language, Mapping[str, Wording]]

    def say(self, key: str, language: Language, **values: object) -> str:
        """The wording of `key` with its placeholders filled.

        Where the key has plural forms, the value `count` chooses among them.

        Raises:
            KeyError: for an unknown key or a missing value, a mistake of ours.
        """
        wording = self.wordings[language][key]
        if not isinstance(wording, str):
            form = _plural_form(int(str(values["count"])), language)
            wording = wording[form] if form in wording else wording["other"]
        return wording.format_map(values)

    def day(self, partial: str, language: Language) -> str:
        """A partial date as people write it: "18 listopada 2019 r.", "October 2016", "2019"."""
        year, *rest = partial.split("-")
        if not rest:
            return self.say("date.year", language, year=int(year))
        return self.say("date.day", language, day=_day(partial, language))

    def as_of(self, partial: str, language: Language) -> str:
        """The date behind a fact: "as of 2019", "undated"."""
        if partial == UNDATED:
            return self.say("date.undated", language)
        return self.say("date.as_of", language, day=self.day(partial, language))


@cache
def _locale(language: Language) -> Locale:
    return Locale.parse(language)


@lru_cache(_REMEMBERED)
def _plural_form(count: int, language: Language) -> str:
    return _locale(language).plural_form(count)


@lru_cache(_REMEMBERED)
def _day(partial: str, language: Language) -> str:
    """A month or a day in the words of a language."""
    year, month, *day = map(int, partial.split("-"))
    if day:
        return f"{day[0]} {_months(language, 'format')[month]} {year}"
    return f"{_months(language, 'stand-alone')[month]} {year}"


@cache
def _months(language: Language, context: str) -> Mapping[int, str]:
    """The names of the months within a date ("listopada"), or standing alone ("listopad")."""
    names: Mapping[int, str] = _locale(language).months[context]["wide"]
    return names


def load_texts(*folders: Path) -> Texts:
    """Read pl.yaml and en.yaml of each folder into one.

    Raises:
        TextsError: when a key stands twice or in one language only.
    """
    wordings: dict[Language, dict[str, Wording]] = {language: {} for language in LANGUAGES}
    for folder in folders:
        for language in LANGUAGES:
            for key, wording in _read(folder / f"{language}.yaml").items():
                if key in wordings[language]:
                    raise TextsError(f"{folder}: the key {key} stands twice")
                wordings[language][key] = wording
    one_sided = set(wordings["pl"]) ^ set(wordings["en"])
    if one_sided:
        raise TextsError(f"in one language only: {', '.join(sorted(one_sided))}")
    return Texts(wordings)


def _read(path: Path) -> dict[str, Wording]:
    data = yaml_reader.read(path, path.name).data
    if not isinstance(data, dict):
        raise TextsError(f"{path}: not a mapping of keys")
    wordings: dict[str, Wording] = {}
    for key, value in data.items():
        if isinstance(value, str):
            wordings[key] = value
        elif isinstance(value, dict):
            wordings[key] = {form: str(text) for form, text in value.items()}
        else:
            raise TextsError(f"{path}: the key {key} is a list")
    return wordings
