"""Figures of one indicator, part, step or task, by the last word of their origin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from reporter.plan.model import Kind
from reporter.record.model import IndicatorResult
from reporter.record.trace import formulas
from reporter.record.trace.formulas import figure, whole
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Cell, Known, Op, Term, Total, Where
from reporter.record.trace.traced import Traced, UnknownOrigin

_POINTS = ("%", "百分点", "个百分点")
_ANSWERS = {"narrative": "进展条数", "trouble": "问题条数", "next_steps": "打算条数"}
_PLAIN: Mapping[str, tuple[str, str]] = {
    "reported": ("本期填报", "填报数"),
    "prior_year": ("上年同期", "上年同期数"),
    "base": ("年初数", "年初数"),
    "target": ("年度目标", "年度目标"),
    "target_upper": ("目标上限", "目标上限"),
    "months_behind": ("连续滞后月数", "连续滞后月数"),
    "months_red": ("连续红灯月数", "连续红灯月数"),
    "places": ("方案处数", "在方案中出现的处数"),
}
_MADE: Mapping[str, tuple[str, Callable[[Material, IndicatorResult], Term]]] = {
    "remaining": ("距目标还差", lambda _, one: _less(one, "年度目标", "完成数")),
    "over": ("超过目标", lambda _, one: _less(one, "完成数", "年度目标")),
    "over_upper": ("超过目标上限", lambda _, one: _less(one, "完成数", "目标上限")),
    "grown": ("比年初净增", lambda _, one: _less(one, "完成数", "年初数")),
    "change": ("比上期增减", lambda _, one: _less(one, "完成数", "上期完成数")),
    "left": ("距目标还差", lambda _, one: formulas.left(one)),
    "needed": ("剩余各月每月还需", formulas.needed),
    "average": ("近三个月月均", formulas.average),
    "overdue_more": ("另有逾期节点", lambda _, one: Op("−", figure(one.code, "逾期节点"), _known(1, "已写明的一个"))),
    "least_step": ("最小一步", lambda material, one: _least(material, one)),
}


def item_figure(material: Material, code: str, what: str) -> Traced:
    """A figure of an indicator; UnknownOrigin for a word that it does not have."""
    one = material.rows[code]
    if what in _PLAIN:
        column, meaning = _PLAIN[what]
        unit = one.unit if not meaning.endswith(("月数", "处数")) else ""
        return _traced(one, what, material.in_periods(meaning), figure(code, column), unit=unit)
    if what in _MADE:
        meaning, make = _MADE[what]
        return _traced(one, what, meaning, make(material, one), unit=one.unit)
    match what:
        case "actual":
            percent = one.kind is Kind.MILESTONE
            return _traced(one, what, _done(one), whole(one, "完成数", material), unit=one.unit, percent=percent)
        case "completion_ratio":
            meaning = "完成年度净增任务之比" if one.kind is Kind.STOCK else "占年任务之比"
            return _traced(one, what, meaning, formulas.share_done(material, one), percent=True)
        case "gap":
            meaning = "与时序相差" if one.expected is not None else "与目标相差"
            percent = one.expected is not None
            return _traced(one, what, meaning, whole(one, "差距", material), unit=one.unit, percent=percent)
        case "gap.bound":
            bound = Fraction(1, 1000) if one.expected is not None else Fraction(1, 10)
            term = Known(bound, "差额小于它，印“不足0.1个百分点”")
            return _traced(one, what, "差额的上限", term, percent=one.expected is not None)
        case "projected":
            return _traced(one, what, "推算年底占年任务之比", formulas.projected(material, one), percent=True)
    raise UnknownOrigin(f"{code}.{what}")


def _done(one: IndicatorResult) -> str:
    return "形象进度" if one.kind is Kind.MILESTONE else "完成数"


def _traced(
    one: IndicatorResult, what: str, meaning: str, term: Term, *, unit: str = "", percent: bool = False
) -> Traced:
    named = f"{one.name}（{one.code}）{meaning}"
    return Traced(origin=f"{one.code}.{what}", meaning=named, term=term, unit=unit, percent=percent)


def _less(one: IndicatorResult, left: str, right: str) -> Term:
    return Op("−", figure(one.code, left), figure(one.code, right))


def _known(value: int, why: str) -> Known:
    return Known(Fraction(value), why)


def _least(material: Material, one: IndicatorResult) -> Term:
    places = material.promise(one.code).decimals
    return Known(Fraction(Decimal(1).scaleb(-places)), f"目标写“超过”，按台账小数位{places}位的最小一步")


def part_figure(material: Material, code: str, what: str) -> Traced:
    """The figure or the target of a 分项."""
    part = next(part for one in material.results.indicators for part in one.parts if part.code == code)
    columns = {"actual": "完成数", "target": "年度目标"}
    if what not in columns:
        raise UnknownOrigin(f"{code}.{what}")
    term = Cell("分项", code, columns[what])
    return Traced(origin=f"{code}.{what}", meaning=f"{part.name}（{code}）{columns[what]}", term=term, unit=part.unit)


def step_figure(material: Material, code: str, what: str) -> Traced:
    """How late a 节点 is."""
    step = next(step for one in material.results.indicators for step in one.steps if step.code == code)
    if what != "days_late":
        raise UnknownOrigin(f"{code}.{what}")
    meaning = f"节点“{step.name}”（{code}，时限{step.due.isoformat()}）到{material.day.isoformat()}逾期天数"
    return Traced(origin=f"{code}.{what}", meaning=meaning, term=Cell("节点", code, "逾期天数"))


def task_figure(material: Material, code: str, what: str) -> Traced:
    """A figure of a task: its progress, how many answers found no room, how long it is silent."""
    task = material.plan.task_by_code[code]
    origin, named = f"{code}.{what}", f"任务“{task.name}”（{code}）"
    if what == "progress":
        return Traced(origin=origin, meaning=f"{named}进度（%）", term=Cell("任务", code, "进度"))
    if what == "months_silent":
        where = (Where("任务", code), Where("状态", "not_reported"))
        term: Term = Total("实事指标", "连续未报月数", where, "最小")
        meaning = material.in_periods("未报指标连续未报月数（取最少的）")
        return Traced(origin=origin, meaning=f"{named}{meaning}", term=term)
    words, _, kept = what.partition("_beyond.")
    if words in _ANSWERS and kept.isdigit():
        term = Op("−", Cell("任务", code, _ANSWERS[words]), _known(int(kept), "表中印出的单位数"))
        return Traced(origin=origin, meaning=f"{named}表中没有印出的单位数", term=term)
    raise UnknownOrigin(origin)


__all__ = ["item_figure", "part_figure", "step_figure", "task_figure"]
