"""溯源.xlsx as a description; `sheets.write` turns it into a file."""

from __future__ import annotations

from reporter.bulletin.workbooks.looks import day_after
from reporter.bulletin.workbooks.trace.account import Account
from reporter.bulletin.workbooks.trace.proof_sheet import proof_sheet
from reporter.bulletin.workbooks.trace.sheets import figure_sheet, item_sheet, table_sheets
from reporter.sheets.spec import BookSpec


def trace_book(account: Account, *, author: str) -> BookSpec:
    """溯源: 数字, 指标, 自证 and the tables behind them."""
    return BookSpec(
        sheets=(figure_sheet(account), item_sheet(account), proof_sheet(account), *table_sheets(account)),
        created=day_after(account.period),
        title=f"{account.period.label}溯源",
        author=author,
    )
