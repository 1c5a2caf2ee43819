"""What was issued, remembered: the values of every form as it went out, by form number (DESIGN 6).

A locked cell is compared with what the bureau was sent, not with what the register and the past say today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from reporter.forms.model import FormLayout, FormRow, FormSheet, Issued, SheetKind

KIND = "kind"
"""Mark of 类型, which stands in no column: a row counts from an older edition only while its kind is the same."""
Values = Mapping[str, Mapping[str, Issued]]
"""Issued values by row code and column mark."""


def dump_issued(forms: Iterable[FormLayout], before: Mapping[str, Values]) -> bytes:
    """The bytes of forms.json: what stands in `before`, with the values of `forms` added or brought up to date."""
    after = {**before, **{str(form.number): _values(form) for form in forms}}
    plain = {number: _encoded(rows) for number, rows in after.items()}
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def load_issued(data: bytes) -> Mapping[str, Values]:
    """Values by form number; ValueError when `data` is no such record."""
    table = json.loads(data)
    try:
        return {
            str(number): {
                str(code): {str(mark): _decoded(value) for mark, value in marks.items()} for code, marks in rows.items()
            }
            for number, rows in table.items()
        }
    except (AttributeError, TypeError, KeyError) as error:
        raise ValueError("no record of issued forms") from error


def as_issued(form: FormLayout, record: Mapping[str, Values]) -> FormLayout:
    """The form with the values it was issued with, where the record has its number, and what older editions asked.

    A reply to a 督办单 that was issued after the form is not asked in it: nobody could have given it there.
    """
    stem = str(form.number).removesuffix(form.edition)
    older = {number.removeprefix(stem): rows for number, rows in record.items() if number.startswith(stem)}
    issued = older.pop(form.edition, None)
    if issued is None and not older:
        return form
    sheets = (
        replace(sheet, rows=tuple(_restored(row, issued or {}, older) for row in _sent(sheet, issued)))
        for sheet in form.sheets
    )
    return replace(form, sheets=tuple(sheet for sheet in sheets if sheet.rows))


def _sent(sheet: FormSheet, issued: Values | None) -> Iterator[FormRow]:
    known = sheet.kind is not SheetKind.REPLIES or issued is None
    return (row for row in sheet.rows if known or row.code in (issued or {}))


def _restored(row: FormRow, rows: Values, older: Mapping[str, Values]) -> FormRow:
    kind = row.issued.get(KIND)
    other = (edition for edition, known in older.items() if known.get(row.code, {}).get(KIND, kind) != kind)
    return replace(row, issued={**row.issued, **rows.get(row.code, {})}, other_kind_in=frozenset(other))


def _values(form: FormLayout) -> Values:
    return {row.code: dict(row.issued) for sheet in form.sheets for row in sheet.rows}


def _encoded(rows: Values) -> dict[str, dict[str, Any]]:
    return {code: {mark: _plain(value) for mark, value in marks.items()} for code, marks in rows.items()}


def _plain(value: Issued) -> Any:
    if isinstance(value, Decimal):
        return {"number": f"{value:f}"}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _decoded(value: Any) -> Issued:
    if isinstance(value, dict):
        return Decimal(value["number"]) if "number" in value else date.fromisoformat(value["date"])
    return None if value is None else str(value)
