"""In which periods a figure of each 频度 is published."""

from __future__ import annotations

import pytest

from reporter.core.period import Period
from reporter.plan.model import Indicator, Kind
from reporter.plan.pace import figure_due

DUE = {
    "月": "2024-01 2024-06 2024-07 2024-12 2024-Q2 2024-H1 2024",
    "月+1": "2024-06 2024-07 2024-12 2024-Q2 2024-H1 2024",
    "季": "2024-06 2024-12 2024-Q2 2024-H1 2024",
    "季+1": "2024-07 2024-Q2 2024-H1 2024",
    "半年": "2024-06 2024-12 2024-Q2 2024-H1 2024",
    "半年+1": "2024-07 2024-H1 2024",
    "年": "2024-12 2024",
    "年+1": "2024",
}
PERIODS = ("2024-01", "2024-06", "2024-07", "2024-12", "2024-Q2", "2024-H1", "2024")


@pytest.mark.parametrize("frequency", DUE)
def test_a_longer_period_asks_for_its_own_figures_however_late_they_appear(frequency: str) -> None:
    row = Indicator(code="A1-K01", action="A1", name="增速", kind=Kind.GROWTH, frequency=frequency)
    assert [text for text in PERIODS if figure_due(row, Period.parse(text))] == DUE[frequency].split()


def test_a_january_figure_of_the_month_before_is_none() -> None:
    monthly = Indicator(code="A1-K01", action="A1", name="增速", kind=Kind.GROWTH, frequency="月+1")
    assert not figure_due(monthly, Period(2024, 1)) and figure_due(monthly, Period(2024, 2))
