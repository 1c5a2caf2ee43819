"""Figures against last period, target, rule and their own note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reporter.core.numbers import percent, shortest
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.intake.asked import FigureRow
from reporter.intake.pair_checks import CURRENT, PRIOR_YEAR
from reporter.intake.returned import Returned
from reporter.intake.spot import Spot
from reporter.intake.submission import AnswerState, FigureAnswer
from reporter.plan.exact import exact_goal
from reporter.plan.kinds import asks_base
from reporter.plan.model import Indicator, Kind
from reporter.plan.pace import YEAR_END, calendar_share, figure_due, is_final, pace_of
from reporter.plan.waivers import waiver_of

_GROWING = frozenset({Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED, Kind.FIRST, Kind.CEILING, Kind.SHARE})
_COUNTS_TO_TARGET = frozenset({Kind.CUMULATIVE, Kind.INPUT, Kind.RANGE, Kind.PAIRED, Kind.STOCK})
_LEVEL = re.compile("期末|余额|存量|净增")
"""口径 of a figure that may fall without being wrong."""
_SOURCE_NAMED = re.compile("统计|反馈|公布|通报|提供|来源")
_STATISTICS = "统计局"
_CUMULATED = re.compile(r"累计(?:完成|实现|达到|达|为|有|新增)?\s*([0-9]+(?:\.[0-9]+)?)\s*")
_OTHER_MATTER = re.compile("其中|上年|去年|同期|上期|上月|计划|目标|全年|力争|预计")
_EXACT_MONTHS = 3
_WORDS = frozenset({AnswerState.NOT_DUE, AnswerState.NOT_PUBLISHED, AnswerState.NOT_APPLICABLE})


def words_without_waiver(returned: Returned) -> Iterator[Problem]:
    """E414, E241: 不适用, 未到节点 or 未公布 that neither register nor waiver supports (DOMAIN 2)."""
    for answer in returned.submission.figures:
        state, row = answer.current.state, returned.rows[answer.code]
        if state not in _WORDS or _is_supported(returned, row, state) or _unpublished_months(returned, row, state) > 1:
            continue
        bare = state is AnswerState.NOT_APPLICABLE and not answer.note
        spot = returned.spot(answer.code, CURRENT, answer.current.source)
        yield spot.problem("E414" if bare else "E241", seen=answer.current.raw)


def _is_supported(returned: Returned, row: FigureRow, state: AnswerState) -> bool:
    indicator, period = row.indicator, returned.layout.period
    if waiver_of(
        returned.plan, state.value, returned.last_day, code=indicator.code, bureau=returned.layout.bureau_name
    ):
        return True
    if state is AnswerState.NOT_PUBLISHED:
        return not figure_due(indicator, period)
    if state is AnswerState.NOT_DUE:
        waits = pace_of(indicator) == YEAR_END and not is_final(indicator, period)
        return waits or calendar_share(indicator, period) == 0
    return False


def unpublished_for_months(returned: Returned) -> Iterator[Problem]:
    """E415: 未公布 month after month although a figure has fallen due meanwhile."""
    for answer in returned.submission.figures:
        row = returned.rows[answer.code]
        months = _unpublished_months(returned, row, answer.current.state)
        if months > 1:
            due = _last_due(row.indicator, returned.layout.period, months)
            values = {"months": months, "frequency": row.indicator.frequency.removesuffix("+1"), "due": due}
            spot = returned.spot(answer.code, CURRENT, answer.current.source)
            yield spot.problem("E415", seen=answer.current.raw, **values)


def _unpublished_months(returned: Returned, row: FigureRow, state: AnswerState) -> int:
    """Months running, this one included, with 未公布; 0 where a waiver allows it or nothing was due in them."""
    if state is not AnswerState.NOT_PUBLISHED:
        return 0
    code, period = row.indicator.code, returned.layout.period
    if waiver_of(returned.plan, state.value, returned.last_day, code=code, bureau=returned.layout.bureau_name):
        return 0
    months = 1 + (returned.this_year.months_unpublished.get(code, 0) if returned.this_year else 0)
    return months if _last_due(row.indicator, period, months) else 0


def _last_due(indicator: Indicator, period: Period, months: int) -> str:
    """The last day of the latest of these months in which a figure was due: 4月30日; empty when none was."""
    for _ in range(months):
        if figure_due(indicator, period):
            return f"{period.last_month}月{period.last_day.day}日"
        period = period.previous
    return ""


def exact_for_months(returned: Returned) -> Iterator[Problem]:
    """E404: exactly the target, or exactly what the calendar asks, for the third month running."""
    before = returned.this_year.months_exact if returned.this_year else {}
    for row, answer, value in returned.values:
        if before.get(row.indicator.code, 0) < _EXACT_MONTHS - 1:
            continue
        base = row.indicator.base
        if base is None and returned.past:
            base = returned.past.bases.get(row.indicator.code)
        goal = exact_goal(returned.plan, row.indicator, value, returned.layout.period, base)
        if goal:
            yield _at(returned, answer).problem("E404", seen=answer.current.raw, goal=goal)


def prior_year_differs(returned: Returned) -> Iterator[Problem]:
    """E421: 上年同期 is not what was accepted a year ago; silent where no record tells."""
    known = returned.past.year_ago if returned.past else {}
    for answer in returned.submission.figures:
        typed = answer.prior_year.value if answer.prior_year else None
        recorded = known.get(answer.code)
        if answer.prior_year is not None and typed is not None and recorded is not None and typed != recorded:
            spot = returned.spot(answer.code, PRIOR_YEAR, answer.prior_year.source)
            yield spot.problem("E421", seen=answer.prior_year.raw, recorded=shortest(recorded))


def fell(returned: Returned) -> Iterator[Problem]:
    """E401: a cumulative figure below last period's."""
    for row, answer, value in _growing(returned):
        previous = row.asked.previous
        if previous is not None and value < previous:
            yield _at(returned, answer).problem(
                "E401",
                seen=answer.current.raw,
                used=shortest(value),
                previous=shortest(previous),
                difference=shortest(previous - value),
            )


