"""Computed progress of indicators, tasks, actions and bureaus (DESIGN 8).

Shares are exact fractions of 1 here, because states and places are decided on exact values;
`decimal_of` gives the ten decimals that are recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction

from reporter.core.numbers import wide
from reporter.core.status import Reason, Status, TaskState
from reporter.core.values import dataclass

_PLACES, _DIGITS = Decimal("1E-10"), 14
"""What is recorded of a share, and the digits that takes beside those before the point."""


def decimal_of(value: Fraction) -> Decimal:
    """`value` with ten decimals, half up, without trailing zeros (DESIGN 8)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    above, below = Decimal(value.numerator), Decimal(value.denominator)
    context = wide(above.adjusted() - below.adjusted() + _DIGITS)
    plain = context.divide(above, below).quantize(_PLACES, context=context).normalize(context)
    return plain if plain.as_tuple().exponent <= 0 else plain.quantize(Decimal(1), context=context)  # type: ignore[operator]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one indicator's answers amount to. `gap` is a share of 1 where `expected` is set, else in the unit.

    A missing actual or ratio, and a row that is not due, say why in `reason`.
    """

    code: str
    status: Status
    reason: Reason | None = None
    actual: Fraction | None = None
    target: Fraction | None = None
    base: Decimal | None = None
    completion_ratio: Fraction | None = None
    expected: Fraction | None = None
    gap: Fraction | None = None
    parts: Mapping[str, Decimal | None] = field(default_factory=dict)
    """Accepted figure of each 分项 by its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskProgress:
    """State of a task: the worst of its leads' answers and of its due indicators. `progress` is in percent."""

    code: str
    status: Status
    reported_status: TaskState | None
    progress: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one action or bureau; `mean_ratio` is None where no due row has a required share."""

    code: str
    counts: Mapping[Status, int]
    mean_ratio: Fraction | None
    scored: int = 0
    """Rows in the mean."""
    open_scores: int = 0
    """Unreported rows that will be in the mean."""
    rank: int | None = None
    best_rank: int | None = None
    worst_rank: int | None = None
    """Between these the place may move when the missing figures come in; None without a place."""

    @property
    def due(self) -> int:
        """应统计."""
        return sum(count for status, count in self.counts.items() if status.is_due)

    @property
    def on_pace(self) -> int:
        """达到."""
        return sum(count for status, count in self.counts.items() if status.is_met)

    @property
    def on_pace_share(self) -> Fraction | None:
        """达到 ÷ 应统计; None when nothing is due."""
        return Fraction(self.on_pace, self.due) if self.due else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Everything computed for one period. Mappings keep the register's order."""

    elapsed_ratio: Fraction
    measures: Mapping[str, Measure]
    tasks: Mapping[str, TaskProgress]
    actions: Mapping[str, Tally]
    bureaus: Mapping[str, Tally]
    """By bureau code, bureaus that report at least one counted indicator, in their fixed order."""
