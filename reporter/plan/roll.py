"""Next year's register from this year's: what stays, what is emptied, and the cells that the office has to fill.

A record cannot be without a date that its table asks for; such cells get a stand-in here and are written blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from decimal import Decimal

from reporter.core.values import dataclass
from reporter.plan.book import OpenCell, Spot
from reporter.plan.kinds import figure_codes
from reporter.plan.model import Indicator, Kind, Plan, Rule
from reporter.plan.succession import Succession

_WITHOUT_TARGET = frozenset({Kind.MILESTONE, Kind.RELATION, Kind.PAIRED})
_FIXED = frozenset({Kind.ZERO, Kind.FIRST})
"""Kinds whose target is 0 or 1 in every year."""
_EMPTIED = frozenset({"目标值", "目标上限", "时限"})


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEnd:
    """The last known figures of the year by indicator code; an approximate one is not fit for a base."""

    label: str
    """Which month they are of: 2024年12月."""
    is_december: bool
    actual: Mapping[str, Decimal]
    approximate: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """Next year's register and the cells that are left to the office."""

    plan: Plan
    cells: Mapping[Spot, OpenCell]
    based: tuple[str, ...] = ()
    """Codes of the rows whose 起点值 was filled."""
    unbased: tuple[str, ...] = ()
    """Codes of the rows that need one and have none."""


@dataclass(slots=True)
class _Cells:
    """The open cells so far."""

    found: dict[Spot, OpenCell] = field(default_factory=dict)

    def blank(self, table: str, index: int, heading: str, tip: str = "") -> None:
        self.found[table, index, heading] = OpenCell(tip=tip, blank=True)

    def look(self, table: str, index: int, heading: str, tip: str) -> None:
        self.found[table, index, heading] = OpenCell(tip=tip, blank=False)


def rolled(plan: Plan, end: YearEnd | None) -> Rolled:
    """The register of the year after the plan's; `end` are the figures for 起点值, None where there are none.

    `plan` is the register as it counts at the end of its year.
    """
    year = plan.head.year + 1
    cells, succession = _Cells(), Succession.of(plan.bureaus, date(year, 1, 1))
    based = _based(plan, end)
    moved = replace(
        plan,
        head=replace(plan.head, number="", issued=date(year, 1, 1), year=year),
        bureaus=succession.bureaus,
        actions=tuple(
            replace(
                action,
                deputies=succession.names(action.deputies),
                office=succession.name(action.office),
                members=succession.names(action.members),
            )
            for action in plan.actions
        ),
        tasks=tuple(
            replace(task, due=None, leads=succession.names(task.leads), supports=succession.names(task.supports))
            for task in plan.tasks
        ),
        indicators=tuple(_indicator(row, succession, based.get(row.code)) for row in plan.indicators),
        parts=tuple(replace(part, target=None) for part in plan.parts),
        milestones=tuple(
            replace(step, due=date(year, 12, 31), inferred=_kept(step.inferred)) for step in plan.milestones
        ),
        rulings=(),
        amendments=(),
        waivers=(),
        closings=(),
        calendar=(),
        rules=tuple(_rules(plan.rules, date(year, 1, 1))),
    )
    _open_cells(plan, moved, cells)
    unbased = tuple(_explain_bases(moved, end, cells))
    return Rolled(plan=moved, cells=cells.found, based=tuple(based), unbased=unbased)


def _indicator(row: Indicator, succession: Succession, base: Decimal | None) -> Indicator:
    return replace(
        row,
        target=row.target if row.kind in _FIXED else None,
        target_upper=None,
        base=base,
        due=None,
        bureau=succession.name(row.bureau),
        inferred=_kept(row.inferred),
        phrase="",
    )


def _kept(inferred: tuple[str, ...]) -> tuple[str, ...]:
    """推定 without the columns that are emptied."""
    return tuple(name for name in inferred if name not in _EMPTIED)


def _based(plan: Plan, end: YearEnd | None) -> Mapping[str, Decimal]:
    """起点值 of the rows that have one: the exact figure at the year's end."""
    if end is None:
        return {}
    rows = [row for row in plan.indicators if row.kind is Kind.STOCK and row.code not in end.approximate]
    return {row.code: end.actual[row.code] for row in rows if row.code in end.actual}


def _rules(rules: tuple[Rule, ...], start: date) -> Iterator[Rule]:
    """The value of each rule on `start`, dated that day, and what is ruled for later."""
    for name in dict.fromkeys(rule.name for rule in rules):
        own = sorted((rule for rule in rules if rule.name == name), key=lambda rule: rule.since)
        if now := [rule for rule in own if rule.since <= start]:
            yield replace(now[-1], since=start)
        yield from (rule for rule in own if rule.since > start)


def _open_cells(old: Plan, new: Plan, cells: _Cells) -> None:
    """Every cell to fill, and every text that still names the old year."""
    cells.look("方案", 0, "名称", "上年的名称，按新方案改。")
    for heading in ("文号", "印发日期"):
        cells.blank("方案", 0, heading)
    for index, (was, row) in enumerate(zip(old.indicators, new.indicators, strict=True)):
        if row.kind not in _WITHOUT_TARGET | _FIXED:
            cells.blank("指标", index, "目标值")
        if row.kind is Kind.RANGE:
            cells.blank("指标", index, "目标上限")
        if was.due:
            cells.blank("指标", index, "时限", f"上年是{was.due.isoformat()}。")
        if was.phrase:
            cells.blank("指标", index, "原文")
        if was.bureau and not row.bureau:
            cells.blank("指标", index, "填报单位", _gone(was.bureau))
    for index, task in enumerate(old.tasks):
        if task.due:
            cells.blank("任务", index, "时限", f"上年是{task.due.isoformat()}。")
        if not new.tasks[index].leads:
            cells.blank("任务", index, "牵头单位", _gone("、".join(task.leads)))
    for index, part in enumerate(old.parts):
        if part.target is not None:
            cells.blank("分项", index, "目标值")
    for index, step in enumerate(old.milestones):
        cells.blank("节点", index, "时限", f"上年是{step.due.isoformat()}。")
    _old_years(new, str(old.head.year), cells)


def _old_years(new: Plan, year: str, cells: _Cells) -> None:
    tip = f"里面写着{year}，按新方案核对。"
    names = {
        "任务": [row.name for row in new.tasks],
        "指标": [row.name for row in new.indicators],
        "节点": [row.name for row in new.milestones],
    }
    for table, own in names.items():
        for index, name in enumerate(own):
            if year in name:
                cells.look(table, index, "名称", tip)


def _explain_bases(new: Plan, end: YearEnd | None, cells: _Cells) -> Iterator[str]:
    """A note at every 起点值; the codes of the asked rows that have none."""
    for index, row in enumerate(new.indicators):
        if row.kind is not Kind.STOCK:
            continue
        if row.base is not None and end is not None:
            late = "" if end.is_december else "不是年末数，请核对。"
            cells.look("指标", index, "起点值", f"取自{end.label}末的结果。{late}")
        else:
            cells.blank("指标", index, "起点值", _why_unbased(row.code, end))
            if figure_codes(new, row):
                yield row.code


def _why_unbased(code: str, end: YearEnd | None) -> str:
    if end is None:
        return "没有上年的结果。"
    return f"{end.label}末是约数，没有填。" if code in end.approximate else f"{end.label}末没有数。"


def _gone(names: str) -> str:
    return f"上年是{names}，已停用，“并入”没有写由谁接。"
