"""How far the main part of a document reaches, estimated from its own grid: no layout engine decides on bytes."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.document.blocks import Block, Document, Heading, Layout, OrderedItem, Paragraph
from reporter.document.head import MARK_BEFORE
from reporter.document.page import TEXT_HEIGHT, TEXT_WIDTH
from reporter.document.text import Pen, width
from reporter.document.title import broken

_LINE = 579
_HALF_CHARS = 56
_MARK_LINE, _TITLE_LINE = 900, 716
_DOUBT = 3 * _LINE
"""What the estimate may be wrong by: within it of a page's edge nothing is promised."""


def ends_on_even_side_with_room(document: Document, pen: Pen, height: int) -> bool:
    """Whether the text surely ends on an even page that still holds `height` twips at its foot.

    False wherever that is not certain: with annexes, for tables, for other layouts than 文件, near the edge of a page.
    """
    body = None if document.annexes else _body_end(document, pen)
    if body is None:
        return False
    pages, used = divmod(body + _tail(document, pen), TEXT_HEIGHT)
    return pages % 2 == 1 and used >= _DOUBT and used + height + _DOUBT <= TEXT_HEIGHT


def signature_surely_follows(document: Document, pen: Pen) -> bool:
    """Whether what stands below the body surely begins and ends on the page of the body's last lines."""
    body = _body_end(document, pen)
    if body is None:
        return False
    used = body % TEXT_HEIGHT
    return used >= _DOUBT and used + _tail(document, pen) + _DOUBT <= TEXT_HEIGHT


def _body_end(document: Document, pen: Pen) -> int | None:
    """Twips from the top of page 1 to the end of the body; None where the estimate does not reach."""
    body = _body(document.blocks, pen)
    return None if body is None or document.elements.layout is not Layout.FILE else _head(document, pen) + body


def _head(document: Document, pen: Pen) -> int:
    elements = document.elements
    given = "\n".join(elements.title_lines) or broken(elements.title, pen.marks, room=TEXT_WIDTH)
    titles = pen.marks.plain(given).count("\n") + 1
    fixed = MARK_BEFORE + _MARK_LINE + 5 * _LINE + titles * _TITLE_LINE + _LINE
    return fixed + _LINE * elements.sample + _lines(pen.marks.plain(elements.addressee)) * _LINE


def _body(blocks: Sequence[Block], pen: Pen) -> int | None:
    total = 0
    for block in blocks:
        if not isinstance(block, Heading | Paragraph | OrderedItem):
            return None
        total += _lines("　　" + pen.plain(block.inlines)) * _LINE
    return total


def _tail(document: Document, pen: Pen) -> int:
    elements = document.elements
    signed = [text for text in (elements.signature, elements.date) if text]
    remark = _lines(pen.marks.plain(elements.remark)) if elements.remark else 0
    listed = len(elements.annex_titles)
    above = (1 + elements.sealed) * bool(signed)
    return (listed + bool(listed) + len(signed) + above + remark) * _LINE


def _lines(text: str) -> int:
    return -(-width(text) // _HALF_CHARS)
