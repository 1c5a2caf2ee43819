"""How the workbooks look: cells by what they hold, and sheets that are one table under a title."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

from reporter.core.numbers import percent
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.sheets.spec import CellSpec, Highlight, Page, SheetSpec, Style

Row = Sequence[CellSpec]
NOTHING = "—"
BAR = "9DC3E6"
FILLS = {"绿": "C6EFCE", "黄": "FFEB9C", "红": "F8B4B4"}
"""Fill of a light; the word and mark stand in the cell as well (black-and-white print)."""
_HEADING_FILL, _GROUP_FILL = "DDE3EA", "F2F2F2"
_LINK_COLOR, _DIM_COLOR = "0563C1", "7F7F7F"
_LINE, _AROUND = 13.5, 4.5
"""Points of height of one line of table text, and around it."""
_TALLEST = 409.0
"""Excel's highest row."""

TEXT = Style(size=10, border=True, wrap=True)
CENTER = replace(TEXT, align="center")
NUMBER = replace(TEXT, align="right", wrap=False)
HEADING = replace(CENTER, font="黑体", fill=_HEADING_FILL)
GROUP = replace(TEXT, font="黑体", fill=_GROUP_FILL)
TITLE = Style(font="黑体", size=16, align="center")
LEAD = Style(size=10, align="center", wrap=True)
NOTE = Style(size=9, wrap=True, valign="top")
TABLE_TOP = 3
_met_again = lru_cache(maxsize=4096, typed=True)
"""For cells: most of what stands in a table stands in it several times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table; `bar` draws a data bar from 0 to 1 over its figures."""

    heading: str
    width: float
    bar: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A sheet that is one table: row 1 title, row 2 lead, row 3 headings, then the rows, at last a note."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    lead: str = ""
    note: str = ""
    freeze: int = 1
    """The first column that scrolls sideways."""
    landscape: bool = True
    sparse: bool = False
    """Much of it is blank: the sheet then frames its blanks by a rule instead of holding a cell for each."""


@lru_cache(maxsize=512)
def restyled(style: Style, **changes: Any) -> Style:
    """The style with some properties changed; cells that look alike share one."""
    return replace(style, **changes)


@_met_again
def words(value: str) -> CellSpec:
    """Running text, aligned left."""
    return CellSpec(value=value, style=TEXT)


@_met_again
def mark(value: str) -> CellSpec:
    """A short word or symbol, centred."""
    return CellSpec(value=value, style=CENTER)


@_met_again
def counted(value: int | None, number_format: str = "0") -> CellSpec:
    """A whole number, centred, or — where there is none."""
    return (
        mark(NOTHING) if value is None else CellSpec(value=value, style=restyled(CENTER, number_format=number_format))
    )


def number(value: Decimal, number_format: str) -> CellSpec:
    """A real number in its format."""
    return CellSpec(value=value, style=restyled(NUMBER, number_format=number_format))


def share(ratio: Decimal | None) -> CellSpec:
    """A share of 1 as 84.0%, or — where there is none; one short of 1 never reads 100.0%."""
    return mark(NOTHING) if ratio is None else number(ratio, share_format(ratio))


def share_format(ratio: Decimal) -> str:
    """The number format that prints `ratio` as `percent` does."""
    return f"{zeros(len(percent(ratio).partition('.')[2].rstrip('%')))}%"


def points(difference: Decimal | None) -> CellSpec:
    """A difference of shares of 1 in percentage points: +8.3, −9.1, 持平; — where there is none."""
    if difference is None:
        return mark(NOTHING)
    value = difference * 100
    shown = '"持平";"持平";"持平"' if abs(value) < Decimal("0.05") else '+0.0;"−"0.0;"持平"'
    return number(value, shown)


def day(value: date | None, missing: str = NOTHING) -> CellSpec:
    """A date, or `missing`."""
    if value is None:
        return mark(missing)
    shown = "yyyy-mm-dd hh:mm" if isinstance(value, datetime) else "yyyy-mm-dd"
    return CellSpec(value=value, style=restyled(CENTER, number_format=shown))


def zeros(places: int) -> str:
    """The format of a number with exactly `places` decimals."""
    return f"0.{'0' * places}" if places else "0"


def literal(text: str) -> str:
    """`text` as a fixed part of a number format."""
    return '"' + text.replace('"', "") + '"' if text else ""


def filled(cell: CellSpec, fill: str) -> CellSpec:
    """The cell on a coloured ground; an empty `fill` leaves it."""
    return replace(cell, style=restyled(cell.style, fill=fill)) if fill else cell


def linked(cell: CellSpec, link: str, tip: str = "") -> CellSpec:
    """The cell as a link; an empty `link` leaves it."""
    if not link:
        return cell
    return replace(cell, link=link, tip=tip, style=restyled(cell.style, color=_LINK_COLOR, underline=True))


def dimmed(cell: CellSpec) -> CellSpec:
    """The cell in grey, for rows that are shown and not counted; links keep their colour."""
    return cell if cell.link else replace(cell, style=restyled(cell.style, color=_DIM_COLOR))


