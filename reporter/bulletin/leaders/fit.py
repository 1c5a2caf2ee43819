"""领导专报 keeps to two pages: first the picture gets smaller, then lists get shorter; decisions are never left out."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from reporter.bulletin.facts import Facts
from reporter.bulletin.leaders.content import leaders
from reporter.bulletin.wording import markdown
from reporter.core.marks import Marks
from reporter.document.blocks import Block, Document, Heading, OrderedItem, Paragraph, Table
from reporter.document.markdown import parse
from reporter.document.text import width

TEMPLATE = "领导专报.md.j2"
_TIGHTER = ((6, None), (5, None), (4, None), (4, 3), (4, 0), (3, 0))
"""Height of the picture in centimetres, and how many names a list may hold (None: rule 名单上限; 0: short wording)."""
_ROOM = 28
"""Lines of 3号 that the two pages hold below title and above imprint, the line 样例 under the title taken off."""
_HALF_CHARS = 56
_PER_CM = Fraction(567, 579)


def leaders_markdown(facts: Facts, template: str, *, number: str = "", issued: date | None = None) -> tuple[str, Marks]:
    """领导专报 as Markdown with marks, as roomy as two pages allow."""
    text, marks = "", Marks()
    for height, names in _TIGHTER:
        limit = facts.number("名单上限") if names is None else names
        content = leaders(facts, names=limit, number=number, issued=issued)
        text, marks = markdown(content, template, name=TEMPLATE, 图高=height, 从简=limit == 0)
        if lines(parse(text, marks), marks, height) <= _ROOM:
            break
    return text, marks


def lines(document: Document, marks: Marks, chart_height: int) -> Fraction:
    """How many lines of 3号 the body takes, annexes left out."""
    return sum((_lines(block, marks, chart_height) for block in document.blocks), Fraction(0))


def _lines(block: Block, marks: Marks, chart_height: int) -> Fraction:
    match block:
        case Heading() | Paragraph() | OrderedItem():
            text = "　　" + marks.plain("".join(span.text for span in block.inlines))
            return Fraction(-(-width(text) // _HALF_CHARS))
        case Table():
            return Fraction(len(block.rows) + 3, 2) + 1
        case _:
            return chart_height * _PER_CM + 1