def far_above_target(returned: Returned) -> Iterator[Problem]:
    """E403: above rule 超额比例 of the year's target, often a slip of the unit."""
    for row, answer, value in returned.values:
        if _is_far_above(returned, row, value):
            target = _upper_target(row) or Decimal(1)
            yield _at(returned, answer).problem(
                "E403",
                seen=answer.current.raw,
                used=shortest(value),
                unit=row.asked.unit,
                target=shortest(target) + row.asked.unit,
                share=percent(value / target),
            )


def _is_far_above(returned: Returned, row: FigureRow, value: Decimal) -> bool:
    target = _upper_target(row)
    if row.indicator.kind not in _COUNTS_TO_TARGET or target is None or target <= 0:
        return False
    return value * 100 > target * Decimal(returned.rule("超额比例"))


def _upper_target(row: FigureRow) -> Decimal | None:
    return row.indicator.target_upper if row.indicator.target_upper is not None else row.asked.target


def jumped(returned: Returned) -> Iterator[Problem]:
    """E402: more new in this month than rule 突增倍数 times the monthly average before; E403 says it already.

    One more whole piece is no jump: less than that cannot be added.
    """
    for row, answer, value in _growing(returned):
        previous, past = row.asked.previous, returned.this_year
        if previous is None or past is None or previous <= 0 or _is_far_above(returned, row, value):
            continue
        average = previous / past.period.last_month
        increase = value - previous
        least = Decimal(1 if row.indicator.decimals == 0 else 0)
        if increase > max(Decimal(returned.rule("突增倍数")) * average, least):
            yield _at(returned, answer).problem(
                "E402",
                seen=answer.current.raw,
                increase=shortest(increase),
                average=shortest(average, 1),
                times=shortest(increase / average, 1),
            )


