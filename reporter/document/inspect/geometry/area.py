"""The text area: lines, characters, nothing outside it, heading rows of tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry.pages import Glyph, Page
from reporter.document.inspect.geometry.sheets import Sheets
from reporter.document.inspect.model import Role
from reporter.document.inspect.names import Element, W
from reporter.document.inspect.patterns import HAN

UPRIGHT, TURNED = (28.0, 37.0, 184.0, 262.0), (35.0, 28.0, 260.0, 184.0)
HANGING = set("，。、；：！？”’）》〕】")
_SLACK = 1.0  # millimetres: the error of the text area that the standard allows
_BODY = 15.5, 16.5  # points of 3号
_FEW = 3  # full lines that make a count worth telling
_LINES, _CHARS = 22, 28
_HAN = re.compile(f"[{HAN}]")
_MOST = 0.7  # of the cells: a long one may be broken over lines by a hyphen or number
_BIG = 30  # points: a mark or masthead, whose place is measured by itself


def is_number(glyph: Glyph, page: Page) -> bool:
    """Whether a character stands in the margin of the page number."""
    return glyph.turned or glyph.x < 34 if page.landscape else glyph.y > 263


def body_lines(page: Page) -> dict[float, list[Glyph]]:
    """The lines in 3号 of an upright page, by height."""
    lines: dict[float, list[Glyph]] = defaultdict(list)
    for glyph in page.inked:
        if not is_number(glyph, page):
            lines[round(glyph.y, 0)].append(glyph)
    return {y: line for y, line in lines.items() if all(_BODY[0] < glyph.size < _BODY[1] for glyph in line)}


def lines_of_a_page(sheets: Sheets) -> Iterator[Finding]:
    """Full are pages of body type alone, from the first line down to where no other line fits."""
    for page in sheets.pages[1:-1]:
        lines = sorted(body_lines(page))
        everything = {round(glyph.y, 0) for glyph in page.inked if not is_number(glyph, page)}
        if page.landscape or len(lines) < _FEW or len(everything) != len(lines):
            continue
        pitch = (lines[-1] - lines[0]) / (len(lines) - 1)
        full = lines[0] - UPRIGHT[1] < pitch * 1.4 and UPRIGHT[3] - lines[-1] < pitch
        if full and len(lines) != _LINES:
            yield finding("G602", f"这一面{len(lines)}行", page=page.number)


def characters_of_a_line(sheets: Sheets) -> Iterator[Finding]:
    """Full are lines of Han only that reach both edges.

    Some hold one less, stretched, where the next character may not be parted from a full stop: the longest counts.
    """
    full = [(page, line) for page in sheets.pages if not page.landscape for line in _full_lines(page)]
    if len(full) < _FEW:
        return
    page, line = max(full, key=lambda one: len(one[1]))
    if len(line) != _CHARS:
        text = "".join(glyph.text for glyph in sorted(line, key=lambda glyph: glyph.left))
        yield finding("G603", f"排满的行{len(line)}字", text=text, page=page.number)


def _full_lines(page: Page) -> Iterator[list[Glyph]]:
    for line in body_lines(page).values():
        reaches = min(glyph.left for glyph in line) < 29 and max(glyph.right for glyph in line) > 181
        if reaches and all(_HAN.fullmatch(glyph.text) for glyph in line):
            yield line


def inside_area(sheets: Sheets) -> Iterator[Finding]:
    """Closing punctuation may hang over the right edge."""
    for page in sheets.pages:
        left, top, right, bottom = TURNED if page.landscape else UPRIGHT
        out = [
            glyph
            for glyph in page.inked
            if not is_number(glyph, page)
            and glyph.size < _BIG
            and not (
                top - _SLACK < glyph.y < bottom + _SLACK
                and glyph.left > left - _SLACK
                and (glyph.text in HANGING or glyph.right < right + _SLACK)
            )
        ]
        if out:
            near = "".join(glyph.text for glyph in out[:20])
            yield finding("G611", f"有{len(out)}个字在版心之外", text=near, page=page.number)


def heading_rows(sheets: Sheets) -> Iterator[Finding]:
    """A table over several sheets.pages shows its heading on each: looked for by the words of its cells."""
    printed = ["".join(glyph.text for glyph in page.inked) for page in sheets.pages]
    for grid in sheets.view.grids:
        rows = grid.element.findall(f"{W}tr")
        if len(rows) < 3:
            continue
        head, last = _cells(rows[0]), _cells(rows[-1])
        first_page = next((index for index, text in enumerate(printed) if _shows(text, head, 1)), None)
        ends = [index for index, text in enumerate(printed) if _shows(text, last)]
        if first_page is None or not ends or ends[-1] <= first_page:
            continue
        bare = next((index for index in range(first_page, ends[-1] + 1) if not _shows(printed[index], head)), None)
        if bare is not None:
            yield finding("G612", f"表{grid.number}在这一面没有表头", page=bare + 1)


def first_page(sheets: Sheets) -> Iterator[Finding]:
    first = next((text.text for text in sheets.view.of(Role.BODY, Role.HEADING) if len(text.text) > 3), "")
    printed = "".join(glyph.text for glyph in sheets.pages[0].inked) if sheets.pages else ""
    start = re.sub(r"\s", "", first)[:8]
    if start and start not in printed:
        yield finding("G615", "首页没有正文", text=first, page=1)


def _cells(row: Element) -> list[str]:
    """The words of a row's cells that are long enough to be recognised."""
    texts = ("".join(item.text or "" for item in cell.iter(f"{W}t")) for cell in row.iterfind(f"{W}tc"))
    return [bare for text in texts if len(bare := re.sub(r"\s", "", text)) > 1]


def _shows(printed: str, cells: list[str], share: float = _MOST) -> bool:
    return len(cells) > 1 and sum(cell in printed for cell in cells) >= len(cells) * share


CHECKS = (first_page, lines_of_a_page, characters_of_a_line, inside_area, heading_rows)
