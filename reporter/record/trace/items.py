"""The rows of 指标: each indicator with everything by which documents count it; and those of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reporter.core.status import Reason, Status
from reporter.plan.kinds import SPECS
from reporter.plan.model import Indicator, Kind
from reporter.plan.pace import is_paced
from reporter.progress.ladder import colour
from reporter.record.model import IndicatorResult
from reporter.record.trace.heading import verdicts
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Row

YES = "是"
INDICATOR_COLUMNS = (
    "编号 名称 行动 引用行动 填报单位 类型 计量单位 计入 状态 灯色 应统计 达到 滞后 "
    "没有数的原因 未列入原因 年度目标 目标上限 年初数 本期填报 上年同期 完成数 完成率 "
    "应达进度 差距 计分 待计分 上期完成数 上期状态 上期达到 上期滞后 上期灯色 灯色变化 新完成 "
    "连续滞后月数 连续红灯月数 连续未报月数 次月公布 逾期节点 督办级别 方案处数 推算"
)
_LIGHTS = ("红", "黄", "绿")


def yes(holds: object) -> str:
    """是, or nothing: what is not so is left blank, so that the eye finds what is."""
    return YES if holds else ""


def state_of(result: IndicatorResult) -> str:
    """The state by which documents count."""
    if result.status is Status.NOT_DUE and result.reason is Reason.NOT_PUBLISHED:
        return "按季按年"
    return {
        Status.ACHIEVED: "已完成",
        Status.ON_PACE: "达到进度",
        Status.BEHIND: "黄灯",
        Status.FAR_BEHIND: "红灯",
        Status.NOT_DUE: "未到节点",
        Status.NOT_REPORTED: "未报",
        Status.NOT_APPLICABLE: "不适用",
    }[result.status]


def indicator_rows(material: Material) -> Iterator[Row]:
    """One row for each indicator of the period, in the register's order."""
    drawn = verdicts(material)
    for one in material.results.indicators:
        promise = material.promise(one.code)
        yield {
            **_promised(material, one, promise),
            **_judged(one),
            **_compared(material, one),
            **_lasting(material, one),
            "督办级别": _colour(material, one),
            "方案处数": len(promise.places),
            "推算": drawn.get(one.code, ""),
        }


def before_rows(material: Material) -> Iterator[Row]:
    """The indicators of the period before that the register still knows."""
    for one in material.before.values():
        if one.code in material.plan.indicator_by_code:
            yield {
                "编号": one.code,
                "行动": one.action,
                "计入": yes(one.counted),
                "状态": state_of(one),
                "应统计": yes(one.status.is_due),
                "达到": yes(one.status.is_met),
                "滞后": yes(one.status.is_lagging),
            }


def _promised(material: Material, one: IndicatorResult, promise: Indicator) -> Row:
    tasks = material.plan.task_by_code
    quoting = dict.fromkeys(tasks[code].action for code in promise.tasks if code in tasks)
    return {
        "编号": one.code,
        "名称": one.name,
        "行动": one.action,
        "引用行动": "".join(f"|{code}" for code in quoting if code != one.action) + "|",
        "填报单位": one.bureau,
        "类型": SPECS[one.kind].label,
        "计量单位": one.unit,
        "计入": yes(one.counted),
        "年度目标": one.target,
        "目标上限": one.target_upper,
        "年初数": one.base,
    }


def _judged(one: IndicatorResult) -> Row:
    reason = "" if one.status is not Status.NOT_REPORTED else _ABSENT.get(one.reason, "空白")
    return {
        "状态": state_of(one),
        "灯色": one.status.light or "",
        "应统计": yes(one.status.is_due),
        "达到": yes(one.status.is_met),
        "滞后": yes(one.status.is_lagging),
        "没有数的原因": reason,
        "本期填报": one.reported,
        "上年同期": one.prior_year,
        "完成数": one.actual,
        "完成率": one.completion_ratio,
        "应达进度": one.expected,
        "差距": one.gap,
    }


_ABSENT: Mapping[Reason | None, str] = {Reason.FORM_MISSING: "没有报送填报表", Reason.REJECTED: "数据退回"}


