"""What a period rests on: the earlier months of its year, how they were issued, what became of them since.

A sealed period keeps it as history.json, so that its archive can be computed again without the earlier months.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import TypeVar

from reporter.core.period import Period, Span
from reporter.core.values import dataclass
from reporter.intake.submission import ReturnedFile
from reporter.record.codec import decode, encode
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.results import BrokenRecord

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMonth:
    """The results of an earlier month, and whether they are those of its sealed record."""

    results: Results
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnote:
    """A circular of the year whose figures changed after it was issued: corrected, or waiting for the correction.

    `number` is that of the circular; `correction` that of 更正通报 with its `day`, empty while it is pending. `causes`
    is how much changed, `details` what, each a sentence.
    """

    period: str
    number: str
    causes: str
    correction: str = ""
    day: date | None = None
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The months before a period without a gap, oldest first; issues of the year's sealed months; footnotes.

    `year_ago` are the figures accepted for the same month of last year, by row code. Of a quarter, half-year or year
    `months` are the periods of its length, `within` the results of the months before its last one in the year, `gaps`
    its months of which nothing came back.
    """

    months: tuple[PastMonth, ...] = ()
    issues: tuple[Issue, ...] = ()
    year_ago: Mapping[str, Decimal] = field(default_factory=dict)
    footnotes: tuple[Footnote, ...] = ()
    within: tuple[Results, ...] = ()
    gaps: tuple[Period, ...] = ()

    @property
    def results(self) -> tuple[Results, ...]:
        """The results of the months."""
        return tuple(month.results for month in self.months)

    @property
    def previous(self) -> PastMonth | None:
        """The month before; None in January, or when it left nothing."""
        return self.months[-1] if self.months else None


def dump_history(history: History) -> bytes:
    """The bytes of history.json."""
    return _dumped(history)


def load_history(data: bytes) -> History:
    """What `dump_history` wrote; BrokenRecord when it is none."""
    return _loaded(History, data, "history.json")


def dump_issues(issues: tuple[Issue, ...]) -> bytes:
    """The bytes of issue.json: the circular's issue, then those of its corrections."""
    return _dumped(_Editions(issues=issues))


def load_issues(data: bytes) -> tuple[Issue, ...]:
    """What `dump_issues` wrote; BrokenRecord when it is none."""
    return _loaded(_Editions, data, "issue.json").issues


@dataclass(frozen=True, slots=True, kw_only=True)
class _Editions:
    issues: tuple[Issue, ...]


def receipts_of(results: Results) -> tuple[ReturnedFile, ...]:
    """When every file that could be read came in, and from whom, as it was decided at the time of issue.

    Unpacking a zip changes the times of its files, and 通讯录 goes on changing.
    """
    return tuple(
        ReturnedFile(
            file=one.file,
            sha256=one.sha256,
            received=one.received,
            received_from=one.received_from,
            sender=one.sender,
            sent_for=one.sent_for,
        )
        for one in results.files
        if one.sha256
    )


def dump_receipts(receipts: tuple[ReturnedFile, ...]) -> bytes:
    """The bytes of received.json."""
    return _dumped(_Receipts(files=receipts))


def load_receipts(data: bytes) -> tuple[ReturnedFile, ...]:
    """What `dump_receipts` wrote; BrokenRecord when it is none."""
    return _loaded(_Receipts, data, "received.json").files


@dataclass(frozen=True, slots=True, kw_only=True)
class _Receipts:
    files: tuple[ReturnedFile, ...]


def _dumped(value: object) -> bytes:
    return (json.dumps(encode(value), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def _loaded(kind: type[T], data: bytes, name: str) -> T:
    try:
        return decode(kind, json.loads(data))
    except (ValueError, TypeError, KeyError, ArithmeticError, RecursionError) as error:
        raise BrokenRecord(f"{name}读不出来：{error}") from error


def comparable(period: Period, previous: Results | None) -> Results | None:
    """The results before a period where a comparison makes sense: figures start anew each January."""
    if previous is None:
        return None
    same_year = Period.parse(previous.period).year == period.year
    return previous if same_year or period.span is Span.YEAR else None
