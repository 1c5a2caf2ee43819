"""Tables: fixed widths, a heading row on every page, no row torn in two. Plain XML text, for speed."""

from __future__ import annotations

from reporter.document.blocks import Align, Row, Table
from reporter.document.text import Pen, clean, paragraph, width
from reporter.document.xml import quoteattr

_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}
_WIDE_COLUMNS = 6  # up to so many columns the larger type fits
_SIDE = 57  # cell margin
_CENTERED = 12  # up to so many half characters a column stands in the middle unless told otherwise
_LEAST_FOR_LONG = 3  # a third of the width at least stays for long columns
_NARROWEST, _WIDEST = 4, 30  # half characters that decide a column's share when no widths are given


def table(block: Table, pen: Pen, *, room: int, height: int, form: bool = False) -> list[str]:
    """Caption, unit line and the table itself, `room` twips wide on pages `height` twips high.

    A form has taller rows where something is to be written by hand.
    """
    lines = [paragraph("Caption", pen.runs(block.caption))] if block.caption else []
    if block.unit:
        lines.append(paragraph("TableUnit", pen.runs(f"单位：{block.unit}")))
    return [*lines, _Grid(block, pen, room, height, form).xml()]


class _Grid:
    """One table with its column widths settled."""

    def __init__(self, block: Table, pen: Pen, room: int, height: int, form: bool) -> None:
        wide = len(block.align) <= _WIDE_COLUMNS
        self._block, self._pen, self._height, self._form = block, pen, height, form
        self._styles = ("WideHead", "WideText") if wide else ("TableHead", "TableText")
        self._half, self._line = (120, 380) if wide else (105, 270)
        self._texts = [[pen.plain(cell) for cell in row] for row in (*block.header, *block.rows)]
        longest = [max(map(width, column), default=0) for column in zip(*self._texts, strict=True)]
        self._jc = [
            _JC[align] if align else "center" if size <= _CENTERED else "left"
            for align, size in zip(block.align, longest, strict=True)
        ]
        self._widths = _scaled(block.widths or _by_content(longest, self._half, room), room)

    def xml(self) -> str:
        block = self._block
        columns = "".join(f'<w:gridCol w:w="{size}"/>' for size in self._widths)
        caption = quoteattr(clean(self._pen.marks.plain(block.caption))) if block.caption else ""
        title = f"<w:tblCaption w:val={caption}/>" if caption else ""
        rows = [*(self._row(row, heading=True) for row in block.header), *map(self._row, block.rows)]
        marked = zip(rows, self._texts, strict=True)
        body = "".join(xml.replace("<w:trPr>", self._properties(texts), 1) for xml, texts in marked)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'{_BORDERS}<w:tblLayout w:type="fixed"/>{_MARGINS}<w:tblLook w:val="0020"/>{title}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
        )

    def _row(self, row: Row, *, heading: bool = False) -> str:
        style = self._styles[0] if heading else self._styles[1]
        cells = zip(row, self._widths, self._jc, strict=True)
        inner = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{paragraph(style, self._pen.spans(cell), align='center' if heading else jc)}</w:tc>"
            for cell, size, jc in cells
        )
        return f"<w:tr><w:trPr>{'<w:tblHeader/>' if heading else ''}</w:trPr>{inner}</w:tr>"

    def _properties(self, texts: list[str]) -> str:
        """Row properties: unbroken, unless the row is taller than a page; room for handwriting in a form."""
        lines = max(self._lines(text, size) for text, size in zip(texts, self._widths, strict=True))
        whole = "" if lines * self._line > self._height * 3 // 4 else "<w:cantSplit/>"
        written = self._form and not any(texts[1:])
        return f"<w:trPr>{whole}{_HAND if written else ''}"

    def _lines(self, text: str, size: int) -> int:
        room = max((size - 2 * _SIDE) // self._half, 2)
        return sum(max(1, -(-width(line) // room)) for line in text.split("\n"))


_HAND = '<w:trHeight w:val="680" w:hRule="atLeast"/>'
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, size in (
            ("top", 8),
            ("left", 8),
            ("bottom", 8),
            ("right", 8),
            ("insideH", 4),
            ("insideV", 4),
        )
    )
    + "</w:tblBorders>"
)
_MARGINS = (
    f'<w:tblCellMar><w:top w:w="17" w:type="dxa"/><w:left w:w="{_SIDE}" w:type="dxa"/>'
    f'<w:bottom w:w="17" w:type="dxa"/><w:right w:w="{_SIDE}" w:type="dxa"/></w:tblCellMar>'
)


def _by_content(longest: list[int], half: int, room: int) -> tuple[int, ...]:
    """Shares after the longest cell of each column: short columns unbroken, long ones share what is left."""
    natural = [max(size, _NARROWEST) * half + 2 * _SIDE + half for size in longest]
    short = [size <= _CENTERED for size in longest]
    left = room - sum(size for size, is_short in zip(natural, short, strict=True) if is_short)
    wanted = [0 if is_short else min(size, _WIDEST) for size, is_short in zip(longest, short, strict=True)]
    if left < room // _LEAST_FOR_LONG or not any(wanted):
        return tuple(min(max(size, _NARROWEST), _WIDEST) + 1 for size in longest)
    return tuple(
        size if is_short else left * share // sum(wanted)
        for size, is_short, share in zip(natural, short, wanted, strict=True)
    )


def _scaled(shares: tuple[int, ...], room: int) -> list[int]:
    """Widths in twips that add up to `room`; the last column takes what rounding leaves."""
    total = sum(shares)
    sizes = [room * share // total for share in shares]
    return [*sizes[:-1], room - sum(sizes[:-1])]
