"""Annexes 1 and 4: counts by action, every indicator, every item behind."""

from __future__ import annotations

from dataclasses import dataclass

from reporter.bulletin import amounts, remarks
from reporter.bulletin.changes import counts_before, signed
from reporter.bulletin.counts import Counts, counts_of, shares_of
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, count, phrase
from reporter.bulletin.phrases import deed
from reporter.bulletin.words import short_date
from reporter.record.model import ActionResult

Cell = Figure | Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One row of 表1-1."""

    name: str
    office: str
    counts: Counts
    share: Cell
    change: str
    place: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One row of 表1-2."""

    index: int
    code: str
    name: str
    unit: str
    target: str
    actual: Cell
    ratio: Cell
    gap: Phrase
    change: str
    light: str
    bureau: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggardRow:
    """One row of annex 4."""

    index: int
    code: str
    name: str
    bureau: str
    target: str
    actual: Cell
    ratio: Cell
    gap: Phrase
    light: str
    months: Figure
    stage: str
    notice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnnex:
    """Annexes 1 and 4."""

    summary: tuple[SummaryRow, ...]
    whole: SummaryRow
    indicators: tuple[IndicatorRow, ...]
    uncounted: Figure
    """Rows of 表1-2 that are shown and not counted."""
    laggards: tuple[LaggardRow, ...]


def item_annex(facts: Facts) -> ItemAnnex:
    """Annexes 1 and 4 in the order of the register."""
    start = facts.rule("督办起点")
    return ItemAnnex(
        summary=tuple(_summary(facts, action) for action in facts.actions),
        whole=_whole(facts),
        indicators=tuple(_indicator(index, item) for index, item in enumerate(facts.items, 1)),
        uncounted=count(len(facts.items) - len(facts.counted), "all.uncounted"),
        laggards=tuple(_laggard(index, item, start) for index, item in enumerate(facts.lagging, 1)),
    )


def _summary(facts: Facts, action: ActionResult) -> SummaryRow:
    before = facts.action_before(action.code)
    ranked = facts.action(action.code).is_ranked
    counts = counts_of(facts.of_action(action.code), action.code)
    return SummaryRow(
        name=action.name if ranked else f"{action.name}其他指标",
        office=facts.action(action.code).office or remarks.NOTHING,
        counts=counts,
        share=_bare(counts.share),
        change=signed(action.on_pace_share, before.on_pace_share if before else None),
        place=count(action.rank, f"{action.code}.rank") if action.rank else phrase(remarks.NOTHING),
    )


def _whole(facts: Facts) -> SummaryRow:
    counts = counts_of(facts.counted, "all")
    return SummaryRow(
        name="合计",
        office=remarks.NOTHING,
        counts=counts,
        share=_bare(shares_of(counts).on_pace) if counts.due else phrase(remarks.NOTHING),
        change=_whole_change(facts, counts),
        place=phrase(remarks.NOTHING),
    )


def _whole_change(facts: Facts, counts: Counts) -> str:
    if facts.comparable is None or counts.share is None:
        return remarks.NOTHING
    then = counts_before(facts, facts.comparable).share
    return signed(counts.share.value, then.value if then else None)


def _bare(share: Figure | None) -> Cell:
    """A percentage without its sign, which stands in the heading."""
    if share is None:
        return phrase(remarks.NOTHING)
    return Figure(text=share.text.removesuffix("%"), value=share.value, origin=share.origin)


def _indicator(index: int, item: Item) -> IndicatorRow:
    return IndicatorRow(
        index=index,
        code=item.code,
        name=item.result.name,
        unit=item.result.unit or remarks.NOTHING,
        target=amounts.goal(item),
        actual=remarks.done(item),
        ratio=remarks.share_done(item),
        gap=remarks.distance(item),
        change=remarks.change(item),
        light=remarks.light(item),
        bureau=item.bureau,
        remark=remarks.remark(item),
    )


def _laggard(index: int, item: Item, start: str) -> LaggardRow:
    return LaggardRow(
        index=index,
        code=item.code,
        name=item.result.name,
        bureau=item.bureau,
        target=amounts.goal(item, unit=True),
        actual=remarks.done(item, unit=True),
        ratio=remarks.share_done(item),
        gap=remarks.distance(item),
        light=remarks.light(item),
        months=count(item.result.months_behind, f"{item.code}.months_behind"),
        stage=_stage(item),
        notice=f"{item.notice(start)}单" if item.period.is_month else remarks.NOTHING,
    )


def _stage(item: Item) -> str:
    """What the bureau says, after the overdue step of a milestone."""
    due = f"应于{short_date(item.overdue[0].due)}前{deed(item.overdue[0].name)}" if item.overdue else ""
    said = f"目前{item.stage}" if due and item.stage else item.stage
    return "，".join(part for part in (due, said) if part) or "未填"
