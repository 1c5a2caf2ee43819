"""Numbers in print, whatever a bureau typed: a figure may be divided by 1E-300."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.core.numbers import half_up, percent, shown
from reporter.progress.model import decimal_of


@pytest.mark.parametrize(
    ("value", "places", "printed"),
    [
        ("0.25", 1, "0.3"),
        ("-0.04", 1, "0.0"),
        ("-0.05", 1, "−0.1"),
        ("1E+317", 1, "1" + "0" * 317 + ".0"),
        ("1E-300", 1, "0.0"),
    ],
)
def test_rounded_half_up(value: str, places: int, printed: str) -> None:
    assert shown(Decimal(value), places) == printed


def test_a_share_of_any_size_is_printed() -> None:
    assert percent(Decimal("1E+300")) == "1" + "0" * 302 + ".0%"


@given(st.fractions(), st.integers(-320, 320))
def test_a_share_is_recorded_to_ten_decimals_half_up(value: Fraction, power: int) -> None:
    exact = value * Fraction(10) ** power
    found = Fraction(decimal_of(exact))
    assert abs(found - exact) * 2 <= Fraction(1, 10**10) or exact.denominator == 1
    assert found == exact or found.denominator <= 10**10


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_rounding_never_fails_and_is_never_far(value: Decimal, places: int) -> None:
    if abs(value.adjusted()) < 400:
        assert abs(Fraction(half_up(value, places)) - Fraction(value)) * 2 <= Fraction(1, 10**places)
