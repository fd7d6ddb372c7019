"""Files for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.card import File


def sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]], alt: str) -> File:
    """A file of rows under their columns; texts of members go through `harmless` first."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(columns)
    table.writerows(rows)
    return File(name, out.getvalue().encode(), alt=alt)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
