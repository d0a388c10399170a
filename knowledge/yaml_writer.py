"""Adding a line to a file of the knowledge as an editor would: the rest stays as it is.

The one home of ruamel.yaml, which keeps comments, order and quotes.
"""

import io
from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import SingleQuotedScalarString

_UNLIMITED = 1 << 20


class UnwritableError(Exception):
    """The line cannot be added without changing others; a sentence says why."""


def with_item(text: str, path: Sequence[str], item: str) -> str:
    """The text of a file with one more item in the list that `path` leads to.

    Lists and keys on the way that are missing are made. A text that has the item stays as it is.
    What comes back unchanged without the item has no other change with it.

    Raises:
        UnwritableError: when the place is no list, or the layout could not be kept.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _UNLIMITED
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        data = yaml.load(text)
    except YAMLError as error:
        raise UnwritableError("The file is not valid YAML: mend it first.") from error
    if _dumped(yaml, data) != text:
        raise UnwritableError(
            "The file is laid out in a way that would not be kept: add the line by hand."
        )
    items = _list_at(data, path)
    if item in items:
        return text
    items.append(SingleQuotedScalarString(item))
    return _dumped(yaml, data)


def _list_at(data: Any, path: Sequence[str]) -> Any:
    place = data
    for key in path[:-1]:
        if not isinstance(place, dict):
            raise UnwritableError(f"There are no keys where '{key}' should stand.")
        place = place.setdefault(key, {})
    if not isinstance(place, dict):
        raise UnwritableError(f"There are no keys where '{path[-1]}' should stand.")
    items = place.setdefault(path[-1], [])
    if not isinstance(items, list):
        raise UnwritableError(f"'{path[-1]}' is no list.")
    return items


def _dumped(yaml: YAML, data: Any) -> str:
    output = io.StringIO()
    yaml.dump(data, output)
    return output.getvalue()
