"""赶超账: growth of the last three months drawn on; figures of the worked example, edges, float of milestones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.core.numbers import shown
from reporter.progress.model import decimal_of
from reporter.progress.outlook import Verdict, days_of_float, outlook


def series(*figures: str | None) -> list[Decimal | None]:
    return [None if one is None else Decimal(one) for one in figures]


def printed(value: Fraction) -> str:
    return shown(decimal_of(value), 1)


@pytest.mark.parametrize(
    # February to May, target: still missing, needed a month, average, share at the year's end, month met, verdict
    ("actuals", "target", "gap", "needed", "average", "projected", "met_in", "verdict"),
    [
        (("11", "17", "23", "29.6"), "80", "50.4", "7.2", "6.2", "91.3", None, "需要提速"),
        (("0", "1", "2", "3"), "8", "5", "0.7", "1.0", "125.0", 10, "可以完成"),
        (("1000", "2000", "4000", "6000"), "20000", "14000", "2000.0", "1666.7", "88.3", None, "需要提速"),
        (("0", "5", "10", "15"), "50", "35", "5.0", "5.0", "100.0", 12, "可以完成"),
        (("0", "0", "0", "0"), "192", "192", "27.4", "0.0", "0.0", None, "按当前速度难以完成"),
        (("1", "2", "5", "9"), "8", "0", "0.0", "2.7", "345.8", 5, "可以完成"),
        (("9", "8", "7", "6"), "10", "4", "0.6", "−1.0", "−10.0", None, "按当前速度难以完成"),
    ],
)
def test_the_account(
    actuals: tuple[str, ...], target: str, gap: str, needed: str, average: str, projected: str, met_in: int | None,
    verdict: str,
) -> None:  # fmt: skip
    found = outlook(series(*actuals), month=5, target=Decimal(target))
    assert found is not None and found.needed is not None
    assert found.gap == Fraction(gap)
    assert (printed(found.needed), printed(found.average)) == (needed, average)
    assert printed(found.projected_ratio * 100) == projected
    assert (found.met_in, found.verdict.value) == (met_in, verdict)


@pytest.mark.parametrize(
    ("actuals", "month"),
    [((), 5), (("1",), 5), (("1", "2", "3"), 5), ((None, "1", "2", "3"), 5), (("0", "1", "2", None), 5), (("9",), 2)],
)
def test_three_months_must_be_known(actuals: Sequence[str | None], month: int) -> None:
    assert outlook(series(*actuals), month=month, target=Decimal(10)) is None


def test_a_month_between_may_be_missing() -> None:
    assert outlook(series("0", None, None, "3"), month=5, target=Decimal(8)) is not None


def test_march_counts_from_the_years_start() -> None:
    found = outlook(series("3"), month=3, target=Decimal(12))
    assert found is not None and (found.average, found.verdict) == (1, Verdict.ENOUGH)
    level = outlook(series("103"), month=3, target=Decimal(112), base=Decimal(100))
    assert level is not None and (level.average, level.projected_ratio) == (1, 1)


def test_in_december_nothing_is_left_to_draw_on() -> None:
    found = outlook(series("1", "2", "3", "4"), month=12, target=Decimal(5))
    assert found is not None
    assert (found.needed, found.projected_ratio, found.met_in) == (None, Fraction(4, 5), None)
    assert found.verdict is Verdict.HARD


def test_an_earlier_limit_leaves_fewer_months() -> None:
    found = outlook(series("0", "1", "2", "3"), month=5, target=Decimal(8), last_month=9)
    assert found is not None and (found.needed, found.verdict) == (Fraction(5, 4), Verdict.FASTER)


def test_a_target_that_is_the_base_has_no_share() -> None:
    assert outlook(series("1"), month=3, target=Decimal(5), base=Decimal(5)) is None


@given(st.integers(1, 12), st.lists(st.integers(0, 500), min_size=4, max_size=4), st.integers(1, 2000))
def test_enough_is_said_exactly_when_the_line_reaches_the_target(month: int, grown: list[int], target: int) -> None:
    actuals = [Decimal(sum(grown[: index + 1])) for index in range(4)]
    found = outlook(actuals, month=month, target=Decimal(target))
    if found is None:
        assert month < 3
        return
    assert (found.verdict is Verdict.ENOUGH) == (found.projected_ratio >= 1)
    assert (found.met_in is not None) == (found.projected_ratio >= 1)
    assert found.met_in is None or month <= found.met_in <= 12


def test_days_of_float() -> None:
    day = date(2024, 5, 31)
    assert days_of_float([date(2024, 6, 30), date(2024, 6, 10)], day) == 10
    assert days_of_float([date(2024, 5, 20)], day) == -11
    assert days_of_float([], day) is None
