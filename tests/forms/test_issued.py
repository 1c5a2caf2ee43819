"""The record of issued forms: written, read back, laid over today's layout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.forms.issued import as_issued, dump_issued, load_issued
from reporter.forms.layout import FormLayout, layouts
from tests.plans import small_plan

MAY = Period.parse("2024-05")


def form(previous: str) -> FormLayout:
    """The first form of the small plan that asks for A1-K01, as issued with a figure of last month."""
    past = Past(period=MAY.previous, figures={"A1-K01": Decimal(previous)})
    forms = layouts(small_plan(), MAY, past)
    return next(one for one in forms for sheet in one.sheets for row in sheet.rows if row.code == "A1-K01")


def issued(layout: FormLayout, code: str, mark: str) -> object:
    return next(row.issued[mark] for sheet in layout.sheets for row in sheet.rows if row.code == code)


def test_what_was_issued_stands_although_last_month_changed_since() -> None:
    record = load_issued(dump_issued([form("586")], {}))
    assert issued(as_issued(form("590"), record), "A1-K01", "previous") == 586


def test_a_form_that_was_never_recorded_is_as_it_is_today() -> None:
    assert as_issued(form("590"), {}) == form("590")
    other = load_issued(dump_issued([replace(form("586"), edition="zz")], {}))
    assert issued(as_issued(form("590"), other), "A1-K01", "previous") == 590


def test_the_record_keeps_earlier_editions_and_brings_this_one_up_to_date() -> None:
    first = load_issued(dump_issued([replace(form("1"), edition="00"), form("586")], {}))
    second = load_issued(dump_issued([form("590")], first))
    assert len(second) == 2
    assert issued(as_issued(form("1"), second), "A1-K01", "previous") == 590


def test_numbers_dates_and_texts_come_back_as_they_were() -> None:
    layout = form("586")
    record = load_issued(dump_issued([layout], {}))
    values = {code: dict(marks) for code, marks in record[str(layout.number)].items()}
    assert values == {row.code: dict(row.issued) for sheet in layout.sheets for row in sheet.rows}
    kinds = {type(value) for marks in values.values() for value in marks.values()}
    assert {Decimal, str} <= kinds and kinds <= {Decimal, str, date, type(None)}


@pytest.mark.parametrize("damage", [b"[]", b"{", b'{"a": 1}', b'{"a": {"b": {"c": {"x": 1}}}}'])
def test_a_broken_record_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError):
        load_issued(damage)
