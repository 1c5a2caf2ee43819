"""The sheets 数字 and 指标 of 溯源.xlsx, and the tables that the formulas of 自证 count in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from reporter.bulletin.workbooks.links import link_to_cell, short_name, tip_of
from reporter.bulletin.workbooks.looks import (
    NUMBER,
    Column,
    Listing,
    Row,
    counted,
    day,
    linked,
    listing_sheet,
    mark,
    words,
)
from reporter.bulletin.workbooks.trace.account import Account, Ends, ends
from reporter.progress.model import decimal_of
from reporter.record.trace.evidence import Evidence
from reporter.record.trace.nodes import Node
from reporter.record.trace.promises import Promise
from reporter.record.trace.proof import Proof
from reporter.record.trace.terms import Entry, Table
from reporter.sheets.spec import CellSpec, SheetSpec

_SENTENCE, _MEMBERS, _HASH = 60, 60, 12
LONG = replace(NUMBER, number_format="General")
_SOURCE = (
    Column(heading="文件", width=34),
    Column(heading="页", width=8),
    Column(heading="格", width=7),
    Column(heading="填的是", width=14),
    Column(heading="收到时间", width=17),
    Column(heading="时间来源", width=13),
    Column(heading="sha256（前12位）", width=15),
    Column(heading="台账位置", width=20),
    Column(heading="方案原文", width=40),
    Column(heading="说明", width=30),
)
_FIGURES = (
    Column(heading="序号", width=6),
    Column(heading="文书", width=24),
    Column(heading="位置", width=26),
    Column(heading="文字", width=40),
    Column(heading="印出", width=12),
    Column(heading="书签", width=22),
    Column(heading="编号", width=10),
    Column(heading="含义", width=30),
    Column(heading="准确的数", width=15),
    Column(heading="算法", width=40),
    Column(heading="其中", width=40),
    *_SOURCE,
)


def figure_sheet(account: Account) -> SheetSpec:
    """数字: every figure of every paper, in the order of print."""
    lead = "每份文书印出的每一个数，从印出的地方到填报表的格子、方案的原文。蓝色的点一下打开那一格。"
    traced: dict[str, Row] = {}
    rows = []
    for number, one in enumerate(account.proofs, 1):
        origin = one.figure.printed.origin
        if origin not in traced:
            traced[origin] = _traced(account, one)
        rows.append([*_printed(number, one), *traced[origin]])
    return titled_sheet(account, ("数字", "印出的数从哪来"), _FIGURES, rows, lead=lead, freeze=6)


def _printed(number: int, one: Proof) -> Row:
    """Where a figure is printed, and how."""
    printed = one.figure.printed
    return [
        counted(number),
        words(one.figure.paper),
        words(printed.place),
        words(_short(printed.sentence, _SENTENCE)),
        mark(printed.text),
        words(printed.bookmark or "（图的数据）"),
    ]


def _traced(account: Account, one: Proof) -> Row:
    """Where a figure is from: the same for every place that prints it."""
    origin = one.figure.printed.origin
    node = account.chain(origin) if one.traced else Node(meaning="找不到来历")
    return [
        mark(_subject(origin)),
        words(node.meaning),
        exact_number(one.exact),
        words(node.formula),
        words(_short(_members(node), _MEMBERS)),
        *_ends(ends(node), node.remarks),
    ]


def _subject(origin: str) -> str:
    """The code that a figure belongs to; — for one of the whole."""
    subject = origin.removeprefix("previous.").partition(".")[0]
    return subject if subject[:1] in "AB" and subject[1:2].isdigit() else "—"


def _members(node: Node) -> str:
    number = f"共{len(node.members)}个：" if len(node.members) > 1 else ""
    own = number + "；".join(f"{one.key} {one.said}" for one in node.members)
    below = "；".join(f"{child.meaning}{child.said}" for child in node.children)
    return own or below


def _ends(found: Ends, remarks: Sequence[str]) -> Row:
    """The columns of a chain's ends."""
    others = "；".join(f"{short_name(one.source.file)}“{one.source.sheet}”页{one.source.cell}" for one in found.others)
    said = [*remarks, *(found.promise.remarks if found.promise else ()), *([f"另见{others}"] if others else [])]
    return [*_evidence(found.evidence), *_promise(found.promise), words("；".join(said))]


def _evidence(one: Evidence | None) -> Row:
    if one is None:
        return [mark("") for _ in range(7)]
    source = one.source
    return [
        words(short_name(source.file)),
        mark(source.sheet),
        linked(mark(source.cell), link_to_cell(source), tip_of(source)),
        words(one.fault or one.typed),
        day(one.received, ""),
        mark(one.received_from),
        mark(source.sha256[:_HASH]),
    ]


def _promise(one: Promise | None) -> Row:
    if one is None:
        return [mark(""), mark("")]
    cells = "、".join(column.cell for column in one.columns if column.cell)
    return [words(f"“{one.table}”表{one.row}{f'（{cells}）' if cells else ''}"), words(one.phrase)]


def item_sheet(account: Account) -> SheetSpec:
    """指标: the table in which 自证 counts, each row with its own chain behind it."""
    table = account.tables["指标"]
    columns = [Column(heading=name, width=_width(table, name)) for name in table.columns]
    rows = [
        [*(_entry(row[name]) for name in table.columns), words(node.formula), *_ends(ends(node), node.remarks)]
        for key, row in table.rows.items()
        for node in (account.chain(f"{key}.actual"),)
    ]
    shown = (*columns, Column(heading="完成数的算法", width=30), *_SOURCE)
    return titled_sheet(account, ("指标", "各项指标和来历"), shown, rows, lead="自证页的公式数的就是这张表。", freeze=3)


def table_sheets(account: Account) -> Iterator[SheetSpec]:
    """The other tables, as they are."""
    for name, table in account.tables.items():
        if name == "指标":
            continue
        columns = [Column(heading=column, width=_width(table, column)) for column in table.columns]
        rows = [[_entry(row[column]) for column in table.columns] for row in table.rows.values()]
        yield titled_sheet(account, (name, f"{name}（自证用的底表）"), columns, rows, freeze=2)


def titled_sheet(
    account: Account,
    title: tuple[str, str],
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    freeze: int,
    lead: str = "",
) -> SheetSpec:
    """One table under its title; `title` is the sheet's name and what stands above the table."""
    table = Listing(
        name=title[0], title=title[1], columns=tuple(columns), rows=rows, lead=lead, freeze=freeze, sparse=True
    )
    return listing_sheet(table, sample=account.sample)


def _entry(value: Entry) -> CellSpec:
    if value is None or isinstance(value, str):
        return words(value or "")
    if isinstance(value, int):
        return counted(value)
    return day(value) if isinstance(value, date) else exact_number(Fraction(value))


def exact_number(value: Fraction | None) -> CellSpec:
    return mark("") if value is None else CellSpec(value=decimal_of(value), style=LONG)


def _width(table: Table, column: str) -> float:
    """Wide enough for the heading, and for names."""
    texts = [str(row[column]) for row in list(table.rows.values())[:40] if isinstance(row[column], str)]
    longest = max((len(text) for text in texts), default=0)
    return float(min(max(2 * len(column) + 2, min(2 * longest, 30), 7), 32))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
