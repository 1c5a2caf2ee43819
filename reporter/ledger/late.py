"""Figures that are published only after the month in whose form they stand (频度 +1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.ledger.model import Ledger
from reporter.plan.model import Plan


def with_late(ledger: Ledger, since: Ledger, plan: Plan) -> Ledger:
    """The ledger of a month as it was closed, with the late figures that it lacks and that have come `since`."""
    came = {code: since.figures[code] for code in _late(plan) if _has(since, code) and not _has(ledger, code)}
    return replace(ledger, figures={**ledger.figures, **came}) if came else ledger


def _late(plan: Plan) -> Iterator[str]:
    for row in plan.indicators:
        if row.frequency.endswith("+1"):
            yield row.code
            yield from (part.code for part in plan.parts_of.get(row.code, ()))


def _has(ledger: Ledger, code: str) -> bool:
    return code in ledger.figures and ledger.figures[code].value is not None
