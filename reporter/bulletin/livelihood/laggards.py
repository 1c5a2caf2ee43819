"""Part 三 of 民生实事专报: every item that lags or is silent, red before yellow, the silent ones last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.bulletin import amounts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Phrase, count, dated, joined, phrase, titled
from reporter.bulletin.livelihood.tasks import Deed, State
from reporter.bulletin.matters import silent_months, since, standing
from reporter.bulletin.phrases import core
from reporter.core.values import dataclass
from reporter.document.levels import chinese
from reporter.plan.model import Kind

_ORDER = {State.RED: 0, State.YELLOW: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Laggard:
    """One item: its number, name, place, leads and what is said of it."""

    index: str
    name: str
    ordinal: str
    """省级第16项."""
    leads: str
    said: tuple[Phrase, ...]
    """One sentence for each indicator that lags or is silent."""


def laggards(facts: Facts, found: Sequence[Deed]) -> tuple[Laggard, ...]:
    """The items by light, then months behind and distance; unreported ones last."""
    behind = sorted(
        (deed for deed in found if deed.state.lagging),
        key=lambda deed: (
            _ORDER[deed.state],
            -max(item.result.months_behind for item in deed.worst),
            min(amounts.shortfall(item) for item in deed.worst),
        ),
    )
    listed = [*behind, *(deed for deed in found if deed.state is State.UNREPORTED)]
    return tuple(
        Laggard(
            index=f"（{chinese(number)}）",
            name=titled(deed.task.name),
            ordinal=deed.place,
            leads=deed.leads,
            said=tuple(_said(facts, deed)),
        )
        for number, deed in enumerate(listed, 1)
    )


def _said(facts: Facts, deed: Deed) -> Iterator[Phrase]:
    yield from (_behind(facts, item) for item in deed.worst)
    silent = deed.silent
    if silent:
        names = joined(item.result.name for item in silent) if len(deed.items) > 1 else _goal(silent[0])
        months = min(silent_months(facts, item) for item in silent)
        often = phrase("连续", count(months, f"{deed.task.code}.months_silent"), facts.period.times)
        lasting = phrase(often if months > 1 else "", "未报，完成数不明")
        yield phrase(joined(filter(None, (names, lasting)), "，"))


def _behind(facts: Facts, item: Item) -> Phrase:
    """全年50个，5月底完成15个，占年任务30.0%，慢于时序11.7个百分点，连续3个月红灯，目前….."""
    goal, month = _goal(item), dated(f"{facts.period.last_month}月底")
    bare = item.result.kind in amounts.SHARE_KINDS and bool(goal)
    said = phrase(goal, "，", month, standing(item)) if bare else core(item, detail=True)
    lasting, stage = since(facts, item), phrase("目前", item.stage) if item.stage else Phrase()
    return joined((one for one in (said, lasting, stage) if one), "，")


def _goal(item: Item) -> Phrase:
    """全年50个; 全年…60户以上; empty for kinds without a target in figures."""
    result = item.result
    if result.kind is Kind.PAIRED or (result.kind in amounts.SHARE_KINDS and result.target is not None):
        return phrase("全年", amounts.goal(item, unit=True))
    return Phrase()