def _growing(returned: Returned) -> Iterator[tuple[FigureRow, FigureAnswer, Decimal]]:
    """Figures that add up over the year and so never fall by themselves."""
    for row, answer, value in returned.values if returned.this_year else ():
        is_count = row.indicator.kind is not Kind.SHARE or row.part is not None
        if row.indicator.kind in _GROWING and is_count and not _LEVEL.search(row.indicator.scope):
            yield row, answer, value


def occurred(returned: Returned) -> Iterator[Problem]:
    """E413: what must not occur has occurred."""
    for row, answer, value in returned.values:
        if row.indicator.kind is Kind.ZERO and value > 0:
            yield _at(returned, answer).problem("E413", seen=answer.current.raw, used=shortest(value))


def sign_of_a_fall(returned: Returned) -> Iterator[Problem]:
    """E242: a fall that was positive last time and is negative now: 是下降42%吗？ (DOMAIN 1)."""
    for row, answer, value in returned.values:
        previous = row.asked.previous
        if row.indicator.kind is Kind.REDUCTION and value < 0 and previous is not None and previous > 0:
            values = {"used": shortest(value), "previous": shortest(previous)}
            yield _at(returned, answer).problem("E242", seen=answer.current.raw, **values)


def contradicted_by_note(returned: Returned) -> Iterator[Problem]:
    """E405: the note gives the cumulative figure in the row's unit, once, and it is another."""
    for row, answer, value in returned.values:
        unit = row.asked.unit
        found = re.findall(_CUMULATED.pattern + re.escape(unit), answer.note) if unit else []
        if len(found) != 1 or _OTHER_MATTER.search(answer.note) or Decimal(found[0]) == value:
            continue
        values = {"used": shortest(value), "text_column": "说明", "written": found[0]}
        yield _at(returned, answer).problem("E405", seen=answer.current.raw, **values)


def growth_without_source(returned: Returned) -> Iterator[Problem]:
    """E407: a growth rate of the statistics bureau from another bureau, without a word on where it comes from."""
    if not returned.values or _STATISTICS in returned.layout.bureau_name:
        return
    listed = {name.strip() for name in returned.rule("统计指标").split("、")}
    for row, answer, _value in returned.values:
        if row.indicator.name in listed and not _SOURCE_NAMED.search(answer.note):
            yield _at(returned, answer).problem("E407", seen=answer.current.raw)


def base_changed(returned: Returned) -> Iterator[Problem]:
    """E244: another year-start figure than the first accepted one; E204: than the register's."""
    answered = returned.past.bases if returned.past else {}
    for answer in returned.submission.figures:
        typed = answer.base.value if answer.base else None
        if answer.base is None or typed is None:
            continue
        indicator = returned.rows[answer.code].indicator
        spot = returned.spot(answer.code, "年初数", answer.base.source)
        first = answered.get(indicator.code)
        if asks_base(indicator) and first is not None and first != typed:
            yield spot.problem("E244", seen=answer.base.raw, used=shortest(typed), previous=shortest(first))
        elif indicator.base is not None and indicator.base != typed:
            yield spot.problem("E204", seen=answer.base.raw, issued=shortest(indicator.base))


def nil_return_with_figures(returned: Returned) -> Iterator[Problem]:
    """E419: 本月无变化 is chosen and figures are typed that differ from last period's."""
    if not returned.submission.nil_return:
        return
    changed = [answer for row, answer, value in returned.values if value != row.asked.previous]
    if changed:
        cells = "、".join(answer.current.source.cell for answer in changed)
        yield _at(returned, changed[0]).problem("E419", seen=changed[0].current.raw, count=len(changed), cells=cells)


def _at(returned: Returned, answer: FigureAnswer) -> Spot:
    return returned.spot(answer.code, CURRENT, answer.current.source)
