"""What a stored value means, the same for every format: numbers in 15 digits, dates by number format, blanks."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from reporter.sheets.cells import CellKind, Value
from reporter.sheets.formats import DAY, is_date_format, is_duration_format

Content = tuple[CellKind | None, Value]
"""Kind and value of a cell; None for nothing."""
NOTHING: Content = (None, None)

EPOCH = datetime(1899, 12, 30)
"""The day that a stored number counts from, unless the workbook counts from 1904."""
MODIFIED = "{http://purl.org/dc/terms/}modified"
"""The last-saved time in docProps/core.xml."""
_DAY_THAT_NEVER_WAS = 60
"""29 February 1900, which Excel counts; what lies before it counts otherwise."""
_BEIJING = timedelta(hours=8)
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_CONSTANT = re.compile(r'"((?:[^"]|"")*)"')


def text_content(text: str) -> Content:
    """A text; nothing when it is white space only."""
    return (CellKind.TEXT, text) if text.strip().strip(_INVISIBLE).strip() else NOTHING


def plain_content(value: object) -> Content:
    """A value that already has its Python type."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return CellKind.BOOLEAN, value
    if isinstance(value, int | float):
        return _finite(value)
    if isinstance(value, datetime):
        return CellKind.DATE, value.date() if value.time() == time() else value
    if isinstance(value, date):
        return CellKind.DATE, value
    return text_content(str(value))


def number_content(value: float, number_format: str, epoch: datetime) -> Content:
    """A stored number as its format shows it: a number, a day, or a time as text."""
    if not is_date_format(number_format):
        return _finite(value)
    try:
        if number_format == DAY and isinstance(value, int) and value > _DAY_THAT_NEVER_WAS:
            return CellKind.DATE, (epoch + timedelta(days=value)).date()
        from openpyxl.utils.datetime import from_excel

        return plain_content(from_excel(value, epoch, timedelta=is_duration_format(number_format)))
    except (OverflowError, ValueError):
        return CellKind.ERROR, "#VALUE!"


def _finite(value: int | float) -> Content:
    """A number; what a damaged file gives for infinite or no number at all is an error."""
    return (CellKind.NUMBER, decimal_of(value)) if math.isfinite(value) else (CellKind.ERROR, "#NUM!")


def decimal_of(value: int | float) -> Decimal:
    """A number as Excel shows it: whole numbers exactly, others in 15 digits, so that 0.1 is 0.1."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def name_value(text: str) -> str:
    """What a defined name says: a text constant without its quotes, anything else as the file writes it."""
    constant = _CONSTANT.fullmatch(text)
    return constant.group(1).replace('""', '"') if constant else text


def beijing_time(moment: datetime) -> datetime:
    """A moment as naive Beijing time; one without a zone is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware.astimezone(UTC) + _BEIJING).replace(tzinfo=None)


def covered_places(
    merged: Iterable[tuple[int, int, int, int]], places: Collection[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """The `places` that a merged range swallows: all of its cells but the first."""
    rows: dict[int, list[tuple[int, int, int]]] = {}
    for top, left, bottom, right in merged:
        for row in range(top, bottom + 1):
            rows.setdefault(row, []).append((left, right, top))
    return frozenset((row, column) for row, column in places if row in rows and _is_swallowed(row, column, rows))


def _is_swallowed(row: int, column: int, rows: Mapping[int, list[tuple[int, int, int]]]) -> bool:
    return any(left <= column <= right and (row, column) != (top, left) for left, right, top in rows[row])
