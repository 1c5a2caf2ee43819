"""Rows of 督办 against the notices that were issued: P176 to P179, each at its cell, and the row that fits."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reporter.plan.check import check_closings
from reporter.plan.checks.closings import Noticed
from reporter.plan.closings import same_number
from tests.plan.register_sample import loaded, sample

NOTICED = (
    Noticed(number="某督〔2024〕1号", bureaus=frozenset({"区科工局"}), code="A1-K01", issued=date(2024, 5, 12)),
    Noticed(number="某督〔2024〕1号", bureaus=frozenset({"区科工局"}), code="A1-K02", issued=date(2024, 5, 12)),
    Noticed(number="某督〔2024〕2号", bureaus=frozenset({"区农业农村局"}), code="A1-K01", issued=date(2024, 5, 12)),
)


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, []),
        ({"字号": "某督[2024] 1号"}, []),
        ({"编号": "A1-K02"}, []),
        ({"字号": "某督〔2024〕3号"}, [("P176", "督办!A2")]),
        ({"单位": "区农业农村局"}, [("P177", "督办!B2")]),
        ({"编号": "A1-K03"}, [("P178", "督办!C2")]),
        ({"日期": "2024-05-11"}, [("P179", "督办!E2")]),
        ({"日期": "2024-05-12"}, []),
    ],
)
def test_each_cell_that_fits_no_notice_is_named(
    tmp_path: Path, changed: dict[str, str], found: list[tuple[str, str]]
) -> None:
    tables = sample()
    tables["督办"][0] |= changed
    problems = check_closings(loaded(tmp_path, tables), NOTICED)
    assert [(one.code, f"{one.place.sheet}!{one.place.cell}") for one in problems] == found


def test_nothing_is_said_while_no_notice_is_known(tmp_path: Path) -> None:
    tables = sample()
    tables["督办"][0]["字号"] = "某督〔2024〕9号"
    assert check_closings(loaded(tmp_path, tables), ()) == ()


def test_a_number_is_the_same_whatever_brackets_were_typed() -> None:
    assert same_number("屈督（2024）13号", "屈督〔2024〕13号") and same_number("屈督【2024】13 号", "屈督〔2024〕13号")
    assert not same_number("屈督〔2024〕1号", "屈督〔2024〕13号")
