"""通讯录 written as tables: row 1 holds the headings, so the first person stands in row 2."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from reporter.post.contacts import Contacts, read_contacts
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec
from reporter.sheets.write import write_book
from tests.plans import small_plan

LEADERS = ("姓名", "职务", "称呼", "类型", "邮箱", "收什么")
BUREAUS = ("单位", "姓名", "角色", "电话", "邮箱")
Table = Sequence[Sequence[str]]


def sheets_bytes(sheets: Mapping[str, Table]) -> bytes:
    """A workbook with those sheets, cell by cell."""
    specs = [
        SheetSpec(
            name=name,
            cells={
                (r, c): CellSpec(value=text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1) if text
            },
        )
        for name, rows in sheets.items()
    ]
    return write_book(BookSpec(sheets=tuple(specs), created=datetime(2024, 1, 1)))


def contacts_bytes(leaders: Table = (), bureaus: Table = ()) -> bytes:
    """A 通讯录 with those rows under the usual headings."""
    return sheets_bytes({"领导": (LEADERS, *leaders), "单位": (BUREAUS, *bureaus)})


def contacts(leaders: Table = (), bureaus: Table = ()) -> Contacts:
    """Those rows as read for the small plan."""
    return read_contacts(contacts_bytes(leaders, bureaus), small_plan())
