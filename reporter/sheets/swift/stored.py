"""What a stored value means, as the faithful reader understands it, by the kind of its cell and its bytes.

A value here is what stands between the two `v` of its tags: `>12</`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reporter.sheets.cells import CellKind
from reporter.sheets.swift.text import Odd, Remembered, resolved, text_of, unescaped
from reporter.sheets.values import NOTHING, Content, plain_content

EMPTY = b"></"
_TEXT = re.compile(rb">([^<]*)</")
_NUMBER = re.compile(rb">(-?\d{1,18}(?:(\.\d{1,20})?(?:[eE][-+]?\d{1,3})?))</")
_INDEXES = tuple(b">%d</" % index for index in range(2048))
Tables = Mapping[bytes, Mapping[bytes, Content]]


def tables_with(strings: Sequence[Content]) -> Tables:
    """Contents by kind and bytes in a workbook with these shared strings; KeyError or Odd for what none has."""
    count = len(strings)
    indexes = _INDEXES[:count] if count <= len(_INDEXES) else [b">%d</" % index for index in range(count)]
    return {**_TABLES, b"s": dict(zip(indexes, strings, strict=True))}


def number_in(value: bytes) -> int | float:
    """The number that a value writes; Odd when it is none."""
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise Odd
    written = found.group(1)
    return int(written) if written.lstrip(b"-").isdigit() else float(written)


def _number(value: bytes) -> Content:
    return NOTHING if value == EMPTY else plain_content(number_in(value))


class _Texts(dict[bytes, Content]):
    """What the result of a formula says that is a text: each is another, none is kept."""

    def __missing__(self, value: bytes) -> Content:
        found = _TEXT.fullmatch(value)
        if found is None:
            raise Odd
        return plain_content(unescaped(resolved(text_of(found.group(1)))))


_numbers = Remembered(_number)
_TABLES: Tables = {
    b"": _numbers,
    b"n": _numbers,
    b"b": {EMPTY: NOTHING, b">0</": (CellKind.BOOLEAN, False), b">1</": (CellKind.BOOLEAN, True)},
    b"str": _Texts({EMPTY: NOTHING}),
}
