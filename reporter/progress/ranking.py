"""Counts and places of actions and bureaus (DOMAIN 5), decided on exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reporter.core.status import Status
from reporter.plan.model import Indicator, Kind
from reporter.plan.pace import is_paced
from reporter.progress.model import Measure, Tally
from reporter.progress.stability import Merit, Standing, bounds, merit, place


def tally(code: str, rows: Iterable[tuple[Indicator, Measure]], *, score_growth: bool = False) -> Tally:
    """Counts of the counted indicators among `rows`, and the mean of their capped ratios.

    The mean is over due rows that have a required share, unreported ones left out (DESIGN 8). With rule 增速折算 a
    growth rate takes part as actual ÷ target between 0 and 1.
    """
    counts = dict.fromkeys(Status, 0)
    scores: list[Fraction] = []
    missing = 0
    for indicator, measure in rows:
        if not indicator.counted:
            continue
        counts[measure.status] += 1
        score = _score(indicator, measure, score_growth)
        if score is not None:
            scores.append(score)
        elif measure.status is Status.NOT_REPORTED:
            missing += _will_score(indicator, measure, score_growth)
    mean = sum(scores, Fraction(0)) / len(scores) if scores else None
    return Tally(code=code, counts=counts, mean_ratio=mean, scored=len(scores), open_scores=missing)


def _will_score(indicator: Indicator, measure: Measure, score_growth: bool) -> bool:
    """Whether an unreported row takes part in the mean once its figure is there."""
    if indicator.kind is Kind.GROWTH:
        return score_growth
    return indicator.kind is Kind.MILESTONE or is_paced(indicator, measure.base or indicator.base)


def _score(indicator: Indicator, measure: Measure, score_growth: bool) -> Fraction | None:
    if not measure.status.is_due or measure.actual is None:
        return None
    if measure.expected is not None and measure.completion_ratio is not None:
        return min(measure.completion_ratio, Fraction(1))
    if score_growth and indicator.kind is Kind.GROWTH and measure.target:
        return min(max(measure.actual / measure.target, Fraction(0)), Fraction(1))
    return None


def ranked(tallies: Sequence[Tally], *, least: int, unranked: frozenset[str] = frozenset()) -> Mapping[str, Tally]:
    """The same tallies, in their order, with places: by on-pace share, then mean ratio (none comes last).

    Ties share a place and the following places are skipped. Fewer than `least` due items: listed, not ranked.
    """
    taking_part = [one for one in tallies if one.due >= max(least, 1) and one.code not in unranked]
    merits = {one.code: merit(Fraction(one.on_pace, one.due), one.mean_ratio) for one in taking_part}
    moves = bounds({one.code: _standing(one) for one in taking_part})
    return {one.code: _placed(one, merits, moves) if one.code in merits else one for one in tallies}


def _placed(one: Tally, merits: Mapping[str, Merit], moves: Mapping[str, tuple[int, int]]) -> Tally:
    best, worst = moves[one.code]
    return replace(one, rank=place(merits[one.code], merits), best_rank=best, worst_rank=worst)


def _standing(one: Tally) -> Standing:
    return Standing(
        due=one.due,
        on_pace=one.on_pace,
        unreported=one.counts.get(Status.NOT_REPORTED, 0),
        mean=one.mean_ratio,
        scored=one.scored,
        open_scores=one.open_scores,
    )
