"""The token of a row, which says whose it is and what it asks; it is the truth about a returned row (DESIGN 6)."""

from __future__ import annotations

import re
from operator import mul
from typing import NamedTuple

from reporter.core.period import Period
from reporter.core.values import dataclass

FORM_ID = "RPT_FORM_ID"
"""The defined name and document property that carry the form's number."""
META = "_meta"
"""The hidden sheet that says what the form is, for a reader that lost the tokens."""
SAMPLE = "样例"
"""Property and line of `_meta` that mark sample data; the value is 是."""

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Thirty-one characters that no one confuses."""
_PRIME, _WEIGHT = 953, 37
"""A prime below 31²: one slip or two swapped neighbours always change the remainder."""
_WEIGHTS = tuple(pow(_WEIGHT, place, _PRIME) for place in range(200))
"""Of each place from the right; a token has some thirty."""
CENTURY = "20"
"""Stands in every token, hence a text without it is none."""
_NUMBER = r"(20\d\d-(?:0[1-9]|1[0-2]))\.(A\d+)\.(B\d+)"
_TOKEN = re.compile(_NUMBER + r"\.([A-Z0-9][A-Z0-9-]*)\.([0-9a-f]{2})\.([" + _ALPHABET + "]{2})")
_FORM_NUMBER = re.compile(_NUMBER + r"\.([0-9a-f]{2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormNumber:
    """What a form says about itself in its corroborating places: `2024-05.A1.B012.3f`."""

    period: Period
    action: str
    bureau: str
    edition: str

    def __str__(self) -> str:
        return f"{self.period}.{self.action}.{self.bureau}.{self.edition}"


class Token(NamedTuple):
    """A row's identity; action and bureau are codes, `code` is the row's.

    A named tuple, for a month's forms have thousands of rows.
    """

    period: Period
    action: str
    bureau: str
    code: str
    edition: str

    @property
    def form_number(self) -> FormNumber:
        """The form to which the row belongs."""
        return FormNumber(period=self.period, action=self.action, bureau=self.bureau, edition=self.edition)


def make(period: Period, action: str, bureau: str, code: str, edition: str) -> str:
    """The token of one row.

    >>> make(Period.parse("2024-05"), "A1", "B012", "A1-K07", "3f")[:-2]
    '2024-05.A1.B012.A1-K07.3f.'
    """
    body = f"{period}.{action}.{bureau}.{code}.{edition}"
    return f"{body}.{_check_digits(body)}"


def parse(text: str) -> Token | None:
    """What a token says; None when `text` is no token or its check digits do not fit."""
    found = _TOKEN.fullmatch(text.strip()) if "." in text and CENTURY in text else None
    if found is None:
        return None
    period, action, bureau, code, edition, digits = found.groups()
    if _check_digits(f"{period}.{action}.{bureau}.{code}.{edition}") != digits:
        return None
    return Token(period=Period.parse(period), action=action, bureau=bureau, code=code, edition=edition)


def parse_form_number(text: str) -> FormNumber | None:
    """What a form number says; None when `text` is none."""
    found = _FORM_NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    period, action, bureau, edition = found.groups()
    return FormNumber(period=Period.parse(period), action=action, bureau=bureau, edition=edition)


def _check_digits(body: str) -> str:
    weighted = map(mul, map(ord, reversed(body)), _WEIGHTS)
    high, low = divmod(sum(weighted) % _PRIME, len(_ALPHABET))
    return _ALPHABET[high] + _ALPHABET[low]
