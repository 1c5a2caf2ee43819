"""What stands below the body: list of annexes, signature and date (without seal), 附注."""

from __future__ import annotations

from reporter.document.blocks import Elements, Layout
from reporter.document.page import TEXT_WIDTH
from reporter.document.text import HAN_WIDTH, Pen, blank, paragraph, twips

_TWO = 2 * HAN_WIDTH
_LINES_ABOVE_SEALED = 2
"""A seal of 42 mm is four lines high and covers 署名 and date: so its top is within a line of the text (7.3.5.1)."""


def tail(elements: Elements, pen: Pen) -> list[str]:
    """The paragraphs below the body; the signature keeps to what stands above it."""
    if elements.layout is Layout.FORM:
        return _form_tail(elements, pen)
    signed = _signature(elements, pen)
    listed = _annex_list(elements, pen, keep=bool(signed))
    return [*listed, *signed, *_remark(elements, pen)]


def _form_tail(elements: Elements, pen: Pen) -> list[str]:
    """The annexes and the remark in small type, and one line between them: a form keeps to one page."""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>'
    signed = elements.signature or elements.date
    line = paragraph("Imprint", pen.runs(f"{elements.signature}\t{elements.date}"), before=tabs)
    remark = paragraph("TableNote", pen.runs(_bracketed(elements.remark, pen)))
    listed = [paragraph("TableNote", pen.runs(f"附件：{title}")) for title in elements.annex_titles]
    return [*listed, *([line] if signed else []), *([remark] if elements.remark else [])]


def _annex_list(elements: Elements, pen: Pen, *, keep: bool) -> list[str]:
    """附件：名称, or 附件：1.名称 with the names aligned at a tab."""
    titles = elements.annex_titles
    if not titles:
        return []
    if len(titles) == 1:
        line = pen.runs(f"附件：{titles[0]}")
        return [
            *blank(keep=keep),
            paragraph("AnnexList", line, keep=keep, indent='w:left="1575" w:hanging="945"'),
        ]
    lines = blank(keep=keep)
    for number, title in enumerate(titles, 1):
        prefix, hanging = ("附件：", 1260) if number == 1 else ("", 315)
        indent = f'w:left="1890" w:hanging="{hanging}"'
        lines.append(paragraph("AnnexList", pen.runs(f"{prefix}{number}.\t{title}"), keep=keep, indent=indent))
    return lines


def _signature(elements: Elements, pen: Pen) -> list[str]:
    """署名 and date, sealed or not, with the empty lines above them."""
    texts = [elements.signature, "" if elements.layout is Layout.BRIEF else elements.date]
    name, date = (twips(pen.marks.plain(text)) for text in texts)
    edges = _sealed(name, date) if elements.sealed else _unsealed(name, date)
    lines = [(text, left) for text, left in zip(texts, edges, strict=True) if text]
    if not lines:
        return []
    above = blank(_LINES_ABOVE_SEALED if elements.sealed else 1, keep=True)
    return above + [
        paragraph("Signature", pen.runs(text), keep=text is not lines[-1][0], indent=f'w:left="{max(left, 0)}"')
        for text, left in lines
    ]


def _unsealed(name: int, date: int) -> tuple[int, int]:
    """Left edges of 署名, two characters from the right, and of the date two characters further in (7.3.5.2).

    A date longer than the name keeps the two characters at the right instead, and the name moves left.
    """
    name_left = TEXT_WIDTH - _TWO - name
    date_left = name_left + _TWO
    if date_left + date > TEXT_WIDTH - _TWO:
        date_left = TEXT_WIDTH - _TWO - date
        name_left = min(name_left, date_left - _TWO)
    return name_left, date_left


def _sealed(name: int, date: int) -> tuple[int, int]:
    """Left edges of 署名, centred over the date, and of the date four characters from the right (7.3.5.1).

    A name too long for that keeps inside the text area.
    """
    date_left = TEXT_WIDTH - 2 * _TWO - date
    name_left = date_left + (date - name) // 2
    return min(name_left, TEXT_WIDTH - name), date_left


def _remark(elements: Elements, pen: Pen) -> list[str]:
    return [paragraph("Remark", pen.runs(_bracketed(elements.remark, pen)))] if elements.remark else []


def _bracketed(text: str, pen: Pen) -> str:
    return text if pen.marks.plain(text).startswith("（") else f"（{text}）"
