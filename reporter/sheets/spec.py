"""Descriptions of workbooks to be written: values, looks and behaviour of cells, without any library's types.

Rows and columns count from 1. `write.py` turns a `BookSpec` into the bytes of an .xlsx file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal

from reporter.core.values import dataclass

CellValue = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Look of a cell. Colours are RRGGBB; sizes in points."""

    font: str = "宋体"
    size: float = 11
    bold: bool = False
    color: str = "000000"
    fill: str = ""
    border: bool = False
    align: str = "left"
    valign: str = "vcenter"
    wrap: bool = False
    number_format: str = "General"
    unlocked: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CellSpec:
    """One cell. A formula carries the value shown until it is recalculated (`value`); text is never parsed as one."""

    value: CellValue = None
    style: Style = Style()
    formula: str = ""
    link: str = ""
    """`internal:'表'!A1` or a file path relative to the workbook, with `#表!H7` for a cell."""
    tip: str = ""
    """Shown when the pointer rests on the cell: the link's screen tip or, without a link, a comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """A drop-down or a bounded input over one range, with the hint shown on selection.

    `kind`: list, decimal, whole, date, custom, any. `source` of a list: a range or defined name (`=RPT_状态`);
    of custom: a formula that is true for a good entry, written for the first cell of the range.
    Title at most 32 characters, message 255, error text 224 (Office limits).
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    kind: str = "any"
    source: str = ""
    minimum: Decimal | date | None = None
    maximum: Decimal | date | None = None
    title: str = ""
    message: str = ""
    error: str = ""
    blocks: bool = False
    """True refuses other entries; False warns and lets them stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A conditional look over a range: `data_bar`, or `formula` with fill, font colour and the frame of a cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int
    formula: str = ""
    fill: str = ""
    color: str = ""
    border: bool = False
    data_bar: str = ""
    """Colour of a data bar from 0 to 1; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLabels:
    """The values of a series, printed at its bars or points. `position`: center, inside_base, outside_end, above."""

    position: str
    number_format: str = "General"
    color: str = "000000"
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSeries:
    """One series of a chart, by ranges of this workbook such as `='总览'!$B$5:$B$12`; `name` may be a range too."""

    name: str
    categories: str
    values: str
    color: str = ""
    pattern: str = ""
    background: str = "FFFFFF"
    """Colour behind a pattern."""
    border: str = ""
    """Colour of a line around the bars; a hair line in that of the series where empty."""
    marker: str = ""
    """Shape of the points of a line (circle, square …)."""
    dash: str = "solid"
    labels: SeriesLabels | None = None
    ghost: bool = False
    """Not drawn: only its labels are seen, and its name in the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec:
    """A bar or line chart placed with its top left corner at a cell; sizes in pixels, fonts in points."""

    row: int
    column: int
    title: str
    series: tuple[ChartSeries, ...]
    stacked: bool = False
    line: bool = False
    width: int = 720
    height: int = 320
    alt_text: str = ""
    font_size: float = 10
    gap: int = 60
    """Space between bars, in percent of a bar."""
    value_axis: bool = True
    value_format: str = "General"
    from_zero: bool = False
    plot: tuple[float, float, float, float] | None = None
    """Left, top, width and height of the plot as shares of the chart; placed by the program that shows it if None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Print set-up: A4, fitted to one page in width."""

    landscape: bool = True
    repeat_rows: tuple[int, int] | None = None
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSpec:
    """One worksheet. `protected` still lets people filter, and change widths and heights (wrap)."""

    name: str
    cells: Mapping[tuple[int, int], CellSpec] = field(default_factory=dict)
    merges: Mapping[tuple[int, int, int, int], CellSpec] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    validations: tuple[Validation, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    charts: tuple[ChartSpec, ...] = ()
    freeze: tuple[int, int] | None = None
    """First row and column that scroll."""
    autofilter: tuple[int, int, int, int] | None = None
    page: Page = Page()
    protected: bool = False
    state: str = "visible"
    tab_color: str = ""
    zoom: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSpec:
    """A workbook. `created` fixes the stored time, so that the same description gives the same bytes."""

    sheets: tuple[SheetSpec, ...]
    created: datetime
    names: Mapping[str, str] = field(default_factory=dict)
    """Defined names: to a range (`='清单值'!$A$1:$A$5`) or a constant (`="2024-05"`)."""
    properties: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    author: str = ""
    subject: str = ""
    locked_structure: bool = False