def _score(material: Material, one: IndicatorResult) -> Decimal | None:
    """What enters the mean: min(ratio, 1) of a due row with a required share; a growth rate only by rule."""
    if not one.status.is_due or one.actual is None:
        return None
    if one.expected is not None and one.completion_ratio is not None:
        return min(one.completion_ratio, Decimal(1))
    if one.kind is Kind.GROWTH and one.target and material.rule("增速折算") == YES:
        return min(max(one.actual / one.target, Decimal(0)), Decimal(1))
    return None


def _will_score(material: Material, one: IndicatorResult) -> bool:
    """Whether an unreported row enters the mean once its figure is there."""
    if one.status is not Status.NOT_REPORTED:
        return False
    if one.kind is Kind.GROWTH:
        return material.rule("增速折算") == YES
    return one.kind is Kind.MILESTONE or is_paced(material.promise(one.code), one.base)


def _compared(material: Material, one: IndicatorResult) -> Row:
    before = material.before.get(one.code)
    old, new = before.status.light if before else None, one.status.light
    turn = _LIGHTS.index(new) - _LIGHTS.index(old) if old and new else 0
    return {
        "计分": _score(material, one),
        "待计分": yes(_will_score(material, one)),
        "未列入原因": _left_out(one, material.promise(one.code)),
        "上期完成数": before.actual if before else None,
        "上期状态": state_of(before) if before else "",
        "上期达到": yes(before and before.status.is_met),
        "上期滞后": yes(before and before.status.is_lagging),
        "上期灯色": old or "",
        "灯色变化": "转好" if turn > 0 else "转差" if turn < 0 else "",
        "新完成": yes(before and one.status is Status.ACHIEVED and before.status is not Status.ACHIEVED),
    }


def _lasting(material: Material, one: IndicatorResult) -> Row:
    history = [month.get(one.code) for month in material.history]
    states = [row.status if row else None for row in history]
    late = [step for step in one.steps if step.done is False and step.due <= material.day]
    return {
        "连续滞后月数": one.months_behind,
        "连续红灯月数": _run(states, Status.FAR_BEHIND),
        "连续未报月数": _run(states, Status.NOT_REPORTED),
        "次月公布": yes(_is_published_later(material, one)),
        "逾期节点": len(late),
    }


def _is_published_later(material: Material, one: IndicatorResult) -> bool:
    """Whether a longer period lacks a figure that the form of its last month did not ask for yet."""
    late = material.promise(one.code).frequency.endswith("+1") and not material.period.is_month
    return late and one.reason is Reason.BLANK


def _run(states: list[Status | None], wanted: Status) -> int:
    """How many months up to the last one had the state without a break."""
    length = 0
    for state in reversed(states):
        if state is not wanted:
            break
        length += 1
    return length


def _colour(material: Material, one: IndicatorResult) -> str:
    if not (one.counted and one.status.is_lagging):
        return ""
    before = material.before.get(one.code)
    return colour(one.status, before.status if before else None, one.months_behind, material.rule("督办起点"))


def _left_out(one: IndicatorResult, promise: Indicator) -> str:
    """Why the indicator is not among 应统计, in the words of annex 5; empty for one that is."""
    late = "，次月公布" if promise.frequency.endswith("+1") else ""
    match one.status, one.reason:
        case Status.NOT_DUE, Reason.NOT_PUBLISHED:
            return f"按{promise.frequency.removesuffix('+1')}统计{late}的"
        case Status.NOT_DUE, Reason.BEFORE_START:
            return "未到台账登记的开始月份的"
        case Status.NOT_DUE, Reason.WAIVED:
            return "经批准暂不统计的"
        case Status.NOT_DUE, _:
            year_end = "年末统计、认定的"
            usual = year_end if promise.pace == "年末" else "目标数小、按整件计本期尚无进度要求的"
            return _NOT_DUE.get(one.kind, usual)
        case Status.NOT_APPLICABLE, Reason.DENOMINATOR_ZERO:
            return "分母为0的"
        case Status.NOT_APPLICABLE, _:
            return "经批准不列入的"
    return ""


_NOT_DUE = {
    Kind.MILESTONE: "节点未到时限的",
    Kind.FIRST: "破零，年底前完成即可的",
    Kind.STOCK: "没有年初数、年末判断是否达到的",
}
