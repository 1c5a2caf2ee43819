"""What changed against the period before (句式库 四)."""

from __future__ import annotations

from decimal import Decimal

from reporter.bulletin.counts import Counts, counts_of
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase, points
from reporter.bulletin.words import name_before
from reporter.core.numbers import half_up, shown
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.record.model import Results

_LIGHTS = ("红", "黄", "绿")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The comparison as phrases: each says 增加n项, 持平 and the like."""

    before: str
    due: Phrase
    on_pace: Phrase
    share: Phrase
    lagging: Phrase
    unreported: Phrase
    better: Figure
    worse: Figure
    silent: Figure
    achieved: Figure
    achieved_names: Phrase
    """Empty when there are more than the list may hold."""


def changes_of(facts: Facts, now: Counts) -> Changes | None:
    """The comparison with the period before; None in a first bulletin and in January."""
    previous = facts.comparable
    if previous is None:
        return None
    then = counts_before(facts, previous)
    month = name_before(facts.period)
    lights = [_lights(item) for item in facts.counted]
    done = [item for item in facts.counted if item.newly_achieved]
    silent = sum(
        item.status is Status.NOT_REPORTED and item.status_before is not None and item.status_before.is_met
        for item in facts.counted
    )
    return Changes(
        before=month,
        due=against(now.due, then.due, month),
        on_pace=more_or_less(now.on_pace, then.on_pace),
        share=share_change(now.share, then.share),
        lagging=more_or_less(now.lagging, then.lagging),
        unreported=more_or_less(now.unreported, then.unreported),
        better=count(sum(new > old for old, new in filter(None, lights)), "all.lights_better"),
        worse=count(sum(new < old for old, new in filter(None, lights)), "all.lights_worse"),
        silent=count(silent, "all.lights_lost"),
        achieved=count(len(done), "all.newly_achieved"),
        achieved_names=joined(item.result.name for item in done) if len(done) <= facts.number("名单上限") else Phrase(),
    )


def counts_before(facts: Facts, previous: Results) -> Counts:
    """The counts of the period before, from its own results."""
    known = facts.plan.indicator_by_code
    items = [
        Item(result=one, promise=known[one.code], bureau="", period=facts.period.previous)
        for one in previous.indicators
        if one.counted and one.code in known
    ]
    return counts_of(items, "previous.all")


def against(now: Figure, then: Figure, month: str) -> Phrase:
    """比4月增加3项, 比4月减少3项, 与4月持平."""
    difference = now.value - then.value
    if not difference:
        return phrase("与", month, "持平")
    return phrase("比", month, "增加" if difference > 0 else "减少", _size(difference, now), "项")


def more_or_less(now: Figure, then: Figure) -> Phrase:
    """增加3项, 减少3项, 持平."""
    difference = now.value - then.value
    if not difference:
        return phrase("持平")
    return phrase("增加" if difference > 0 else "减少", _size(difference, now), "项")


def share_change(now: Figure | None, then: Figure | None) -> Phrase:
    """提高3.2个百分点, 下降, 持平; empty where either share does not exist. Unrounded shares are compared."""
    if now is None or then is None:
        return Phrase()
    difference = now.value - then.value
    if half_up(difference * 100, 1) == 0:
        return phrase("持平")
    return phrase("提高" if difference > 0 else "下降", points(difference, f"{now.origin}.change"))


def share_against(now: Decimal | None, then: Decimal | None, month: str, origin: str) -> Phrase:
    """比4月提高8.3个百分点, 比4月下降, 与4月持平; empty where either share does not exist."""
    if now is None or then is None:
        return Phrase()
    if half_up((now - then) * 100, 1) == 0:
        return phrase("与", month, "持平")
    word = "提高" if now > then else "下降"
    return phrase("比", month, word, points(now - then, f"{origin}.on_pace_share.change"))


def signed(now: Decimal | None, then: Decimal | None, origin: str) -> Figure | Phrase:
    """The change of a share in a table: +8.3, −9.1, 持平, —."""
    if now is None or then is None:
        return phrase("—")
    difference = half_up((now - then) * 100, 1)
    if difference == 0:
        return phrase("持平")
    text = f"{'+' if difference > 0 else ''}{shown(difference, 1)}"
    return Figure(text=text, value=now - then, origin=f"{origin}.on_pace_share.change")


def _size(difference: Decimal, now: Figure) -> Figure:
    return Figure(text=str(abs(int(difference))), value=difference, origin=f"{now.origin}.change")


def _lights(item: Item) -> tuple[int, int] | None:
    """Light before and now as numbers, better is higher; None when either has none."""
    old = item.status_before.light if item.status_before else None
    new = item.status.light
    return (_LIGHTS.index(old), _LIGHTS.index(new)) if old and new else None