def bold(cell: CellSpec) -> CellSpec:
    """The cell in bold, for sums."""
    return replace(cell, style=restyled(cell.style, bold=True))


def placed(rows: Sequence[Row], top: int, *, sparse: bool = False) -> dict[tuple[int, int], CellSpec]:
    """The cells of `rows`, the first of them in sheet row `top`; of a sparse table those that hold something."""
    return {
        (top + down, across): cell
        for down, row in enumerate(rows)
        for across, cell in enumerate(row, 1)
        if not sparse or cell.formula or cell.link or cell.value not in (None, "")
    }


def headings(columns: Sequence[Column]) -> Row:
    """The row of headings."""
    return [CellSpec(value=column.heading, style=HEADING) for column in columns]


def titled(title: str, sample: bool) -> CellSpec:
    """A title line; a run made of samples says so."""
    return CellSpec(value=f"{title}（样例）" if sample else title, style=TITLE)


def height_of(text: str, width: float, line: float = _LINE) -> float:
    """The height in points that wrapped text needs over `width` columns of a digit; Chinese takes two each."""
    lines = sum(max(math.ceil(_columns(part) / max(width - 0.5, 2)), 1) for part in text.split("\n"))
    return min(line * lines + _AROUND, _TALLEST)


def _columns(text: str) -> int:
    return len(text) if text.isascii() else 2 * len(text) - len(text.encode("ascii", "ignore"))


def row_heights(rows: Sequence[Row], columns: Sequence[Column], top: int) -> dict[int, float]:
    """The heights of `rows` from sheet row `top` on: programs do not agree on growing rows by themselves.

    Most texts are so short that they take one line whatever they are made of; only the others are measured.
    """
    one_line = _LINE + _AROUND
    widths = [(column.width, (column.width - 0.5) / 2) for column in columns]

    def height(row: Row) -> float:
        highest = one_line
        for cell, (width, sure) in zip(row, widths, strict=False):
            text = cell.value
            if isinstance(text, str) and (len(text) > sure or "\n" in text):
                highest = max(highest, height_of(text, width))
        return highest

    return {top + down: height(row) for down, row in enumerate(rows)}


def printed(sample: bool, *, heading_row: int | None = TABLE_TOP, landscape: bool = True) -> Page:
    """A4 print set-up with repeated headings and page numbers."""
    return Page(
        landscape=landscape,
        repeat_rows=(heading_row, heading_row) if heading_row else None,
        header="&R样例" if sample else "",
        footer="&C第&P页，共&N页",
    )


def bars(columns: Sequence[Column], first_row: int, last_row: int) -> tuple[Highlight, ...]:
    """Data bars over the columns that want them."""
    if last_row < first_row:
        return ()
    return tuple(
        Highlight(first_row=first_row, first_column=at, last_row=last_row, last_column=at, data_bar=BAR)
        for at, column in enumerate(columns, 1)
        if column.bar
    )


def framed_blanks(columns: int, first_row: int, last_row: int) -> tuple[Highlight, ...]:
    """The frame of a table's cells around those that hold nothing."""
    if last_row < first_row:
        return ()
    where: dict[str, Any] = {"first_row": first_row, "first_column": 1, "last_row": last_row, "last_column": columns}
    return (Highlight(formula=f"=LEN(A{first_row})=0", border=True, **where),)


def listing_sheet(table: Listing, *, sample: bool) -> SheetSpec:
    """The sheet of one table, with filters, frozen headings and print set-up."""
    columns, first = len(table.columns), TABLE_TOP + 1
    last = TABLE_TOP + len(table.rows)
    frame = framed_blanks(columns, first, last) if table.sparse else ()
    return SheetSpec(
        name=table.name,
        cells=placed([headings(table.columns), *table.rows], TABLE_TOP, sparse=table.sparse),
        merges=_lines(table, columns, last + 1, sample),
        widths={at: column.width for at, column in enumerate(table.columns, 1)},
        heights=_heights(table, last + 1),
        highlights=(*bars(table.columns, first, last), *frame),
        freeze=(first, table.freeze),
        autofilter=(TABLE_TOP, 1, last, columns),
        page=printed(sample, landscape=table.landscape),
    )


def _lines(table: Listing, columns: int, note_row: int, sample: bool) -> Mapping[tuple[int, int, int, int], CellSpec]:
    lines = {
        (1, 1, 1, columns): titled(table.title, sample),
        (2, 1, 2, columns): CellSpec(value=table.lead, style=LEAD),
    }
    if table.note:
        lines[note_row, 1, note_row, columns] = CellSpec(value=table.note, style=NOTE)
    return lines


def _heights(table: Listing, note_row: int) -> Mapping[int, float]:
    width = sum(column.width for column in table.columns)
    lines = [headings(table.columns), *table.rows]
    heights = {1: 28.0, 2: height_of(table.lead, width), **row_heights(lines, table.columns, TABLE_TOP)}
    if table.note:
        heights[note_row] = height_of(table.note, width)
    return heights


def day_after(period: Period) -> datetime:
    """Midnight after the period's end: the stored time of its workbooks, so that equal results give equal files."""
    return datetime.combine(period.last_day + timedelta(days=1), time())
