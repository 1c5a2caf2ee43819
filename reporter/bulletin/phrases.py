"""One sentence core per kind and state (句式库): what was done, how far it is, without the tail.

A state that a kind cannot have raises Unbalanced: no sentence is forced out of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from reporter.bulletin import amounts
from reporter.bulletin.facts import Item, Unbalanced
from reporter.bulletin.figure import Figure, FixedText, Phrase, count, phrase, plain_figure, titled
from reporter.bulletin.words import short_date, this_period
from reporter.core.numbers import shortest, shown
from reporter.core.status import Reason, Status
from reporter.plan.kinds import SPECS
from reporter.plan.model import Comparator, Kind
from reporter.record.model import StepResult

OF_YEAR = "占年任务"
"""Written out at its first place in a paragraph, 占 afterwards."""

_DEED = re.compile(
    "完成|建[成设立]|制定|出台|印发|申报|成立|提供|开展|参加|实施|推进|通过|争创|创建|编制|发布|绘制|设立|构建"
    "|打造|优化|组织|引进|启动|召开|举办|遴选"
)
"""How a step begins that says itself what is to be done."""

_SHARED = frozenset({Status.NOT_DUE, Status.NOT_REPORTED, Status.NOT_APPLICABLE})
_STANDING = frozenset({Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND})
OCCURS: Mapping[Kind, frozenset[Status]] = {
    kind: _SHARED
    | {
        Kind.MILESTONE: frozenset({Status.ACHIEVED, Status.ON_PACE, Status.FAR_BEHIND}),
        Kind.ZERO: frozenset({Status.ACHIEVED, Status.ON_PACE, Status.FAR_BEHIND}),
        Kind.FIRST: frozenset({Status.ACHIEVED, Status.FAR_BEHIND}),
    }.get(kind, _STANDING)
    for kind in Kind
}
"""The states in which an item of each kind can be."""


def core(item: Item, *, detail: bool = False) -> Phrase:
    """The sentence of an item without its tail; `detail` writes the distance from pace too (详式)."""
    if item.status not in OCCURS[item.result.kind]:
        raise Unbalanced(f"{item.code}的类型", SPECS[item.result.kind].label, "状态", item.status.label)
    shared = _shared(item)
    return shared if shared else CORES[item.result.kind](item, detail)


def _shared(item: Item) -> Phrase:
    """The sentence of a state that reads alike for every kind; empty for the others."""
    name = item.result.name
    match item.status:
        case Status.NOT_REPORTED:
            return phrase(name)
        case Status.NOT_APPLICABLE:
            return phrase(name, "不适用")
        case Status.NOT_DUE if item.result.reason is Reason.NOT_PUBLISHED:
            return phrase(name, f"{this_period(item.period)}不公布，不列入{this_period(item.period)}统计")
        case Status.NOT_DUE:
            return phrase(name, f"未到节点，不列入{this_period(item.period)}统计")
        case _:
            return Phrase()


def _named(item: Item, value: Figure | Phrase, verb: str = "") -> Phrase:
    """Name and figure; a word stands between where two numbers would meet."""
    name = item.result.name
    return phrase(name, verb or ("为" if name[-1:].isdigit() else ""), value)


def _paced(item: Item, detail: bool, *, said: Phrase, word: str, done: str = "完成全年目标") -> Phrase:
    """The share of the year's task, and how far it is from pace."""
    result = item.result
    shared = phrase(said, "，", word, amounts.ratio(item))
    if item.status is Status.ACHIEVED:
        over = amounts.ratio(item) > Decimal(1) and item.period.last_month < 12
        return phrase(shared, f"，{'提前' if over else ''}{done}")
    short = result.comparator is Comparator.MORE_THAN and result.actual == result.target
    if short and result.actual is not None and result.target is not None:
        least = Figure(
            text=shortest(Decimal(1).scaleb(-item.promise.decimals)) + result.unit,
            value=Decimal(1).scaleb(-item.promise.decimals),
            origin=f"{item.code}.least_step",
        )
        return phrase(said, "，须超过", amounts.target(item), "方为完成，尚差", least)
    return phrase(shared, _pace(item, detail))


def _pace(item: Item, detail: bool) -> Phrase:
    lagging = item.status.is_lagging
    if item.period.last_month == 12:
        return phrase("，未完成全年目标") if lagging else Phrase()
    if amounts.gap_vanishes(item):
        return phrase("，略慢于时序，差额", amounts.vanishing(item)) if lagging else phrase("，与时序进度持平")
    if not detail:
        return Phrase()
    return phrase("，慢于时序" if lagging else "，快于时序", amounts.gap(item))


def _cumulative(item: Item, detail: bool) -> Phrase:
    return _paced(item, detail, said=_named(item, amounts.actual(item)), word=OF_YEAR)


def _input(item: Item, detail: bool) -> Phrase:
    said = _named(item, amounts.actual(item), "完成投资")
    return _paced(item, detail, said=said, word="占年计划", done="完成")


