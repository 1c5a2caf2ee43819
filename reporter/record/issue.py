"""How a period was issued: number, day, notices. Sealed with it and never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
