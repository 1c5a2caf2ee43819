"""A sheet put in front of an existing workbook: a title, paragraphs, one table whose rows jump to cells, paragraphs."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree

from reporter.core.values import dataclass
from reporter.sheets.cells import address
from reporter.sheets.parts import MAIN, for_xml, parsed, serialised, tag

_SKELETON = (
    f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
    '<sheetFormatPr defaultRowHeight="13.5"/><cols/><sheetData/><mergeCells/><hyperlinks/>'
    '<pageMargins left="0.5" right="0.5" top="0.7" bottom="0.7" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C第&amp;P页，共&amp;N页</oddFooter></headerFooter></worksheet>"
)
_LINE, _AROUND, _TALLEST = 13.5, 6.0, 409.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontRow:
    """One line of the table. `jump` is the sheet and cell to which its cell in `jump_column` (from 0) leads."""

    values: tuple[str, ...]
    jump: tuple[str, str] | None = None
    fill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontTable:
    """A table with its caption; `widths` are those of the page's columns."""

    caption: str
    rows: tuple[FrontRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """The whole sheet."""

    name: str
    title: str
    lead: tuple[str, ...]
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    centred: frozenset[int]
    jump_column: int
    tables: tuple[FrontTable, ...]
    tail: tuple[str, ...]


Look = Callable[..., int]


def front_part(page: FrontPage, look: Look) -> bytes:
    """The worksheet part; `look` gives the number of a look of the workbook."""
    root = parsed(_SKELETON.encode())
    columns = root.find(tag("cols"))
    for at, width in enumerate(page.widths, 1):
        etree.SubElement(columns, tag("col"), min=str(at), max=str(at), width=str(width), customWidth="1")
    writer = _Writer(page=page, look=look, root=root)
    writer.line(page.title, look(bold=True, size="16", align="center"), least=30.0)
    for text in page.lead:
        writer.line(text, look(size="11"))
    for table in page.tables:
        writer.table(table)
    for text in page.tail:
        writer.line(text, look(size="11"))
    for name in ("mergeCells", "hyperlinks"):
        part = root.find(tag(name))
        if not len(part):
            root.remove(part)
    return serialised(root)


@dataclass(slots=True)
class _Writer:
    """Writes the page row by row."""

    page: FrontPage
    look: Look
    root: Any
    row: int = 0

    def line(self, text: str, look: int, least: float = 0) -> None:
        """A paragraph over the whole width."""
        height = max(_height(text, sum(self.page.widths), 15.0), least)
        row = self._row(height)
        self._cell(row, 1, text, look)
        span = f"{address(self.row, 1)}:{address(self.row, len(self.page.widths))}"
        etree.SubElement(self.root.find(tag("mergeCells")), tag("mergeCell"), ref=span)

    def table(self, table: FrontTable) -> None:
        """Caption, headings and rows."""
        self.line(table.caption, self.look(bold=True, size="12"), least=22.0)
        self._cells(self.page.headings, [self.look(bold=True, fill="DDE3EA", border=True, align="center")] * 99)
        for row in table.rows:
            self._cells(row.values, list(self._looks(row)))
            if row.jump:
                self._link(row.jump)

    def _looks(self, row: FrontRow) -> Iterator[int]:
        for at in range(len(row.values)):
            align = "center" if at in self.page.centred else "left"
            color = "0563C1" if row.jump and at == self.page.jump_column else ""
            yield self.look(border=True, align=align, color=color, fill=row.fill if at == 1 else "")

    def _cells(self, values: Sequence[str], looks: Sequence[int]) -> None:
        heights = (_height(text, width) for text, width in zip(values, self.page.widths, strict=True))
        row = self._row(max(heights))
        for at, (text, look) in enumerate(zip(values, looks, strict=False), 1):
            self._cell(row, at, text, look)

    def _link(self, jump: tuple[str, str]) -> None:
        sheet, cell = jump
        quoted = sheet.replace("'", "''")
        link = etree.SubElement(self.root.find(tag("hyperlinks")), tag("hyperlink"))
        place = address(self.row, self.page.jump_column + 1)
        link.attrib.update({"ref": place, "location": f"'{quoted}'!{cell}", "display": cell})

    def _row(self, height: float) -> Any:
        self.row += 1
        found = etree.SubElement(self.root.find(tag("sheetData")), tag("row"), r=str(self.row))
        found.attrib.update({"ht": f"{height:g}", "customHeight": "1"})
        return found

    def _cell(self, row: Any, column: int, text: str, look: int) -> None:
        cell = etree.SubElement(row, tag("c"), r=address(self.row, column), s=str(look))
        if text:
            cell.set("t", "inlineStr")
            words = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            words.text = for_xml(text)
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _height(text: str, width: float, line: float = _LINE) -> float:
    """The height in points that wrapped text needs; a Chinese character takes two digits' width."""
    room = max(width - 1, 2)
    lines = sum(max(1, math.ceil(sum(1 if c.isascii() else 2.1 for c in part) / room)) for part in text.split("\n"))
    return min(lines * line + _AROUND, _TALLEST)