def _range(item: Item, detail: bool) -> Phrase:
    """Lower bound met, upper bound met or exceeded; below it the share of the lower bound."""
    said, result = _named(item, amounts.actual(item)), item.result
    if item.status is not Status.ACHIEVED or result.actual is None:
        return _paced(item, detail, said=said, word="占目标下限的")
    upper = result.target_upper
    if upper is None or result.actual < upper:
        return phrase(said, "，达到目标下限")
    if result.actual == upper:
        return phrase(said, "，达到目标上限")
    return phrase(said, "，超过目标上限", amounts.amount(item, result.actual - upper, "over_upper"))


def _paired(item: Item, detail: bool) -> Phrase:
    """Both figures; the one with the smaller share is set against its target."""
    parts = [part for part in item.result.parts if part.actual is not None and part.target]
    if item.status is Status.ACHIEVED or len(parts) < 2:
        figures = phrase(*(piece for part in parts for piece in (_part(part.code, part.actual, part.unit), "、")))
        return phrase(item.result.name, Phrase(figures.parts[:-1]), "，两项均完成全年目标")
    small = min(parts, key=lambda part: (part.actual or Decimal(0)) / (part.target or Decimal(1)))
    others = phrase(*(_part(part.code, part.actual, part.unit) for part in parts if part is not small))
    goal = plain_figure(small.target or Decimal(0), f"{small.code}.target", small.unit)
    said = phrase(item.result.name, others, "，", goal, "中完成", _part(small.code, small.actual, small.unit))
    return phrase(said, "，占", amounts.ratio(item), _pace(item, detail))


def _part(code: str, value: Decimal | None, unit: str) -> Figure:
    exact = value if value is not None else Decimal(0)
    return plain_figure(exact, f"{code}.actual", unit)


def _stock(item: Item, detail: bool) -> Phrase:
    """The level, what it grew by since the year's start, and what is left."""
    result, said = item.result, _named(item, amounts.actual(item))
    assert result.actual is not None and result.target is not None
    if item.status is Status.ACHIEVED or result.actual > result.target:
        over = result.actual - result.target
        beyond = phrase("，已超过全年目标", amounts.amount(item, over, "over"))
        return phrase(said, beyond if over else "，达到目标")
    if result.base is None or result.completion_ratio is None:
        tail = phrase("，达到目标") if item.status.is_met else phrase("，距目标还差", amounts.remaining(item))
        return phrase(said, tail)
    grown = result.actual - result.base
    if grown < 0:
        fall = amounts.amount(item, -grown, "grown")
        return phrase(said, "，比年初减少", fall, "，距目标还差", amounts.remaining(item))
    if item.status.is_met:
        return phrase(said, "，完成年度净增任务的", amounts.ratio(item), "，距目标还差", amounts.remaining(item))
    return phrase(said, "，完成年度净增任务的", amounts.ratio(item), _pace(item, detail))


def _versus(item: Item, above: str = "，高于目标", below: str = "，低于目标") -> Phrase:
    """How a figure stands to a target that holds or not."""
    gap = item.result.gap
    if item.result.reason is Reason.ABOUT_UNRULED:
        return phrase("，接近目标（", amounts.target(item), "左右），待确认")
    if amounts.gap_vanishes(item):
        near = phrase("，差额", amounts.vanishing(item)) if amounts.in_points(item) else Phrase()
        return phrase("，略低于目标", near) if item.status.is_lagging and gap else phrase("，与目标持平")
    return phrase(above if gap is not None and gap > 0 else below, amounts.gap(item))


def _growth(item: Item, _detail: bool) -> Phrase:
    """增长 or 同比下降, against the year's target; never prorated."""
    subject, result = growth_subject(item.result.name), item.result
    assert result.actual is not None
    size = amounts.amount(item, abs(result.actual), "actual")
    if result.actual < 0:
        return phrase(subject, "同比下降", size, _versus(item))
    grows = "" if subject.endswith("增长") else "增长"
    return phrase(subject, grows, size, _versus(item))


def growth_subject(name: str) -> FixedText:
    """The name without 增速 and without a bracket at its end."""
    return titled(re.sub(r"（[^（）]*）$", "", name).removesuffix("增速"))


def _standard(item: Item, _detail: bool) -> Phrase:
    missed = phrase("，未达标") if item.status.is_lagging else Phrase()
    return phrase(_named(item, amounts.actual(item)), _versus(item), missed)


def _share(item: Item, _detail: bool) -> Phrase:
    """The rate; where numerator and denominator were asked, both stand behind it: 95.0%（20件中19件）."""
    parts = item.result.parts
    said = _named(item, amounts.actual(item))
    if len(parts) == 2 and parts[0].actual is not None and parts[1].actual is not None:
        first, second = (_part(part.code, part.actual, part.unit) for part in parts)
        said = phrase(said, "（", second, "中", first, "）")
    return phrase(said, _versus(item))


