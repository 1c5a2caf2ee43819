"""Values of cells: possible, and fitting the kind of target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reporter.core.problem import Problem
from reporter.plan.checks.finding import at, column_values, of_table
from reporter.plan.convert import DATE, number_text
from reporter.plan.kinds import SPECS
from reporter.plan.model import Comparator, Kind, Plan
from reporter.plan.pace import is_frequency, is_pace
from reporter.plan.reading import Loaded
from reporter.plan.tables import TABLES

_WITHOUT_TARGET = frozenset({Kind.MILESTONE, Kind.RELATION, Kind.PAIRED})
_FIXED_TARGET = {Kind.ZERO: Decimal(0), Kind.FIRST: Decimal(1)}
_WITHOUT_COMPARATOR = frozenset({Kind.MILESTONE, Kind.RELATION, Kind.PAIRED, Kind.ZERO, Kind.FIRST})
_DIVIDED = frozenset({Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.REDUCTION})
_MAY_BE_NEGATIVE = frozenset({Kind.GROWTH})
_GROWING = frozenset({Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED, Kind.FIRST, Kind.REDUCTION})
_DOWNWARD = frozenset({Comparator.AT_MOST, Comparator.LESS_THAN})
_MOST_DECIMALS = 6


def target_present(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P141: a target where the kind needs one, and both bounds of a range."""
    for index, row in enumerate(plan.indicators):
        kind = SPECS[row.kind].label
        if row.target is None and row.kind not in _WITHOUT_TARGET:
            yield at(loaded, "P141", "指标", index, "目标值", item=row.code, kind=kind)
        if row.target_upper is None and row.kind is Kind.RANGE:
            yield at(loaded, "P141", "指标", index, "目标上限", item=row.code, kind=kind)


def target_possible(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P142, P143, P144: 0 for 零发生 and 1 for 破零; no negative target, none of 0 where it divides."""
    for index, row in enumerate(plan.indicators):
        if row.target is None:
            continue
        seen, kind = number_text(row.target), SPECS[row.kind].label
        fixed = _FIXED_TARGET.get(row.kind)
        if fixed is not None and row.target != fixed:
            wanted = number_text(fixed)
            yield at(loaded, "P142", "指标", index, "目标值", item=row.code, seen=seen, kind=kind, wanted=wanted)
        elif row.target < 0 and row.kind not in _MAY_BE_NEGATIVE:
            yield at(loaded, "P143", "指标", index, "目标值", item=row.code, seen=seen)
        elif row.target == 0 and row.kind in _DIVIDED:
            yield at(loaded, "P144", "指标", index, "目标值", item=row.code, seen=seen)


def part_target_possible(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P143: no negative target of a 分项."""
    for index, part in enumerate(plan.parts):
        if part.target is not None and part.target < 0:
            yield at(loaded, "P143", "分项", index, "目标值", item=part.code, seen=number_text(part.target))


def bounds(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P145, P146: the upper bound is not below the target; a base at or above it is doubtful."""
    for index, row in enumerate(plan.indicators):
        if row.target is None:
            continue
        target = number_text(row.target)
        if row.target_upper is not None and row.target_upper < row.target:
            seen = number_text(row.target_upper)
            yield at(loaded, "P145", "指标", index, "目标上限", item=row.code, seen=seen, target=target)
        if row.kind is Kind.STOCK and row.counted and row.base is not None and row.base >= row.target:
            seen = number_text(row.base)
            yield at(loaded, "P146", "指标", index, "起点值", item=row.code, seen=seen, target=target)


def unused_values(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P155: a value in a column that the kind does not use."""
    for index, row in enumerate(plan.indicators):
        written = (
            ("目标值", row.target, row.kind in _WITHOUT_TARGET),
            ("目标上限", row.target_upper, row.kind is not Kind.RANGE),
            ("起点值", row.base, row.kind is not Kind.STOCK),
        )
        for heading, value, unused in written:
            if value is not None and unused:
                kind, seen = SPECS[row.kind].label, number_text(value)
                yield at(loaded, "P155", "指标", index, heading, item=row.code, seen=seen, kind=kind)


def comparators(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P152, P153: a comparator where the kind compares, in the direction in which the kind counts."""
    for index, row in enumerate(plan.indicators):
        kind = SPECS[row.kind].label
        if row.comparator is None:
            if row.kind not in _WITHOUT_COMPARATOR:
                yield at(loaded, "P152", "指标", index, "比较", item=row.code, kind=kind)
        elif (row.comparator in _DOWNWARD) is (row.kind is not Kind.CEILING) and row.kind in _GROWING | {Kind.CEILING}:
            yield at(loaded, "P153", "指标", index, "比较", item=row.code, seen=row.comparator.label, kind=kind)


def units(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P154: a figure has a unit."""
    for index, row in enumerate(plan.indicators):
        if not row.unit and row.kind not in (Kind.MILESTONE, Kind.PAIRED):
            yield at(loaded, "P154", "指标", index, "计量单位", item=row.code)
    for index, part in enumerate(plan.parts):
        if not part.unit:
            yield at(loaded, "P154", "分项", index, "计量单位", item=part.code)


def decimals(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P149, P156: 小数位 is a small count and does not cut the target."""
    for index, row in enumerate(plan.indicators):
        if not 0 <= row.decimals <= _MOST_DECIMALS:
            yield at(loaded, "P149", "指标", index, "小数位", item=row.code, seen=str(row.decimals))
        elif row.target is not None and round(row.target, row.decimals) != row.target:
            seen, places = number_text(row.target), row.decimals
            yield at(loaded, "P156", "指标", index, "小数位", item=row.code, seen=seen, places=places)


def frequencies(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P147: 频度 is one that the program knows."""
    for index, row in enumerate(plan.indicators):
        if row.frequency and not is_frequency(row.frequency):
            yield at(loaded, "P147", "指标", index, "频度", item=row.code, seen=row.frequency)


def paces(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P148, P157: 时序 is one that the program knows, and a curve rises to 100."""
    for index, row in enumerate(plan.indicators):
        if not is_pace(row.pace):
            yield at(loaded, "P148", "指标", index, "时序", item=row.code, seen=row.pace)
        elif "/" in row.pace:
            points = [Decimal(point) for point in row.pace.split("/")]
            if points != sorted(points) or points[-1] != 100:
                yield at(loaded, "P157", "指标", index, "时序", item=row.code, seen=row.pace)


def weights(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P151: the weight of a step is positive."""
    for index, step in enumerate(plan.milestones):
        if step.weight <= 0:
            yield at(loaded, "P151", "节点", index, "权重", item=step.code, seen=number_text(step.weight))


def dates(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P150: dates lie within a year of the plan's."""
    for table in TABLES:
        for column in table.columns:
            if column.form is not DATE:
                continue
            for index, value in column_values(plan, table.name, column.heading):
                if isinstance(value, date) and abs(value.year - plan.head.year) > 1:
                    seen, year = value.isoformat(), plan.head.year
                    yield at(loaded, "P150", table.name, index, column.heading, seen=seen, year=year)


def waiver_spans(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P158: a waiver does not end before it begins."""
    for index, row in enumerate(plan.waivers):
        if row.until is not None and row.until < row.since:
            seen, since = row.until.isoformat(), row.since.isoformat()
            yield at(loaded, "P158", "特批", index, "截止日期", item=row.code, seen=seen, since=since)


def calendar_covers_year(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P194: without holidays a deadline may fall on one."""
    if not any(entry.day.year == plan.head.year for entry in plan.calendar):
        yield of_table(loaded, "P194", "日历", year=plan.head.year)
