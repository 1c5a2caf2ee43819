"""What the register's table 督办 confirms: matters closed, and replies that came in writing beside the form."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from reporter.plan.model import Closing, Plan

WRITTEN = "书面回复"
"""The conclusion that records the day of a written reply; every other conclusion closes the matter."""
_BRACKETS = str.maketrans({**dict.fromkeys("[(（［【", "〔"), **dict.fromkeys("])）］】", "〕"), " ": None, "　": None})


def closed_on(plan: Plan, number: str, bureaus: Collection[str], code: str, by: date) -> date | None:
    """The day up to `by` on which a matter of a notice was closed; None while it is open.

    `bureaus` are the 规范名 under which the row may stand: the bureau noticed and the one that took it over.
    """
    return _first(plan, number, bureaus, code, by, written=False)


def written_on(plan: Plan, number: str, bureaus: Collection[str], code: str, by: date) -> date | None:
    """The day up to `by` on which a written reply came in; None without one."""
    return _first(plan, number, bureaus, code, by, written=True)


def _first(plan: Plan, number: str, bureaus: Collection[str], code: str, by: date, *, written: bool) -> date | None:
    days = (
        row.closed
        for row in plan.closings
        if row.code == code
        and row.bureau in bureaus
        and row.closed <= by
        and same_number(row.number, number)
        and is_written(row) is written
    )
    return min(days, default=None)


def is_written(row: Closing) -> bool:
    """Whether a row records a written reply and closes nothing."""
    return row.conclusion.strip() == WRITTEN


def same_number(typed: str, number: str) -> bool:
    """Whether a clerk's 字号 is `number`, whatever brackets were typed.

    >>> same_number("督[2024] 13号", "督〔2024〕13号")
    True
    """
    return typed.translate(_BRACKETS) == number.translate(_BRACKETS)
