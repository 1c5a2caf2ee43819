"""Indicators that need two figures: shares, paired counts, comparisons."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.core.numbers import shortest
from reporter.core.problem import Problem
from reporter.intake.returned import Returned
from reporter.intake.submission import Answer, AnswerState
from reporter.plan.kinds import asks_prior_year
from reporter.plan.model import Indicator, Kind

CURRENT, PRIOR_YEAR = "本期累计", "上年同期"


def numerator_above_denominator(returned: Returned) -> Iterator[Problem]:
    """E217: the ratio would be above 100%."""
    for indicator, (numerator, denominator) in _shares(returned):
        if numerator.value is not None and denominator.value is not None and 0 < denominator.value < numerator.value:
            spot = returned.spot(f"{indicator.code}-1", CURRENT, numerator.source)
            yield spot.problem(
                "E217",
                seen=numerator.raw,
                name=indicator.name,
                numerator=shortest(numerator.value),
                denominator=shortest(denominator.value),
            )


def denominator_zero(returned: Returned) -> Iterator[Problem]:
    """E218: no ratio can be computed."""
    for indicator, (_, denominator) in _shares(returned):
        if denominator.value == 0:
            spot = returned.spot(f"{indicator.code}-2", CURRENT, denominator.source)
            yield spot.problem("E218", seen=denominator.raw, name=indicator.name)


def one_of_two_missing(returned: Returned) -> Iterator[Problem]:
    """E219: an indicator that needs two figures has one. With 本月无变化 the other is last period's.

    A side whose column is gone is reported as such.
    """
    if returned.submission.nil_return:
        return
    for indicator, sides in _sides(returned):
        given = [label for label, _, _, answer in sides if answer.state is AnswerState.VALUE]
        for label, code, heading, answer in sides:
            if answer.state is AnswerState.BLANK and answer.source.cell and given:
                spot = returned.spot(code, heading, answer.source)
                yield spot.problem("E219", seen=answer.raw, name=indicator.name, given="、".join(given), missing=label)


Side = tuple[str, str, str, Answer]
"""Label, row code, heading and answer of one of the figures."""


def _sides(returned: Returned) -> Iterator[tuple[Indicator, list[Side]]]:
    answers = {answer.code: answer for answer in returned.submission.figures}
    asked_here = {id(one): one for one in (returned.rows[code].indicator for code in answers)}
    for indicator in asked_here.values():
        parts = returned.plan.parts_of.get(indicator.code, ())
        asked = [part for part in parts if part.code in answers]
        if len(asked) > 1:
            yield indicator, [(part.name, part.code, CURRENT, answers[part.code].current) for part in asked]
        row = answers.get(indicator.code)
        if row and row.prior_year and asks_prior_year(returned.plan, indicator):
            current = (CURRENT, row.code, CURRENT, row.current)
            yield indicator, [current, (PRIOR_YEAR, row.code, PRIOR_YEAR, row.prior_year)]


def _shares(returned: Returned) -> Iterator[tuple[Indicator, list[Answer]]]:
    """Shares with 分子 and 分母, both of them asked in this form."""
    for indicator, sides in _sides(returned):
        if indicator.kind is Kind.SHARE and len(sides) == 2:
            yield indicator, [answer for *_, answer in sides]
