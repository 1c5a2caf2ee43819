"""The head on the first page: the red mark and the red rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.document.inspect.checks.head import has_mark
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry.pages import MM, Glyph, Line, Page
from reporter.document.inspect.geometry.sheets import Sheets

_INK_ABOVE, _INK_BELOW = 0.835, 0.125  # of a Han's size, from its base line: where the ink of usual faces ends
_MARK_TOP, _MARK_ERROR = 72.0, 1.0
_GAP, _GAP_ERROR = 4.0, 0.5
_LEFT, _RIGHT, _EDGE_ERROR = 28.0, 184.0, 1.0
_BIG = 24  # points: no red text below is a mark


def mark_top(sheets: Sheets) -> Iterator[Finding]:
    red = [glyph for glyph in _first(sheets.pages) if glyph.red and glyph.size > _BIG]
    if not has_mark(sheets.view) or not red:
        return
    top = min(glyph.y - _INK_ABOVE * glyph.size * MM for glyph in red)
    if abs(top - _MARK_TOP) > _MARK_ERROR:
        text = "".join(glyph.text for glyph in red)
        yield finding("G604", f"上边缘距纸边{top:.1f}毫米", text=text, page=1)


def rule(sheets: Sheets) -> Iterator[Finding]:
    lines = [line for line in (sheets.pages[0].lines if sheets.pages else ()) if line.red]
    if not has_mark(sheets.view) or not lines:
        return
    first = min(lines, key=lambda line: line.y)
    above = [glyph for glyph in _first(sheets.pages) if glyph.y < first.y and not glyph.red]
    gap = _gap(above, first)
    if gap is not None and abs(gap - _GAP) > _GAP_ERROR:
        yield finding("G605", f"红线距发文字号{gap:.1f}毫米", page=1)
    if abs(first.left - _LEFT) > _EDGE_ERROR or abs(first.right - _RIGHT) > _EDGE_ERROR:
        yield finding("G606", f"红线从{first.left:.1f}毫米到{first.right:.1f}毫米", page=1)


def _gap(above: Sequence[Glyph], line: Line) -> float | None:
    """White between the lowest line of text and the rule."""
    if not above:
        return None
    lowest = max(glyph.y + _INK_BELOW * glyph.size * MM for glyph in above)
    return line.y - line.points * MM / 2 - lowest


def _first(pages: Sequence[Page]) -> Sequence[Glyph]:
    return pages[0].inked if pages else ()


CHECKS = (mark_top, rule)
