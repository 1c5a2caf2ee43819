"""The register as it was when the circular was issued, as far as its results tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reporter.plan.model import Indicator, Plan, Rule
from reporter.record.changes import Changes
from reporter.record.model import IndicatorResult, Results


def as_issued(plan: Plan, old: Results, changes: Changes) -> Plan:
    """`plan` with the promises and rules of `old`; amendments of what changed since are left out."""
    changed = {one.indicator for one in changes.promises}
    start = date(int(old.period[:4]), 1, 1)
    known = plan.indicator_by_code
    return replace(
        plan,
        indicators=tuple(_promise(plan, row, known.get(row.code)) for row in old.indicators),
        rules=tuple(Rule(name=name, value=value, since=start) for name, value in old.rules.items()),
        amendments=tuple(one for one in plan.amendments if one.code not in changed),
    )


def _promise(plan: Plan, row: IndicatorResult, now: Indicator | None) -> Indicator:
    """The indicator as the results show it; what they do not show stands as it is now."""
    base = now or Indicator(code=row.code, action=row.action, name=row.name, kind=row.kind)
    bureau = plan.bureau_by_code.get(row.bureau)
    return replace(
        base,
        action=row.action,
        name=row.name,
        kind=row.kind,
        tasks=row.tasks,
        comparator=row.comparator,
        unit=row.unit,
        target=row.target if not row.parts else base.target,
        target_upper=row.target_upper,
        counted=row.counted,
        bureau=bureau.name if bureau else base.bureau,
    )
