"""A reply that asks to close a matter which is still behind (E603)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reporter.core.numbers import percent, shortest, shown
from reporter.core.problem import Problem, place_of, problem
from reporter.core.status import Status
from reporter.ledger.model import Ledger
from reporter.plan.model import Indicator, Kind, Plan
from reporter.progress.model import Measure, decimal_of


def closing_too_early(plan: Plan, ledger: Ledger, measures: Mapping[str, Measure]) -> Iterator[Problem]:
    """E603 in the cell 申请销号 of a reply to a matter that is behind."""
    for reply in ledger.replies:
        answer, indicator = reply.answer, plan.indicator_by_code.get(reply.answer.matter)
        if not answer.closing or indicator is None or not measures[indicator.code].status.is_lagging:
            continue
        yield problem(
            "E603",
            place_of(replace(answer.source, cell=answer.cells["closing"])),
            item=answer.code,
            bureau=reply.bureau,
            seen="是",
            number=answer.notice,
            matter=indicator.code,
            name=indicator.name,
            standing=_standing(indicator, measures[indicator.code]),
        )


def _standing(indicator: Indicator, measure: Measure) -> str:
    """占年任务37.0%，还慢于时序4.7个百分点; in words where the kind has no pace."""
    ratio, gap = measure.completion_ratio, measure.gap
    if indicator.kind is Kind.MILESTONE:
        return "还有逾期的节点没有完成"
    if measure.expected is not None and ratio is not None and gap is not None:
        behind = shown(abs(decimal_of(gap)) * 100, 1)
        return f"占年任务{percent(decimal_of(ratio))}，还慢于时序{behind}个百分点"
    if measure.actual is not None and measure.target is not None and indicator.kind is not Kind.RELATION:
        actual, target = (shortest(decimal_of(one), 4) for one in (measure.actual, measure.target))
        return f"现为{actual}{indicator.unit}，还没有达到目标{target}{indicator.unit}"
    return "仍是红灯" if measure.status is Status.FAR_BEHIND else "仍是黄灯"
