"""Every digit that a value prints belongs to a figure with an origin, or to a text that says what else it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from reporter.bulletin.figure import Setting, count, dated, phrase, titled
from reporter.bulletin.wording import render
from reporter.core.marks import Fixed, Marks
from reporter.core.status import TaskState
from reporter.document.figures import figures_of
from reporter.plan.model import Plan
from reporter.record.model import Results
from reporter.record.trace.material import Material
from reporter.record.trace.origins import Tracer
from reporter.record.trace.proof import Figure, proofs
from tests.bulletin.correction_case import APRIL, MAY, Written, month, plan
from tests.bulletin.generated import generated
from tests.bulletin.whole_run import Facts, facts_of, papers_of, register


def untyped(marks: Marks) -> list[str]:
    """Printed values with a digit that are neither a figure nor said to be something else."""
    return [mark.text for mark in marks.entries if re.search(r"\d", mark.text) and not mark.origin and not mark.fixed]


def test_a_bare_digit_is_found() -> None:
    said = {"甲": "5项", "乙": count(5, "all.due"), "丙": dated("5月"), "丁": phrase(titled("5G基站"), "占", "3成")}
    _, marks = render("{{ 甲 }}{{ 乙 }}{{ 丙 }}{{ 丁 }}", said, name="t")
    assert untyped(marks) == ["5项", "3成"]


def test_what_is_made_of_a_fixed_text_is_plain_again() -> None:
    _, marks = render("{{ 甲 }}", {"甲": "比" + dated("4月")}, name="t")
    assert untyped(marks) == ["比4月"]


def test_a_rule_that_is_a_number_leads_to_its_row() -> None:
    _, marks = render(
        "{{ 甲 }}{{ 乙 }}", {"甲": Setting.of("名单上限", "8"), "乙": Setting.of("印发机关", "3号楼")}, name="t"
    )
    first, second = marks.entries
    assert (first.origin, first.value) == ("rule.名单上限", Decimal(8))
    assert (second.origin, second.fixed) == (None, Fixed.NAME)


@pytest.mark.parametrize(("seed", "number"), [(1, 5), (2, 1), (3, 12)])
def test_every_paper_of_a_month(seed: int, number: int) -> None:
    facts = facts_of(seed, number) if number < 12 else _december(seed)
    for name, (_, marks) in papers_of(facts).items():
        assert untyped(marks) == [], name


def _december(seed: int) -> Facts:
    return Facts(plan=register(), results=generated(register(), "2024-12", seed))


def test_names_with_digits_are_names_wherever_they_stand() -> None:
    numbered = _numbered(register())
    april = generated(numbered, "2024-04", 4)
    facts = Facts(plan=numbered, results=generated(numbered, "2024-05", 4, april), previous=april, earlier=(april,))
    for name, (_, marks) in papers_of(facts).items():
        assert untyped(marks) == [], name
        assert any(mark.text.endswith("8号") and mark.fixed is Fixed.NAME for mark in marks.entries), name


def _numbered(plan: Plan) -> Plan:
    """The register with a digit in the name of every action, task, indicator, part and step."""
    return replace(
        plan,
        actions=tuple(replace(one, name=f"{one.name}8号") for one in plan.actions),
        tasks=tuple(replace(one, name=f"{one.name}8号") for one in plan.tasks),
        indicators=tuple(replace(one, name=f"{one.name}8号") for one in plan.indicators),
        parts=tuple(replace(one, name=f"{one.name}8号") for one in plan.parts),
        milestones=tuple(replace(one, name=f"{one.name}8号") for one in plan.milestones),
    )


def corrections() -> Iterator[tuple[str, Results, Results, Plan]]:
    april = month("2024-04", APRIL)
    old = month("2024-05", MAY, previous=april)
    yield "一个数", old, month("2024-05", MAY | {"A2-K01": "45.6"}, previous=april), plan()
    yield "两个数", old, month("2024-05", MAY | {"A2-K01": "45.6", "A1-K02": "4"}, previous=april), plan()
    yield "规则", old, month("2024-05", MAY, previous=april, register=plan(黄灯百分点="1")), plan(黄灯百分点="1")
    yield "任务", old, month("2024-05", MAY, previous=april, task=TaskState.STALLED), plan()
    without = {code: value for code, value in MAY.items() if code != "A2-K01"}
    yield "补报", month("2024-05", without, previous=april), old, plan()


@pytest.mark.parametrize("case", list(corrections()), ids=lambda case: case[0])
def test_every_figure_of_a_correction_is_that_of_its_side(case: tuple[str, Results, Results, Plan]) -> None:
    _, old, new, now = case
    previous = month("2024-04", APRIL)
    then = plan()
    written = Written(old, new, previous, now, then)
    assert untyped(written.marks) == []
    tracer = Tracer(
        Material(plan=now, results=new, previous=previous, earlier=(previous,), issued=old, issued_plan=plan())
    )
    printed = figures_of(written.document, written.marks)
    assert printed
    wrong = [one for one in proofs((Figure(paper="更正通报", printed=one) for one in printed), tracer) if one.fault]
    assert [(one.figure.printed.origin, one.fault) for one in wrong] == []
