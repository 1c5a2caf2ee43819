"""How a cell of the register becomes a value and back: text, names, numbers, dates, flags, labels.

Every cell is read as text first, so that a CSV file and a workbook go through the same rules. What a clerk
types in passing (full-width digits, blanks at the end, 2024年6月30日) is understood; what is not understood
raises ValueError, and `reading.py` turns that into a problem with the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reporter.core.values import dataclass
from reporter.plan.kinds import BY_LABEL, SPECS
from reporter.plan.model import Comparator, Kind

if TYPE_CHECKING:
    from reporter.sheets.spec import CellValue

YES, NO, SEPARATOR = "是", "否", "、"

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200d\u2060\ufeff]")
_LIST = re.compile(r"[、，,；;\n]")
_NEXT_PLACE = re.compile(r"、(?=A\d|总体方案)")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?%?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00:00)?")
_DASHES = re.compile("[‐-―−]")
_YEARS = range(2000, 2100)
_EXACT_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of cell. `code` is the problem of a cell that `read` refuses (ValueError), `wanted` what it asks for."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    cell: Callable[[Any], CellValue]
    code: str = ""
    wanted: str = ""
    holds_several: bool = False
    number_format: str = "General"


def clean(text: str) -> str:
    """`text` without unseen characters and without white space around it; line ends are \\n."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(text: str) -> str:
    """`text` with full-width letters and digits made ordinary, dashes made hyphens, and no white space.

    >>> plain("Ａ１－K０7 ")
    'A1-K07'
    """
    return _DASHES.sub("-", "".join(unicodedata.normalize("NFKC", text).split()))


def number(text: str) -> Decimal | None:
    """The number a cell shows; None for an empty cell; a percent sign is dropped (60% is 60). ValueError otherwise.

    >>> number("１，５００")
    Decimal('1500')
    """
    digits = _THOUSANDS.sub("", plain(text))
    if not digits:
        return None
    if not _NUMBER.fullmatch(digits):
        raise ValueError(text)
    return Decimal(digits.rstrip("%"))


def number_text(value: Decimal | None) -> str:
    """Canonical text of a number: no exponent, no trailing zeros, no -0; empty for None.

    >>> number_text(Decimal("1.50"))
    '1.5'
    """
    if value is None:
        return ""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def day(text: str) -> date | None:
    """The date a cell shows as 2024-06-30, 2024/6/30, 2024.6.30 or 2024年6月30日; None when empty, else ValueError.

    >>> day("2024年6月30日")
    datetime.date(2024, 6, 30)
    """
    compact = plain(text)
    if not compact:
        return None
    found = _DATE.fullmatch(compact)
    if found is None:
        raise ValueError(text)
    year, month, of_month = map(int, found.groups())
    return date(year, month, of_month)


def places(text: str) -> tuple[str, ...]:
    """Items of 出处; an item may itself hold 、, so a new one begins only at an action or at 总体方案.

    >>> places("A2 一、工作目标、总体方案 一、主要目标")
    ('A2 一、工作目标', '总体方案 一、主要目标')
    """
    return tuple(item.strip() for item in _NEXT_PLACE.split(text) if item.strip())


def _names(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in _LIST.split(text) if item.strip())


def _code(text: str) -> str:
    return plain(text).upper()


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code for item in _LIST.split(text) if (code := _code(item)))


def _whole(text: str) -> int:
    value = number(text) or Decimal(0)
    if value != int(value):
        raise ValueError(text)
    return int(value)


def _year(text: str) -> int:
    year = _whole(text.removesuffix("年"))
    if year not in _YEARS:
        raise ValueError(text)
    return year


def _weight(text: str) -> Decimal:
    value = number(text)
    return Decimal(1) if value is None else value


def _weight_text(value: Decimal) -> str:
    return "" if value == 1 else number_text(value)


def _flag(text: str) -> bool:
    if text not in (YES, NO, ""):
        raise ValueError(text)
    return text == YES


def _kind(text: str) -> Kind:
    if text not in BY_LABEL:
        raise ValueError(text)
    return BY_LABEL[text]


def _comparator(text: str) -> Comparator | None:
    for comparator in Comparator:
        if comparator.label == text:
            return comparator
    if text:
        raise ValueError(text)
    return None


def _calendar(text: str) -> str:
    if text not in CALENDAR_LABELS:
        raise ValueError(text)
    return text


def _joined(items: tuple[str, ...]) -> str:
    return SEPARATOR.join(items)


def _setting_cell(value: str) -> CellValue:
    """A setting as a number cell where that loses nothing, so that Excel does not complain about it."""
    if len(value) <= _EXACT_DIGITS and _NUMBER.fullmatch(value) and not value.endswith("%"):
        found = Decimal(value)
        return found if number_text(found) == value else value
    return value or None


def _as_text(write: Callable[[Any], str]) -> Callable[[Any], CellValue]:
    return lambda value: write(value) or None


def _text_form(read: Callable[[str], Any], write: Callable[[Any], str], **more: Any) -> Form:
    return Form(read=read, write=write, cell=_as_text(write), **more)


def _choices(labels: tuple[str, ...]) -> str:
    return "、".join(labels)


CALENDAR_LABELS = ("休", "班")
KIND_LABELS = tuple(spec.label for spec in SPECS.values())
COMPARATOR_LABELS = tuple(comparator.label for comparator in Comparator)

TEXT = _text_form(str, str)
CODE = _text_form(_code, str)
NAMES = _text_form(_names, _joined, holds_several=True)
CODES = _text_form(_codes, _joined, holds_several=True)
PLACES = _text_form(places, _joined, holds_several=True)
FLAG = _text_form(_flag, lambda value: YES if value else "", code="P107", wanted="是，或者空着")
YES_NO = _text_form(_flag, lambda value: YES if value else NO, code="P107", wanted="是或否")
KIND = _text_form(_kind, lambda value: SPECS[value].label, code="P107", wanted=_choices(KIND_LABELS))
COMPARATOR = _text_form(
    _comparator, lambda value: value.label if value else "", code="P107", wanted=_choices(COMPARATOR_LABELS)
)
CALENDAR = _text_form(_calendar, str, code="P107", wanted=_choices(CALENDAR_LABELS))
NUMBER = Form(read=number, write=number_text, cell=lambda value: value, code="P105")
WEIGHT = Form(read=_weight, write=_weight_text, cell=lambda value: None if value == 1 else value, code="P105")
YEAR = Form(read=_year, write=str, cell=lambda value: value, code="P159")
WHOLE = Form(read=_whole, write=str, cell=lambda value: value, code="P105")
DATE = Form(
    read=day,
    write=lambda value: value.isoformat() if value else "",
    cell=lambda value: value,
    code="P106",
    number_format="yyyy-mm-dd",
)
SETTING = Form(read=str, write=str, cell=_setting_cell)
NUMERIC = (NUMBER, WEIGHT, WHOLE)
