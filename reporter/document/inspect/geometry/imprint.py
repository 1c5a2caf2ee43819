"""版记 as printed: its rules, its page; the signature with some of the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry.area import is_number
from reporter.document.inspect.geometry.pages import Line, Page
from reporter.document.inspect.geometry.sheets import Sheets
from reporter.document.inspect.model import Role, View

_LAST, _ERROR = 262.0, 0.5
_LEFT, _RIGHT, _EDGE_ERROR = 28.0, 184.0, 1.0
_FOOT = 200.0  # millimetres: the 版记 stands below
_THICK, _THIN = (0.85, 1.15), (0.6, 0.85)  # points: 0.35 and 0.25 mm
_WORDS = re.compile(r"抄送：|印发")


def rules(sheets: Sheets) -> Iterator[Finding]:
    """In a letter the 版记 has no rules; without an imprint there is nothing to measure."""
    page = _page(sheets.pages)
    letter = bool(sheets.view.sections) and sheets.view.sections[0].title_page
    if page is None or letter:
        return
    lines = _rules(page)
    if not lines or abs(lines[-1].y - _LAST) > _ERROR:
        where = f"末条线距纸上边{lines[-1].y:.1f}毫米" if lines else "没有版记的线"
        yield finding("G607", where, page=page.number)
        return
    wrong = [line for line in lines if abs(line.left - _LEFT) > _EDGE_ERROR or abs(line.right - _RIGHT) > _EDGE_ERROR]
    if wrong:
        yield finding("G608", f"线从{wrong[0].left:.1f}毫米到{wrong[0].right:.1f}毫米", page=page.number)
    for index, line in enumerate(lines):
        low, high = _THICK if index in (0, len(lines) - 1) else _THIN
        if not low <= line.points <= high:
            yield finding("G608", f"第{index + 1}条线粗{line.points * 25.4 / 72:.2f}毫米", page=page.number)


def even_side(sheets: Sheets) -> Iterator[Finding]:
    page = _page(sheets.pages)
    if page is not None and page.number % 2:
        yield finding("G614", f"版记在第{page.number}面，是单数面", page=page.number)


def signature_with_text(sheets: Sheets) -> Iterator[Finding]:
    """The page with the date shows a line of the body."""
    dates = sheets.view.of(Role.DATE)
    if not dates or not dates[0].number:
        return
    above = [
        re.sub(r"\s", "", text.text)
        for text in sheets.view.of(Role.BODY, Role.HEADING)
        if (text.number or 0) < dates[0].number
    ]
    date = re.sub(r"\s", "", dates[0].text)
    page = next((one for one in sheets.pages if date in _printed(one) and _signed(one, sheets.view)), None)
    if page is not None and above and above[-1][-4:] not in _printed(page):
        yield finding("G616", "有署名、日期的这一面没有正文", page=page.number)


def _signed(page: Page, view: View) -> bool:
    """Whether the signature stands there too: the date alone may be quoted elsewhere."""
    signed = "".join(re.sub(r"\s", "", text.text) for text in view.of(Role.SIGNATURE, Role.DATE))
    return view.has(Role.SIGNATURE) and signed in _printed(page)


def _page(pages: Sequence[Page]) -> Page | None:
    """The page with the 版记: the last with its words, in its lower part."""
    for page in reversed(pages):
        low = "".join(glyph.text for glyph in page.inked if glyph.y > _FOOT and not is_number(glyph, page))
        if not page.landscape and _WORDS.search(low) and any(line.y > _FOOT for line in page.lines):
            return page
    return None


def _rules(page: Page) -> list[Line]:
    """The black rules at the foot, from the top, those drawn twice once."""
    found: dict[float, Line] = {}
    for line in page.lines:
        if line.y > _FOOT and not line.red and line.y < 270:
            found.setdefault(round(line.y, 1), line)
    return [found[y] for y in sorted(found)]


def _printed(page: Page) -> str:
    return "".join(glyph.text for glyph in page.inked)


CHECKS = (rules, even_side, signature_with_text)
