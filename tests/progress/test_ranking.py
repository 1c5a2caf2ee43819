"""Counts, mean ratios and places (DOMAIN 5)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reporter.core.status import Status
from reporter.plan.model import Indicator, Kind
from reporter.progress.model import Measure, Tally, decimal_of
from reporter.progress.ranking import ranked, tally


def row(status: Status, ratio: str = "", *, counted: bool = True) -> tuple[Indicator, Measure]:
    """A counted indicator in a state; with a ratio it has a required share."""
    share = Fraction(ratio) if ratio else None
    measure = Measure(
        code="K", status=status, actual=share, completion_ratio=share, expected=Fraction(5, 12) if ratio else None
    )
    return Indicator(code="K", action="A1", name="", kind=Kind.CUMULATIVE, counted=counted), measure


def test_counts_balance_and_uncounted_rows_stay_out() -> None:
    found = tally(
        "A1",
        [
            row(Status.ACHIEVED, "1.2"),
            row(Status.ON_PACE, "0.5"),
            row(Status.BEHIND, "0.4"),
            row(Status.NOT_REPORTED),
            row(Status.NOT_DUE, "0"),
            row(Status.NOT_APPLICABLE),
            row(Status.FAR_BEHIND, "0", counted=False),
        ],
    )
    assert (found.due, found.on_pace, found.counts[Status.FAR_BEHIND]) == (4, 2, 0)
    assert found.on_pace_share == Fraction(1, 2)
    assert found.mean_ratio == (1 + Fraction("0.5") + Fraction("0.4")) / 3


def test_mean_ratio_is_none_without_rows_that_have_a_required_share() -> None:
    assert tally("A1", [row(Status.ON_PACE)]).mean_ratio is None
    assert tally("A1", [row(Status.NOT_DUE, "0")]).on_pace_share is None


def test_growth_takes_part_in_the_mean_only_by_rule() -> None:
    growth = Indicator(code="K", action="A1", name="", kind=Kind.GROWTH)
    measure = Measure(code="K", status=Status.BEHIND, actual=Fraction(6), target=Fraction(8))
    assert tally("A1", [(growth, measure)]).mean_ratio is None
    assert tally("A1", [(growth, measure)], score_growth=True).mean_ratio == Fraction(3, 4)


def place(code: str, met: int, due: int, mean: str | None) -> Tally:
    return Tally(
        code=code,
        counts={Status.ON_PACE: met, Status.BEHIND: due - met},
        mean_ratio=Fraction(mean) if mean is not None else None,
    )


def test_ties_share_a_place_and_the_next_is_skipped() -> None:
    tallies = [
        place("a", 3, 3, "0.5"),
        place("b", 6, 6, "0.5"),
        place("c", 3, 3, "0.6"),
        place("d", 3, 3, None),
        place("e", 2, 3, "0.9"),
    ]
    assert {code: one.rank for code, one in ranked(tallies, least=3).items()} == {
        "c": 1, "a": 2, "b": 2, "d": 4, "e": 5,
    }  # fmt: skip


def test_shares_are_compared_exactly() -> None:
    close = [place("a", 333333333, 1000000000, None), place("b", 1, 3, None)]
    assert {code: one.rank for code, one in ranked(close, least=3).items()} == {"a": 2, "b": 1}


def test_few_items_and_the_general_plan_are_listed_but_not_ranked() -> None:
    found = ranked([place("A0", 5, 5, None), place("a", 2, 2, None), place("b", 3, 4, None)], least=3,
                   unranked=frozenset({"A0"}))  # fmt: skip
    assert [(one.code, one.rank) for one in found.values()] == [("A0", None), ("a", None), ("b", 1)]


def test_recorded_decimals_are_half_up_at_ten_places_without_trailing_zeros() -> None:
    assert str(decimal_of(Fraction(7, 15))) == "0.4666666667"
    assert str(decimal_of(Fraction(1, 2))) == "0.5"
    assert f"{decimal_of(Fraction(1500)):f}" == "1500"
    assert decimal_of(Fraction(5, 10**11)) == Decimal("1E-10")
    assert decimal_of(Fraction(-1, 3)) == Decimal("-0.3333333333")
