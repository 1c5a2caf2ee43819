"""Where the matters that lag are heading (DOMAIN 6): which are drawn on, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from reporter.plan.model import Kind
from reporter.plan.pace import due_date
from reporter.progress.outlook import RECENT, Outlook, outlook
from reporter.record.model import IndicatorResult
from reporter.record.trace.material import Material

UNDRAWN = "不推算"
GROWING = (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.STOCK)
"""Kinds whose figure grows by the month."""


def verdicts(material: Material) -> Mapping[str, str]:
    """The verdict of each matter that 领导专报 draws on, 不推算 where it cannot be; other indicators are absent."""
    lagging = [one for one in material.results.indicators if one.counted and one.status.is_lagging]
    lasting = [one for one in lagging if one.months_behind >= RECENT]
    found = {one.code: drawn(material, one) for one in lasting or lagging}
    return {code: one.verdict.value if one else UNDRAWN for code, one in found.items()}


def drawn(material: Material, one: IndicatorResult) -> Outlook | None:
    """The straight line of an indicator; None for a kind that does not grow, or without three months' figures."""
    no_base = one.kind is Kind.STOCK and one.base is None
    if one.kind not in GROWING or one.target is None or no_base:
        return None
    known = (month.get(one.code) for month in material.months.values())
    actuals: list[Decimal | None] = [row.actual if row else None for row in known]
    return outlook(
        actuals,
        month=material.period.last_month,
        target=one.target,
        base=one.base if one.kind is Kind.STOCK else None,
        last_month=last_month(material, one.code),
    )


def last_month(material: Material, code: str) -> int:
    """The month of the year in which 时限 falls; 12 when it is later."""
    due = due_date(material.promise(code), material.period.year)
    return 12 if due.year > material.period.year else due.month
