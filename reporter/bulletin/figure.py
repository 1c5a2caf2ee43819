"""Values on their way into a text: figures that know their origin, and phrases made of words and figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reporter.core.numbers import percent, shown


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figure:
    """A figure as printed, its exact value, and the name of what it was computed from (A1-K07.actual).

    It compares like its value, so that a template can ask whether a count is above zero.
    """

    text: str
    value: Decimal
    origin: str

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return self.value != 0

    def __eq__(self, other: object) -> bool:
        number = _number(other)
        return number is not None and self.value == number

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        return self.value < _comparable(other)

    def __le__(self, other: object) -> bool:
        return self.value <= _comparable(other)

    def __gt__(self, other: object) -> bool:
        return self.value > _comparable(other)

    def __ge__(self, other: object) -> bool:
        return self.value >= _comparable(other)


Part = str | Figure


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and figures in the order of print."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return "".join(str(part) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


NOTHING = Phrase()


def phrase(*parts: Part | Phrase) -> Phrase:
    """One phrase of everything given; empty strings are left out."""
    flat: list[Part] = []
    for part in parts:
        flat += part.parts if isinstance(part, Phrase) else (part,)
    return Phrase(tuple(part for part in flat if isinstance(part, Figure) or part))


def joined(items: Iterable[Part | Phrase], separator: str = "、") -> Phrase:
    """The items with a separator between them."""
    flat: list[Part | Phrase] = []
    for item in items:
        flat += [separator, item] if flat else [item]
    return phrase(*flat)


def count(number: int, origin: str) -> Figure:
    """A count in print."""
    return Figure(text=str(number), value=Decimal(number), origin=origin)


def share(ratio: Decimal, origin: str) -> Figure:
    """A share of 1 as a percentage with one decimal: 76.8%."""
    return Figure(text=percent(ratio), value=ratio, origin=origin)


def points(ratio: Decimal, origin: str) -> Figure:
    """The size of a difference of shares of 1: 4.7个百分点."""
    return Figure(text=f"{shown(abs(ratio) * 100, 1)}个百分点", value=ratio, origin=origin)


def _number(other: object) -> Decimal | None:
    if isinstance(other, Figure):
        return other.value
    return Decimal(other) if isinstance(other, int | Decimal) else None


def _comparable(other: object) -> Decimal:
    number = _number(other)
    if number is None:
        raise TypeError(f"a figure does not compare with {type(other).__name__}")
    return number
