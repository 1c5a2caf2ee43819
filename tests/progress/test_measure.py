"""Actual, ratio, required share, gap and status of every kind (DESIGN 8)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from reporter.core.status import Reason, Status
from reporter.plan.kinds import SPECS
from reporter.plan.model import Comparator, Kind
from reporter.progress.measure import MEASURES
from tests.progress.small import measured, milestone

ACHIEVED, ON_PACE, BEHIND, FAR = Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
NOT_DUE, NOT_REPORTED = Status.NOT_DUE, Status.NOT_REPORTED


def test_every_kind_is_described_and_measured() -> None:
    assert set(SPECS) == set(Kind) == set(MEASURES)


def test_a_count_is_compared_with_the_calendar() -> None:
    """1500 人 with 700 done in May: ahead of 5/12."""
    found = measured(Kind.CUMULATIVE, "700", target="1500")
    assert (found.actual, found.target, found.completion_ratio) == (700, 1500, Fraction(7, 15))
    assert (found.expected, found.gap) == (Fraction(5, 12), Fraction(7, 15) - Fraction(5, 12))
    assert (found.status, found.reason) == (ON_PACE, None)


@pytest.mark.parametrize(
    ("done", "status"),
    [("1500", ACHIEVED), ("625", ON_PACE), ("624", BEHIND), ("475", BEHIND), ("474", FAR), ("0", FAR)],
)
def test_lights_by_points_at_their_edges(done: str, status: Status) -> None:
    """Pace is 625; 10 points below is 475, which is still yellow."""
    assert measured(Kind.CUMULATIVE, done, target="1500").status is status


@pytest.mark.parametrize(("done", "status"), [("625", ON_PACE), ("500", BEHIND), ("499", FAR)])
def test_lights_by_share_at_their_edges(done: str, status: Status) -> None:
    """Yellow from 80% of pace: 500 of 625."""
    found = measured(Kind.CUMULATIVE, done, target="1500", changed={"灯色口径": "share"})
    assert found.status is status


@pytest.mark.parametrize(
    ("target", "done", "period", "expected", "status"),
    [
        ("1", "0", "2024-05", Fraction(0), NOT_DUE),
        ("1", "0", "2024-11", Fraction(0), NOT_DUE),
        ("1", "0", "2024-12", Fraction(1), FAR),
        ("3", "0", "2024-04", Fraction(1, 3), FAR),
        ("3", "1", "2024-04", Fraction(1, 3), ON_PACE),
        ("10", "4", "2024-05", Fraction(4, 10), ON_PACE),
        ("10", "3", "2024-05", Fraction(4, 10), BEHIND),
        ("11", "4", "2024-05", Fraction(5, 12), BEHIND),
    ],
)
def test_small_whole_targets_ask_whole_pieces(
    target: str, done: str, period: str, expected: Fraction, status: Status
) -> None:
    """DOMAIN 3: 1 个 is due in December, 3 家 ask 1 from April, 10 个 ask 4 in May; 11 are prorated."""
    found = measured(Kind.CUMULATIVE, done, target=target, period=period)
    assert (found.expected, found.status) == (expected, status)


def test_an_early_piece_of_a_small_target_is_on_pace_and_not_not_due() -> None:
    assert measured(Kind.CUMULATIVE, "1", target="3", period="2024-02").status is ON_PACE


def test_strict_comparator_is_not_reached_at_the_target_though_the_ratio_is_one() -> None:
    found = measured(Kind.CUMULATIVE, "300", target="300", comparator=Comparator.MORE_THAN)
    assert (found.completion_ratio, found.status) == (1, ON_PACE)
    assert measured(Kind.CUMULATIVE, "301", target="300", comparator=Comparator.MORE_THAN).status is ACHIEVED


def test_negative_net_growth_shows_its_ratio() -> None:
    found = measured(Kind.CUMULATIVE, "-2", target="6", scope="净增", period="2024-01")
    assert (found.completion_ratio, found.status) == (Fraction(-1, 3), FAR)


def test_pace_by_curve_start_and_year_end() -> None:
    assert measured(Kind.CUMULATIVE, "25", target="100", pace="25/45/70/100", period="2024-03").status is ON_PACE
    assert measured(Kind.CUMULATIVE, "38", target="100", pace="25/45/70/100").expected == Fraction(25, 100) + Fraction(
        40, 300
    )
    before = measured(Kind.CUMULATIVE, "0", target="120", pace="起始6月")
    assert (before.expected, before.status, before.reason) == (0, NOT_DUE, Reason.BEFORE_START)
    assert measured(Kind.CUMULATIVE, "20", target="120", pace="起始6月", period="2024-06").expected == Fraction(1, 7)
    late = measured(Kind.CUMULATIVE, "0", target="120", pace="年末")
    assert (late.status, late.reason) == (NOT_DUE, Reason.NOT_DUE_YET)
    assert measured(Kind.CUMULATIVE, "119", target="120", pace="年末", period="2024-12").status is BEHIND


def test_linear_pace_runs_to_the_time_limit() -> None:
    found = measured(Kind.CUMULATIVE, "60", target="120", due=date(2024, 6, 30), period="2024-03")
    assert (found.expected, found.status) == (Fraction(1, 2), ON_PACE)
    assert measured(Kind.CUMULATIVE, "60", target="120", due=date(2024, 6, 30), period="2024-08").expected == 1


def test_range_counts_from_its_lower_bound() -> None:
    """1—2 个 with 1."""
    found = measured(Kind.RANGE, "1", target="1", upper="2")
    assert (found.completion_ratio, found.expected, found.gap, found.status) == (1, 0, 1, ACHIEVED)
    assert measured(Kind.RANGE, "0", target="1", upper="2").status is NOT_DUE


def test_input_is_paced_like_a_count() -> None:
    found = measured(Kind.INPUT, "236.5", target="552", unit="万元")
    assert (found.completion_ratio, found.status) == (Fraction(2365, 5520), ON_PACE)


PAIR = (("人数", "13"), ("月数", "91"))


def test_paired_takes_the_smaller_ratio_and_shows_both() -> None:
    """13 人 / 91 月 with 13 and 40."""
    found = measured(Kind.PAIRED, ("13", "40"), parts=PAIR)
    assert (found.actual, found.target, found.completion_ratio) == (40, 91, Fraction(40, 91))
    assert (found.expected, found.status) == (Fraction(5, 12), ON_PACE)
    assert {code: str(value) for code, value in found.parts.items()} == {"A1-K01-1": "13", "A1-K01-2": "40"}
    assert measured(Kind.PAIRED, ("13", "91"), parts=PAIR).status is ACHIEVED


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (("13", ""), Reason.ONE_SIDE_MISSING),
        (("", ""), Reason.BLANK),
        (("13", "!"), Reason.REJECTED),
        ((None, None), Reason.FORM_MISSING),
    ],
)
def test_paired_needs_both_figures(typed: tuple[str | None, ...], reason: Reason) -> None:
    found = measured(Kind.PAIRED, typed, parts=PAIR)
    assert (found.actual, found.status, found.reason) == (None, NOT_REPORTED, reason)


def test_stock_with_a_base_counts_the_increment() -> None:
    found = measured(Kind.STOCK, "10066", target="10312", base="9868")
    assert found.completion_ratio == Fraction(198, 444)
    assert (found.expected, found.status, str(found.base)) == (Fraction(5, 12), ON_PACE, "9868")
    assert measured(Kind.STOCK, "9860", target="10312", base="9868").completion_ratio == Fraction(-8, 444)


def test_stock_takes_the_base_answered_in_the_form() -> None:
    found = measured(Kind.STOCK, "10066", target="10312", pace="线性", answered_base="9868")
    assert found.completion_ratio == Fraction(198, 444)


def test_stock_without_a_base_is_not_due_until_it_holds() -> None:
    found = measured(Kind.STOCK, "10066", target="10312", pace="线性")
    assert (found.completion_ratio, found.expected, found.gap) == (None, None, -246)
    assert (found.status, found.reason) == (NOT_DUE, Reason.NOT_DUE_YET)
    met = measured(Kind.STOCK, "10400", target="10312")
    assert (met.status, met.reason) == (ON_PACE, Reason.NO_BASE)
    assert measured(Kind.STOCK, "10400", target="10312", period="2024-12").status is ACHIEVED
    assert measured(Kind.STOCK, "10300", target="10312", period="2024-12").status is FAR


@pytest.mark.parametrize(
    ("rate", "status"),
    [("7.5", ON_PACE), ("7.8", ON_PACE), ("7.1", BEHIND), ("6.5", BEHIND), ("6.4", FAR), ("-1.2", FAR)],
)
def test_growth_is_never_prorated(rate: str, status: Status) -> None:
    """7.5% with 7.1: no share, a gap in points, yellow within one point."""
    found = measured(Kind.GROWTH, rate, target="7.5", unit="%")
    assert (found.completion_ratio, found.expected, found.gap) == (None, None, Fraction(rate) - Fraction("7.5"))
    assert (found.status, found.reason) == (status, Reason.NO_SHARE)


def test_growth_is_achieved_only_in_december() -> None:
    assert measured(Kind.GROWTH, "7.5", target="7.5", unit="%", period="2024-12").status is ACHIEVED


def test_about_without_a_ruled_tolerance_awaits_confirmation() -> None:
    about = Comparator.ABOUT
    near = measured(Kind.GROWTH, "6.9", target="7", unit="%", comparator=about)
    assert (near.status, near.reason) == (BEHIND, Reason.ABOUT_UNRULED)
    far = measured(Kind.GROWTH, "5", target="7", unit="%", comparator=about)
    assert (far.status, far.reason) == (FAR, Reason.NO_SHARE)
    ruled = measured(Kind.GROWTH, "6.8", target="7", unit="%", comparator=about, changed={"左右容差": "0.2"})
    assert (ruled.status, ruled.reason) == (ON_PACE, Reason.NO_SHARE)


def test_standard_has_no_yellow_unless_the_office_ruled_one() -> None:
    """700 元 with 720: never 102.9%."""
    met = measured(Kind.STANDARD, "720", target="700", unit="元/月")
    assert (met.completion_ratio, met.gap, met.status) == (None, 20, ON_PACE)
    assert measured(Kind.STANDARD, "699", target="700", unit="元/月").status is FAR
    allowed = measured(Kind.STANDARD, "699", target="700", unit="元/月", changed={"达标容差": "1"})
    assert allowed.status is BEHIND


def test_ceiling_holds_up_to_its_limit() -> None:
    top = Comparator.AT_MOST
    assert measured(Kind.CEILING, "10", target="10", comparator=top).status is ON_PACE
    over = measured(Kind.CEILING, "11", target="10", comparator=top)
    assert (over.gap, over.status) == (1, FAR)


SIDES = (("新能源汽车", None), ("新增更新车辆", None))


def test_share_of_two_counts() -> None:
    found = measured(Kind.SHARE, ("3", "5"), target="40", unit="%", parts=SIDES)
    assert (found.actual, found.gap, found.status) == (60, 20, ON_PACE)
    assert measured(Kind.SHARE, ("1", "5"), target="40", unit="%", parts=SIDES).status is FAR


def test_share_with_a_zero_denominator_is_not_applicable() -> None:
    found = measured(Kind.SHARE, ("0", "0"), target="40", unit="%", parts=SIDES)
    assert (found.actual, found.status, found.reason) == (None, Status.NOT_APPLICABLE, Reason.DENOMINATOR_ZERO)


def test_share_with_one_side_missing_is_unknown() -> None:
    found = measured(Kind.SHARE, ("3", ""), target="40", unit="%", parts=SIDES)
    assert (found.actual, found.status, found.reason) == (None, NOT_REPORTED, Reason.ONE_SIDE_MISSING)


def test_share_as_one_percentage() -> None:
    assert measured(Kind.SHARE, "91.5", target="90", unit="%").gap == Fraction(3, 2)


def test_reduction_counts_the_fall_and_a_rise_as_nothing() -> None:
    """50% fall with 42."""
    found = measured(Kind.REDUCTION, "42", target="50", unit="%")
    assert (found.completion_ratio, found.expected, found.gap) == (Fraction(42, 50), None, -8)
    assert (found.status, found.reason) == (FAR, None)
    risen = measured(Kind.REDUCTION, "-5", target="50", unit="%")
    assert (risen.completion_ratio, risen.gap, risen.status) == (0, -55, FAR)
    assert measured(Kind.REDUCTION, "50", target="50", unit="%").status is ON_PACE


INCOMES = (("农村", None), ("城镇", None))


@pytest.mark.parametrize(
    ("typed", "gap", "status"),
    [
        (("8.1", "6.8"), Fraction("1.3"), ON_PACE),
        (("7", "7"), Fraction(0), BEHIND),
        (("5", "6.5"), Fraction("-1.5"), FAR),
    ],
)
def test_relation_equal_is_not_met(typed: tuple[str, str], gap: Fraction, status: Status) -> None:
    found = measured(Kind.RELATION, typed, unit="百分点", comparator=None, parts=INCOMES)
    assert (found.actual, found.target, found.gap, found.status) == (gap, 0, gap, status)
    assert (found.completion_ratio, found.reason) == (None, Reason.NO_SHARE)


def test_relation_with_one_side_missing_is_unknown() -> None:
    found = measured(Kind.RELATION, ("8.1", ""), unit="百分点", comparator=None, parts=INCOMES)
    assert (found.actual, found.status, found.reason) == (None, NOT_REPORTED, Reason.ONE_SIDE_MISSING)


def test_relation_with_last_year_takes_both_figures_of_one_row() -> None:
    found = measured(Kind.RELATION, "31.2", unit="%", comparator=None, prior="30.1")
    assert (found.actual, found.status) == (Fraction("1.1"), ON_PACE)
    assert measured(Kind.RELATION, "31.2", unit="%", comparator=None).reason is Reason.ONE_SIDE_MISSING


def test_zero_is_kept_or_broken_and_final_only_at_year_end() -> None:
    kept = measured(Kind.ZERO, "0", target="0", comparator=None)
    assert (kept.status, kept.completion_ratio, kept.gap, kept.reason) == (ON_PACE, None, None, Reason.NO_SHARE)
    assert measured(Kind.ZERO, "1", target="0", comparator=None).status is FAR
    assert measured(Kind.ZERO, "0", target="0", comparator=None, period="2024-12").status is ACHIEVED
    assert measured(Kind.ZERO, "", target="0", comparator=None).status is NOT_REPORTED


def test_first_is_not_due_before_december_and_then_red() -> None:
    """破零 with 0."""
    none = measured(Kind.FIRST, "0", target="1")
    assert (none.actual, none.gap, none.status, none.reason) == (0, -1, NOT_DUE, Reason.NOT_DUE_YET)
    assert measured(Kind.FIRST, "1", target="1").status is ACHIEVED
    assert measured(Kind.FIRST, "0", target="1", period="2024-12").status is FAR


def test_a_blank_is_not_reported_whatever_is_due_and_never_zero() -> None:
    found = measured(Kind.CUMULATIVE, "", target="1")
    assert (found.actual, found.completion_ratio) == (None, None)
    assert (found.status, found.reason) == (NOT_REPORTED, Reason.BLANK)
    zero = measured(Kind.CUMULATIVE, "0", target="1500")
    assert (zero.actual, zero.completion_ratio) == (0, 0)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("!", Reason.REJECTED), (None, Reason.FORM_MISSING), ("不适用", Reason.BLANK), ("未到节点", Reason.BLANK)],
)
def test_other_ways_of_not_reporting(typed: str | None, reason: Reason) -> None:
    """A bureau cannot take itself out of the count (DOMAIN 2)."""
    found = measured(Kind.CUMULATIVE, typed, target="1500")
    assert (found.actual, found.status, found.reason) == (None, NOT_REPORTED, reason)


def test_a_waiver_takes_the_indicator_out() -> None:
    found = measured(Kind.CUMULATIVE, "", target="1500", waiver="不适用")
    assert (found.status, found.reason) == (Status.NOT_APPLICABLE, Reason.WAIVED)
    assert measured(Kind.CUMULATIVE, "", target="1500", waiver="报送截止").status is NOT_REPORTED


@pytest.mark.parametrize(
    ("frequency", "period", "status"),
    [
        ("季", "2024-05", NOT_DUE),
        ("季", "2024-06", NOT_REPORTED),
        ("季+1", "2024-06", NOT_DUE),
        ("季+1", "2024-07", NOT_REPORTED),
        ("半年", "2024-03", NOT_DUE),
        ("年", "2024-12", NOT_REPORTED),
        ("月+1", "2024-01", NOT_DUE),
    ],
)
def test_a_blank_in_a_month_without_publication_is_not_due(frequency: str, period: str, status: Status) -> None:
    found = measured(Kind.GROWTH, "", target="7", unit="%", frequency=frequency, period=period)
    assert found.status is status
    assert found.reason is (Reason.NOT_PUBLISHED if status is NOT_DUE else Reason.BLANK)


def test_a_figure_typed_in_a_month_without_publication_counts() -> None:
    assert measured(Kind.GROWTH, "7.2", target="7", unit="%", frequency="季").status is ON_PACE


def test_a_refused_figure_is_not_excused_by_the_calendar() -> None:
    found = measured(Kind.GROWTH, "!", target="7", unit="%", frequency="季")
    assert (found.status, found.reason) == (NOT_REPORTED, Reason.REJECTED)


def test_milestone_is_the_weight_of_finished_steps() -> None:
    found = milestone((("2024-03-31", "是"), ("2024-05-20", "是"), ("2024-12-31", "否")), weights=(1, 1, 2))
    assert (found.actual, found.expected, found.gap, found.status) == (Fraction(1, 2), Fraction(1, 2), 0, ON_PACE)
    assert milestone((("2024-03-31", "是"), ("2024-12-31", "是"))).status is ACHIEVED


def test_milestone_with_an_unfinished_due_step_is_red() -> None:
    found = milestone((("2024-03-31", "是"), ("2024-05-20", "否")))
    assert (found.status, found.completion_ratio, found.gap) == (FAR, Fraction(1, 2), Fraction(-1, 2))


def test_a_step_finished_after_the_period_is_not_finished_in_it() -> None:
    assert milestone((("2024-05-20", "是 2024-06-02"),)).status is FAR


def test_milestone_with_nothing_due() -> None:
    nothing = milestone((("2024-12-31", ""),))
    assert (nothing.status, nothing.reason, nothing.actual) == (NOT_DUE, Reason.NOT_DUE_YET, None)
    assert milestone((("2024-12-31", "否"),)).actual == 0
    assert milestone((("2024-12-31", "-"),)).status is NOT_DUE


@pytest.mark.parametrize(("said", "reason"), [("", Reason.BLANK), ("-", Reason.FORM_MISSING), ("!", Reason.REJECTED)])
def test_a_due_step_without_an_answer_is_not_reported(said: str, reason: Reason) -> None:
    found = milestone((("2024-03-31", said), ("2024-12-31", "否")))
    assert (found.status, found.reason, found.actual) == (NOT_REPORTED, reason, None)


def test_a_blank_for_a_later_step_is_no_omission() -> None:
    assert milestone((("2024-03-31", "是"), ("2024-12-31", ""))).status is ON_PACE
