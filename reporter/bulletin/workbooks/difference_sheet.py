"""差异: cell by cell, what several returns of one form say differently and which of it counts."""

from __future__ import annotations

from collections.abc import Mapping

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.links import link_to_cell, short_name, tip_of
from reporter.bulletin.workbooks.looks import FILLS, Column, Listing, Row, counted, filled, linked, listing_sheet, words
from reporter.core.source import Source
from reporter.ledger.model import Difference
from reporter.sheets.spec import CellSpec, SheetSpec

BLANK = "（空）"
_COLUMNS = (
    Column(heading="序号", width=6),
    Column(heading="单位", width=18),
    Column(heading="行动", width=18),
    Column(heading="编号", width=13),
    Column(heading="事项", width=26),
    Column(heading="列", width=11),
    Column(heading="先报的文件和格", width=30),
    Column(heading="先报的", width=20),
    Column(heading="后报的文件和格", width=30),
    Column(heading="后报的", width=20),
    Column(heading="采用", width=20),
)
_NOTE = (
    "注：同一张表先后报来几份的，逐格列出和最后一份不一样的地方。采用最后一份能用的内容；"
    "最后一份空着或者不能用的，沿用先报的，该行标黄。带下划线的可以点开。"
)


def difference_sheet(facts: Facts, names: Mapping[str, str]) -> SheetSpec:
    """差异, by form and in the order of the files; `names` are those of items by code."""
    found = facts.results.differences
    table = Listing(
        name="差异",
        title="重复报送差异表",
        lead=f"{facts.period.label}　共{len(found)}格不一样" if found else "没有前后不一样的报送",
        columns=_COLUMNS,
        rows=[_row(facts, index, one, names) for index, one in enumerate(found, 1)],
        note=_NOTE,
        freeze=5,
    )
    return listing_sheet(table, sample=facts.results.sample)


def _row(facts: Facts, index: int, one: Difference, names: Mapping[str, str]) -> Row:
    kept_old = one.chosen != one.new
    return [
        counted(index),
        words(facts.bureau(one.bureau)),
        words(facts.action(one.action).name),
        words(one.item),
        words(names.get(one.item, "")),
        words(one.heading),
        _place(one.old_source),
        words(one.old or BLANK),
        _place(one.new_source),
        words(one.new or BLANK),
        filled(words(one.chosen or BLANK), FILLS["黄"] if kept_old else ""),
    ]


def _place(source: Source) -> CellSpec:
    text = f"{short_name(source.file)} {source.sheet}!{source.cell}"
    return linked(words(text), link_to_cell(source), tip_of(source))
