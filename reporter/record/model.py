"""The results of a period as they stand in results.json (DESIGN 8); documents are written from these alone.

Codes stand for actions, tasks and bureaus. Ratios are shares of 1 with at most ten decimals.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from reporter.core.problem import Problem
from reporter.core.source import Source
from reporter.core.status import Reason, Status, TaskState
from reporter.core.values import dataclass
from reporter.ledger.model import Difference, ExpectedReturn, FoundFile
from reporter.plan.model import Comparator, Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRef:
    """Which register the results stand on. `sha256` is over the canonical CSV."""

    name: str
    number: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartResult:
    """One 分项 with its accepted figure."""

    code: str
    name: str
    unit: str
    target: Decimal | None
    actual: Decimal | None
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """One 节点. `done` None: not answered."""

    code: str
    name: str
    due: date
    done: bool | None
    finished: date | None
    note: str
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorResult:
    """One indicator: what was promised, what was reported, what it amounts to."""

    code: str
    action: str
    tasks: tuple[str, ...]
    name: str
    kind: Kind
    unit: str
    comparator: Comparator | None
    target: Decimal | None
    target_upper: Decimal | None
    base: Decimal | None
    actual: Decimal | None
    completion_ratio: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    status: Status
    reason: Reason | None
    bureau: str
    counted: bool
    uses: tuple[str, ...]
    previous: Decimal | None
    change: Decimal | None
    previous_status: Status | None
    source: Source | None
    parts: tuple[PartResult, ...] = ()
    steps: tuple[StepResult, ...] = ()
    months_behind: int = 0
    """Consecutive periods behind (months, quarters …), this one included; 0 when not behind."""
    approximate: bool = False
    carried: bool = False
    note: str = ""
    reported: Decimal | None = None
    """The figure of the indicator's own row as accepted; differs from `actual` where that is computed."""
    prior_year: Decimal | None = None
    months_exact: int = 0
    """Consecutive months in which the figure equalled target or pace, this one included."""
    months_unpublished: int = 0
    """Consecutive months in which 未公布 was typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnswerResult:
    """What one lead says of a task."""

    bureau: str
    status: TaskState | None
    progress: Decimal | None
    narrative: str
    trouble: str
    next_steps: str
    practice: str
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """One task; `answers` are those of its leads that gave one, in the plan's order."""

    code: str
    action: str
    name: str
    status: Status
    reported_status: TaskState | None
    progress: Decimal | None
    leads: tuple[str, ...]
    answers: tuple[TaskAnswerResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListResult:
    """One row of 清单."""

    code: str
    action: str
    bureau: str
    category: str
    name: str
    planned: Decimal | None
    done: Decimal | None
    unit: str
    start: date | None
    due: date | None
    progress: str
    source: Source | None
    task: str = ""
    person: str = ""
    finished: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionResult:
    """Counts and place of an action. `counts` has every status."""

    code: str
    name: str
    counts: Mapping[Status, int]
    due: int
    on_pace: int
    on_pace_share: Decimal | None
    mean_ratio: Decimal | None
    rank: int | None
    best_rank: int | None = None
    worst_rank: int | None = None
    """Between these the place may move when the missing figures come in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BureauResult:
    """Counts and place of a bureau. `timeliness` = forms on time ÷ forms expected."""

    code: str
    name: str
    counts: Mapping[Status, int]
    due: int
    on_pace: int
    on_pace_share: Decimal | None
    mean_ratio: Decimal | None
    rank: int | None
    rank_change: int | None
    timeliness: Decimal | None
    returned_times: int
    best_rank: int | None = None
    worst_rank: int | None = None


class MatterState(Enum):
    """How far a matter of a 督办单 has come (DOMAIN 8)."""

    OPEN = "open"
    IMPROVING = "improving"
    CLOSING_PROPOSED = "closing_proposed"
    CLOSED = "closed"
    CARRIED_ON = "carried_on"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """挂账 (no acceptable reply), 整改, 拟销号, 销号, 并入 (into a newer notice), 撤回 (by a correction)."""
        return {
            MatterState.OPEN: "挂账",
            MatterState.IMPROVING: "整改",
            MatterState.CLOSING_PROPOSED: "拟销号",
            MatterState.CLOSED: "销号",
            MatterState.CARRIED_ON: "并入",
            MatterState.WITHDRAWN: "撤回",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyResult:
    """An accepted reply to a notice, by number of the notice and code of bureau and indicator."""

    notice: str
    bureau: str
    code: str
    situation: str
    measures: str
    promised: date
    person: str
    closing: bool
    received: date
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeResult:
    """One matter of a notice issued in the year, as it stands at the end of the period.

    `bureau` is the code of the bureau noticed, `answering` of the one that answers for it now; `reply_by` the last day
    for a reply and `replied` the day of the first (None: none), in writing or in a form. `stood` and `stands` say in
    words how the matter stood when the notice was issued and stands now, `met` whether it is on pace now.
    """

    number: str
    period: str
    bureau: str
    answering: str
    code: str
    action: str
    name: str
    colour: str
    months_behind: int
    state: MatterState
    issued: date
    reply_by: date
    replied: date | None
    days_late: int
    overdue: bool
    """The last day has passed without a reply. False while no later form was due, and for what needs none any more."""
    met: bool
    closing_proposed: bool
    closed: date | None
    carried_by: str
    """The number of the newer notice that carries the matter on; empty for other states."""
    stood: str
    stands: str
    standard: str
    reply: ReplyResult | None
    """The latest reply accepted up to the period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All of results.json."""

    period: str
    sample: bool
    plan: PlanRef
    elapsed_ratio: Decimal
    rules: Mapping[str, str]
    indicators: tuple[IndicatorResult, ...] = ()
    tasks: tuple[TaskResult, ...] = ()
    lists: tuple[ListResult, ...] = ()
    actions: tuple[ActionResult, ...] = ()
    bureaus: tuple[BureauResult, ...] = ()
    returns: tuple[ExpectedReturn, ...] = ()
    files: tuple[FoundFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    previous_sealed: bool | None = None
    """Whether last period's results came from a sealed record; None without an earlier period."""
    deadline: date | None = None
    waived: tuple[Problem, ...] = ()
    """Problems that a waiver silences."""
    differences: tuple[Difference, ...] = ()
    cleared: tuple[Problem, ...] = ()
    """What was wrong in superseded returns and is put right."""
    notices: tuple[NoticeResult, ...] = ()
    """Every matter of the notices issued in the year, oldest notice first."""
    replies: tuple[ReplyResult, ...] = ()
    """Replies accepted from the forms of this period."""
