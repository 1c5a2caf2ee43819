"""How a form looks: light yellow to be filled, grey to be left alone, rows high enough for their text."""

from __future__ import annotations

import math
from dataclasses import replace

from reporter.forms.guide import Look
from reporter.sheets.spec import Style

YELLOW, GREY, HEAD_GREY = "FFFFCC", "F2F2F2", "D9D9D9"
_LINE = 15.5
"""Points per line of 11 point text."""
_UNIT, _PADDING, _CHARACTER = 8, 4, 15
"""Pixels: of a unit of column width, of a cell's inner margins, of a Chinese character of 11 points."""

LOCKED = Style(fill=GREY, border=True, wrap=True)
OPEN = Style(fill=YELLOW, border=True, wrap=True, unlocked=True)
HEADING = Style(font="黑体", fill=HEAD_GREY, border=True, wrap=True, align="center")
SHEET_TITLE = Style(font="黑体", size=16, align="center")
SHEET_NOTE = Style(font="楷体", size=11, wrap=True)
HIDDEN = Style(size=9, color="808080")

LINES = {
    Look.TITLE: Style(font="黑体", size=18, align="center"),
    Look.SUBTITLE: Style(font="楷体", size=12, align="center"),
    Look.SENTENCE: Style(font="黑体", size=12, wrap=True),
    Look.HEADING: Style(font="黑体", size=11, wrap=True),
    Look.TEXT: Style(size=11, wrap=True, valign="top"),
}


def centred(style: Style, number_format: str = "General") -> Style:
    """`style` for figures, dates and short entries."""
    return replace(style, align="center", number_format=number_format)


def lines_of(text: str, width: float, size: float = 11) -> int:
    """Lines that `text` needs in a column of `width` units, in a font of `size` points; whole Chinese characters."""
    room = (_UNIT * width - _PADDING) / (_CHARACTER * size / 11)
    return sum(max(1, math.ceil(_characters(line) / room)) for line in text.split("\n"))


def height_of(lines: int, size: float = 11) -> float:
    """Height in points of a row with that many lines."""
    return round(_LINE * lines * size / 11 + 5, 1)


def _characters(text: str) -> float:
    return sum(1 if ord(character) > 0x2E7F or character in "“”‘’—…×" else 0.55 for character in text)
