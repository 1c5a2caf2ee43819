"""Annexes 1 and 4: counts by action, every indicator, every item behind."""

from __future__ import annotations

from reporter.bulletin import amounts, remarks
from reporter.bulletin.changes import counts_before, signed
from reporter.bulletin.counts import Counts, counts_of, shares_of
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, coded, count, joined, phrase, titled, without_sign
from reporter.bulletin.phrases import deed
from reporter.bulletin.words import short_date
from reporter.core.values import dataclass
from reporter.record.model import ActionResult

Cell = Figure | Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """One row of 表1-1."""

    name: str
    office: str
    counts: Counts
    share: Cell
    change: Cell
    place: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One row of 表1-2."""

    index: int
    code: str
    name: str
    unit: str
    target: Phrase
    actual: Cell
    ratio: Cell
    gap: Phrase
    change: Cell
    light: str
    bureau: str
    remark: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class LaggardRow:
    """One row of annex 4."""

    index: int
    code: str
    name: str
    bureau: str
    target: Phrase
    actual: Cell
    ratio: Cell
    gap: Phrase
    light: str
    months: Figure
    stage: Phrase
    notice: Phrase


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
    return ItemAnnex(
        summary=tuple(_summary(facts, action) for action in facts.actions),
        whole=_whole(facts),
        indicators=tuple(_indicator(index, item) for index, item in enumerate(facts.items, 1)),
        uncounted=count(len(facts.items) - len(facts.counted), "all.uncounted"),
        laggards=tuple(_laggard(facts, index, item) for index, item in enumerate(facts.lagging, 1)),
    )


def _summary(facts: Facts, action: ActionResult) -> SummaryRow:
    before = facts.action_before(action.code)
    ranked = facts.action(action.code).is_ranked
    counts = counts_of(facts.of_action(action.code), action.code)
    return SummaryRow(
        name=titled(action.name if ranked else f"{action.name}其他指标"),
        office=titled(facts.action(action.code).office or remarks.NOTHING),
        counts=counts,
        share=_bare(counts.share),
        change=signed(action.on_pace_share, before.on_pace_share if before else None, action.code),
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


def _whole_change(facts: Facts, counts: Counts) -> Cell:
    if facts.comparable is None or counts.share is None:
        return phrase(remarks.NOTHING)
    then = counts_before(facts, facts.comparable).share
    return signed(counts.share.value, then.value if then else None, "all")


def _bare(share: Figure | None) -> Cell:
    """A percentage without its sign, which stands in the heading."""
    return phrase(remarks.NOTHING) if share is None else without_sign(share)


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


def _laggard(facts: Facts, index: int, item: Item) -> LaggardRow:
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
        notice=_notice(facts, item) if item.period.is_month else phrase(remarks.NOTHING),
    )


def _notice(facts: Facts, item: Item) -> Phrase:
    """红单　督〔2024〕28号; without the number until it is issued."""
    said = f"{item.notice(facts.rule('督办起点'))}单"
    number = facts.notice_number(item.result.bureau)
    return phrase(said, "　", coded(number)) if number else phrase(said)


def _stage(item: Item) -> Phrase:
    """What the bureau says, after the overdue step of a milestone."""
    step = next(iter(item.overdue), None)
    due = phrase("应于", short_date(step.due), "前", deed(step.name)) if step else Phrase()
    said = phrase("目前" if due and item.stage else "", item.stage)
    return joined((part for part in (due, said) if part), "，") or phrase("未填")
