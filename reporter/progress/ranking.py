"""Counts and places of actions and bureaus (DOMAIN 5), decided on exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from reporter.core.status import Status
from reporter.plan.model import Indicator, Kind
from reporter.progress.model import Measure, Tally


def tally(code: str, rows: Iterable[tuple[Indicator, Measure]], *, score_growth: bool = False) -> Tally:
    """Counts of the counted indicators among `rows`, and the mean of their capped ratios.

    The mean is over due rows that have a required share, unreported ones left out (DESIGN 8). With rule 增速折算 a
    growth rate takes part as actual ÷ target between 0 and 1.
    """
    counts = dict.fromkeys(Status, 0)
    scores: list[Fraction] = []
    for indicator, measure in rows:
        if not indicator.counted:
            continue
        counts[measure.status] += 1
        score = _score(indicator, measure, score_growth)
        if score is not None:
            scores.append(score)
    return Tally(code=code, counts=counts, mean_ratio=sum(scores, Fraction(0)) / len(scores) if scores else None)


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
    keys = {one.code: _merit(one) for one in taking_part}
    places = {code: 1 + sum(other > key for other in keys.values()) for code, key in keys.items()}
    return {one.code: replace(one, rank=places.get(one.code)) for one in tallies}


def _merit(one: Tally) -> tuple[Fraction, bool, Fraction]:
    share = one.on_pace_share
    assert share is not None  # only tallies with due items take part
    return share, one.mean_ratio is not None, one.mean_ratio or Fraction(0)
