"""How a sheet shows, prints and resists: frozen headings, A4, protection."""

from __future__ import annotations

from typing import Any

from reporter.sheets.spec import SheetSpec

_A4 = 9
_LONGEST_HEADER = 255
_ALLOWED = {"autofilter": True, "format_cells": True, "format_columns": True, "format_rows": True}
"""What people may still do on a protected sheet: filter, widen, wrap. Excel keeps locked cells locked all the same.

Sorting would be refused by Excel over locked cells anyway.
"""


def set_page(sheet: Any, spec: SheetSpec) -> None:
    """Applies view, print set-up, protection and visibility of `spec`."""
    _set_view(sheet, spec)
    _set_print(sheet, spec)
    if spec.protected:
        sheet.protect("", _ALLOWED)
    if spec.state == "hidden":
        sheet.hide()
    elif spec.state == "veryHidden":
        sheet.very_hidden()
    elif spec.state != "visible":
        raise ValueError(f"unknown state of a sheet: {spec.state}")


def _set_view(sheet: Any, spec: SheetSpec) -> None:
    if spec.freeze:
        sheet.freeze_panes(spec.freeze[0] - 1, spec.freeze[1] - 1)
    if spec.autofilter:
        sheet.autofilter(*(number - 1 for number in spec.autofilter))
    if spec.tab_color:
        sheet.set_tab_color(f"#{spec.tab_color}")
    if spec.zoom != 100:
        sheet.set_zoom(spec.zoom)


def _set_print(sheet: Any, spec: SheetSpec) -> None:
    """One page in width, as many as needed in length."""
    page = spec.page
    for text in (page.header, page.footer):
        if len(text) > _LONGEST_HEADER:
            raise ValueError(f"header or footer longer than {_LONGEST_HEADER}: {text}")
    sheet.set_paper(_A4)
    if page.landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    if page.repeat_rows:
        sheet.repeat_rows(page.repeat_rows[0] - 1, page.repeat_rows[1] - 1)
    if page.header:
        sheet.set_header(page.header)
    if page.footer:
        sheet.set_footer(page.footer)
