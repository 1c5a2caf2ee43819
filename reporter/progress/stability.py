"""Which places are safe while figures are missing (DOMAIN 5): each one's best and worst place. Pure, exact."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reporter.core.values import dataclass

Merit = tuple[Fraction, bool, Fraction]
"""What places are ordered by, the higher the better: on-pace share, whether there is a mean ratio, the mean ratio."""


def merit(share: Fraction, mean: Fraction | None) -> Merit:
    """The merit of a share and a mean ratio; without a mean one stands behind those of the same share."""
    return share, mean is not None, mean or Fraction(0)


def place(own: Merit, others: Mapping[str, Merit]) -> int:
    """The place of `own`: one more than there are better ones, so that equal merits share a place."""
    return 1 + sum(other > own for other in others.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One that takes part: what is due, what is on pace, how much of what is due is not reported.

    `mean` is the mean ratio of the `scored` rows that have one; `open_scores` unreported rows will have one as well.
    """

    due: int
    on_pace: int
    unreported: int
    mean: Fraction | None = None
    scored: int = 0
    open_scores: int = 0

    @property
    def lowest(self) -> Merit:
        """When everything missing turns out unmet, with nothing done."""
        return merit(Fraction(self.on_pace, self.due), self._mean(Fraction(0)))

    @property
    def highest(self) -> Merit:
        """When everything missing turns out met, and done in full."""
        return merit(Fraction(self.on_pace + self.unreported, self.due), self._mean(Fraction(1)))

    def _mean(self, missing: Fraction) -> Fraction | None:
        if not self.open_scores:
            return self.mean
        known = (self.mean or Fraction(0)) * self.scored
        return (known + missing * self.open_scores) / (self.scored + self.open_scores)


def bounds(standings: Mapping[str, Standing]) -> Mapping[str, tuple[int, int]]:
    """Best and worst place by code: all its own missing figures met and all others' unmet, and the other way round.

    No outcome lies outside these two; a place is safe where they are equal.
    """
    lowest = {code: one.lowest for code, one in standings.items()}
    highest = {code: one.highest for code, one in standings.items()}
    return {
        code: (place(highest[code], _without(lowest, code)), place(lowest[code], _without(highest, code)))
        for code in standings
    }


def _without(merits: Mapping[str, Merit], code: str) -> Mapping[str, Merit]:
    return {other: one for other, one in merits.items() if other != code}
