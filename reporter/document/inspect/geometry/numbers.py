"""Page numbers as printed: there, in order, in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry.area import is_number
from reporter.document.inspect.geometry.pages import Glyph, Page
from reporter.document.inspect.geometry.sheets import Sheets

_BASE, _BASE_ERROR = 271.0, 1.0
_ODD_RIGHT, _EVEN_LEFT, _EDGE_ERROR = 179.1, 33.0, 1.0
_SHEET = 297.0
_NUMBER = re.compile(r"[—\-–－]?\d+[—\-–－]?")


def printed(sheets: Sheets) -> Iterator[Finding]:
    """Blank sides, a side for the 版记 alone and the first page of a letter carry no number."""
    letter = bool(sheets.view.sections) and sheets.view.sections[0].title_page
    for page in sheets.pages:
        foot = _foot(page)
        if not foot:
            if not (letter and page.number == 1) and not _is_bare(page):
                yield finding("G610", "这一面没有页码", page=page.number)
            continue
        digits = "".join(re.findall(r"\d", "".join(glyph.text for glyph in foot)))
        if digits != str(page.number):
            yield finding("G610", f"这一面的页码是{digits}", page=page.number)
        yield from _place(page, foot)


def _place(page: Page, foot: list[Glyph]) -> Iterator[Finding]:
    """A turned page has its number where the others have it, as the sheet lies in the hand."""
    digit = next(glyph for glyph in foot if glyph.text.isdigit())  # dashes may stand askew in turned lines
    if page.landscape:
        if not digit.turned:
            return
        base, start, end = _SHEET - digit.x, foot[0].top, foot[-1].bottom
    else:
        base, start, end = digit.y, foot[0].left, foot[-1].right
    odd = page.number % 2 == 1
    edge, wanted = (end, _ODD_RIGHT) if odd else (start, _EVEN_LEFT)
    if abs(base - _BASE) > _BASE_ERROR:
        yield finding("G609", f"页码的底线距纸上边{base:.1f}毫米，应为{_BASE:g}毫米", page=page.number)
    if abs(edge - wanted) > _EDGE_ERROR:
        side = "右" if odd else "左"
        yield finding("G609", f"页码的{side}边在{edge:.1f}毫米处，应为{wanted:g}毫米", page=page.number)


def _foot(page: Page) -> list[Glyph]:
    """The glyphs of the number with its dashes, without words beside it."""
    foot = [glyph for glyph in page.inked if is_number(glyph, page)]
    text = "".join(glyph.text for glyph in foot)
    found = _NUMBER.search(text) if len(text) == len(foot) else None
    return foot[found.start() : found.end()] if found else []


def _is_bare(page: Page) -> bool:
    """Nothing above the last third: a blank side or the 版记 alone."""
    return not any(glyph.y < page.height * 2 / 3 for glyph in page.inked if not is_number(glyph, page))


CHECKS = (printed,)
