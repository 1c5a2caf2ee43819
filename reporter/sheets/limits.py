"""How much of a file is looked at: a form has some hundred rows, so these bounds harm nobody but a hostile file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reporter.sheets.cells import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
MOST_ROWS, MOST_COLUMNS = 20000, 256
MOST_CELLS = 400_000
"""Filled cells of one workbook. Reading that many takes some seconds and some hundred megabytes."""
MOST_SHEETS = 200
MOST_MERGES = 500
NOT_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
"""Characters that the name of a sheet in an .xlsx cannot have."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


def check_cells(count: int) -> None:
    """Unreadable E115 when a workbook holds more filled cells than any form."""
    if count > MOST_CELLS:
        raise Unreadable("E115", size=f"{count}个格子")


def check_sheets(count: int) -> None:
    """Unreadable E115 when a workbook has more sheets than any form: a short list may name one sheet many times."""
    if count > MOST_SHEETS:
        raise Unreadable("E115", size=f"{count}页")


def clipped_merges(areas: Iterable[Area]) -> tuple[Area, ...]:
    """Merged ranges in order, cut to the rows and columns that are read, and no more of them than any form has."""
    kept = sorted(area for area in areas if area[0] <= MOST_ROWS and area[1] <= MOST_COLUMNS)[:MOST_MERGES]
    return tuple((top, left, min(bottom, MOST_ROWS), min(right, MOST_COLUMNS)) for top, left, bottom, right in kept)
