"""Repeatable chance: every decision has a name, so that one more decision changes no other."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

from reporter.core.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Luck:
    """Chance drawn from a seed and the names of what is decided."""

    seed: int

    def share(self, *names: object) -> float:
        """A number in [0, 1)."""
        text = "\x1f".join([str(self.seed), *(str(name) for name in names)])
        return int.from_bytes(sha256(text.encode()).digest()[:6]) / 2**48

    def between(self, low: float, high: float, *names: object) -> float:
        return low + (high - low) * self.share(*names)

    def whole(self, low: int, high: int, *names: object) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.share(*names) * (high - low + 1))

    def one_of(self, choices: Sequence[T], *names: object) -> T:
        return choices[int(self.share(*names) * len(choices))]

    def happens(self, chance: float, *names: object) -> bool:
        return self.share(*names) < chance
