"""Safe places: who can still be overtaken when missing figures come in."""

from __future__ import annotations

from reporter.progress.stability import Standing, unsafe


def standing(due: int, on_pace: int, unreported: int = 0) -> Standing:
    return Standing(due=due, on_pace=on_pace, unreported=unreported)


def test_nothing_missing_nothing_moves() -> None:
    assert unsafe({"A1": standing(10, 9), "A2": standing(10, 9), "A3": standing(10, 5)}) == set()


def test_a_missing_figure_too_small_to_cross_is_safe() -> None:
    assert unsafe({"A1": standing(10, 9), "A2": standing(10, 5, 2)}) == set()


def test_those_between_lowest_and_highest_share_are_not_safe() -> None:
    places = {"A1": standing(10, 9), "A2": standing(10, 7), "A3": standing(10, 6, 2)}
    assert unsafe(places) == {"A2", "A3"}


def test_to_draw_level_is_enough_to_be_unsafe() -> None:
    assert unsafe({"A1": standing(10, 7), "A2": standing(10, 6, 1)}) == {"A1", "A2"}
