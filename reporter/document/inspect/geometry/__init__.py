"""Rules measured on the printed page."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.geometry import area, fonts, imprint, mark, numbers
from reporter.document.inspect.geometry.pages import NoReader, read_pages
from reporter.document.inspect.geometry.sheets import Sheets
from reporter.document.inspect.model import View

_CHECKS = (*mark.CHECKS, *area.CHECKS, *numbers.CHECKS, *imprint.CHECKS, *fonts.CHECKS)


def measure(view: View, pdf: bytes | None) -> Iterator[Finding]:
    """What the printed pages break; one remark where they cannot be measured."""
    if pdf is None:
        yield finding("G601", "没有PDF，版面没有测量")
        return
    try:
        pages = read_pages(pdf)
    except NoReader as error:
        yield finding("G601", f"{error}，版面没有测量")
        return
    for check in _CHECKS:
        yield from check(Sheets(view=view, pages=pages))
