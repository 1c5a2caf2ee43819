"""The merged ledger: the accepted answer to every row, every expected return, every file found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.intake.submission import AnswerState, ListAnswer, ReplyAnswer, StepAnswer, TaskAnswer


class ReturnState(Enum):
    """State of an expected form (DESIGN 8 `returns`)."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    REJECTED = "rejected"


class Outcome(Enum):
    """What became of a file (DESIGN 8 `files`)."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"
    NOT_A_FORM = "not_a_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The accepted answer to one figure row. `carried` is set when a nil return lets last period's figure stand."""

    code: str
    state: AnswerState
    bureau: str
    value: Decimal | None = None
    source: Source | None = None
    approximate: bool = False
    prior_year: Decimal | None = None
    prior_year_state: AnswerState = AnswerState.BLANK
    base: Decimal | None = None
    note: str = ""
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedReturn:
    """One form that was due and what became of it. Codes of action and bureau.

    `file` is the one that stands for it, `sender` the address it came from; `received` the arrival that decides whether
    it came in time.
    """

    action: str
    bureau: str
    state: ReturnState
    days_late: int = 0
    nil_return: bool = False
    file: str = ""
    sha256: str = ""
    received: datetime | None = None
    received_from: str = ""
    returned_times: int = 0
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """One file of the period's folder and its outcome; `reason` is a Chinese phrase, empty when counted."""

    file: str
    sha256: str
    received: datetime
    received_from: str
    action: str
    bureau: str
    outcome: Outcome
    reason: str = ""
    sender: str = ""
    sent_for: tuple[str, ...] | None = None
    """Codes of the bureaus whose address that was, as far as anybody could say (see `ReturnedFile`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A cell in which an earlier return of a form says something else than the newest; `chosen` is what counts."""

    action: str
    bureau: str
    item: str
    heading: str
    old: str
    old_source: Source
    new: str
    new_source: Source
    chosen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An accepted reply to a 督办单. `name` is that of the matter as printed in the form.

    `received` is the day on which the first acceptable one came in: a better one sent later makes nobody late.
    """

    bureau: str
    name: str
    answer: ReplyAnswer
    received: date
    reply_by: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything accepted for one month. Rows that no accepted return answers are absent."""

    period: Period
    sample: bool
    figures: Mapping[str, Observation] = field(default_factory=dict)
    steps: Mapping[str, StepAnswer] = field(default_factory=dict)
    tasks: Mapping[tuple[str, str], TaskAnswer] = field(default_factory=dict)
    """By task code and bureau code."""
    lists: tuple[tuple[str, str, ListAnswer], ...] = ()
    """Action code, bureau code, row."""
    replies: tuple[Reply, ...] = ()
    returns: tuple[ExpectedReturn, ...] = ()
    files: tuple[FoundFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    waived: tuple[Problem, ...] = ()
    """Problems that a waiver (特批) silences."""
    differences: tuple[Difference, ...] = ()
    cleared: tuple[Problem, ...] = ()
    """What was wrong in superseded returns and is put right in the one that stands for the form."""
