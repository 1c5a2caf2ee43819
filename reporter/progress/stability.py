"""Which places are safe while figures are missing (DOMAIN 5): each one's best and worst place. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One that takes part: what is due, what is on pace, and how much of what is due is not reported."""

    due: int
    on_pace: int
    unreported: int

    @property
    def lowest(self) -> Fraction:
        """The share when everything missing turns out unmet, which is how it is counted now."""
        return Fraction(self.on_pace, self.due)

    @property
    def highest(self) -> Fraction:
        """The share when everything missing turns out met."""
        return Fraction(self.on_pace + self.unreported, self.due)


def unsafe(standings: Mapping[str, Standing]) -> set[str]:
    """The codes whose place may change when the missing figures come in, whatever they say.

    A place is safe when no other share can cross this one: two that are equal and both complete keep their order.
    """
    return {
        code
        for code, own in standings.items()
        if any(_may_cross(own, other) for name, other in standings.items() if name != code)
    }


def _may_cross(own: Standing, other: Standing) -> bool:
    if not own.unreported and not other.unreported:
        return False
    return own.highest >= other.lowest and other.highest >= own.lowest
