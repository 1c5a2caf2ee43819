"""Links from a workbook in output/<period>/ to the file and cell that something came from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reporter.core.problem import Place, place_of
from reporter.core.source import Source
from reporter.sheets.cells import address

_TO_ROOT = "../../"
_IN_ZIP = re.compile(r"(.+?\.zip)!", re.IGNORECASE)
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_LONGEST_TIP, _LONGEST_LINK = 250, 2000
"""Excel takes 255 and 2079 characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where a cell leads, and what shows when the pointer rests on it; empty for nowhere."""

    target: str = ""
    tip: str = ""


def to_source(source: Source | None) -> Link:
    """To the cell a figure was typed in."""
    return Link() if source is None else to_place(place_of(source))


def to_place(place: Place) -> Link:
    """To the cell of a problem; to the file where no cell is known or where it lies in a zip."""
    if not place.file:
        return Link()
    zipped = _IN_ZIP.match(place.file)
    target = _TO_ROOT + (zipped.group(1) if zipped else place.file)
    cell = _CELL.match(place.cell)
    if cell and not zipped and place.sheet and "#" not in place.sheet:
        target += f"#{place.sheet}!{cell.group(1)}{cell.group(2)}"
    tip = " ".join(filter(None, (place.file, place.sheet, place.cell)))
    return Link(target=target, tip=tip[:_LONGEST_TIP]) if len(target) <= _LONGEST_LINK else Link()


def within(sheet: str, row: int, column: int) -> str:
    """To a cell of this workbook."""
    return f"internal:'{sheet.replace(chr(39), chr(39) * 2)}'!{address(row, column)}"


def cell_order(cell: str) -> tuple[int, int, str]:
    """Row, then column, of a cell such as H7; what is no cell comes first."""
    found = _CELL.match(cell)
    if found is None:
        return (0, 0, cell)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return (int(found.group(2)), column, cell)
