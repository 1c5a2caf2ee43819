"""Periods: their names in titles and tables, their months, the one before."""

from __future__ import annotations

import pytest

from reporter.core.period import Period

NAMED = [
    # period, in titles, what its figures cover, its months, the period before
    ("2024-01", "2024年1月", "1月", 1, "2023-12"),
    ("2024-05", "2024年1—5月", "1—5月", 1, "2024-04"),
    ("2024-Q1", "2024年一季度", "1—3月", 3, "2023-Q4"),
    ("2024-Q2", "2024年二季度", "1—6月", 3, "2024-Q1"),
    ("2024-Q4", "2024年四季度", "1—12月", 3, "2024-Q3"),
    ("2024-H1", "2024年上半年", "1—6月", 6, "2023-H2"),
    ("2024-H2", "2024年下半年", "1—12月", 6, "2024-H1"),
    ("2024", "2024年", "全年", 12, "2023"),
]


@pytest.mark.parametrize(("text", "title", "covered", "number", "before"), NAMED)
def test_names(text: str, title: str, covered: str, number: int, before: str) -> None:
    period = Period.parse(text)
    assert (str(period), period.label, period.span_label, str(period.previous)) == (text, title, covered, before)
    assert len(period.months) == number and period.months[-1] == period.month
    assert period.is_month is (number == 1)
    assert period.previous.following == period


@pytest.mark.parametrize("text", ["2024-13", "2024-Q5", "2024-H3", "24", "", "2024-q2", "2024年"])
def test_what_names_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="不是报告期"):
        Period.parse(text)
