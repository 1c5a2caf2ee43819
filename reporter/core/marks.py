"""Opaque marks for interpolated values.

A value that goes into a Markdown text becomes a mark of private-use characters; the Markdown
parser sees marks only, and the writers put the text back afterwards. So nothing a bureau typed
can turn into markup, and a printed figure keeps the name of its origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from decimal import Decimal
from enum import Enum

from reporter.core.values import dataclass

_OPEN, _CLOSE, _ZERO = "\ue000", "\ue001", 0xE010
_HIDDEN = {ord("0") + digit: _ZERO + digit for digit in range(10)}
_SHOWN = {hidden: shown for shown, hidden in _HIDDEN.items()}
_MARK = re.compile(f"{_OPEN}([\ue010-\ue019]+){_CLOSE}")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")


class Fixed(Enum):
    """What a printed text with digits is when it is no figure of the run; the value is its name."""

    DATE = "日期"
    CODE = "编号"
    ORDINAL = "序号"
    NAME = "名称"
    """Words of the register."""
    SAID = "填报文字"
    """Words of a bureau, or of a message about what it filled in."""
    PRINTED = "原通报文字"
    """Words of a circular that a correction quotes; every figure in them is traced in that circular."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A printed value: its text and, for a figure, its exact value and the name of what it was computed from.

    A text that may hold digits and is no figure says in `fixed` what it is. `number` is the mark's own in its table.
    """

    text: str
    origin: str | None = None
    value: Decimal | None = None
    fixed: Fixed | None = None
    number: int = 0


@dataclass(slots=True)
class Marks:
    """The table of marks of one document; `add` returns the opaque string that stands for a value."""

    entries: list[Mark] = field(default_factory=list)

    def add(
        self, text: str, origin: str | None = None, *, value: Decimal | None = None, fixed: Fixed | None = None
    ) -> str:
        """The opaque mark for `text`; private-use characters in `text` are dropped."""
        number = len(self.entries)
        self.entries.append(Mark(text=strip_private(text), origin=origin, value=value, fixed=fixed, number=number))
        return self._opaque(number)

    def again(self, mark: Mark, text: str) -> str:
        """The opaque mark for `mark` with its text broken otherwise; it keeps its number."""
        self.entries.append(replace(mark, text=strip_private(text)))
        return self._opaque(len(self.entries) - 1)

    def pieces(self, text: str) -> Iterator[str | Mark]:
        """The literal strings and marks of `text`, in order; empty strings are left out."""
        for index, part in enumerate(_MARK.split(text)):
            if index % 2:
                yield self._entry(part)
            elif part:
                yield part

    def plain(self, text: str) -> str:
        """`text` with every mark replaced by its value."""
        if _OPEN not in text:
            return text
        parts = _MARK.split(text)
        parts[1::2] = [self._entry(digits).text for digits in parts[1::2]]
        return "".join(parts)

    def _opaque(self, position: int) -> str:
        return f"{_OPEN}{str(position).translate(_HIDDEN)}{_CLOSE}"

    def _entry(self, digits: str) -> Mark:
        return self.entries[int(digits.translate(_SHOWN))]


def strip_private(text: str) -> str:
    """`text` without private-use characters, which are reserved for marks."""
    return _PRIVATE.sub("", text)
