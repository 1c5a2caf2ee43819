"""Decimal figures in print: rounded once, half up, at display (GB/T 8170 is not used; offices round half up)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=80, rounding=ROUND_HALF_UP)


def wide(digits: int) -> Context:
    """A context that rounds half up and holds so many digits: a bureau may have typed 1E-300 where one divides."""
    return _WIDE if digits <= _WIDE.prec else Context(prec=digits, rounding=ROUND_HALF_UP)


def half_up(value: Decimal, places: int) -> Decimal:
    """`value` rounded half up to `places` decimals; never −0.

    >>> half_up(Decimal("0.25"), 1)
    Decimal('0.3')
    """
    rounded = value.quantize(Decimal(1).scaleb(-places), context=wide(value.adjusted() + places + 2))
    return abs(rounded) if rounded == 0 else rounded


def shown(value: Decimal, places: int) -> str:
    """`value` in print with exactly `places` decimals, no thousands separator, a real minus sign."""
    return f"{half_up(value, places):f}".replace("-", "−")


def shortest(value: Decimal, places: int | None = None) -> str:
    """`value` in print without trailing zeros, rounded to at most `places` decimals where given.

    >>> shortest(Decimal("1.50"))
    '1.5'
    """
    rounded = value if places is None else half_up(value, places)
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return ("0" if text in ("-0", "") else text).replace("-", "−")


def percent(ratio: Decimal, places: int = 1) -> str:
    """A share of 1 in print: 0.84 → 84.0%. A ratio short of 1 is never printed as 100.0% (examples, 边界写法)."""
    value = ratio * 100
    while ratio < 1 and half_up(value, places) == 100 and places < 4:
        places += 1
    return shown(value, places) + "%"


def shares_of_whole(counts: Sequence[int], places: int = 1) -> list[Decimal]:
    """Percentages of `counts` in their sum that add up to exactly 100, by largest remainder; all 0 for an empty sum."""
    whole = sum(counts)
    if whole == 0:
        return [Decimal(0) for _ in counts]
    unit = Decimal(1).scaleb(-places)
    exact = [Decimal(count) * 100 / whole for count in counts]
    floors = [value.quantize(unit, rounding=ROUND_DOWN) for value in exact]
    missing = int((Decimal(100) - sum(floors)) / unit)
    by_remainder = sorted(range(len(counts)), key=lambda i: (floors[i] - exact[i], i))
    for index in by_remainder[:missing]:
        floors[index] += unit
    return floors
