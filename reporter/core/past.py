"""What an earlier period left behind, as the stages that need it see it (only `record` reads it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal

from reporter.core.period import Period
from reporter.core.status import Status, TaskState
from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTask:
    """A lead's earlier answer on a task."""

    progress: Decimal | None = None
    narrative: str = ""
    state: TaskState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastListRow:
    """A row of 清单 as accepted earlier, so that a project keeps its identity from month to month."""

    code: str
    category: str
    name: str
    person: str = ""
    planned: Decimal | None = None
    done: Decimal | None = None
    unit: str = ""
    start: date | None = None
    due: date | None = None
    finished: date | None = None
    progress: str = ""
    task: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastMatter:
    """A matter under supervision to which a reply is asked: one of an earlier 督办单 that is still open.

    `bureau` is the code of the bureau that answers, `code` the indicator; `stood` says how it stood when the notice was
    issued, `standard` when it may be closed. `required` is the last day the plan leaves for it.
    """

    notice: str
    action: str
    bureau: str
    code: str
    name: str
    colour: str
    stood: str
    standard: str
    reply_by: date
    required: date
    situation: str = ""
    """What the last accepted reply says, with `measures`, `promised` and `person`; empty without one."""
    measures: str = ""
    promised: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The period before, by row codes (A1-K07, A1-K07-1, A1-K07-S1) and (task, bureau code)."""

    period: Period
    sealed: bool = False
    figures: Mapping[str, Decimal] = field(default_factory=dict)
    """Accepted figures by row code; unreported ones are absent."""
    bases: Mapping[str, Decimal] = field(default_factory=dict)
    """Year-start figures answered in a form, by indicator code: the first accepted answer."""
    statuses: Mapping[str, Status] = field(default_factory=dict)
    months_behind: Mapping[str, int] = field(default_factory=dict)
    """Consecutive months behind up to and including that period, by indicator code."""
    steps: Mapping[str, date | None] = field(default_factory=dict)
    """Finished milestones with their date where known, by step code."""
    tasks: Mapping[tuple[str, str], PastTask] = field(default_factory=dict)
    lists: tuple[PastListRow, ...] = ()
    months_exact: Mapping[str, int] = field(default_factory=dict)
    """Consecutive months, up to that period, in which a figure equalled target or pace, by indicator code."""
    months_unpublished: Mapping[str, int] = field(default_factory=dict)
    """Consecutive months in which 未公布 was typed, by indicator code."""
    year_ago: Mapping[str, Decimal] = field(default_factory=dict)
    """What was accepted a year before the period that follows, by row code; empty where no record tells."""
    matters: tuple[PastMatter, ...] = ()
    """Open matters of the notices issued so far, oldest notice first."""

    @property
    def is_of_this_year(self) -> bool:
        """Whether a month before is known; else only `year_ago` tells something."""
        return any((self.figures, self.statuses, self.steps, self.tasks, self.lists))
