"""What a number cell asks for: unit, target, last figure, and what its sentences need."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.remember import for_same
from reporter.core.values import dataclass
from reporter.plan.kinds import figure_codes
from reporter.plan.model import Indicator, Kind, Part, Plan

_MAY_BE_NEGATIVE = frozenset({Kind.GROWTH, Kind.REDUCTION, Kind.RELATION})
NET = "净增"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One number that is asked. `kind` is None for a number of 清单; `decimals` None where print has no rule."""

    code: str
    last_day: date
    unit: str = ""
    kind: Kind | None = None
    target: Decimal | None = None
    decimals: int | None = None
    previous: Decimal | None = None
    may_be_negative: bool = False

    @property
    def example(self) -> str:
        """A plausible entry, for the sentences that end with one."""
        if self.previous is not None:
            return shortest(self.previous).replace("−", "-")
        return "7.8" if self.unit == "%" else "12"

    @property
    def previous_shown(self) -> str:
        """Last period's figure, or the word for it where there is none."""
        return "数" if self.previous is None else shortest(self.previous)

    @property
    def last_day_shown(self) -> str:
        return f"{self.last_day.month}月{self.last_day.day}日"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure row of the register: the indicator, the part where it has several, and what its cell asks."""

    indicator: Indicator
    part: Part | None
    asked: Asked


@for_same
def figure_rows(plan: Plan, period: Period, past: Past | None) -> dict[str, FigureRow]:
    """Every figure row that a form asks, by row code."""
    figures = past.figures if past else {}
    rows = {}
    for indicator in plan.indicators:
        parts = {part.code: part for part in plan.parts_of.get(indicator.code, ())}
        for code in figure_codes(plan, indicator):
            part = parts.get(code)
            asked = _asked(code, indicator, part, period.last_day, figures.get(code))
            rows[code] = FigureRow(indicator=indicator, part=part, asked=asked)
    return rows


def _asked(code: str, indicator: Indicator, part: Part | None, last_day: date, previous: Decimal | None) -> Asked:
    """Rates may be negative, counts only with 口径 净增 (DOMAIN 1)."""
    return Asked(
        code=code,
        last_day=last_day,
        unit=part.unit if part and part.unit else indicator.unit,
        kind=indicator.kind,
        target=part.target if part else indicator.target,
        decimals=None if part else indicator.decimals,
        previous=previous,
        may_be_negative=indicator.kind in _MAY_BE_NEGATIVE or NET in indicator.scope,
    )
