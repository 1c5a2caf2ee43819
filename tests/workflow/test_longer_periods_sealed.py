"""Sealed months in later and longer periods: what was issued counts, whatever came since; late figures come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.forms.model import SheetKind
from reporter.plan.model import Plan
from reporter.record.model import IndicatorResult
from reporter.workflow.documents import facts_of
from reporter.workflow.trace import search_of
from tests.workflow.months import row
from tests.workflow.sealed_case import FIGURES, Working, register

Q1, Q2 = Period.parse("2024-Q1"), Period.parse("2024-Q2")
MARCH, JUNE = Period(2024, 3), Period(2024, 6)


def quarter(working: Working, code: str, period: Period = Q1) -> IndicatorResult:
    return row(working.months().assess(period).results, code)


@pytest.fixture
def working(tmp_path: Path) -> Working:
    """March is issued with 22 for A2-K01; a return that came later says 25."""
    found = Working(tmp_path)
    found.send(3, FIGURES[3])
    found.issue(3, 1)
    found.send(3, {"A2-K01": "25", "A2-K02": "3"})
    return found


def test_a_quarter_shows_its_last_month_as_issued(working: Working) -> None:
    assert row(working.months().results(MARCH), "A2-K01").actual == 25
    assert quarter(working, "A2-K01").actual == 22
    assert quarter(working, "A2-K01").source == row(working.results(3), "A2-K01").source


def test_a_correction_of_the_month_reaches_the_quarter(working: Working) -> None:
    working.correct(3, 2)
    assert quarter(working, "A2-K01").actual == 25


def test_a_sealed_month_needs_no_returns(working: Working) -> None:
    for path in (working.root / "input_sheets/2024-03").iterdir():
        path.unlink()
    found = working.months().assess(Q1)
    assert row(found.results, "A2-K01").actual == 22
    assert found.gaps == (Period(2024, 1), Period(2024, 2))


def test_the_quarter_before_is_the_sealed_one(working: Working) -> None:
    working.send(6, dict.fromkeys(FIGURES[3], "150"))
    found = working.months().assess(Q2)
    care = row(found.results, "A2-K01")
    assert (care.actual, care.previous, care.change) == (150, 22, 128)
    assert found.results.previous_sealed is True and found.gaps == (Period(2024, 4), Period(2024, 5))


def test_a_quarter_says_that_the_month_was_changed_since(working: Working) -> None:
    months = working.months()
    (note,) = facts_of(months, months.assess(Q1)).footnotes
    assert (note.period, note.number, note.correction) == ("2024-03", "甲办发〔2024〕1号", "")


def test_nothing_of_a_month_that_stayed_as_issued(tmp_path: Path) -> None:
    working = Working(tmp_path)
    working.send(3, FIGURES[3])
    working.issue(3, 1)
    months = working.months()
    assert facts_of(months, months.assess(Q1)).footnotes == ()


def test_figures_of_a_quarter_lead_to_the_returns_as_sealed(working: Working) -> None:
    (link, *_) = search_of(working.months(), Q1).found("A2-K01").links
    assert link.origin == "A2-K01.actual" and any(one.printed.text.startswith("22") for one in link.printed)


def merged() -> Plan:
    """区残联, which reports A2-K01, is part of 区统计局 from 1 April on."""
    plan = register()
    gone = {"until": date(2024, 3, 31), "merged_into": "区统计局"}
    return replace(plan, bureaus=tuple(replace(one, **gone) if one.name == "区残联" else one for one in plan.bureaus))


def test_a_sealed_month_names_bureaus_as_the_later_month_does(tmp_path: Path) -> None:
    working = Working(tmp_path)
    working.send(3, FIGURES[3])
    working.issue(3, 1)
    working.register(merged())
    heir = merged().bureau_by_name["区统计局"].code
    working.send(4, FIGURES[4])
    months = working.months()
    april = months.assess(Period(2024, 4))
    assert april.previous is not None
    assert row(working.results(3), "A2-K01").bureau != heir
    assert [row(one, "A2-K01").bureau for one in (april.previous, april.results)] == [heir, heir]
    assert [(one.bureau != heir, one.answering) for one in april.results.notices if one.code == "A2-K01"] == [
        (True, heir)
    ]
    asked = {
        row.code: form.bureau
        for form in months.forms(Period(2024, 4))
        for sheet in form.sheets
        if sheet.kind is SheetKind.REPLIES
        for row in sheet.rows
    }
    assert [bureau for code, bureau in asked.items() if "A2-K01" in code] == [heir], asked
    assert facts_of(months, april).footnotes == ()


def late() -> Plan:
    plan = register()
    rows = (replace(one, frequency="季+1") if one.code == "A1-K02" else one for one in plan.indicators)
    return replace(plan, indicators=tuple(rows))


def test_a_figure_published_after_the_month_was_sealed_counts_in_the_quarter(tmp_path: Path) -> None:
    working = Working(tmp_path, late())
    working.send(3, {code: value for code, value in FIGURES[3].items() if code != "A1-K02"})
    working.issue(3, 1)
    rate = quarter(working, "A1-K02")
    assert (rate.actual, rate.status, rate.reason) == (None, Status.NOT_REPORTED, Reason.FORM_MISSING)
    working.send(3, {"A1-K02": "5", "A2-K01": "25"})
    assert quarter(working, "A1-K02").actual == Decimal(5)
    assert quarter(working, "A2-K01").actual == 22
