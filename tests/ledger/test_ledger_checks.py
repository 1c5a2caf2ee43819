"""Doubts across rows: parts and their whole."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from reporter.ledger.merge import merge
from reporter.plan.model import Kind, Plan
from tests.plans import AT_LEAST, indicator, small_plan
from tests.returned import MAY, NAME, figure, filled, layout_map, read


def plan(remark: str, unit: str = "户") -> Plan:
    """A1-K90 with the parts A1-K91 and A1-K92."""
    common = {"target": Decimal(9), "comparator": AT_LEAST}
    whole = indicator("A1-K90", Kind.CUMULATIVE, "总数", unit="户", remark=remark, **common)
    parts = [
        indicator(code, Kind.CUMULATIVE, code, unit=unit, parent="A1-K90", counted=False, **common)
        for code in ("A1-K91", "A1-K92")
    ]
    return small_plan(indicators=(whole, *parts), parts=(), milestones=())


def found(register: Plan, whole: object, first: object, second: object) -> list[tuple[str, str]]:
    given = {"A1-K90": whole, "A1-K91": first, "A1-K92": second}
    answers = {key: value for code, number in given.items() for key, value in figure(code, number).items()}  # type: ignore[arg-type]
    data = filled(answers, plan=register, blank=True)
    form = read(data, NAME, plan=register, received=datetime(2024, 6, 3))
    ledger = merge(register, MAY, list(layout_map(register).values()), [form], None)
    return [(one.code, one.item) for one in ledger.problems if one.code in ("E410", "E411")]


@pytest.mark.parametrize(
    ("remark", "figures", "doubts"),
    [
        ("", (5, 3, 1), []),
        ("", (5, 5, 5), []),
        ("", (5, 6, 1), [("E410", "A1-K91")]),
        ("合计", (5, 3, 2), []),
        ("合计", (5, 3, 1), [("E411", "A1-K90")]),
        ("三项合计", (5, 3, 3), [("E411", "A1-K90")]),
        ("合计", (5, 3, None), []),
        ("合计", (None, 3, 2), []),
    ],
)
def test_parts_and_whole(remark: str, figures: tuple[int | None, ...], doubts: list[tuple[str, str]]) -> None:
    numbers = [None if number is None else Decimal(number) for number in figures]
    assert found(plan(remark), *numbers) == doubts


def test_parts_in_another_unit_are_not_compared() -> None:
    assert found(plan("", unit="公里"), Decimal(5), Decimal(6), Decimal(1)) == []
