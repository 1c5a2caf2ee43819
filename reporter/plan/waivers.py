"""Exceptions to rules are records of the register (特批), looked up here and nowhere else."""

from __future__ import annotations

from datetime import date

from reporter.plan.model import Plan, Waiver


def waiver_of(plan: Plan, rule: str, on: date, *, code: str = "", bureau: str = "") -> Waiver | None:
    """The waiver of `rule` in force on a day for an item (indicator, task or action code) and a bureau (规范名).

    A waiver that names no item or no bureau holds for all of them. None when there is none.
    """
    return next(
        (
            waiver
            for waiver in plan.waivers
            if waiver.rule == rule
            and waiver.code in ("", code)
            and waiver.bureau in ("", bureau)
            and waiver.since <= on
            and (waiver.until is None or on <= waiver.until)
        ),
        None,
    )
