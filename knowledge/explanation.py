"""Pydantic's findings, said as a colleague would."""

import difflib
from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_LANGUAGE_NAMES = {"pl": "Polish", "en": "English"}
_KIND_NAMES = {
    "string_type": ("a text", "Write plain text here"),
    "tuple_type": ("a list", "Put each item on a line of its own, after '- '"),
    "dict_type": ("keys with values", "Write 'key: value' lines, indented by two spaces"),
    "model_type": ("keys with values", "Write 'key: value' lines, indented by two spaces"),
    "model_attributes_type": ("keys with values", "Write 'key: value' lines, indented"),
    "int_parsing": ("a whole number", "Write digits only, without spaces or words"),
    "float_parsing": ("a number", "Write digits, with a point before decimals"),
}

_KEY_ITSELF = "[key]"
"""What pydantic adds to the place of a key that is wrong."""


def similar(word: str, known: Iterable[str]) -> str:
    """A cure that offers the known word nearest to a misspelt one."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else "Correct it or add the missing entry"


def explain(details: ErrorDetails, model: type[BaseModel]) -> tuple[str, str]:
    """What is wrong and how to cure it, for one of pydantic's errors on `model`."""
    kind = details["type"]
    keys = [part for part in details["loc"] if isinstance(part, str) and part != _KEY_ITSELF]
    key = keys[-1] if keys else "the file"
    if kind == "extra_forbidden":
        known = _fields_at(model, details["loc"][:-1])
        return f"the key '{key}' is unknown here", similar(key, known)
    if kind == "missing" and key in _LANGUAGE_NAMES:
        name = _LANGUAGE_NAMES[key]
        return f"the {name} text is missing", f"Add '{key}:' with the {name} translation"
    if kind == "missing":
        return f"the key '{key}' is missing", f"Add '{key}:' with its value"
    if kind == "literal_error":
        expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "")
        return f"'{details['input']}' is not allowed here", f"Write one of: {expected}"
    if kind == "value_error":
        message = str(details["ctx"]["error"])
        return f"'{details['input']}' is not right: {message}", f"Correct '{key}'"
    if kind == "too_short":
        return f"'{key}' is empty", "Add at least one entry"
    if kind in _KIND_NAMES:
        expected, cure = _KIND_NAMES[kind]
        return f"'{key}' should be {expected}", cure
    return f"'{key}' is not right: {details['msg']}", f"Correct '{key}'"


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