def _reduction(item: Item, _detail: bool) -> Phrase:
    """同比下降 against the fall that was promised; a rise is said to be one."""
    subject = titled(re.sub(r"(同比)?下降$|降幅$", "", growth_subject(item.result.name)))
    actual = item.result.actual
    assert actual is not None
    size = amounts.amount(item, abs(actual), "actual")
    if actual < 0:
        return phrase(subject, "同比上升", size, "，未实现下降")
    return phrase(subject, "同比下降", size, _versus(item, "，超过目标", "，距目标差"))


def _ceiling(item: Item, _detail: bool) -> Phrase:
    """Under the ceiling with what is left, or above it."""
    gap = item.result.gap
    assert gap is not None
    if item.status.is_lagging:
        return phrase(_named(item, amounts.actual(item)), "，超过上限", amounts.gap(item))
    if amounts.gap_vanishes(item):
        return phrase(_named(item, amounts.actual(item)), "，已到上限")
    within = phrase("，控制在", amounts.target(item), "以内，余", amounts.gap(item))
    return phrase(_named(item, amounts.actual(item)), within)


def _milestone(item: Item, _detail: bool) -> Phrase:
    """Finished with its date, the overdue step with its days, or the weight that is done."""
    name = item.result.name
    if item.status is Status.ACHIEVED:
        finished = [step.finished for step in item.result.steps if step.finished]
        done = phrase("于", short_date(max(finished)), "完成") if finished else phrase("已完成")
        return phrase(name, done, "，完成全年目标")
    if item.status is Status.ON_PACE:
        done = phrase("形象进度", progress(item), "，") if item.result.actual else Phrase()
        return phrase(name, done, "未逾节点")
    if not item.overdue:
        return phrase(name, "有节点逾期")
    step = item.overdue[0]
    days = days_late(item, step)
    late = phrase("，已逾期", days, "天") if days else phrase("，到期未完成")
    more = len(item.overdue) - 1
    others = phrase("，另有", count(more, f"{item.code}.overdue_more"), "个节点逾期") if more else Phrase()
    return phrase(name, "应于", short_date(step.due), "前", deed(step.name), late, others)


def days_late(item: Item, step: StepResult) -> Figure:
    """Days from a step's date to the period's end."""
    return count((item.period.last_day - step.due).days, f"{step.code}.days_late")


def deed(step: str) -> FixedText:
    """A step as something to be done: 完成 stands before it unless it begins with a verb."""
    return titled(step if _DEED.match(step) else f"完成{step}")


def progress(item: Item) -> Figure:
    """形象进度: the weight of the finished steps in percent."""
    done = item.result.actual
    assert done is not None
    return Figure(text=f"{shortest(done * 100, 1)}%", value=done, origin=f"{item.code}.actual")


def _zero(item: Item, _detail: bool) -> Phrase:
    """保持, or how many happened or are not cleared; never a percentage."""
    name = item.result.name
    if item.status.is_met:
        return phrase(name, "保持" if not item.is_final else "全年保持")
    if "未清" in item.promise.scope:
        return phrase(name, "尚有", amounts.actual(item), "到期未清零")
    return phrase(name, "未能保持，已发生", amounts.actual(item), "，本年度不再列为达到")


def _first(item: Item, _detail: bool) -> Phrase:
    subject = titled(item.result.name.removesuffix("破零"))
    if item.status is Status.ACHIEVED:
        return phrase(subject, "实现破零，共", amounts.actual(item), "，完成全年目标")
    return phrase(subject, "未破零")


def _relation(item: Item, _detail: bool) -> Phrase:
    """Both figures and their difference; equal is not met."""
    parts, result = item.result.parts, item.result
    difference = amounts.gap(item)
    if len(parts) == 2 and parts[0].actual is not None and parts[1].actual is not None:
        said = phrase(*_side(parts[0].name, parts[0].code, parts[0].actual, parts[0].unit), "，",
                      *_side(parts[1].name, parts[1].code, parts[1].actual, parts[1].unit))  # fmt: skip
        higher, lower = "，前者高", "，前者低"
    else:
        said, higher, lower = phrase(result.name), "，比上年同期高", "，比上年同期低"
    if not result.gap:
        return phrase(said, "，两者持平，未实现高于")
    return phrase(said, higher if result.gap > 0 else lower, difference)


def _side(name: str, code: str, value: Decimal, unit: str) -> tuple[str, Figure]:
    places = 1 if unit == "%" else 4
    text = (shown(value, places) if unit == "%" else shortest(value, places)) + unit
    figure = Figure(text=text, value=value, origin=f"{code}.actual")
    return titled(f"{growth_subject(name)}增长" if name.endswith("增速") else name), figure


CORES: Mapping[Kind, Callable[[Item, bool], Phrase]] = {
    Kind.CUMULATIVE: _cumulative,
    Kind.GROWTH: _growth,
    Kind.STOCK: _stock,
    Kind.STANDARD: _standard,
    Kind.SHARE: _share,
    Kind.REDUCTION: _reduction,
    Kind.CEILING: _ceiling,
    Kind.MILESTONE: _milestone,
    Kind.ZERO: _zero,
    Kind.FIRST: _first,
    Kind.RANGE: _range,
    Kind.RELATION: _relation,
    Kind.PAIRED: _paired,
    Kind.INPUT: _input,
}
