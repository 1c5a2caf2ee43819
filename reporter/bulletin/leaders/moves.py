"""Places of the actions: who moved far, and which places are not safe while figures are missing."""

from __future__ import annotations

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.record.model import ActionResult

_FAR = 3
"""A move of so many places is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What is said of the places."""

    compared: bool
    """Whether at least one action had a place before and has one now."""
    far: tuple[Phrase, ...]
    """产业培塑行动由第7位升至第4位."""
    far_number: Figure
    unreported: Figure
    """Unreported items of the actions that have a place."""
    safe_places: Phrase
    """Places that no missing figure can change; empty when there are none."""
    unsafe_places: Phrase
    unsafe_number: Figure
    few_unsafe: bool
    """Whether fewer places are unsafe than safe: then those are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilityRow:
    """One action's place now, and between which places it may come to stand."""

    name: str
    due: Figure
    unreported: Figure
    place: Figure
    best_place: Figure
    worst_place: Figure
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """The test of the places: a row for each ranked action by place, and how many bureaus are not safe."""

    rows: tuple[StabilityRow, ...]
    ranked_bureaus: Figure
    unsafe_number: Figure


def stability(facts: Facts) -> Stability:
    """Best and worst places as the results have them."""
    placed = sorted((one for one in facts.ranked_actions if one.rank), key=lambda one: one.rank or 0)
    bureaus = [one for one in facts.results.bureaus if one.rank]
    return Stability(
        rows=tuple(_row(facts, one) for one in placed),
        ranked_bureaus=count(len(bureaus), "all.ranked_bureaus"),
        unsafe_number=count(sum(one.best_rank != one.worst_rank for one in bureaus), "all.unsafe_bureaus"),
    )


def _row(facts: Facts, one: ActionResult) -> StabilityRow:
    rank = one.rank or 0
    return StabilityRow(
        name=facts.action_name(one.code),
        due=count(one.due, f"{one.code}.due"),
        unreported=count(one.counts[Status.NOT_REPORTED], f"{one.code}.not_reported"),
        place=count(rank, f"{one.code}.rank"),
        best_place=count(one.best_rank or rank, f"{one.code}.best_rank"),
        worst_place=count(one.worst_rank or rank, f"{one.code}.worst_rank"),
        settled=one.best_rank == one.worst_rank,
    )


def moves(facts: Facts) -> Moves:
    """The moves against the period before, and the test of the places."""
    placed = [one for one in facts.ranked_actions if one.rank is not None]
    shifts = [(one, before.rank) for one in placed if (before := facts.action_before(one.code)) and before.rank]
    open_codes = [one.code for one in placed if one.best_rank != one.worst_rank]
    not_safe = sorted({one.rank for one in placed if one.rank and one.code in open_codes})
    safe = sorted({one.rank for one in placed if one.rank} - set(not_safe))
    missing = sum(one.counts[Status.NOT_REPORTED] for one in placed)
    far = [_shift(facts, one, then) for one, then in shifts if one.rank and abs(one.rank - then) >= _FAR]
    return Moves(
        compared=bool(shifts),
        far=tuple(far),
        far_number=count(len(far), "all.far_moves"),
        unreported=count(missing, "all.ranked_unreported"),
        safe_places=_places(placed, safe),
        unsafe_places=_places(placed, not_safe),
        unsafe_number=count(len(open_codes), "all.unsafe_places"),
        few_unsafe=len(not_safe) < len(safe),
    )


def _shift(facts: Facts, one: ActionResult, then: int) -> Phrase:
    now = one.rank
    assert now is not None
    word = "升至" if now < then else "降至"
    places = count(then, f"previous.{one.code}.rank"), count(now, f"{one.code}.rank")
    return phrase(facts.action_name(one.code), "由第", places[0], f"位{word}第", places[1], "位")


def _places(placed: list[ActionResult], ranks: list[int]) -> Phrase:
    """第1位、第3位; each place leads to the first action that holds it."""
    holders = {one.rank: one.code for one in reversed(placed)}
    return joined(phrase("第", count(rank, f"{holders[rank]}.rank"), "位") for rank in ranks)
