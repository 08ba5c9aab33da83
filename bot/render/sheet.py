"""Tables as files for a spreadsheet (CSV)."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def sheet(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The rows as CSV: with a mark that it is UTF-8, and no cell that a spreadsheet would take for a formula."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(row[name]) for name in columns})
    return b"\xef\xbb\xbf" + file.getvalue().encode(errors="replace")


def moment(seconds: int) -> str:
    """A time, in seconds since 1970, as a file says it (ISO 8601, UTC)."""
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
