"""Drop-downs, bounds and hints of a form's cells, one validation for each run of equal cells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.columns import WORDS_FOR_NONE
from reporter.forms.model import Column, FormRow, FormSheet
from reporter.sheets.cells import address
from reporter.sheets.spec import Validation

_NUMBER_ERROR = "这里要填一个数字，不带单位。确定就这样填吗？收表时会再核对。"
_FIGURE_ERROR = "这里要填一个数字，不带单位；没有数的填“未到节点”“未公布”或“不适用”。确定就这样填吗？"
_DATE_ERROR = "请填日期，写成2024-05-20的样子，不能晚于这个报告期的最后一天。"
_ANY_DATE_ERROR = "请填日期，写成2024-05-20的样子。"
_PERCENT_ERROR = "请填0到100的数，完成四成填40。确定就这样填吗？"
_CHOICE_ERROR = "请点右边的小箭头，从里面选一项。"
_DAYS_AHEAD = frozenset({"due", "promised"})
"""Dates that lie ahead; all others are of things that have happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What a cell asks: equal ones in a run share a validation."""

    is_open: bool
    hint: str


def validations(sheet: FormSheet, period: Period, first_row: int, first_column: int) -> tuple[Validation, ...]:
    """The validations of a sheet whose rows and columns start at the given numbers."""
    found: list[Validation] = []
    for place, column in enumerate(sheet.columns, first_column):
        for asked, start, end in _runs(sheet.rows, column):
            box = (first_row + start, place, first_row + end, place)
            found += _validation(box, column, asked, period)
    return tuple(found)


def _runs(rows: tuple[FormRow, ...], column: Column) -> Iterator[tuple[_Asked, int, int]]:
    numbered = [
        (_Asked(is_open=column.mark in row.inputs, hint=row.hints.get(column.mark, column.hint)), index)
        for index, row in enumerate(rows)
    ]
    for asked, run in groupby(numbered, key=lambda pair: pair[0]):
        indexes = [index for _, index in run]
        yield asked, indexes[0], indexes[-1]


def _validation(box: tuple[int, int, int, int], column: Column, asked: _Asked, period: Period) -> Iterator[Validation]:
    if column.is_input and not asked.is_open:
        return
    first_row, first_column, last_row, last_column = box
    kind, source, minimum, maximum, error, blocks = _entry(column, asked, box, period)
    yield Validation(
        first_row=first_row,
        first_column=first_column,
        last_row=last_row,
        last_column=last_column,
        kind=kind,
        source=source,
        minimum=minimum,
        maximum=maximum,
        title=column.hint_title,
        message=asked.hint,
        error=error,
        blocks=blocks,
    )


_Entry = tuple[str, str, Decimal | date | None, Decimal | date | None, str, bool]


def _entry(column: Column, asked: _Asked, box: tuple[int, int, int, int], period: Period) -> _Entry:
    """Kind, source, bounds, error and whether it blocks. Numbers only warn, so that a bureau can write what it must."""
    if not asked.is_open or column.entry == "text":
        return "any", "", None, None, "", False
    if column.entry.startswith("choice:"):
        return "list", "=RPT_" + column.entry.removeprefix("choice:"), None, None, _CHOICE_ERROR, True
    if column.entry == "figure":
        return "custom", _number_or_word(address(box[0], box[1])), None, None, _FIGURE_ERROR, False
    if column.entry == "percent":
        return "decimal", "", Decimal(0), Decimal(100), _PERCENT_ERROR, False
    if column.entry == "date":
        ahead = column.mark in _DAYS_AHEAD
        last = date(2100, 12, 31) if ahead else period.last_day
        return "date", "", date(2000, 1, 1), last, _ANY_DATE_ERROR if ahead else _DATE_ERROR, True
    return "decimal", "", None, None, _NUMBER_ERROR, False


def _number_or_word(cell: str) -> str:
    words = ",".join(f'{cell}="{word}"' for word in WORDS_FOR_NONE)
    return f"=OR(ISNUMBER({cell}),{words})"
