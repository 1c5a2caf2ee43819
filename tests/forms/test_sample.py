"""Sample returns: repeatable, believable, marked, one thing never touching another."""

from __future__ import annotations

from collections import Counter
from io import BytesIO

import pytest
from openpyxl import load_workbook

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.forms.layout import layouts
from reporter.forms.sample import SampleReturn, sample_returns
from reporter.forms.sample.figures import Fortune, figures_for, fortune
from reporter.forms.sample.luck import Luck
from reporter.plan.calendar import deadline
from reporter.plan.model import Kind, Plan
from reporter.plan.store import read_folder, shipped

MAY = Period.parse("2024-05")


@pytest.fixture(scope="module")
def plan() -> Plan:
    loaded = read_folder(shipped("quyuan-2024"))
    assert loaded.plan is not None
    return loaded.plan


@pytest.fixture(scope="module")
def returned(plan: Plan) -> list[SampleReturn]:
    return list(sample_returns(plan, layouts(plan, MAY, None), MAY, 1, None))


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(plan: Plan, returned: list[SampleReturn]) -> None:
    forms = layouts(plan, MAY, None)
    assert list(sample_returns(plan, forms, MAY, 1, None)) == returned
    assert list(sample_returns(plan, forms, MAY, 2, None)) != returned


def test_some_are_missing_some_late_some_renamed_but_most_are_as_they_should_be(
    plan: Plan, returned: list[SampleReturn]
) -> None:
    forms = layouts(plan, MAY, None)
    late = [one for one in returned if one.received.date() > deadline(plan, MAY)]
    renamed = [one for one in returned if "最终版" in one.name]
    assert 0 < len(forms) - len(returned) < len(forms) / 10
    assert 0 < len(late) < len(forms) / 5
    assert 0 < len(renamed) < len(forms) / 4
    assert len({one.name for one in returned}) == len(returned)


def test_every_form_says_that_it_is_a_sample(returned: list[SampleReturn]) -> None:
    for one in returned[::20]:
        book = load_workbook(BytesIO(one.data))
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        assert all(
            "样例" in str([cell.value for row in sheet.iter_rows(max_row=3) for cell in row]) for sheet in visible
        )


def test_counts_never_fall_over_the_months(plan: Plan) -> None:
    luck = Luck(1)
    counts = [one for one in plan.indicators if one.kind in (Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED)]
    for indicator in counts:
        said = [figures_for(plan, indicator, Period(2024, month), luck) for month in range(1, 13)]
        for place in {place for month in said for place in month}:
            values = [month[place] for month in said if place in month]
            assert values == sorted(values), indicator.code


def test_year_start_levels_stay_the_same(plan: Plan) -> None:
    stock = plan.indicator_by_code["A5-K01"]
    bases = {figures_for(plan, stock, Period(2024, month), Luck(1))["A5-K01", "base"] for month in range(1, 13)}
    assert len(bases) == 1


def test_nothing_is_typed_in_a_month_without_publication(plan: Plan) -> None:
    quarterly = plan.indicator_by_code["A1-K01"]
    assert figures_for(plan, quarterly, MAY, Luck(1)) == {}
    assert figures_for(plan, quarterly, Period.parse("2024-07"), Luck(1)) != {}


def test_most_fare_well_and_each_fortune_occurs(plan: Plan) -> None:
    fared = Counter(fortune(Luck(1), one.code, MAY) for one in plan.indicators)
    assert fared[Fortune.GOOD] > fared[Fortune.SLOW] > fared[Fortune.BAD] > 0


def test_a_known_base_is_not_typed_again(plan: Plan) -> None:
    typed = figures_for(plan, plan.indicator_by_code["A5-K01"], MAY, Luck(1))
    known = Past(period=MAY.previous, bases={"A5-K01": typed["A5-K01", "base"]})
    layout = next(one for one in layouts(plan, MAY, known) if (one.action, one.bureau_name) == ("A5", "区市场监管局"))
    (again,) = sample_returns(plan, [layout], MAY, 3, known)
    sheet = load_workbook(BytesIO(again.data))["指标"]
    row = next(cells for cells in sheet.iter_rows() if any(cell.value == "A5-K01" for cell in cells))
    assert known.bases["A5-K01"] in [cell.value for cell in row]


def test_luck_depends_on_names_and_seed_only() -> None:
    assert Luck(1).share("a", 1) == Luck(1).share("a", 1)
    assert len({Luck(1).share("a", 1), Luck(2).share("a", 1), Luck(1).share("a", 2), Luck(1).share("a1")}) == 4
    assert {Luck(seed).whole(1, 3, "x") for seed in range(60)} == {1, 2, 3}
