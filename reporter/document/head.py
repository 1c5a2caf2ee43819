"""What stands above the body: red head, 简报 head, number, title, addressee."""

from __future__ import annotations

from reporter.document.blocks import Elements, Layout
from reporter.document.letter import bottom_rule
from reporter.document.page import TEXT_WIDTH
from reporter.document.text import HAN_WIDTH, HEI, Pen, blank, paragraph, squeezed
from reporter.document.title import broken

_BODY_LINE = 579
MARK_BEFORE = 1870  # puts the ink of the red mark 72 mm below the paper's edge
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="{size}" w:space="7" w:color="FF0000"/></w:pBdr>'
_DRAFT = "（送审稿）"
_SAMPLE = "（样例数据，不作任何依据）"


def head(elements: Elements, pen: Pen) -> list[str]:
    """The paragraphs above the body, in the look of the document's layout."""
    if elements.layout is Layout.FORM:
        return _form_head(elements, pen)
    if elements.layout is Layout.BRIEF:
        return [*_brief_head(elements, pen), *blank(), *_title(elements, pen), *_addressee(elements, pen)]
    above = _letter_head if elements.layout is Layout.LETTER else _red_head
    return [*above(elements, pen), *blank(2), *_title(elements, pen), *_addressee(elements, pen)]


def _red_head(elements: Elements, pen: Pen) -> list[str]:
    top = _secrecy(elements, pen)
    name = elements.issuer if pen.marks.plain(elements.issuer).endswith("文件") else f"{elements.issuer}文件"
    before = max(MARK_BEFORE - _BODY_LINE * len(top), 0)
    mark = pen.runs(name, squeezed(pen.marks.plain(name), points=36, room=TEXT_WIDTH))
    number = paragraph("Number", _number(elements.number, pen), before=_RULE.format(size=12))
    return [*top, paragraph("RedMark", mark, spacing=f'w:before="{before}"'), *blank(2), number]


def _brief_head(elements: Elements, pen: Pen) -> list[str]:
    mark = pen.runs(elements.masthead, squeezed(pen.marks.plain(elements.masthead), points=56, room=TEXT_WIDTH))
    line = pen.runs(f"　{elements.editor}\t{elements.date}")
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - HAN_WIDTH}"/></w:tabs>'
    return [
        *_secrecy(elements, pen),
        paragraph("Masthead", mark),
        paragraph("Number", _number(elements.issue, pen)),
        *blank(),
        paragraph("Flush", line, before=_RULE.format(size=16) + tabs, align="left"),
    ]


def _letter_head(elements: Elements, pen: Pen) -> list[str]:
    """The mark of a letter stands in the header of page 1; here only what is under its double rule."""
    number = paragraph("Number", bottom_rule() + _number(elements.number, pen), align="right")
    return [*_secrecy(elements, pen), number]


def _form_head(elements: Elements, pen: Pen) -> list[str]:
    number = paragraph("Number", _number(elements.number, pen))
    return [*_title(elements, pen), number, *_addressee(elements, pen)]


def _secrecy(elements: Elements, pen: Pen) -> list[str]:
    return [paragraph("Secrecy", pen.runs(text)) for text in (elements.secrecy, elements.urgency) if text]


def _number(number: str, pen: Pen) -> str:
    return pen.runs(number if pen.marks.plain(number).strip() else _DRAFT)


def _title(elements: Elements, pen: Pen) -> list[str]:
    given = "\n".join(elements.title_lines)
    lines = paragraph("Title", pen.runs(given or broken(elements.title, pen.marks, room=TEXT_WIDTH)))
    return [lines, paragraph("SampleLine", pen.runs(_SAMPLE))] if elements.sample else [lines]


def _addressee(elements: Elements, pen: Pen) -> list[str]:
    if not elements.addressee:
        return [] if elements.layout is Layout.FORM else blank()
    colon = "" if pen.marks.plain(elements.addressee).endswith("：") else "："
    return [*blank(), paragraph("Flush", pen.runs(elements.addressee + colon))]


def annex_head(title: str, number: str, pen: Pen, *, room: int) -> list[str]:
    """The label and title on the first page of an annex; `number` is empty for a single annex."""
    return [
        paragraph("AnnexLabel", pen.runs(f"附件{number}", face=HEI), keep=True),
        *blank(keep=True),
        paragraph("Title", pen.runs(broken(title, pen.marks, room=room)), spacing='w:after="289"'),
    ]
