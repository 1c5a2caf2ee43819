"""A chart as Word's own: drawn by xlsxwriter, grafted into the package with the workbook behind “编辑数据”."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from reporter.document.blocks import Chart, ChartKind, Series
from reporter.document.chart_looks import look_of
from reporter.document.chart_xml import fit_for_word
from reporter.document.package import Package
from reporter.document.text import Pen, paragraph, width
from reporter.document.xml import quoteattr
from reporter.sheets.cells import column_letters
from reporter.sheets.graft import drawn_chart
from reporter.sheets.spec import BookSpec, CellSpec, ChartSeries, ChartSpec, SeriesLabels, SheetSpec, Style

_SHEET = "图表数据"
_AT_END = "条右端为"  # the legend says so what the figures there are
_CREATED = datetime(2000, 1, 1)  # any fixed day: the clock would change the bytes
_POINTS = 9  # 小五
_EMU_PER_CM, _EMU_PER_TWIP, _TWIPS_PER_CM = 360000, 635, 567
_HALF_CHAR = Decimal(_POINTS) / 2 * Decimal("0.03528")  # cm
_FIRST_ID = 201  # of drawings; those of text boxes are lower
_GAP = 45  # percent of a bar: a count must fit into it
_MOST_FOR_NAMES = Decimal("0.45")  # of the width; longer names break
_EDGE, _LEGEND, _LABEL = Decimal("0.15"), Decimal("0.8"), Decimal("1.7")  # cm


def chart(block: Chart, pen: Pen, package: Package, *, room: int) -> list[str]:
    """The paragraph with the chart, `room` twips wide, and its caption below."""
    drawn = drawn_chart(_book(block, Decimal(room) / _TWIPS_PER_CM))
    number, relation = package.add_chart(
        lambda workbook: fit_for_word(drawn.part, workbook=workbook, points=_POINTS), drawn.book
    )
    picture = paragraph("Figure", _inline(block, number, relation, room))
    return [picture, paragraph("Caption", pen.runs(block.caption))] if block.caption else [picture]


def _inline(block: Chart, number: int, relation: str, room: int) -> str:
    size = f'cx="{room * _EMU_PER_TWIP}" cy="{int(block.height * _EMU_PER_CM)}"'
    name, words = quoteattr(f"图表 {number}"), quoteattr(block.description)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{_FIRST_ID + number}" name={name} descr={words}/>'
        '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _book(block: Chart, room: Decimal) -> BookSpec:
    """The table of the chart in a sheet, with the chart beside it; `room` is its width in cm."""
    sheet = SheetSpec(name=_SHEET, cells=_cells(block), widths={1: 24}, charts=(_spec(block, room),))
    return BookSpec(sheets=(sheet,), created=_CREATED)


def _cells(block: Chart) -> dict[tuple[int, int], CellSpec]:
    """Categories down, series across; what is missing is no cell, since a blank one would be drawn as 0."""
    names = enumerate((block.heading, *block.categories), 1)
    cells = {(row, 1): CellSpec(value=name) for row, name in names if name}
    for column, series in enumerate(block.series, 2):
        cells[1, column] = CellSpec(value=f"{_AT_END}{series.name}" if series.label_only else series.name)
        style = Style(number_format=series.number_format)
        cells |= {
            (row, column): CellSpec(value=value, style=style)
            for row, value in enumerate(series.values, 2)
            if value is not None
        }
    return cells


def _spec(block: Chart, room: Decimal) -> ChartSpec:
    lines = block.kind is ChartKind.LINES
    drawn = [series for series in block.series if not series.label_only]
    figures = [value for series in drawn for value in series.values if value is not None]
    return ChartSpec(
        row=1,
        column=len(block.series) + 3,
        title="",
        series=tuple(_series(block, index) for index in range(len(block.series))),
        stacked=block.kind is ChartKind.STACKED,
        line=lines,
        font_size=_POINTS,
        gap=_GAP,
        value_axis=lines,
        value_format="0%" if drawn[0].number_format.endswith("%") else "General",
        from_zero=min(figures) >= 0,
        plot=None if lines else _plot(block, room),
    )


def _series(block: Chart, index: int) -> ChartSeries:
    series = block.series[index]
    column, last = column_letters(index + 2), len(block.categories) + 1
    look = look_of(series.name, index, lines=block.kind is ChartKind.LINES)
    return ChartSeries(
        name=f"='{_SHEET}'!${column}$1",
        categories=f"='{_SHEET}'!$A$2:$A${last}",
        values=f"='{_SHEET}'!${column}$2:${column}${last}",
        color=look.color,
        pattern=look.pattern,
        background=look.background,
        border="404040",
        marker=look.marker,
        dash=look.dash,
        labels=_labels(block, series, look.label),
        ghost=series.label_only,
    )


def _labels(block: Chart, series: Series, color: str) -> SeriesLabels | None:
    """Counts inside stacked bars (0 is not printed), values beside single ones and above the points of one line."""
    if series.label_only:
        return SeriesLabels(position="inside_base", number_format=series.number_format)
    if block.kind is ChartKind.STACKED:
        return SeriesLabels(position="center", number_format=f"{series.number_format};;", color=color, bold=True)
    if block.kind is ChartKind.BARS:
        return SeriesLabels(position="outside_end", number_format=series.number_format)
    return SeriesLabels(position="above", number_format=series.number_format) if len(block.series) == 1 else None


def _plot(block: Chart, room: Decimal) -> tuple[float, float, float, float]:
    """The place of the bars: names at the left, room for labels at the right, the legend below."""
    names = max(map(width, block.categories)) * _HALF_CHAR + 4 * _EDGE
    left = min(names / room, _MOST_FOR_NAMES)
    outside = block.kind is ChartKind.BARS or any(series.label_only for series in block.series)
    right = (_LABEL if outside else _EDGE) / room
    top, below = _EDGE / block.height, (_LEGEND if len(block.series) > 1 else _EDGE) / block.height
    shares = (left, top, 1 - left - right, 1 - top - below)
    return tuple(float(round(share, 4)) for share in shares)  # type: ignore[return-value]
