"""Number formats: which one each style of a workbook has, and which of them make a number a day or a time.

Of a workbook's styles nothing else is read: one whose fonts or borders are broken says what it says all the same.
openpyxl is asked about a format that is not obvious, and loaded only then: most files have none.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from reporter.core.values import dataclass
from reporter.sheets.cells import GENERAL

CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((32, 55), 'h"时"mm"分"'),
    **dict.fromkeys((33, 56), 'h"时"mm"分"ss"秒"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
}
"""Built-in formats 27–36 and 50–58 are dates in Chinese Excel; no library knows them."""
DAY = "yyyy-mm-dd"
"""The format of a day in the forms."""
_NO_DAY = re.compile(r'General|@|(?:"[^";]*"|[#0,.%])+')
_PLAINEST = {0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
"""Built-in formats of plain numbers and texts (ECMA-376 part 1, 18.8.30); the others openpyxl knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """Number format by style number, and the style numbers that make a number a day or a time, or a duration."""

    shown: tuple[str, ...]
    dates: frozenset[int]
    durations: frozenset[int]


def formats_in(styles: bytes) -> Formats:
    """The number formats that the styles part names; ValueError or XMLSyntaxError where it cannot be read.

    One that is neither built in nor described shows a number as it is (ECMA-376 part 1, 18.8.30).
    """
    root: Any = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    own = {int(one.get("numFmtId", "")): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [int(style.get("numFmtId", "0")) for style in root.iterfind("{*}cellXfs/{*}xf")]
    shown = tuple(own[number] if number in own else _built_in(number) for number in numbers)
    return Formats(
        shown=shown,
        dates=frozenset(style for style, one in enumerate(shown) if is_date_format(one)),
        durations=frozenset(style for style, one in enumerate(shown) if is_duration_format(one)),
    )


def _built_in(number: int) -> str:
    if number in _PLAINEST:
        return _PLAINEST[number]
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return CHINESE_FORMATS.get(number) or BUILTIN_FORMATS.get(number, GENERAL)


def is_date_format(number_format: str) -> bool:
    """Whether a number in this format is a day, a time or a duration."""
    if number_format == DAY or _NO_DAY.fullmatch(number_format):
        return number_format == DAY
    from openpyxl.styles.numbers import is_date_format as is_date

    return is_date(number_format)


def is_duration_format(number_format: str) -> bool:
    """Whether a number in this format is a duration, such as [h]:mm."""
    if "[" not in number_format:
        return False
    from openpyxl.styles.numbers import is_timedelta_format

    return is_timedelta_format(number_format)
