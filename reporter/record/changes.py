"""The complete, typed list of what differs between two results of a period: causes, then what follows from them."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from reporter.core.problem import Problem
from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.ledger.model import ExpectedReturn
from reporter.plan.model import Comparator, Kind
from reporter.record.model import ActionResult, BureauResult, IndicatorResult, ListResult, TaskResult

Row = TypeVar("Row")
Value = Decimal | date | bool | None
Promised = Decimal | date | bool | str | tuple[str, ...] | Kind | Comparator | None
Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """An answer that differs: of a row, of one of its 分项 or 节点 (`code`); `source` is that of the new one.

    `field` is actual, prior_year, base (the level at the start of the year), done or finished.
    """

    indicator: str
    code: str
    field: str
    old: Value
    new: Value
    source: Source | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseChange:
    """A column of the register that differs for an indicator, one of its 分项 or 节点 (`code`)."""

    indicator: str
    code: str
    field: str
    old: Promised
    new: Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """A rule in force that differs; None: it did not exist."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange(Generic[Row]):
    """A row that differs, as it was and as it is (None: it is not there); `fields` names what differs, evidence aside.

    All fields are named for a row that came or went.
    """

    key: Key
    old: Row | None
    new: Row | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts of all counted indicators, and the shares of those that are due (None when nothing is)."""

    total: int
    due: int
    on_pace: int
    achieved: int
    lagging: int
    yellow: int
    red: int
    unreported: int
    not_due: int
    not_published: int
    not_applicable: int
    on_pace_share: Decimal | None
    lagging_share: Decimal | None
    unreported_share: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChange:
    """The colour of a bureau's notice (None: it has none)."""

    bureau: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that differs, causes first, then what follows. Empty everywhere when nothing does."""

    figures: tuple[FigureChange, ...]
    promises: tuple[PromiseChange, ...]
    rules: tuple[RuleChange, ...]
    head: tuple[str, ...]
    """Fields of the results themselves: sample, plan (name and number), elapsed_ratio, deadline, previous_sealed."""
    indicators: tuple[RowChange[IndicatorResult], ...]
    totals: RowChange[Totals] | None
    tasks: tuple[RowChange[TaskResult], ...]
    lists: tuple[RowChange[ListResult], ...]
    actions: tuple[RowChange[ActionResult], ...]
    bureaus: tuple[RowChange[BureauResult], ...]
    returns: tuple[RowChange[ExpectedReturn], ...]
    laggards_removed: tuple[str, ...]
    """Codes of counted indicators that are behind no longer, in the order of the old list."""
    laggards_added: tuple[str, ...]
    notices: tuple[NoticeChange, ...]
    problems_removed: tuple[Problem, ...]
    problems_added: tuple[Problem, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def corrected(self) -> tuple[str, ...]:
        """Codes of indicators, there before and after, of which an answer of their own differs.

        A figure that only follows the row from which it is taken is no correction.
        """
        rows = {row.key: row for row in self.indicators}
        borrowed = {code for row in rows.values() for one in (row.old, row.new) if one for code in one.uses}
        own = dict.fromkeys(one.indicator for one in self.figures if one.code not in borrowed)
        return tuple(code for code in own if rows[code].old and rows[code].new)
