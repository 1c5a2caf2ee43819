"""How one indicator stands, in words that fit between 由 and 改为."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.bulletin import amounts, remarks
from reporter.bulletin.correction.turns import Pair, turn
from reporter.bulletin.facts import Item
from reporter.bulletin.figure import NOTHING, Figure, Phrase, count, joined, phrase
from reporter.core.status import Reason, Status
from reporter.plan.model import Comparator, Kind

_LONG = {
    "快": "快于时序",
    "慢": "慢于时序",
    "高": "高于目标",
    "低": "低于目标",
    "超": "超过目标",
    "差": "距目标差",
    "余": "距上限余",
}
_UPPER = (Comparator.AT_MOST, Comparator.LESS_THAN)
_SHARES = {Kind.STOCK: "完成年度净增任务之比", Kind.INPUT: "占年计划之比"}


def consequence(old: Item, new: Item) -> Phrase:
    """What changes for one indicator besides its figure; empty when nothing does."""
    said = joined(filter(None, _turns(old, new)), "，")
    return phrase(new.result.name, said) if said else NOTHING


def _turns(old: Item, new: Item) -> Iterator[Phrase]:
    word = _SHARES.get(new.result.kind, "占年任务之比")
    ratios = Pair(subject=word, old=_ratio(old), new=_ratio(new))
    if new.status.light:
        yield turn(ratios)
        yield _distances(old, new)
    yield turn(Pair(subject="", old=state(old), new=state(new)))
    if old.result.counted != new.result.counted:
        yield phrase("改为计入统计" if new.result.counted else "改为不计入统计")
    yield from _lags(old, new)


def _distances(old: Item, new: Item) -> Phrase:
    before, after = distance(old), distance(new)
    if not before:
        return after
    return turn(Pair(subject="", old=before, new=after)) if after else NOTHING


def _lags(old: Item, new: Item) -> Iterator[Phrase]:
    was, now = (one.result.counted and one.status.is_lagging for one in (old, new))
    if was != now:
        yield phrase("改列为滞后" if now else "不再列为滞后")
    elif now:
        yield turn(Pair(subject="连续滞后", old=_months(old), new=_months(new), unit=new.period.times))


def _months(item: Item) -> Figure:
    return count(item.result.months_behind, f"{item.code}.months_behind")


def _ratio(item: Item) -> Figure | None:
    shares = item.result.kind in amounts.SHARE_KINDS and item.result.completion_ratio is not None
    return amounts.ratio(item) if shares else None


def distance(item: Item) -> Phrase:
    """快于时序2.6个百分点, 低于目标0.5个百分点; empty where the state says it all."""
    said = remarks.distance(item)
    if str(said) in (remarks.NOTHING, "已完成", "提前完成", "逾期"):
        return NOTHING
    first = said.parts[0]
    assert isinstance(first, str)
    long = "超过上限" if first[0] == "超" and item.promise.comparator in _UPPER else _LONG.get(first[0], first[0])
    return phrase(long + first[1:], *said.parts[1:])


def state(item: Item) -> str:
    """黄灯, 绿灯（已完成全年目标）, 未报, 未到节点."""
    if item.status is Status.ACHIEVED:
        return "绿灯（已完成全年目标）"
    if item.status.light:
        return f"{item.status.light}灯"
    if item.status is Status.NOT_DUE and item.result.reason is Reason.NOT_PUBLISHED:
        return "本期不公布"
    return item.status.label
