"""Best and worst places while figures are missing: by hand, and against every outcome tried out."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from reporter.progress.stability import Standing, bounds, merit, place


def standing(due: int, on_pace: int, unreported: int = 0, mean: str = "", scored: int = 0, open_: int = 0) -> Standing:
    found = Fraction(mean) if mean else None
    return Standing(due=due, on_pace=on_pace, unreported=unreported, mean=found, scored=scored, open_scores=open_)


def test_nothing_missing_nothing_moves() -> None:
    places = {"A1": standing(10, 9), "A2": standing(10, 9), "A3": standing(10, 5)}
    assert bounds(places) == {"A1": (1, 1), "A2": (1, 1), "A3": (3, 3)}


def test_a_missing_figure_too_small_to_cross_is_safe() -> None:
    assert bounds({"A1": standing(10, 9), "A2": standing(10, 5, 2)}) == {"A1": (1, 1), "A2": (2, 2)}


def test_those_between_lowest_and_highest_share_are_not_safe() -> None:
    places = {"A1": standing(10, 9), "A2": standing(10, 7), "A3": standing(10, 6, 2)}
    assert bounds(places) == {"A1": (1, 1), "A2": (2, 3), "A3": (2, 3)}


def test_to_draw_level_shares_the_place() -> None:
    assert bounds({"A1": standing(10, 7), "A2": standing(10, 6, 1)}) == {"A1": (1, 1), "A2": (1, 2)}


def test_with_equal_shares_the_mean_decides_and_moves_with_what_is_missing() -> None:
    """A2 draws level with one missing: its mean of 8/10 becomes 9/11 at best, 8/11 at worst."""
    behind = standing(10, 6, 1, "0.8", scored=10, open_=1)
    assert bounds({"A1": standing(10, 7, 0, "0.9", 10), "A2": behind}) == {"A1": (1, 1), "A2": (2, 2)}
    assert bounds({"A1": standing(10, 7, 0, "0.81", 10), "A2": behind}) == {"A1": (1, 2), "A2": (1, 2)}


def test_without_a_mean_one_stands_behind_and_a_missing_ratio_can_change_that() -> None:
    places = {"A1": standing(4, 2, 0, "0.5", 4), "A2": standing(4, 2)}
    assert bounds(places) == {"A1": (1, 1), "A2": (2, 2)}
    places["A2"] = standing(4, 1, 1, open_=1)
    assert bounds(places) == {"A1": (1, 2), "A2": (1, 2)}


Row = tuple[bool, Fraction | None]
rows = st.lists(
    st.tuples(st.booleans(), st.sampled_from([None, Fraction(0), Fraction(1, 3), Fraction(1)])), min_size=1, max_size=3
)
missing = st.lists(st.booleans(), max_size=1)


@given(st.lists(st.tuples(rows, missing), min_size=1, max_size=3))
def test_no_outcome_lies_outside_and_both_ends_are_reached(parties: list[tuple[list[Row], list[bool]]]) -> None:
    """Every missing figure met or unmet, with a ratio of 0 or 1 where the row has one (`missing`: whether it has)."""
    standings = {
        str(code): Standing(
            due=len(known) + len(open_),
            on_pace=sum(met for met, _ in known),
            unreported=len(open_),
            mean=_mean(known),
            scored=len([1 for _, ratio in known if ratio is not None]),
            open_scores=sum(open_),
        )
        for code, (known, open_) in enumerate(parties)
    }
    choices = [
        [[(met, ratio if has else None) for has in open_] for met, ratio in ((True, Fraction(1)), (False, Fraction(0)))]
        for _, open_ in parties
    ]
    seen: dict[str, set[int]] = {code: set() for code in standings}
    for outcome in product(*choices):
        whole = {str(code): [*known, *outcome[code]] for code, (known, _) in enumerate(parties)}
        merits = {
            code: merit(Fraction(sum(met for met, _ in own), len(own)), _mean(own)) for code, own in whole.items()
        }
        for code in seen:
            seen[code].add(place(merits[code], merits))
    assert {code: (min(places), max(places)) for code, places in seen.items()} == bounds(standings)


def _mean(own: list[Row]) -> Fraction | None:
    ratios = [ratio for _, ratio in own if ratio is not None]
    return sum(ratios, Fraction(0)) / len(ratios) if ratios else None
