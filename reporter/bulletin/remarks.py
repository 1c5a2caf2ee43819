"""The cells of annex 1 that are words: figure, distance, change, light, remark (句式库 表格备注)."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.bulletin import amounts
from reporter.bulletin.facts import Item
from reporter.bulletin.figure import Figure, Phrase, coded, count, joined, phrase, plain_figure, without_sign
from reporter.bulletin.phrases import days_late, progress
from reporter.bulletin.words import last_period, short_date, this_period
from reporter.core.numbers import half_up, shortest
from reporter.core.status import Reason, Status
from reporter.plan.model import Comparator, Kind
from reporter.record.model import PartResult

LIGHTS = {"绿": "● 绿", "黄": "▲ 黄", "红": "■ 红"}
NOTHING = "—"
PUBLISHED_LATER = "次月公布，尚未补报"

_BLANKS = {
    Reason.FORM_MISSING: "未报送填报表",
    Reason.REJECTED: "数据退回，未采用",
    Reason.ONE_SIDE_MISSING: "两个数缺一个",
}
_NOT_DUE = {Reason.BEFORE_START: "未到登记的开始月份", Reason.WAIVED: "经批准暂不统计"}
_NO_SHARE_CHANGE = (Kind.MILESTONE, Kind.ZERO, Kind.RELATION)


def symbol(item: Item) -> str:
    """What stands for a state without light: 未报, ○, ※, ／."""
    if item.status is Status.NOT_DUE:
        return "※" if item.result.reason is Reason.NOT_PUBLISHED else "○"
    return {Status.NOT_REPORTED: "未报", Status.NOT_APPLICABLE: "／"}.get(item.status, NOTHING)


def light(item: Item) -> str:
    """Mark and word of the light, or the symbol of a state that has none."""
    return LIGHTS[item.status.light] if item.status.light else symbol(item)


def done(item: Item, *, unit: bool = False) -> Figure | Phrase:
    """The figure of an item, or the symbol that says why there is none. `unit` adds the unit of measurement."""
    result = item.result
    if item.status in (Status.NOT_REPORTED, Status.NOT_APPLICABLE) or result.actual is None:
        return phrase(symbol(item))
    if result.kind is Kind.MILESTONE:
        return phrase("已完成") if item.status is Status.ACHIEVED else phrase("形象进度", progress(item))
    if result.kind is Kind.ZERO and item.status.is_met:
        return phrase("保持")
    if result.kind is Kind.PAIRED:
        known = [part for part in result.parts if part.actual is not None]
        return joined(_part(part) for part in known)
    return amounts.actual(item, unit=unit)


def share_done(item: Item) -> Figure | Phrase:
    """The share without its sign, for kinds that have one."""
    if item.result.kind not in amounts.SHARE_KINDS or item.result.completion_ratio is None:
        return phrase(NOTHING)
    return without_sign(amounts.ratio(item))


def distance(item: Item) -> Phrase:
    """快1.2个百分点, 低0.7个百分点, 逾期, 已完成, —."""
    result = item.result
    if not item.status.light:
        return phrase(NOTHING)
    if result.kind is Kind.MILESTONE:
        return phrase({Status.ACHIEVED: "已完成", Status.FAR_BEHIND: "逾期"}.get(item.status, NOTHING))
    if result.kind in (Kind.ZERO, Kind.FIRST) or result.gap is None:
        return phrase("已完成" if item.status is Status.ACHIEVED and result.kind is Kind.FIRST else NOTHING)
    if result.expected is not None and item.status is Status.ACHIEVED:
        return phrase("提前完成" if item.period.last_month < 12 else "已完成")
    if amounts.gap_vanishes(item):
        if item.status.is_lagging and result.gap:
            return phrase(_words(item)[1], amounts.vanishing(item))
        return phrase(_level(item))
    ahead, short = _words(item)
    return phrase(ahead if result.gap > 0 else short, amounts.gap(item))


def _level(item: Item) -> str:
    return "与时序持平" if item.result.expected is not None else "持平目标"


def _words(item: Item) -> tuple[str, str]:
    """The words for more and for less than asked."""
    if item.result.expected is not None:
        return "快", "慢"
    if item.result.kind is Kind.REDUCTION:
        return "超", "差"
    if item.promise.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return "超", "余"
    return ("超", "差") if item.result.kind is Kind.STOCK else ("高", "低")


def _part(part: PartResult) -> Figure:
    """The figure of one 分项. Only for one that has it."""
    assert part.actual is not None
    return plain_figure(part.actual, f"{part.code}.actual", part.unit)


def change(item: Item) -> Figure | Phrase:
    """The change against the end of the period before: +3.2, −0.3, 0, —."""
    result = item.result
    before = item.before.actual if item.before else None
    if before is None or result.actual is None or result.kind in _NO_SHARE_CHANGE:
        return phrase(NOTHING)
    value = half_up(result.actual - before, item.promise.decimals)
    text = "0" if value == 0 else f"{'+' if value > 0 else ''}{amounts.number(item, value)}"
    return Figure(text=text, value=result.actual - before, origin=f"{item.code}.change")


def remark(item: Item) -> Phrase:
    """The remark of annex 1: why there is no figure, what changed, what the figure consists of."""
    return joined(_remarks(item), "；") or phrase(NOTHING)


def _remarks(item: Item) -> Iterator[str | Phrase]:
    yield from _uncounted(item)
    yield from _absent(item)
    if item.status.light:
        yield from _judged(item)
        yield from _made_of(item)
    if item.result.carried:
        yield "本月无变化，沿用上期数"


def _uncounted(item: Item) -> Iterator[str | Phrase]:
    if item.result.counted:
        return
    if item.promise.parent:
        yield phrase("为", coded(item.promise.parent), "的分项，不另计")
    elif item.promise.uses:
        yield phrase("取", coded(item.promise.uses), "的数，不另计")
    else:
        yield "列出不计入统计"


def _absent(item: Item) -> Iterator[str | Phrase]:
    result, reason = item.result, item.result.reason
    if item.status is Status.NOT_REPORTED:
        yield _blank(item)
    elif item.status is Status.NOT_APPLICABLE:
        yield "分母为0" if reason is Reason.DENOMINATOR_ZERO else "经批准不列入"
    elif reason is Reason.NOT_PUBLISHED:
        yield f"按{item.promise.frequency.removesuffix('+1')}统计"
    elif item.status is Status.NOT_DUE:
        yield _not_due(item)
    if result.approximate:
        yield "填报为约数"


def is_published_later(item: Item) -> bool:
    """Whether a figure is missing that the form of a longer period's last month did not yet ask for (频度 +1)."""
    late = item.promise.frequency.endswith("+1") and not item.period.is_month
    return late and item.result.reason is Reason.BLANK


