"""The accepted figures that an indicator stands on, and why one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from reporter.core.status import Reason
from reporter.core.values import dataclass
from reporter.intake.submission import AnswerState
from reporter.ledger.model import Ledger, Observation
from reporter.plan.model import Indicator, Part, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure or the reason why there is none (exactly one of the two)."""

    value: Fraction | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Accepted figures by row code, following 取数; `bases` are year-start levels accepted in earlier months."""

    plan: Plan
    ledger: Ledger
    bases: Mapping[str, Decimal]

    def current(self, code: str) -> Figure:
        """The figure of an indicator's or part's row."""
        return _figure(self.observation(code))

    def prior_year(self, code: str) -> Figure:
        """上年同期 of the row."""
        seen = self.observation(code)
        if seen is None:
            return Figure(reason=Reason.FORM_MISSING)
        if seen.prior_year is not None:
            return Figure(value=Fraction(seen.prior_year))
        rejected = seen.prior_year_state is AnswerState.REJECTED
        return Figure(reason=Reason.REJECTED if rejected else Reason.BLANK)

    def part(self, part: Part) -> Figure:
        return self.current(part.uses or part.code)

    def base(self, indicator: Indicator) -> Decimal | None:
        """Year-start level: the register's, else the first accepted answer (DESIGN 6)."""
        if indicator.base is not None:
            return indicator.base
        asked = self._asked(indicator.code)
        if asked in self.bases:
            return self.bases[asked]
        seen = self.ledger.figures.get(asked)
        return seen.base if seen else None

    def observation(self, code: str) -> Observation | None:
        """The accepted answer to the row that is asked for `code`; None when no accepted form holds the row."""
        return self.ledger.figures.get(self._asked(code))

    def _asked(self, code: str) -> str:
        for _ in range(len(self.plan.indicators)):
            row = self.plan.indicator_by_code.get(code)
            if row is None or not row.uses:
                break
            code = row.uses
        return code


def _figure(seen: Observation | None) -> Figure:
    if seen is None:
        return Figure(reason=Reason.FORM_MISSING)
    if seen.state is AnswerState.VALUE and seen.value is not None:
        return Figure(value=Fraction(seen.value))
    return Figure(reason=Reason.REJECTED if seen.state is AnswerState.REJECTED else Reason.BLANK)
