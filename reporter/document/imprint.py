"""版记: the block between rules whose last rule is the bottom edge of the text area."""

from __future__ import annotations

from reporter.document.blocks import Elements, Layout
from reporter.document.drawing import place, text_box
from reporter.document.page import TEXT_HEIGHT, TEXT_WIDTH, TOP
from reporter.document.text import Pen, paragraph, width

_CHAR = 280  # one 4号 character
_LINE = 440
_RULE_LINE = 20  # a border adds its own thickness (an eighth of a point is 2.5 twips)
_THICK, _THIN = 8, 6  # eighths of a point: 0.35 and 0.25 mm
_HANGING = f'w:left="{4 * _CHAR}" w:right="{_CHAR}" w:hanging="{3 * _CHAR}"'
_HANGING_SHORT = f'w:left="{3 * _CHAR}" w:right="{_CHAR}" w:hanging="{2 * _CHAR}"'
_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - _CHAR}"/></w:tabs>'

Lines = list[tuple[str, int]]  # a paragraph and its height in twips


def imprint(elements: Elements, pen: Pen) -> tuple[str, int]:
    """A run with the 版记 at the foot of its page, and its height in twips; empty if the document has none."""
    groups = _brief(elements, pen) if elements.layout is Layout.BRIEF else _file(elements, pen)
    groups = [group for group in groups if group]
    if not groups:
        return "", 0
    lines = _ruled(groups) if elements.layout is not Layout.LETTER else [line for group in groups for line in group]
    height = sum(height for _, height in lines)  # by offset: LibreOffice misplaces an alignment after a blank side
    box = text_box(
        "".join(xml for xml, _ in lines),
        number=101,
        description="版记",
        size=(TEXT_WIDTH, height),
        across=place("margin", offset=0),
        down=place("page", offset=TOP + TEXT_HEIGHT - height),
        wrap="<wp:wrapTopAndBottom/>",
    )
    return box, height


def _file(elements: Elements, pen: Pen) -> list[Lines]:
    copied = [_addressed("抄送：", elements.copied_to, pen)] if elements.copied_to else []
    if not (elements.printer or elements.printed_on) or elements.layout is Layout.LETTER:
        return [copied]
    date = f"\t{elements.printed_on}印发" if elements.printed_on else ""
    return [copied, [_line(pen.runs(f"{elements.printer}{date}", bookmarks=False))]]


def _brief(elements: Elements, pen: Pen) -> list[Lines]:
    pairs = (("报：", elements.reported_to), ("送：", elements.sent_to), ("抄送：", elements.copied_to))
    receivers = [_addressed(label, text, pen) for label, text in pairs if text]
    printed = [_line(pen.runs(f"\t（共印{elements.copies}份）", bookmarks=False))] if elements.copies else []
    return [receivers, printed]


def _addressed(label: str, text: str, pen: Pen) -> tuple[str, int]:
    """A line whose further lines align behind the colon."""
    stop = "" if pen.marks.plain(text).endswith("。") else "。"
    room = (TEXT_WIDTH - (len(label) + 2) * _CHAR) * 2 // _CHAR
    count = max(1, -(-width(pen.marks.plain(text) + stop) // room))
    indent = _HANGING if len(label) == 3 else _HANGING_SHORT
    return paragraph("Imprint", pen.runs(label + text + stop, bookmarks=False), indent=indent), count * _LINE


def _line(content: str) -> tuple[str, int]:
    return paragraph("Imprint", content, before=_TABS, indent=f'w:left="{_CHAR}"'), _LINE


def _ruled(groups: list[Lines]) -> Lines:
    """The groups between rules: thick first and last, thin between. Rules stand on lines without indent."""
    lines = [_rule(_THICK)]
    for index, group in enumerate(groups):
        lines += [*([_rule(_THIN)] if index else []), *group]
    return [*lines, _rule(_THICK, side="bottom")]


def _rule(size: int, *, side: str = "top") -> tuple[str, int]:
    border = f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("Rule", before=border), _RULE_LINE + size * 5 // 2
