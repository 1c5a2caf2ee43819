"""A table on a sheet: title, note, headings, rows; filtered, frozen, printable on A4."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.looks import BAR, HEADING, NOTE, SIZE, TITLE, words
from reporter.core.period import Period
from reporter.forms.looks import height_of, lines_of
from reporter.sheets.spec import BookSpec, CellSpec, ChartSpec, Highlight, Page, SheetSpec

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1
Row = Sequence[CellSpec]
_HIGHEST = 400.0
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
FOOTER = "&C第&P页 共&N页"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: heading, width in units of Excel, and whether its shares get a bar."""

    heading: str
    width: float
    bar: bool = False


def columns(*entries: tuple[str, float] | tuple[str, float, bool]) -> tuple[Column, ...]:
    """Columns from (heading, width) or (heading, width, bar)."""
    return tuple(Column(heading=entry[0], width=entry[1], bar=len(entry) == 3) for entry in entries)


def sheet_name(text: str) -> str:
    """`text` as Excel takes a sheet's name: 31 characters, none of []:*?/\\'."""
    return _FORBIDDEN.sub("", text)[:31].strip()


def titled(facts: Facts, text: str) -> str:
    """A title with its span and, for samples, 样例."""
    return f"{text}（{facts.period.label}）{'（样例）' if facts.results.sample else ''}"


def table_sheet(
    name: str,
    *,
    title: str,
    note: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    summed: int = 0,
    still: int = 1,
    charts: tuple[ChartSpec, ...] = (),
    tab_color: str = "",
    empty: str = "本期没有。",
) -> SheetSpec:
    """One sheet with one table from row 3. `summed` rows at its end are totals: outside filter and bars.

    `still` is the first column that scrolls; `empty` stands in a table without rows.
    """
    body = rows or [[words(empty), *(words("") for _ in columns[1:])]]
    last = FIRST_ROW + len(body) - 1 - summed
    cells = {(1, 1): CellSpec(value=title, style=TITLE), (2, 1): CellSpec(value=note, style=NOTE)}
    cells |= {(HEAD_ROW, at): CellSpec(value=column.heading, style=HEADING) for at, column in enumerate(columns, 1)}
    cells |= placed(body, columns)
    return SheetSpec(
        name=name,
        cells=cells,
        widths={at: column.width for at, column in enumerate(columns, 1)},
        heights={1: 28.0, 2: 20.0, HEAD_ROW: _head_height(columns)} | heights(body, columns),
        highlights=tuple(_bars(columns, last)),
        charts=charts,
        freeze=(FIRST_ROW, still),
        autofilter=(HEAD_ROW, 1, max(last, HEAD_ROW), len(columns)),
        page=Page(repeat_rows=(1, HEAD_ROW), footer=FOOTER),
        tab_color=tab_color,
    )


def placed(rows: Sequence[Row], columns: Sequence[Column], first: int = FIRST_ROW) -> dict[tuple[int, int], CellSpec]:
    """The rows by row and column; ValueError where one is not as long as the headings."""
    return {
        (row, column): cell
        for row, line in enumerate(rows, first)
        for column, (cell, _) in enumerate(zip(line, columns, strict=True), 1)
    }


def heights(rows: Sequence[Row], columns: Sequence[Column], first: int = FIRST_ROW) -> Mapping[int, float]:
    """Heights in which the longest text of each row is whole."""
    return {row: _height(line, columns) for row, line in enumerate(rows, first)}


def _height(line: Row, columns: Sequence[Column]) -> float:
    texts = ((cell.value, column.width) for cell, column in zip(line, columns, strict=True))
    lines = max((lines_of(text, width, SIZE) for text, width in texts if isinstance(text, str)), default=1)
    return min(height_of(lines, SIZE), _HIGHEST)


def _head_height(columns: Sequence[Column]) -> float:
    return height_of(max(lines_of(column.heading, column.width - 2, SIZE) for column in columns), SIZE)


def _bars(columns: Sequence[Column], last: int) -> list[Highlight]:
    return [
        Highlight(first_row=FIRST_ROW, first_column=at, last_row=last, last_column=at, data_bar=BAR)
        for at, column in enumerate(columns, 1)
        if column.bar and last >= FIRST_ROW
    ]


def book_of(facts: Facts, title: str, sheets: Sequence[SheetSpec], period: Period) -> BookSpec:
    """A workbook dated on the first day after the period, so that the same results give the same bytes."""
    return BookSpec(
        sheets=tuple(sheets),
        created=datetime.combine(period.last_day + timedelta(days=1), time()),
        title=titled(facts, title),
        author=facts.rule("督办单位"),
        subject=facts.plan.head.name,
    )
