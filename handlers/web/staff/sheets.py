"""Tables as CSV files that spreadsheets open with a double click."""

import csv
import io
from collections.abc import Iterable, Sequence

from starlette.responses import Response

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula, and do what a stranger wrote."""


def sheet(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The file as an answer to the browser."""
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Cache-Control": "no-store",
    }
    # The mark at the beginning tells Excel that it is UTF-8.
    content = output.getvalue().encode("utf-8-sig")
    return Response(content, headers=headers, media_type="text/csv; charset=utf-8")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
