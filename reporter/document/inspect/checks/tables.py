"""Tables: fixed widths, a heading row on every page, rows in one piece."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.document.inspect.checks.page import text_area
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Grid, View, Where
from reporter.document.inspect.names import Element, W, attribute, inside, number, switch
from reporter.document.inspect.point import Check, millimetres, point
from reporter.document.inspect.roles import indent_of
from reporter.document.text import width

_TOLERANCE = 60  # twips of rounding over a whole table
_HALF, _LINE = 105, 300  # a usual cell's type, for guessing how tall a row is
_TALL = 0.5  # of a page: such a row may be torn


def widths(view: View) -> Iterator[Finding]:
    for grid in view.grids:
        properties = inside(grid.element, "tblPr")
        if attribute(inside(properties, "tblLayout"), "type") != "fixed":
            yield finding("G471", f"表{grid.number}没有设固定列宽")
        columns, section = _columns(grid), view.sections[min(grid.section, len(view.sections) - 1)]
        whole = _whole(properties)
        if not columns or (whole and abs(sum(columns) - whole) > _TOLERANCE) or _cells_differ(grid, columns):
            yield finding("G472", f"表{grid.number}的列宽之和{millimetres(sum(columns))}，与表或格的宽度不符")
        if max(sum(columns), whole) > text_area(section)[0] + 2 * _TOLERANCE:
            yield finding("G473", f"表{grid.number}宽{millimetres(max(sum(columns), whole))}")


def rows(view: View) -> Iterator[Finding]:
    for grid in view.grids:
        room = text_area(view.sections[min(grid.section, len(view.sections) - 1)])[1]
        found = grid.element.findall(f"{W}tr")
        heights = [_height(row) for row in found]
        if sum(heights) > room * _TALL and not (found and switch(inside(found[0], "trPr"), "tblHeader")):
            yield finding("G474", f"表{grid.number}第1行没有设“在各页顶端重复”")
        torn = [
            index
            for index, (row, height) in enumerate(zip(found, heights, strict=True), 1)
            if height < room * _TALL and not switch(inside(row, "trPr"), "cantSplit")
        ]
        if torn:
            more = f"等{len(torn)}行" if len(torn) > 1 else "行"
            yield finding("G475", f"表{grid.number}第{torn[0]}{more}允许跨页断行")


def endings(view: View) -> Iterator[Finding]:
    for index in view.table_ends_section:
        yield finding("G476", f"表{index}后面紧跟分节，没有段落")


def cells(view: View) -> Iterator[Finding]:
    for text in view.others:
        if text.where is Where.CELL and indent_of(text) >= 1 and text.text.strip():
            yield point("G477", text, f"格内文字首行缩进{indent_of(text):.2g}字")


def _columns(grid: Grid) -> list[int]:
    columns = grid.element.iterfind(f"{W}tblGrid/{W}gridCol")
    return [number(attribute(column, "w")) or 0 for column in columns]


def _whole(properties: Element | None) -> int:
    """The table's own width; 0 where it is not given in twips."""
    size = inside(properties, "tblW")
    return (number(attribute(size, "w")) or 0) if attribute(size, "type") in ("dxa", None) else 0


def _cells_differ(grid: Grid, columns: list[int]) -> bool:
    """Whether a cell is not as wide as the columns it spans."""
    for row in grid.element.iterfind(f"{W}tr"):
        at = number(attribute(inside(inside(row, "trPr"), "gridBefore"))) or 0
        for cell in row.iterfind(f"{W}tc"):
            properties = inside(cell, "tcPr")
            span = number(attribute(inside(properties, "gridSpan"))) or 1
            size = inside(properties, "tcW")
            given = number(attribute(size, "w")) if attribute(size, "type") == "dxa" else None
            if given and abs(given - sum(columns[at : at + span])) > _TOLERANCE:
                return True
            at += span
    return False


def _height(row: Element) -> int:
    """A guess at the row's height in twips."""
    lines = 1
    for cell in row.iterfind(f"{W}tc"):
        size = number(attribute(inside(inside(cell, "tcPr"), "tcW"), "w")) or 2000
        room = max((size - 114) // _HALF, 2)
        texts = ["".join(item.text or "" for item in one.iter(f"{W}t")) for one in cell.iter(f"{W}p")]
        lines = max(lines, sum(max(1, -(-width(text) // room)) for text in texts))
    return lines * _LINE


CHECKS: tuple[Check, ...] = (widths, rows, endings, cells)
