"""Pydantic's errors as our rules."""

import difflib
from collections.abc import Collection
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from knowledge.finding import Finding
from knowledge.rules import rules

_MISSING_LANGUAGES = {"pl": "missing-polish", "en": "missing-english"}
_KINDS = {
    "string_type": "text-expected",
    "tuple_type": "list-expected",
    "dict_type": "keys-expected",
    "model_type": "keys-expected",
    "model_attributes_type": "keys-expected",
    "int_parsing": "whole-number-expected",
    "int_parsing_size": "whole-number-expected",
    "int_type": "whole-number-expected",
    "float_parsing": "number-expected",
    "float_type": "number-expected",
    "finite_number": "number-expected",
    "bool_parsing": "yes-no-expected",
    "bool_type": "yes-no-expected",
    "too_short": "empty-list",
}
_LIMITS = {"greater_than": "gt", "greater_than_equal": "ge", "less_than": "lt"}
_LIMITS["less_than_equal"] = "le"
_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}
_KEY_ITSELF = "[key]"
"""What pydantic adds to the place of a key that is wrong."""

_LONGEST_SHOWN = 60
_UNPRINTABLE = "\ufffd"


def nearest(word: str, known: Collection[str]) -> str:
    """The known word nearest to a misspelt one, or nothing."""
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, not for ever, and harmless to a terminal."""
    words = " ".join(str(value)[: 2 * _LONGEST_SHOWN].split())
    text = "".join(letter if letter.isprintable() else _UNPRINTABLE for letter in words)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def explain(file: str, details: ErrorDetails, model: type[BaseModel]) -> Finding:
    """The rule that one of pydantic's errors on `model` breaks."""
    kind, path = details["type"], details["loc"]
    keys = [part for part in path if isinstance(part, str) and part != _KEY_ITSELF]
    key = shown(keys[-1]) if keys else ""
    given = {"key": key}
    if kind == "extra_forbidden":
        return Finding(file, path, "unknown-key", given, keys[-1], _fields_at(model, path[:-1]))
    if kind == "missing":
        return Finding(file, path, _MISSING_LANGUAGES.get(key, "missing-key"), given)
    given["value"] = shown(details["input"])
    context = {name: str(value) for name, value in details.get("ctx", {}).items()}
    if kind == "literal_error":
        given["choices"] = context["expected"].replace("'", "").replace(" or ", ", ")
        choices = given["choices"].split(", ")
        return Finding(file, path, "not-allowed", given, given["value"], choices)
    if kind in _LIMITS:
        sign = _LIMITS[kind]
        given["limits"] = f"{_SIGNS[sign]} {context[sign]}"
        return Finding(file, path, "number-out-of-range", given)
    if not keys and kind in _KINDS:
        return Finding(file, path, "file-keys-expected")
    if kind in _KINDS:
        return Finding(file, path, _KINDS[kind], given)
    if kind in rules():
        return Finding(file, path, kind, {**given, **context})
    return Finding(file, path, "not-right", {**given, "reason": details["msg"]})


def _fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that are allowed where `path` leads, following the types of the fields."""
    current: Any = model
    for part in path:
        fields = getattr(_model_in(current), "model_fields", {})
        current = fields[part].annotation if part in fields else current
    return list(getattr(_model_in(current), "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    """The model inside tuple[Model, ...], dict[str, Model] or Model | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in reversed(get_args(annotation)):
        found = _model_in(argument)
        if found is not None:
            return found
    return None
