"""How a period was issued: number, day, notices. Sealed with it and never changed afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedMatter:
    """One matter of a notice. `code` is the indicator, `colour` its own rung, `months_behind` as of that period."""

    code: str
    colour: str
    months_behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedNotice:
    """A numbered 督办单 to one bureau (code). `reply_by` is the last day for a reply, None: with the next form."""

    number: str
    bureau: str
    colour: str
    matters: tuple[IssuedMatter, ...]
    reply_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issued edition of a period: 1 is the circular, each later one a correction of it.

    `number` is the 字号 of the circular or correction, `issue_no` the 期号 where the office numbers issues; one of the
    two may be empty. `notices` are numbered in the fixed order of bureaus and belong to edition 1.
    """

    period: str
    edition: int
    number: str
    issue_no: str
    day: date
    notices: tuple[IssuedNotice, ...] = ()


def notice_number(prefix: str, year: int, serial: int) -> str:
    """督〔2024〕27号."""
    return f"{prefix}〔{year}〕{serial}号"


def last_serial(issues: Iterable[Issue], prefix: str, year: int) -> int:
    """The highest serial that a notice of `issues` bears in a year; 0 when none does."""
    form = re.compile(rf"{re.escape(prefix)}〔{year}〕([1-9]\d*)号")
    found = (form.fullmatch(notice.number) for issue in issues for notice in issue.notices)
    return max((int(one.group(1)) for one in found if one), default=0)


def numbered(notices: Sequence[IssuedNotice], *, prefix: str, year: int, last: int) -> tuple[IssuedNotice, ...]:
    """The notices with the serials after `last`, in the order given."""
    return tuple(
        replace(notice, number=notice_number(prefix, year, serial)) for serial, notice in enumerate(notices, last + 1)
    )
