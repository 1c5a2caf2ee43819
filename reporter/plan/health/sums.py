"""Parts and wholes: targets of rows with 上级 against that row's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reporter.plan.checks.belongings import SUM_REMARK
from reporter.plan.convert import number_text
from reporter.plan.health.finding import Finding, found
from reporter.plan.model import Indicator, Plan


def sums(plan: Plan) -> Iterator[Finding]:
    """H201: parts that do not add up where 备注 says 合计; H202: parts that are more than the whole elsewhere."""
    for whole in plan.indicators:
        parts = [row for row in plan.indicators if row.parent == whole.code and row.unit == whole.unit]
        if whole.target is None or not parts or any(part.target is None for part in parts):
            continue
        total = sum((part.target or Decimal(0) for part in parts), Decimal(0))
        if SUM_REMARK in whole.remark and total != whole.target:
            yield _finding("H201", whole, parts, total)
        elif SUM_REMARK not in whole.remark and total > whole.target:
            yield _finding("H202", whole, parts, total)


def _finding(code: str, whole: Indicator, parts: list[Indicator], total: Decimal) -> Finding:
    added = "+".join(number_text(part.target) for part in parts)
    said = f"{added}={number_text(total)}{whole.unit}，{whole.name}写{number_text(whole.target)}{whole.unit}"
    rows = (whole, *parts)
    places = tuple(place for row in rows for place in row.places)
    return found(code, whole.name, said, codes=tuple(row.code for row in rows), places=places)
