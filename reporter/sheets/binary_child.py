"""Reads an .xlsb from standard input in a process of its own and prints its cells as JSON.

python-calamine ends the whole process when a sheet pretends to be enormous, so nothing else runs here: the file is
started as a program by `binary.py` and imports nothing of the package.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MOST_MEMORY, MOST_SECONDS = 1024**3, 20
DAMAGED = 3
"""Exit code for a file that the library itself refuses."""


def main() -> int:
    """Limits first; 0 with the cells on standard output, DAMAGED when it is no workbook."""
    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    _limit()
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(sys.stdin.buffer.read()))
        found = [
            {
                "name": about.name,
                "state": _state(about.visible),
                **_cells(book.get_sheet_by_name(about.name), most_rows, most_columns),
            }
            for about in book.sheets_metadata
            if about.typ == SheetTypeEnum.WorkSheet
        ]
    except (CalamineError, ValueError, OSError):
        return DAMAGED
    sys.stdout.write(json.dumps(found))
    return 0


def _limit() -> None:
    """Memory and time where the system can limit them; elsewhere the parent's clock ends a process that hangs."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _state(visible: SheetVisibleEnum) -> str:
    known = ((SheetVisibleEnum.Hidden, "hidden"), (SheetVisibleEnum.VeryHidden, "veryHidden"))
    return next((name for state, name in known if state == visible), "visible")


def _cells(sheet: CalamineSheet, most_rows: int, most_columns: int) -> dict[str, object]:
    top, left = sheet.start or (0, 0)
    rows = sheet.to_python(skip_empty_area=True, nrows=max(most_rows - top, 0))
    cells = [
        [top + row + 1, left + column + 1, *_told(value)]
        for row, line in enumerate(rows)
        for column, value in enumerate(line[: max(most_columns - left, 0)])
        if value != ""
    ]
    return {"cells": cells}


def _told(value: object) -> tuple[str, object]:
    """The type and the value as JSON can say them."""
    if isinstance(value, bool):
        return "b", value
    if isinstance(value, int | float):
        return "n", float(value)
    if isinstance(value, datetime):
        return "d", value.isoformat()
    if isinstance(value, date):
        return "d", datetime(value.year, value.month, value.day).isoformat()
    if isinstance(value, time | timedelta):
        return "t", str(value)
    return "t", value


if __name__ == "__main__":
    sys.exit(main())
