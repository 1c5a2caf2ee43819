"""Looks of the workbooks and the smallest cells: words, figures, shares, dates, lights."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from reporter.bulletin.figure import Figure, Phrase
from reporter.bulletin.remarks import NOTHING
from reporter.bulletin.words import plain
from reporter.core.marks import strip_private
from reporter.core.numbers import percent
from reporter.sheets.spec import CellSpec, Style

SIZE = 10
HEAD_GREY, SUM_GREY, PALE = "D9D9D9", "EDEDED", "F7F7F7"
GREEN, YELLOW, RED, GREY = "00B050", "FFC000", "C00000", "A6A6A6"
FILLS = {"绿": "C6EFCE", "黄": "FFEB9C", "红": "FFC7CE"}
BAR = "9DC3E6"
DATE = 'yyyy"年"m"月"d"日"'
MOMENT = "yyyy-mm-dd hh:mm"

TEXT = Style(size=SIZE, border=True, wrap=True)
CENTRED = replace(TEXT, align="center")
HEADING = Style(font="黑体", size=SIZE, fill=HEAD_GREY, border=True, wrap=True, align="center")
TITLE = Style(font="黑体", size=16)
NOTE = Style(font="楷体", size=11)
_LINK_BLUE = "0563C1"
_NUMBER = re.compile(r"−?\d+(?:\.(\d+))?")


def words(text: str) -> CellSpec:
    """A text at the left; — where there is none."""
    return CellSpec(value=strip_private(text) or NOTHING, style=TEXT)


def said(text: str) -> CellSpec:
    """What a bureau typed, whole; — where it says nothing."""
    return words(plain(text))


def centred(text: str) -> CellSpec:
    """A short text in the middle; — where there is none."""
    return CellSpec(value=strip_private(text) or NOTHING, style=CENTRED)


def figure(value: Decimal | int | None, number_format: str = "General") -> CellSpec:
    """A number; — where there is none, never 0."""
    if value is None:
        return centred(NOTHING)
    return CellSpec(value=value, style=replace(CENTRED, number_format=number_format))


def share(ratio: Decimal | None) -> CellSpec:
    """A share of 1 as 84.0%, with as many decimals as keep 99.96% from reading 100.0%; — where there is none."""
    return centred(NOTHING) if ratio is None else figure(ratio, f"{format_of(percent(ratio))}%")


def day(value: date | None) -> CellSpec:
    """A date as 2024年5月31日."""
    return centred(NOTHING) if value is None else CellSpec(value=value, style=replace(CENTRED, number_format=DATE))


def moment(value: datetime | None) -> CellSpec:
    """A date with its time of day."""
    return centred(NOTHING) if value is None else CellSpec(value=value, style=replace(CENTRED, number_format=MOMENT))


def worded(printed: Figure | Phrase, value: Decimal | None = None) -> CellSpec:
    """The number in a printed phrase under a format that shows the phrase (慢4.7个百分点); words alone stay words.

    `value` replaces the figure's own value where the phrase counts in another measure.
    """
    figures = [part for part in printed.parts if isinstance(part, Figure)] if isinstance(printed, Phrase) else [printed]
    if len(figures) != 1:
        return centred(str(printed))
    found = _NUMBER.search(figures[0].text)
    assert found is not None
    before, _, after = str(printed).partition(found.group())
    number = figures[0].value if value is None else value
    shown = quoted(before) + format_of(found.group()) + ("%" if after == "%" else quoted(after))
    unsigned = number < 0 and not found.group().startswith("−")
    return figure(number, f"{shown};{shown}" if unsigned else shown)


def format_of(text: str) -> str:
    """The number format with as many decimals as the printed number.

    >>> format_of("42.86%")
    '0.00'
    """
    found = _NUMBER.search(text)
    decimals = len(found.group(1) or "") if found else 0
    return "0." + "0" * decimals if decimals else "0"


def quoted(text: str) -> str:
    """`text` as a literal of a number format."""
    literal = text.replace('"', "")
    return f'"{literal}"' if literal else ""


def light(text: str, colour: str | None) -> CellSpec:
    """Mark and word of a light on its colour; a state without light stays white."""
    return CellSpec(value=text, style=replace(CENTRED, fill=FILLS.get(colour or "", "")))


def linked(cell: CellSpec, link: str, tip: str = "") -> CellSpec:
    """The cell as a link; unchanged where there is nothing to lead to."""
    if not link:
        return cell
    return replace(cell, link=link, tip=tip, style=replace(cell.style, underline=True, color=_LINK_BLUE))


def filled(cell: CellSpec, fill: str, *, bold: bool = False) -> CellSpec:
    """The cell on a ground colour, unless it has one."""
    return replace(cell, style=replace(cell.style, fill=cell.style.fill or fill, bold=bold or cell.style.bold))
