"""单位: counts, shares and places of the bureaus, and how they sent their forms."""

from __future__ import annotations

from collections import Counter

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.item_cells import compares
from reporter.bulletin.workbooks.looks import (
    NOTHING,
    Column,
    Listing,
    Row,
    counted,
    listing_sheet,
    mark,
    share,
    words,
)
from reporter.core.status import Status
from reporter.ledger.model import ReturnState
from reporter.record.model import BureauResult
from reporter.sheets.spec import CellSpec, SheetSpec

_STATES = (ReturnState.ON_TIME, ReturnState.LATE, ReturnState.REJECTED, ReturnState.MISSING)
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="单位", width=24),
    Column(heading="应统计", width=8),
    Column(heading="达到进度要求", width=9),
    Column(heading="其中：已完成", width=9),
    Column(heading="滞后：黄灯", width=8),
    Column(heading="滞后：红灯", width=8),
    Column(heading="未报", width=7),
    Column(heading="未到节点、按季按年", width=11),
    Column(heading="不适用", width=8),
    Column(heading="达到占比", width=11, bar=True),
    Column(heading="完成率均值", width=11, bar=True),
    Column(heading="位次", width=8),
    Column(heading="比上期升降", width=9),
    Column(heading="应报表", width=8),
    Column(heading="按时", width=7),
    Column(heading="迟报", width=7),
    Column(heading="退回未重报", width=8),
    Column(heading="未报送", width=7),
    Column(heading="按时率", width=9, bar=True),
    Column(heading="退回次数", width=8),
)
_NOTE = (
    "注：1.按填报单位统计，一个单位的指标不分行动合在一起，单位照固定顺序排列。2.位次按达到占比由高到低排列，"
    "占比相同的比较完成率均值；应统计不足{least}项的列出不排名。3.按时率＝按时报送÷应报送。"
)


def bureau_sheet(facts: Facts) -> SheetSpec:
    """单位, in the fixed order of the bureaus."""
    by_code = {one.code: one for one in facts.results.bureaus}
    listed = [by_code[code] for code in facts.in_order(set(by_code))]
    table = Listing(
        name="单位",
        title="单位完成情况和排名表",
        lead=f"{facts.period.label}　共{len(listed)}个单位，参加排名{sum(one.rank is not None for one in listed)}个",
        columns=_COLUMNS,
        rows=[_row(facts, index, one) for index, one in enumerate(listed, 1)],
        note=_NOTE.format(least=facts.number("排名最少事项")),
        freeze=3,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _row(facts: Facts, index: int, one: BureauResult) -> Row:
    forms = Counter(form.state for form in facts.results.returns if form.bureau == one.code)
    states = (Status.ACHIEVED, Status.BEHIND, Status.FAR_BEHIND, Status.NOT_REPORTED, Status.NOT_DUE,
              Status.NOT_APPLICABLE)  # fmt: skip
    return [
        counted(index),
        words(facts.bureau(one.code)),
        counted(one.due),
        counted(one.on_pace),
        *(counted(one.counts.get(status, 0)) for status in states),
        share(one.on_pace_share),
        share(one.mean_ratio),
        counted(one.rank) if one.rank else mark("不排名"),
        _rise(facts, one),
        counted(forms.total()),
        *(counted(forms[state]) for state in _STATES),
        share(one.timeliness),
        counted(one.returned_times),
    ]


def _rise(facts: Facts, one: BureauResult) -> CellSpec:
    """↑2, ↓1, 持平 as a number of places; 新列入 where it had none; — without a period to compare with."""
    if one.rank is None or not compares(facts.period):
        return mark(NOTHING)
    if one.rank_change is None:
        return mark("新列入" if facts.comparable else NOTHING)
    return counted(one.rank_change, '"↑"0;"↓"0;"持平"')
