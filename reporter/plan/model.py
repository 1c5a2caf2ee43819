"""The register as values: everything the plan promises, with its source (DESIGN 4 and 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from reporter.core.values import dataclass

COLLECTIVE = "集合"
"""类别 of a name that stands for several bureaus."""


class Kind(Enum):
    """Kind of target; the value is its name in results.json, `label` the entry of 类型 (DOMAIN 1)."""

    CUMULATIVE = "cumulative"
    GROWTH = "growth"
    STOCK = "stock"
    STANDARD = "standard"
    SHARE = "share"
    REDUCTION = "reduction"
    CEILING = "ceiling"
    MILESTONE = "milestone"
    ZERO = "zero"
    FIRST = "first"
    RANGE = "range"
    RELATION = "relation"
    PAIRED = "paired"
    INPUT = "input"


class Comparator(Enum):
    """How actual and target compare; the value is the name in results.json, `label` the entry of 比较."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    ABOUT = "about"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"

    @property
    def label(self) -> str:
        return {"at_least": "不低于", "more_than": "超过", "about": "左右", "at_most": "不高于", "less_than": "低于"}[
            self.value
        ]

    def holds(self, actual: Fraction, target: Fraction) -> bool:
        """Whether `actual` satisfies the target; 左右 is judged as 不低于 (DESIGN 8)."""
        if self is Comparator.MORE_THAN:
            return actual > target
        if self is Comparator.AT_MOST:
            return actual <= target
        if self is Comparator.LESS_THAN:
            return actual < target
        return actual >= target


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanHead:
    """The plan document itself."""

    name: str
    number: str
    issuer: str
    issued: date
    year: int
    leader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """An organisation. `members` are the names that answer for a collective one (类别 集合)."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    members: tuple[str, ...] = ()
    order: int = 0
    since: date | None = None
    until: date | None = None
    merged_into: str = ""

    @property
    def is_collective(self) -> bool:
        return self.category == COLLECTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action with its task force (专班). Bureaus are named by 规范名."""

    code: str
    name: str
    convener: str = ""
    deputies: tuple[str, ...] = ()
    office: str = ""
    members: tuple[str, ...] = ()
    open_list: bool = False

    @property
    def is_ranked(self) -> bool:
        """A0 holds the general plan's own targets: counted, never ranked (DESIGN 4)."""
        return self.code != "A0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A numbered duty with its lead and supporting bureaus, by 规范名, in the plan's order."""

    code: str
    action: str
    section: str
    name: str
    leads: tuple[str, ...]
    supports: tuple[str, ...] = ()
    open_list: bool = False
    tags: tuple[str, ...] = ()
    due: date | None = None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the figures of an indicator that needs more than one (分项)."""

    indicator: str
    number: int
    name: str
    unit: str = ""
    target: Decimal | None = None
    uses: str = ""

    @property
    def code(self) -> str:
        return f"{self.indicator}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step of an indicator (节点)."""

    indicator: str
    number: int
    name: str
    due: date
    weight: Decimal = Decimal(1)
    inferred: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        return f"{self.indicator}-S{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One measured promise. `uses` is 取数: the code of the row whose figure this row shows."""

    code: str
    action: str
    name: str
    kind: Kind
    tasks: tuple[str, ...] = ()
    scope: str = ""
    comparator: Comparator | None = None
    target: Decimal | None = None
    target_upper: Decimal | None = None
    unit: str = ""
    decimals: int = 0
    base: Decimal | None = None
    uses: str = ""
    parent: str = ""
    counted: bool = True
    bureau: str = ""
    frequency: str = "月"
    pace: str = ""
    due: date | None = None
    inferred: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    phrase: str = ""
    remark: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether the row stands in a form; a row with 取数 takes its figure from another."""
        return not self.uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A contradiction of the plan and what is used until or since a ruling (裁定)."""

    matter: str
    codes: tuple[str, ...] = ()
    versions: str = ""
    adopted: str = ""
    adopted_scope: str = ""
    basis: str = ""
    ruled: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A column of an indicator or task that changed from a date on (调整)."""

    code: str
    column: str
    old: str
    new: str
    since: date
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """An exception to a rule (特批): who, which rule, why, approved by whom, until when."""

    rule: str
    code: str
    bureau: str
    reason: str
    approved_by: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The office's confirmation that a supervised matter is closed (督办)."""

    number: str
    bureau: str
    code: str
    conclusion: str
    closed: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day that deviates from the week: 休 is free, 班 is worked."""

    day: date
    category: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A dated setting that can change a figure, status, place or sentence (规则)."""

    name: str
    value: str
    since: date
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The whole register. Lookups are by code; orders are those of the tables."""

    head: PlanHead
    bureaus: tuple[Bureau, ...] = ()
    actions: tuple[Action, ...] = ()
    tasks: tuple[Task, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    parts: tuple[Part, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    closings: tuple[Closing, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    rules: tuple[Rule, ...] = ()

    @cached_property
    def bureau_by_name(self) -> Mapping[str, Bureau]:
        """Bureaus by 规范名."""
        return {bureau.name: bureau for bureau in self.bureaus}

    @cached_property
    def bureau_by_code(self) -> Mapping[str, Bureau]:
        return {bureau.code: bureau for bureau in self.bureaus}

    @cached_property
    def action_by_code(self) -> Mapping[str, Action]:
        return {action.code: action for action in self.actions}

    @cached_property
    def task_by_code(self) -> Mapping[str, Task]:
        return {task.code: task for task in self.tasks}

    @cached_property
    def indicator_by_code(self) -> Mapping[str, Indicator]:
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def milestone_by_code(self) -> Mapping[str, Milestone]:
        return {milestone.code: milestone for milestone in self.milestones}

    @cached_property
    def parts_of(self) -> Mapping[str, tuple[Part, ...]]:
        """分项 by indicator code; indicators without any are absent."""
        return _grouped(self.parts)

    @cached_property
    def milestones_of(self) -> Mapping[str, tuple[Milestone, ...]]:
        """节点 by indicator code; indicators without any are absent."""
        return _grouped(self.milestones)

    @cached_property
    def users_of(self) -> Mapping[str, tuple[str, ...]]:
        """Codes (rows and parts) that take their figure from a row, by that row's code."""
        users: dict[str, list[str]] = {}
        takers = [(row.uses, row.code) for row in self.indicators] + [(part.uses, part.code) for part in self.parts]
        for used, taker in takers:
            if used:
                users.setdefault(used, []).append(taker)
        return {code: tuple(found) for code, found in users.items()}

    def answering(self, names: tuple[str, ...]) -> Iterator[Bureau]:
        """The bureaus that answer for `names`: collective ones are replaced by their members, each body once."""
        seen: set[str] = set()
        for name in names:
            bureau = self.bureau_by_name[name]
            for member in bureau.members if bureau.is_collective else (name,):
                if member not in seen:
                    seen.add(member)
                    yield self.bureau_by_name[member]

    def rule(self, name: str, on: date) -> str:
        """The value of rule `name` in force on a day; KeyError when the register lacks it: no second default."""
        found = [rule for rule in self._rules_by_name[name] if rule.since <= on]
        if not found:
            raise KeyError(name)
        return max(found, key=lambda rule: rule.since).value

    @cached_property
    def _rules_by_name(self) -> Mapping[str, list[Rule]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.name, []).append(rule)
        return found


Row = TypeVar("Row", Part, Milestone)


def _grouped(rows: tuple[Row, ...]) -> Mapping[str, tuple[Row, ...]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.indicator, []).append(row)
    return {code: tuple(sorted(group, key=lambda row: row.number)) for code, group in groups.items()}
