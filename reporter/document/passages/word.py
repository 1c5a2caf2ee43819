"""Word files as passages: paragraphs with the numbers that Word prints, tables row by row."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.document.inspect.names import Element, W, attribute, inside, number, shown
from reporter.document.inspect.parts import NotAWordFile, open_parts
from reporter.document.passages.model import NoText, Passage
from reporter.document.passages.numbering import Numbers

MOST_BLOCKS = 40_000
_WIDEST = 60
"""Columns of a table; no plan has more."""
_CONTAINERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_PIECES = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read_word(data: bytes) -> tuple[Passage, ...]:
    """The passages of a .docx; NoText when it cannot be opened safely or holds no text."""
    try:
        parts = open_parts(data)
        numbers = Numbers(parts.related("numbering"), parts.related("styles"))
        found = tuple(_passages(parts.document.find(f"{W}body"), numbers))
    except NotAWordFile as error:
        raise NoText(str(error).replace("检查", "起草")) from error
    if not found:
        raise NoText("文件里没有文字")
    return found


def _passages(body: Element | None, numbers: Numbers) -> Iterator[Passage]:
    paragraphs = tables = 0
    for count, block in enumerate(_blocks(body), start=1):
        if count > MOST_BLOCKS:
            raise NoText(f"文件太长（超过{MOST_BLOCKS}段），请只留方案正文")
        if block.tag == f"{W}tbl":
            tables += 1
            yield from _rows(block, numbers, tables)
            continue
        paragraphs += 1
        text = _text(block, numbers)
        for line in filter(str.strip, text.split("\n")):
            yield Passage(text=line.strip(), place=f"第{paragraphs}段")


def _blocks(parent: Element | None) -> Iterator[Element]:
    """Paragraphs and tables in their order, those inside content controls too."""
    for child in () if parent is None else parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)


def _text(paragraph: Element, numbers: Numbers) -> str:
    pieces = [numbers.label(inside(paragraph, "pPr"))]
    for piece in paragraph.iter(f"{W}t", *_PIECES):
        above = piece.getparent()
        if above is not None and above.tag == f"{W}r" and shown(piece) and not _in_box(piece, paragraph):
            pieces.append(_PIECES.get(piece.tag) or piece.text or "")
    return "".join(pieces)


def _in_box(piece: Element, paragraph: Element) -> bool:
    """Whether a piece belongs to a paragraph inside this one: a text box or a shape."""
    above = next(piece.iterancestors(f"{W}p"), paragraph)
    return above is not paragraph


def _rows(table: Element, numbers: Numbers, at: int) -> Iterator[Passage]:
    """The rows of a table. A cell that goes on from the row above holds its text again."""
    above: dict[int, str] = {}
    for index, row in enumerate(table.iterfind(f"{W}tr"), start=1):
        cells: list[str] = []
        for cell in row.iterfind(f"{W}tc"):
            properties = inside(cell, "tcPr")
            merged = inside(properties, "vMerge")
            goes_on = merged is not None and attribute(merged) in (None, "continue")
            text = above.get(len(cells), "") if goes_on else _cell_text(cell, numbers)
            above[len(cells)] = text if merged is not None else ""
            span = number(attribute(inside(properties, "gridSpan"))) or 1
            cells += [text, *[""] * (min(span, _WIDEST) - 1)]
        if any(cells):
            yield Passage(text="　".join(filter(None, cells)), place=f"表{at}第{index}行", cells=tuple(cells[:_WIDEST]))


def _cell_text(cell: Element, numbers: Numbers) -> str:
    lines = (_text(paragraph, numbers).strip() for paragraph in cell.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)
