"""Values on their way into a text: figures that know their origin, and phrases made of words and figures."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Self

from reporter.core.marks import Fixed
from reporter.core.numbers import percent, shortest, shown
from reporter.core.values import dataclass


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


class FixedText(str):
    """Text that may hold digits and is no figure of the run; `fixed` says what it is.

    Whatever is made of it by an f-string or a method of str is plain text again: such a text must be put together
    with `phrase`, or say anew what it is.
    """

    __slots__ = ("fixed",)
    fixed: Fixed

    def __new__(cls, text: str, fixed: Fixed) -> Self:
        made = super().__new__(cls, text)
        made.fixed = fixed
        return made

    def __getnewargs__(self) -> tuple[str, Fixed]:  # type: ignore[override]
        """What a copy is made of."""
        return str(self), self.fixed


class Setting(FixedText):
    """A rule of the register in print; `origin` leads to its row, `value` is set for one that is a number."""

    __slots__ = ("origin", "value")
    origin: str
    value: Decimal | None

    @classmethod
    def of(cls, name: str, text: str) -> Setting:
        """Rule `name` with its value."""
        made = cls(text, Fixed.NAME)
        made.origin = f"rule.{name}"
        made.value = Decimal(text) if re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII) else None
        return made


def dated(text: str) -> FixedText:
    """A date, a period, a number of months in one."""
    return FixedText(text, Fixed.DATE)


def coded(text: str) -> FixedText:
    """A code, the number of a document, a place in the plan."""
    return FixedText(text, Fixed.CODE)


def ordinal(text: str) -> FixedText:
    """A running number."""
    return FixedText(text, Fixed.ORDINAL)


def titled(text: str) -> FixedText:
    """Words of the register: names of indicators, tasks, steps, readings of the plan."""
    return FixedText(text, Fixed.NAME)


def spoken(text: str) -> FixedText:
    """Words of a bureau, or of a message on what it filled in."""
    return FixedText(text, Fixed.SAID)


def quoted(text: str) -> FixedText:
    """Words of an issued circular."""
    return FixedText(text, Fixed.PRINTED)


def like(text: str, model: str) -> str:
    """`text`, said to be what `model` is."""
    return FixedText(text, model.fixed) if isinstance(model, FixedText) else text


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
_ISSUED = "issued."
"""How the origin of a figure of an issued circular begins, where a correction prints it beside the new one."""


def phrase(*parts: Part | Phrase) -> Phrase:
    """One phrase of everything given; empty strings are left out."""
    flat: list[Part] = []
    for part in parts:
        flat += part.parts if isinstance(part, Phrase) else (part,)
    return Phrase(tuple(part for part in flat if isinstance(part, Figure) or part))


def as_issued(said: Phrase) -> Phrase:
    """The phrase as the issued circular prints it: its figures come from the results as issued."""
    return Phrase(
        tuple(
            Figure(text=part.text, value=part.value, origin=f"{_ISSUED}{part.origin}")
            if isinstance(part, Figure)
            else part
            for part in said.parts
        )
    )


def joined(items: Iterable[Part | Phrase], separator: str = "、") -> Phrase:
    """The items with a separator between them."""
    flat: list[Part | Phrase] = []
    for item in items:
        flat += [separator, item] if flat else [item]
    return phrase(*flat)


def count(number: int, origin: str) -> Figure:
    """A count in print."""
    return Figure(text=str(number), value=Decimal(number), origin=origin)


def plain_figure(value: Decimal, origin: str, unit: str = "") -> Figure:
    """A figure with its own decimals and unit, as typed or as in the register."""
    return Figure(text=shortest(value) + unit, value=value, origin=origin)


def without_sign(figure: Figure) -> Figure:
    """A percentage without its sign, which stands in the heading."""
    return Figure(text=figure.text.removesuffix("%"), value=figure.value, origin=figure.origin)


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
