"""Tails shared by the sentences: who and which, for how long, what changed, why (句式库 一、（二）)."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.bulletin.facts import Item
from reporter.bulletin.figure import Phrase, count, phrase
from reporter.bulletin.phrases import OF_YEAR, core
from reporter.bulletin.remarks import PUBLISHED_LATER, is_published_later
from reporter.bulletin.words import last_period, this_period
from reporter.core.status import Status


def good(item: Item) -> Phrase:
    """An item that goes well: core, change of light, bureau."""
    return phrase(core(item), changed(item), "（", item.bureau, "）")


def behind(item: Item) -> Phrase:
    """An item behind: red ones with distance and stage, yellow ones in short."""
    red = item.status is Status.FAR_BEHIND
    stage = phrase("，目前", item.stage) if red and item.stage else Phrase()
    return phrase(core(item, detail=red), stage, changed(item), lasting(item), which(item))


def unreported(item: Item) -> Phrase:
    """An item without a figure, and whether it lacked one the period before or is yet to be published."""
    again = "，上期也未报" if item.status_before is Status.NOT_REPORTED else ""
    late = f"，{PUBLISHED_LATER}" if is_published_later(item) else again
    return phrase(item.result.name, "（", item.code, "，", item.bureau, late, "）")


def which(item: Item) -> Phrase:
    """（A1-K13，区交通运输局）."""
    return phrase("（", item.code, "，", item.bureau, "）")


def changed(item: Item) -> Phrase:
    """【变】, short form; a light that is newly behind is said by 【连】 instead."""
    if item.turned is None or (item.status.is_lagging and item.turned[0] == "绿"):
        return Phrase()
    old, new = item.turned
    return phrase(f"，{old}灯转{new}灯")


def lasting(item: Item) -> Phrase:
    """【连】, short form; nothing in a first bulletin."""
    if not item.status.is_lagging or item.before is None:
        return Phrase()
    if item.result.months_behind >= 2:
        return phrase("，连续", count(item.result.months_behind, f"{item.code}.months_behind"), item.period.times)
    if item.before.status is Status.NOT_REPORTED:
        return phrase(f"，{last_period(item.period)}未报")
    return phrase(f"，{this_period(item.period)}新增") if not item.before.status.is_lagging else Phrase()


def paragraph(sentences: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """The sentences of one paragraph: 占年任务 is written out once, 占 afterwards."""
    seen, written = False, []
    for sentence in sentences:
        parts = []
        for part in sentence.parts:
            long = isinstance(part, str) and part == OF_YEAR
            parts.append("占" if long and seen else part)
            seen = seen or long
        written.append(Phrase(tuple(parts)))
    return tuple(written)
