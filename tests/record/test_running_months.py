"""What runs on from month to month: exact figures, 未公布; and what last year's record tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from reporter.core.period import Period
from reporter.forms.layout import layouts
from reporter.intake.read import read_return
from reporter.ledger.merge import merge
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.model import Results
from reporter.record.past import figures_of_last_year, past_of
from reporter.record.results import dump_results, load_results
from tests.plans import small_plan
from tests.returned import PLAN, figure, file_of, filled

MONTHS = [Period.parse(f"2024-0{number}") for number in (3, 4, 5)]


def months(*typed: object) -> Results:
    """The results of the last of the months March, April, May in which `typed` stood in A1-K01."""
    results: Results | None = None
    for period, value in zip(MONTHS[3 - len(typed) :], typed, strict=True):
        past = past_of(results, PLAN, sealed=False) if results else None
        forms = layouts(PLAN, period, past)
        data = filled(figure("A1-K01", value), period=period, past=past)  # type: ignore[arg-type]
        by_key = {(one.action, one.bureau): one for one in forms}
        form = read_return(data, file_of(data, received=datetime(2024, 6, 3)), PLAN, period, by_key, past)
        ledger = merge(PLAN, period, list(forms), [form], past)
        progress, _ = compute(PLAN, period, ledger, {})
        results = build_results(
            Outcome(plan=PLAN, fingerprint="", period=period, ledger=ledger, progress=progress, previous=results)
        )
    assert results is not None
    return results


def row(results: Results, code: str = "A1-K01") -> tuple[int, int]:
    found = next(one for one in results.indicators if one.code == code)
    return found.months_exact, found.months_unpublished


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ([Decimal(375)], (0, 0)),
        ([Decimal(625)], (1, 0)),
        ([Decimal(375), Decimal(500), Decimal(625)], (3, 0)),
        ([Decimal(375), Decimal(501), Decimal(625)], (1, 0)),
        (["未公布", "未公布"], (0, 2)),
        (["未公布", Decimal(500), "未公布"], (0, 1)),
    ],
)
def test_months_running(typed: list[object], counted: tuple[int, int]) -> None:
    """1500 a year: 375 by March, 500 by April, 625 by May."""
    assert row(months(*typed)) == counted


def test_the_third_exact_month_is_questioned_and_the_second_is_not() -> None:
    third, second = months(Decimal(375), Decimal(500), Decimal(625)), months(Decimal(500), Decimal(625))
    assert [(one.code, one.place.cell) for one in third.problems if one.code == "E404"] == [("E404", "I5")]
    assert [one for one in second.problems if one.code == "E404"] == []


def test_what_is_counted_goes_through_the_file() -> None:
    results = months(Decimal(500), Decimal(625))
    again = load_results(dump_results(results))
    assert again == results
    past = past_of(again, PLAN, sealed=True)
    assert (past.months_exact["A1-K01"], "A1-K01" in past.months_unpublished) == (2, False)


def test_last_years_figures_are_those_of_the_same_promise() -> None:
    results = months(Decimal(625))
    assert figures_of_last_year(results, PLAN)["A1-K01"] == Decimal(625)
    renamed = tuple(replace(one, unit="户") if one.code == "A1-K01" else one for one in PLAN.indicators)
    assert "A1-K01" not in figures_of_last_year(results, small_plan(indicators=renamed))
