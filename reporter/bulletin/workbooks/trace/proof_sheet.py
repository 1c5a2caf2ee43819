"""The sheet 自证 of 溯源.xlsx: each computed figure anew, as a live formula over the tables of the workbook."""

from __future__ import annotations

from dataclasses import replace

from reporter.bulletin.workbooks.looks import CENTER, FILLS, TABLE_TOP, Column, Row, counted, filled, mark, words
from reporter.bulletin.workbooks.trace.account import Account
from reporter.bulletin.workbooks.trace.excel import Grid, Grids, NoFormula, formula
from reporter.bulletin.workbooks.trace.sheets import LONG, exact_number, titled_sheet
from reporter.record.trace.proof import Proof
from reporter.sheets.spec import CellSpec, SheetSpec

_TITLE = ("自证", "每个总数、占比、合计、计数和位次重算一遍")
_AGREES, _DIFFERS = "一致", "不一致"
_PROOFS = (
    Column(heading="序号", width=6),
    Column(heading="文书（第一处）", width=24),
    Column(heading="位置", width=26),
    Column(heading="处数", width=6),
    Column(heading="印出", width=12),
    Column(heading="含义", width=34),
    Column(heading="算法", width=46),
    Column(heading="印出的数出自", width=15),
    Column(heading="重算", width=15),
    Column(heading="结论", width=10),
)


def grids_of(account: Account) -> Grids:
    """Where each table stands in the workbook."""
    return {name: Grid(table=table, first=TABLE_TOP + 1) for name, table in account.tables.items()}


def proof_sheet(account: Account) -> SheetSpec:
    """自证: every total, share, sum, count and place computed anew as a live formula, and the verdict."""
    grids = grids_of(account)
    rows = [_proof(number, one, times, grids, account) for number, (one, times) in enumerate(account.computed, 1)]
    plain = len(account.proofs) - sum(times for _, times in account.computed)
    sheet = titled_sheet(account, _TITLE, _PROOFS, rows, lead=_lead(account, plain), freeze=2)
    closing = TABLE_TOP + len(rows) + 1
    range_ = f"$J${TABLE_TOP + 1}:$J${max(closing - 1, TABLE_TOP + 1)}"
    number, wrong = len(rows), sum(bool(one.fault) for one, _ in account.computed)
    verdict = "全部一致" if not wrong else f"{wrong}项不一致"
    agree = f'COUNTIF({range_},"{_AGREES}")'
    said = f'="共{number}项，"&IF({agree}={number},"全部一致",({number}-{agree})&"项不一致")'
    line = CellSpec(value=f"共{number}项，{verdict}", formula=said, style=replace(CENTER, bold=True))
    return replace(sheet, merges={**sheet.merges, (closing, 1, closing, len(_PROOFS)): line})


def _lead(account: Account, plain: int) -> str:
    places = len(account.proofs)
    return (
        f"重算只用本簿各底表的行，与写文书的程序不是同一段；各份文书印出的数共{places}处，其中直接取自填报表、台账的{plain}处"
        f"逐处核对，不列在这里。占比并列的按最大余数法取整，没有公式，由程序重算。"
    )


def _proof(number: int, one: Proof, times: int, grids: Grids, account: Account) -> Row:
    printed, traced = one.figure.printed, one.traced
    assert traced is not None
    verdict = _DIFFERS if one.fault else _AGREES
    row = TABLE_TOP + number
    try:
        again = replace(exact_number(one.exact), formula=formula(traced.term, grids))
    except (NoFormula, KeyError, ValueError):
        again = exact_number(one.exact)
    checked = f'=IF(ABS(ABS(H{row})-ABS(I{row}))<0.000000001,"{_AGREES}","{_DIFFERS}")' if not one.fault else ""
    return [
        counted(number),
        words(one.figure.paper),
        words(printed.place),
        counted(times),
        mark(printed.text),
        words(traced.meaning),
        words(account.chain(printed.origin).formula),
        CellSpec(value=printed.value, style=LONG),
        again,
        filled(CellSpec(value=verdict, formula=checked, style=CENTER), "" if not one.fault else FILLS["红"]),
    ]
