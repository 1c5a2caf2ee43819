"""Dates: before the plan itself, and many in one month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from reporter.core.numbers import percent
from reporter.plan.health.finding import Finding, found, limit
from reporter.plan.model import Plan
from reporter.plan.pace import due_date


def before_the_plan(plan: Plan) -> Iterator[Finding]:
    """H402: rows, steps and tasks that were due before the plan was issued."""
    issued = plan.head.issued
    dated: list[tuple[str, str, date | None, tuple[str, ...]]] = [
        *((row.code, row.name, row.due, row.places) for row in plan.indicators),
        *((task.code, task.name, task.due, task.places) for task in plan.tasks),
    ]
    for step in plan.milestones:
        row = plan.indicator_by_code.get(step.indicator)
        if row is not None and row.due != step.due:
            dated.append((row.code, f"{row.name}：{step.name}", step.due, row.places))
    for code, name, due, places in dated:
        if due is not None and due < issued:
            said = f"时限{due.isoformat()}，方案{issued.isoformat()}印发"
            yield found("H402", name, said, codes=(code,), places=places)


def congestion(plan: Plan) -> Iterator[Finding]:
    """H502: months in which a large share of the counted rows or of the steps is due."""
    rows = [row for row in plan.indicators if row.counted]
    for month in range(1, 13):
        due = [row for row in rows if due_date(row, plan.head.year).month == month]
        steps = [step for step in plan.milestones if step.due.month == month]
        shares = [Decimal(len(own)) / len(whole) for own, whole in ((due, rows), (steps, plan.milestones)) if whole]
        many = len(due) + len(steps) >= limit("month_least")
        if many and max(shares, default=Decimal(0)) >= limit("month_share"):
            unwritten = sum(row.due is None for row in due)
            guessed = sum("时限" in step.inferred for step in steps)
            said = f"指标{len(due)}项、节点{len(steps)}个在{month}月到期{_shares(shares)}"
            if unwritten or guessed:
                said += f"；其中方案没有写时限、按年底登记的指标{unwritten}项、节点{guessed}个"
            yield found("H502", f"{month}月", said, brief=said)


def _shares(shares: list[Decimal]) -> str:
    if len(shares) == 2:
        return f"，分别占{percent(shares[0])}、{percent(shares[1])}"
    return f"，占{percent(shares[0])}" if shares else ""
