"""The table inside `::: 图` to a chart: which columns are drawn, their figures, and the chart in words.

The first column holds the categories, every other column is a series; the column named by 标注 is printed at the end
of the bars. A chart without figures is no chart.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reporter.core.marks import Marks
from reporter.core.values import dataclass
from reporter.document.blocks import Chart, ChartKind, DocumentError, Series
from reporter.document.directive import Directive
from reporter.document.text import clean

_NUMBER = re.compile(r"([+\-−]?)(\d{1,15}(?:\.(\d{1,15}))?)([%％]?)", re.ASCII)
_NOTHING = {"", "—", "－", "-"}
_FIGURE_NUMBER = re.compile(r"^图\s*[\d\-－—]+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLine:
    """A row of the table: texts with their values, and its line in the source."""

    cells: tuple[str, ...]
    line: int
    origins: tuple[str | None, ...] = ()
    """What the figure of each cell was computed from; None where none stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartTable:
    """The table of a chart; every line has as many cells as the head."""

    head: TableLine
    rows: tuple[TableLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    value: Decimal
    places: int
    percent: bool


def read_chart(directive: Directive, table: ChartTable, marks: Marks, *, line: int) -> Chart | None:
    """The chart that the directive and its table describe; None if no row or only zeros; DocumentError for a fault."""
    names = [_text(cell) for cell in table.head.cells]
    _check_head(names, directive, line=line)
    columns = [_column(table, index, names[index]) for index in range(1, len(names))]
    label = names.index(directive.label_column) - 1 if directive.label_column else None
    _check_columns(directive.kind, names, columns, label, table)
    drawn = [column for index, column in enumerate(columns) if index != label]
    if not any(figure and figure.value for column in drawn for figure in column):
        return None
    series = (_series(name, column) for name, column in zip(names[1:], columns, strict=True))
    return Chart(
        kind=directive.kind,
        height=directive.height,
        heading=names[0],
        categories=tuple(_text(row.cells[0]) for row in table.rows),
        series=tuple(
            replace(
                one,
                label_only=index == label,
                origins=tuple(row.origins[index + 1] if row.origins else None for row in table.rows),
                texts=tuple(_text(row.cells[index + 1]) for row in table.rows),
            )
            for index, one in enumerate(series)
        ),
        description=_text(directive.description) or _described(directive, table, marks),
        caption=directive.caption,
    )


def _text(text: str) -> str:
    """A value as one line that XML and a cell can hold."""
    return re.sub(r"\s+", " ", clean(text)).strip()


def _check_head(names: list[str], directive: Directive, *, line: int) -> None:
    label = directive.label_column
    if label and directive.kind is not ChartKind.STACKED:
        raise DocumentError(f"“标注”只用于{ChartKind.STACKED}图，{directive.kind}图自带数值", line=line)
    if label and label not in names[1:]:
        raise DocumentError(f"“标注”写的是“{label}”，表头没有这一列", line=line)
    if not [name for name in names[1:] if name != label]:
        raise DocumentError("图的表格至少要有两列：第一列是类别，其余每列是一组数", line=line)
    twice = next((name for name in names[1:] if not name or names[1:].count(name) > 1), None)
    if twice is not None:
        raise DocumentError(f"图的表头有两列都叫“{twice}”" if twice else "图的表头有一列没有名称", line=line)


def _column(table: ChartTable, index: int, name: str) -> list[_Figure | None]:
    return [_figure(row.cells[index], name, row.line) for row in table.rows]


def _figure(cell: str, name: str, line: int) -> _Figure | None:
    """The figure in a cell; None for a blank or a dash, which stand for no figure and never for 0."""
    text = _text(cell)
    if text in _NOTHING:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise DocumentError(f"图的“{name}”列写的是“{text}”，应为数字，如：12、3.5、92.9%；没有数的写—", line=line)
    sign, digits, decimals, percent = found.groups()
    value = Decimal(digits).scaleb(-2) if percent else Decimal(digits)
    return _Figure(
        value=-value if sign in ("-", "−") and value else value,
        places=len(decimals or ""),
        percent=bool(percent),
    )


def _check_columns(
    kind: ChartKind,
    names: list[str],
    columns: list[list[_Figure | None]],
    label: int | None,
    table: ChartTable,
) -> None:
    """One axis cannot carry percentages and counts, and a stack nothing below zero."""
    first: bool | None = None
    for index, column in enumerate(columns):
        for figure, row in zip(column, table.rows, strict=True):
            if figure is None:
                continue
            if index == label:
                _check_label(figure, names[index + 1], row.line)
                continue
            first = figure.percent if first is None else first
            if figure.percent is not first:
                raise DocumentError(f"图的“{names[index + 1]}”列：同一图的数要么都带%，要么都不带", line=row.line)
            if kind is ChartKind.STACKED and figure.value < 0:
                raise DocumentError(f"图的“{names[index + 1]}”列有负数，{kind}图画不出", line=row.line)


def _check_label(figure: _Figure, name: str, line: int) -> None:
    """A label is drawn as an unseen bar of its own length, so only a share is short enough."""
    if not figure.percent or not 0 <= figure.value <= 1:
        raise DocumentError(f"“标注”的“{name}”列应为0%至100%的百分数", line=line)


def _series(name: str, column: list[_Figure | None]) -> Series:
    figures = [figure for figure in column if figure]
    places = max((figure.places for figure in figures), default=0)
    digits = f"0.{'0' * places}" if places else "0"
    return Series(
        name=name,
        values=tuple(figure.value if figure else None for figure in column),
        number_format=digits + ("%" if any(figure.percent for figure in figures) else ""),
    )


def _described(directive: Directive, table: ChartTable, marks: Marks) -> str:
    """题：类别1系列1值、系列2值；…… ; in a stack zeros are left out, as they are in the chart."""
    title = _FIGURE_NUMBER.sub("", _text(marks.plain(directive.caption)))
    unit = _text(marks.plain(directive.unit))
    names = [_text(cell) for cell in table.head.cells[1:]]
    rows = [_row_described(row, names, unit, stacked=directive.kind is ChartKind.STACKED) for row in table.rows]
    return f"{title or directive.kind}：{'；'.join(rows)}。"


def _row_described(row: TableLine, names: list[str], unit: str, *, stacked: bool) -> str:
    category, *cells = (_text(cell) for cell in row.cells)
    parts = []
    for name, cell in zip(names, cells, strict=True):
        figure = _figure(cell, name, row.line)
        if figure and (figure.value or not stacked):
            parts.append(f"{name}{cell}{'' if figure.percent else unit}")
    return f"{category}{'、'.join(parts) or '无数据'}"
