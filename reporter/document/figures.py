"""Every figure of a document with its place, its sentence and its bookmark, in the order of print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reporter.core.marks import Mark, Marks
from reporter.core.values import dataclass
from reporter.document.blocks import Block, Chart, Document, Heading, Inlines, Note, Series, Table
from reporter.document.bookmarks import Bookmarks
from reporter.document.levels import chinese

_ROW_NUMBER = "序号"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure in print: where it stands, in which words, under which bookmark, and what it was computed from.

    A figure of a chart has no bookmark: it is in the chart's own data.
    """

    place: str
    sentence: str
    text: str
    origin: str
    value: Decimal | None
    bookmark: str = ""


def figures_of(document: Document, marks: Marks) -> tuple[Printed, ...]:
    """The figures of the body, then those of each annex; figures of the front matter come first."""
    reader = _Reader(marks)
    found = [*reader.elements(document), *reader.blocks(document.blocks)]
    numbered = len(document.annexes) > 1
    for number, annex in enumerate(document.annexes, 1):
        found += reader.blocks(annex.blocks, f"附件{number if numbered else ''}")
    return tuple(found)


class _Reader:
    """Walks the blocks of one document; keeps the names of its bookmarks."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._bookmarks = Bookmarks(marks)

    def elements(self, document: Document) -> Iterator[Printed]:
        elements = document.elements
        titles = "\n".join(elements.title_lines) or elements.title
        for text in (titles, elements.addressee, *elements.annex_titles, elements.remark):
            yield from self._in(text, "要素")

    def blocks(self, blocks: Sequence[Block], part: str = "") -> Iterator[Printed]:
        place = _Place(part)
        for block in blocks:
            if isinstance(block, Table):
                yield from self._table(block, place.table(self._marks.plain(block.caption)))
            elif isinstance(block, Chart):
                yield from self._in(block.caption, place.here)
                yield from self._chart(block, place.chart(self._marks.plain(block.caption)))
            else:
                if isinstance(block, Heading):
                    place.heading(block.level)
                where = place.here if isinstance(block, Heading) else place.paragraph(note=isinstance(block, Note))
                yield from self._in(_joined(block.inlines), where)

    def _in(self, text: str, place: str, sentence: str = "") -> Iterator[Printed]:
        """The figures of a text; its own sentence goes with each unless a whole row is given."""
        at, plain = 0, "" if sentence else self._marks.plain(text)
        for piece in self._marks.pieces(text):
            said = piece.text if isinstance(piece, Mark) else piece
            if isinstance(piece, Mark) and piece.origin and said:
                yield Printed(
                    place=place,
                    sentence=sentence or _sentence(plain, at),
                    text=said,
                    origin=piece.origin,
                    value=piece.value,
                    bookmark=self._bookmarks.name(piece),
                )
            at += len(said)

    def _table(self, table: Table, place: str) -> Iterator[Printed]:
        heads = [self._marks.plain(_joined(cell)) for cell in (table.header[0] if table.header else ())]
        yield from self._in(table.caption + table.unit, place)
        for row in table.header:
            for cell in row:
                yield from self._in(_joined(cell), f"{place}表头")
        for number, row in enumerate(table.rows, 1):
            texts = [self._marks.plain(_joined(cell)) for cell in row]
            said = "｜".join(text for text in texts if text)
            for index, cell in enumerate(row):
                column = f"“{heads[index]}”列" if heads and heads[index] else ""
                yield from self._in(_joined(cell), f"{place}第{_row(heads, texts, number)}行{column}", said)

    def _chart(self, chart: Chart, place: str) -> Iterator[Printed]:
        for series in chart.series:
            yield from _series(chart, series, place)


def _series(chart: Chart, series: Series, place: str) -> Iterator[Printed]:
    for category, value, origin, text in zip(
        chart.categories, series.values, series.origins, series.texts, strict=True
    ):
        if origin and value is not None:
            where = f"{place}“{category}”“{series.name}”"
            yield Printed(place=where, sentence=f"{category}｜{series.name}", text=text, origin=origin, value=value)


def _row(heads: Sequence[str], texts: Sequence[str], number: int) -> str:
    """The running number that the row prints, else its place in the table."""
    printed = texts[heads.index(_ROW_NUMBER)] if _ROW_NUMBER in heads else ""
    return printed or str(number)


def _joined(inlines: Inlines) -> str:
    return "".join(span.text for span in inlines)


def _sentence(plain: str, at: int) -> str:
    """The sentence of `plain` around a position."""
    stops = [found.end() for found in re.finditer("[。；\n]", plain)]
    start = max((stop for stop in stops if stop <= at), default=0)
    end = min((stop for stop in stops if stop > at), default=len(plain))
    return plain[start:end].strip()


class _Place:
    """Where one is in a document: 第一部分（二）第1段, 附件1表1-2."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._numbers = [0, 0]
        self._paragraphs = self._tables = 0

    @property
    def here(self) -> str:
        """The section."""
        first, second = self._numbers
        part = f"第{chinese(first)}部分" if first else ("" if self._part else "正文")
        return f"{self._part}{part}{f'（{chinese(second)}）' if second else ''}"

    def heading(self, level: int) -> None:
        if level == 1:
            self._numbers = [self._numbers[0] + 1, 0]
        elif level == 2:
            self._numbers[1] += 1
        self._paragraphs = 0

    def paragraph(self, *, note: bool) -> str:
        if note:
            return f"{self.here}表下注"
        self._paragraphs += 1
        return f"{self.here}第{self._paragraphs}段"

    def table(self, caption: str) -> str:
        self._tables += 1
        name = caption.split("　")[0] if caption.startswith("表") else f"表{self._tables}"
        return f"{self._part or self.here}{name}"

    def chart(self, caption: str) -> str:
        return f"{self.here}{caption.split('　')[0] if caption.startswith('图') else '图'}"
