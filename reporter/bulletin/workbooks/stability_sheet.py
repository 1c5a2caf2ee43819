"""位次稳定性: where each action and bureau may still come to stand when the missing figures are in."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.looks import FILLS, Column, Listing, Row, counted, filled, listing_sheet, mark, words
from reporter.core.status import Status
from reporter.record.model import ActionResult, BureauResult
from reporter.sheets.spec import CellSpec, SheetSpec

NAME = "位次稳定性"
_COLUMNS = (
    Column(heading="类别", width=8),
    Column(heading="名称", width=26),
    Column(heading="应统计", width=9),
    Column(heading="达到进度要求", width=9),
    Column(heading="未报", width=8),
    Column(heading="现在位次", width=9),
    Column(heading="最好位次", width=9),
    Column(heading="最差位次", width=9),
    Column(heading="是否已定", width=12),
)
_NOTE = (
    "注：1.最好位次：自己未报的全部达到（完成率按100%算），别人未报的都没有达到（按0算）；最差位次相反。无论补报什么数，"
    "位次不会超出这两个。2.并列、先比占比再比均值的办法和排名一样；应统计不足{least}项、不排名的不列。"
    "3.最好和最差相同的已定，补报以后也不变。"
)


def stability_sheet(facts: Facts) -> SheetSpec:
    """位次稳定性: ranked actions, then ranked bureaus in the fixed order."""
    actions = [one for one in facts.ranked_actions if one.rank]
    by_code = {one.code: one for one in facts.results.bureaus if one.rank}
    bureaus = [by_code[code] for code in facts.in_order(set(by_code))]
    rows = [_row("行动", one.name, one) for one in actions]
    rows += [_row("单位", facts.bureau(one.code), one) for one in bureaus]
    table = Listing(
        name=NAME,
        title="位次稳定性",
        lead=f"{facts.period.label}　{_open('行动', actions)}；{_open('单位', bureaus)}",
        columns=_COLUMNS,
        rows=rows,
        note=_NOTE.format(least=facts.number("排名最少事项")),
        freeze=3,
    )
    return listing_sheet(table, sample=facts.results.sample)


def is_open(one: ActionResult | BureauResult) -> bool:
    """Whether the place may still change."""
    return one.best_rank != one.worst_rank


def _open(label: str, ranked: Sequence[ActionResult | BureauResult]) -> str:
    return f"参加排名的{label}{len(ranked)}个，位次可能变化的{sum(map(is_open, ranked))}个"


def _row(label: str, name: str, one: ActionResult | BureauResult) -> Row:
    return [
        mark(label),
        words(name),
        counted(one.due),
        counted(one.on_pace),
        counted(one.counts.get(Status.NOT_REPORTED, 0)),
        counted(one.rank),
        counted(one.best_rank),
        counted(one.worst_rank),
        _settled(one),
    ]


def _settled(one: ActionResult | BureauResult) -> CellSpec:
    return filled(mark("可能变化"), FILLS["黄"]) if is_open(one) else mark("已定")
