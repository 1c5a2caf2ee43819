"""Links from a workbook in output/<period>/ back to the very file and cell a figure came from."""

from __future__ import annotations

import re

from reporter.core.problem import Place
from reporter.core.source import Source

_TO_ROOT = "../../"
_IN_ZIP = re.compile(r"(?<=\.zip)!", re.IGNORECASE)
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d*)")
_LONGEST_TIP, _LONGEST_LINK = 200, 2000
"""Excel takes 255 and 2079 characters."""


def link_to_file(file: str) -> str:
    """The path to a file; empty for none. A form inside a zip links to the zip, as far as a program can open it."""
    link = _TO_ROOT + _IN_ZIP.split(file)[0] if file else ""
    return link if len(link) <= _LONGEST_LINK else ""


def link_to_cell(place: Place | Source | None) -> str:
    """The path to the file, with `#sheet!cell` where it can be opened there; empty without a file."""
    if place is None:
        return ""
    link = link_to_file(place.file)
    usable = place.sheet and "#" not in place.sheet and _ADDRESS.fullmatch(place.cell)
    if not link or not usable or _IN_ZIP.search(place.file):
        return link
    return f"{link}#{place.sheet}!{place.cell}"


def tip_of(place: Place | Source | None) -> str:
    """Where the link leads, in words: file name, sheet and cell; empty without a file."""
    if place is None or not place.file:
        return ""
    spot = "!".join(part for part in (place.sheet, place.cell) if part)
    return f"{short_name(place.file)} {spot}".strip()[:_LONGEST_TIP]


def short_name(file: str) -> str:
    """The file's own name, without the folders above it: a.zip!b.xlsx stays whole."""
    outer, *inside = _IN_ZIP.split(file)
    return "!".join([outer.rsplit("/", 1)[-1], *inside])


def address_key(cell: str) -> tuple[int, int, str]:
    """Order of cells on a sheet: row by row, columns from the left; other places last."""
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        return (10**9, 0, cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return (int(found[2]), column, cell)
