"""督办单 keeps to one page: first what each month still needs goes, then the mildest matters go to the annex."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from reporter.bulletin.facts import Facts
from reporter.bulletin.letters.notice import notice
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.document.blocks import Block, Document, Inlines, Note, Table
from reporter.document.markdown import parse
from reporter.document.page import TEXT_HEIGHT, TEXT_WIDTH
from reporter.document.text import width

TEMPLATE = "督办单.md.j2"
_MOST = 16
"""More matters than any page holds."""
_AROUND, _SAMPLE = 716 + 579 + 440, 579
"""Title, number and signature, and the line 样例 under the title, in twips."""
_DOUBT = 250
"""What the estimate may be wrong by."""
_CAPTION, _NOTE, _HAND, _PADDING, _SIDES = 512, 320, 690, 44, 114
_PIECES = re.compile(r"[（“《]*(?:[0-9A-Za-z.%〔〕-]+|[^（“《])[，。；、）”》]*")
"""What is never parted: a figure or code, a character, with the brackets and stops that cling to it."""
_LARGE, _SMALL = (120, 380), (105, 270)
"""Width of half a character and height of a line, of tables up to six columns and of wider ones."""


def notice_markdown(
    facts: Facts, bureau: str, template: str, *, number: str = "", issued: date | None = None
) -> tuple[str, Marks]:
    """The notice to a bureau (code) as Markdown with marks, with as much as one page holds."""
    text, marks = "", Marks()
    for needed, most in _tighter():
        content = notice(facts, bureau, most=most, number=number, issued=issued)
        text, marks = markdown(content, template, name=TEMPLATE, 写每月还需=needed)
        if height(parse(text, marks), marks) <= TEXT_HEIGHT - _DOUBT:
            break
    return text, marks


def _tighter() -> Iterator[tuple[bool, int]]:
    """Whether each month's need is written and how many matters are listed, from the fullest page to the barest."""
    yield True, _MOST
    yield from ((False, most) for most in range(_MOST, 0, -1))


def height(document: Document, marks: Marks) -> int:
    """How high the page of the form is, in twips, estimated."""
    listed = _NOTE * len(document.elements.annex_titles) + _SAMPLE * document.elements.sample
    blocks = (_table(one, marks) if isinstance(one, Table) else _note(one, marks) for one in document.blocks)
    return _AROUND + listed + sum(blocks)


def _note(block: Block, marks: Marks) -> int:
    text = marks.plain("".join(span.text for span in block.inlines)) if isinstance(block, Note) else ""
    return _NOTE * max(1, -(-width(text) * _SMALL[0] // TEXT_WIDTH))


def _table(table: Table, marks: Marks) -> int:
    half, line = _LARGE if len(table.align) <= 6 else _SMALL
    shares = table.widths or (1,) * len(table.align)
    room = [TEXT_WIDTH * share // sum(shares) for share in shares]
    rows = sum(_row(row, room, marks, half, line) for row in (*table.header, *table.rows))
    return rows + (_CAPTION if table.caption else 0)


def _row(row: Sequence[Inlines], room: Sequence[int], marks: Marks, half: int, line: int) -> int:
    texts = [marks.plain("".join(span.text for span in cell)) for cell in row]
    if not any(texts[1:]):
        return _HAND
    lines = [_lines(text, max((size - _SIDES) // half, 2)) for text, size in zip(texts, room, strict=True)]
    return max(1, *lines) * line + _PADDING


def _lines(text: str, room: int) -> int:
    """Lines of a cell `room` half characters wide: figures and codes stay whole, no line begins with a stop.

    Beside a Han a figure keeps the distance of a quarter character.
    """
    lines, used, before = 1, 0, ""
    for piece in _PIECES.findall(text):
        size, gap = 2 * width(piece), int(_is_apart(before, piece))
        if used and used + gap + size > 2 * room:
            lines, used, gap = lines + 1, 0, 0
        lines += max(-(-size // (2 * room)) - 1, 0)
        used = size % (2 * room) if size > 2 * room else used + gap + size
        before = piece
    return lines


def _is_apart(before: str, piece: str) -> bool:
    """Whether a Han and a figure meet."""
    ends = before[-1:], piece[:1]
    return bool(before) and any(map(str.isascii, ends)) and "Lo" in map(unicodedata.category, ends)
