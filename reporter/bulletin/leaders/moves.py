"""Places of the actions: who moved far, and which places are not safe while figures are missing."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase
from reporter.core.status import Status
from reporter.progress.stability import Standing, unsafe
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


def moves(facts: Facts) -> Moves:
    """The moves against the period before, and the test of the places."""
    placed = [one for one in facts.ranked_actions if one.rank is not None]
    shifts = [(one, before.rank) for one in placed if (before := facts.action_before(one.code)) and before.rank]
    open_codes = unsafe({one.code: _standing(one) for one in placed})
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


def _standing(one: ActionResult) -> Standing:
    return Standing(due=one.due, on_pace=one.on_pace, unreported=one.counts[Status.NOT_REPORTED])


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
