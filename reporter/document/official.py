"""A typed document to a Word file in the style of GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from reporter.core.marks import Marks
from reporter.document.blocks import (
    Annex,
    Block,
    Chart,
    Document,
    Elements,
    Heading,
    Layout,
    Note,
    OrderedItem,
    Paragraph,
)
from reporter.document.chart import chart
from reporter.document.extent import ends_on_even_side_with_room, signature_surely_follows
from reporter.document.head import annex_head, head
from reporter.document.imprint import imprint
from reporter.document.letter import HEADER, letter_first_page
from reporter.document.levels import Levels
from reporter.document.package import Package, Properties
from reporter.document.page import TEXT_HEIGHT, TEXT_WIDTH, Pages
from reporter.document.table import table
from reporter.document.tail import tail
from reporter.document.text import Pen, clean, keep_with_next, paragraph

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def write(document: Document, marks: Marks) -> bytes:
    """The Word file of `document`; the same document and marks give the same bytes."""
    return _Writer(document, marks).file()


class _Writer:
    """Puts the sections of one document together."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self._document = document
        self._pen = Pen(marks)
        self._package = Package()
        self._pages = Pages(add_footer=self._package.add_footer, sample=document.elements.sample)

    def file(self) -> bytes:
        document = self._document
        parts, section = self._main(), self._main_section()
        for index, annex in enumerate(document.annexes, 1):
            parts = _closed(parts, section)
            parts += self._annex(annex, index)
            section = self._pages.landscape() if annex.landscape else self._pages.portrait()
        foot, height = imprint(document.elements, self._pen)
        if foot and self._needs_own_side(height):
            parts, section = _closed(parts, section), self._pages.last_side()
        if foot or parts[-1].startswith("<w:tbl>"):
            parts.append(paragraph("Tail", foot))
        return self._package.finish("".join(parts) + section, _properties(document.elements, self._pen))

    def _needs_own_side(self, height: int) -> bool:
        """Whether the 版记 of a 文件 needs an even side of its own: unless the text surely ends on one with room."""
        if self._document.elements.layout is not Layout.FILE:
            return bool(self._document.annexes) and self._document.annexes[-1].landscape
        return not ends_on_even_side_with_room(self._document, self._pen, height)

    def _main(self) -> list[str]:
        elements = self._document.elements
        body = self._blocks(self._document.blocks, TEXT_WIDTH, TEXT_HEIGHT)
        below = tail(elements, self._pen)
        if len(body) > 1 and below and not signature_surely_follows(self._document, self._pen):
            body[-1] = keep_with_next(body[-1])  # an only paragraph would leave page 1 without text
        return [*head(elements, self._pen), *body, *below]

    def _main_section(self) -> str:
        elements = self._document.elements
        if elements.layout is not Layout.LETTER:
            return self._pages.portrait()
        return self._pages.portrait(letter_first_page(elements, self._pen, self._package), header=HEADER)

    def _annex(self, annex: Annex, index: int) -> list[str]:
        room, height = (TEXT_HEIGHT, TEXT_WIDTH) if annex.landscape else (TEXT_WIDTH, TEXT_HEIGHT)
        number = str(index) if len(self._document.elements.annex_titles) > 1 else ""
        return [
            *annex_head(annex.title, number, self._pen, room=room),
            *self._blocks(annex.blocks, room, height),
        ]

    def _blocks(self, blocks: Sequence[Block], room: int, height: int) -> list[str]:
        levels = Levels()
        return [line for block in blocks for line in self._block(block, levels, room, height)]

    def _block(self, block: Block, levels: Levels, room: int, height: int) -> list[str]:
        pen = self._pen
        match block:
            case Heading(level=level, inlines=inlines):
                label = levels.label(level, pen.plain(inlines))
                return [paragraph(f"Heading{level}", pen.runs(label) + pen.spans(inlines))]
            case Paragraph(inlines=inlines):
                return [paragraph("BodyText", pen.spans(inlines))]
            case OrderedItem(number=number, inlines=inlines):
                return [paragraph("BodyText", pen.runs(f"{number}.") + pen.spans(inlines))]
            case Note(inlines=inlines):
                return [paragraph("TableNote", pen.spans(inlines))]
            case Chart():
                return chart(block, pen, self._package, room=room)
            case _:
                form = self._document.elements.layout is Layout.FORM
                return table(block, pen, room=room, height=height, form=form)


def _closed(parts: list[str], section: str) -> list[str]:
    """`parts` with the section ended: in the last paragraph, or in a 1-point one after a table."""
    if not parts[-1].startswith("<w:p>"):
        parts = [*parts, paragraph("Tail")]
    return [*parts[:-1], parts[-1].replace("</w:pPr>", f"{section}</w:pPr>", 1)]


def _properties(elements: Elements, pen: Pen) -> Properties:
    def text(value: str) -> str:
        return clean(pen.marks.plain(value))[:255]

    return Properties(
        title=text(elements.title),
        author=text(elements.issuer or elements.editor or elements.signature),
        subject=text(elements.number or elements.issue),
        category=text(elements.kind),
        keywords="样例数据" if elements.sample else "",
        created=_created(text(elements.date)),
    )


def _created(date: str) -> datetime:
    """The date of the document as its date of creation: the clock would change the bytes."""
    found = _DATE.search(date)
    try:
        return datetime(*map(int, found.groups()), tzinfo=UTC) if found else _NO_DATE  # type: ignore[arg-type,misc]
    except ValueError:
        return _NO_DATE