def _blank(item: Item) -> str:
    if is_published_later(item):
        return PUBLISHED_LATER
    return _BLANKS.get(item.result.reason, "表已报，本项空白") if item.result.reason else "表已报，本项空白"


def _not_due(item: Item) -> str | Phrase:
    reason, kind = item.result.reason, item.result.kind
    if reason in _NOT_DUE:
        return _NOT_DUE[reason]
    if kind is Kind.FIRST:
        return "未破零"
    if kind is Kind.STOCK and item.result.base is None:
        return "没有年初数"
    if kind is Kind.MILESTONE:
        first = min((step.due for step in item.result.steps if not step.done), default=None)
        return phrase("时限", short_date(first)) if first else "未到时限"
    return "年末认定" if item.promise.pace == "年末" else "按整件计"


def _judged(item: Item) -> Iterator[str | Phrase]:
    """Change of light, months behind, overdue step, 接近目标."""
    if item.turned and not (item.status.is_lagging and item.turned[0] == "绿"):
        yield f"由{item.turned[0]}灯转{item.turned[1]}灯"
    if item.result.kind is Kind.MILESTONE and item.overdue:
        step = item.overdue[0]
        days = days_late(item, step)
        yield phrase(step.name, "逾期", days, "天") if days else phrase(step.name, "到期未完成")
    if item.result.reason is Reason.ABOUT_UNRULED:
        yield "接近目标，待确认"
    if item.result.months_behind >= 2:
        yield phrase("连续滞后", count(item.result.months_behind, f"{item.code}.months_behind"), item.period.times)
    elif item.status.is_lagging and item.before and not item.before.status.is_lagging:
        silent = item.before.status is Status.NOT_REPORTED
        yield f"{last_period(item.period)}未报" if silent else f"{this_period(item.period)}新增滞后"


def _made_of(item: Item) -> Iterator[str | Phrase]:
    """The two figures of a share, the base of a stock, the bounds of a range, 须超过."""
    result = item.result
    known = [part for part in result.parts if part.actual is not None]
    if result.kind in (Kind.SHARE, Kind.RELATION) and len(known) == 2:
        yield joined((phrase(part.name, _part(part)) for part in known), "，")
    if result.kind is Kind.STOCK and result.base is not None and result.actual is not None:
        grown = result.actual - result.base
        base = plain_figure(result.base, f"{item.code}.base", result.unit)
        size = Figure(text=shortest(abs(grown)) + result.unit, value=grown, origin=f"{item.code}.grown")
        yield phrase("年初", base, "，净增" if grown >= 0 else "，净减", size)
    if result.kind is Kind.PAIRED:
        yield "双计量，取较低者"
    if result.kind is Kind.RANGE and result.target is not None:
        yield phrase("按下限", amounts.target(item), "计")
    if result.comparator is Comparator.MORE_THAN and result.actual == result.target and result.target is not None:
        yield phrase("须超过", amounts.target(item))
