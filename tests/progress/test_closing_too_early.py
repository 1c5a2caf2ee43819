"""E603: a bureau asks to close a matter that is still behind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from reporter.core.period import Period
from reporter.core.source import Source
from reporter.core.status import Status
from reporter.intake.submission import ReplyAnswer
from reporter.ledger.model import Ledger, Reply
from reporter.plan.model import Kind
from reporter.progress.model import Measure
from reporter.progress.replies import closing_too_early
from tests.plans import AT_LEAST, indicator, small_plan

BEHIND, RED, MET, SILENT = Status.BEHIND, Status.FAR_BEHIND, Status.ON_PACE, Status.NOT_REPORTED
PLAN = small_plan()


def said(code: str, measure: Measure, *, closing: bool = True) -> list[tuple[str, str, str]]:
    """Item, cell and sentence of what is found for one reply."""
    answer = ReplyAnswer(
        code=f"{code}-D27",
        notice="屈督〔2024〕27号",
        matter=code,
        source=Source(file="表.xlsx", sheet="督办回复", cell="I5", sha256="0"),
        situation="已完成",
        closing=closing,
        cells={"closing": "M5"},
    )
    reply = Reply(bureau="B001", name="", answer=answer, received=date(2024, 6, 3), reply_by=date(2024, 6, 5))
    ledger = Ledger(period=Period(2024, 5), sample=False, replies=(reply,))
    found = list(closing_too_early(PLAN, ledger, {code: measure}))
    assert {one.code for one in found} <= {"E603"}
    return [(one.item, one.place.cell, one.message) for one in found]


PACED = {"completion_ratio": Fraction(37, 100), "expected": Fraction(5, 12), "gap": Fraction(37, 100) - Fraction(5, 12)}


def test_a_paced_matter_says_ratio_and_distance() -> None:
    assert said("A1-K01", Measure(code="A1-K01", status=BEHIND, **PACED)) == [
        (
            "A1-K01-D27",
            "M5",
            "督办单屈督〔2024〕27号申请销号，可是A1-K01 城镇新增就业占年任务37.0%，还慢于时序4.7个百分点。"
            "请继续整改，或者说明理由。",
        )
    ]


@pytest.mark.parametrize(
    ("code", "measure", "words"),
    [
        ("A1-K05", {"actual": Fraction(690), "target": Fraction(700)}, "现为690元/月，还没有达到目标700元/月"),
        ("A1-K09", {"completion_ratio": Fraction(0)}, "还有逾期的节点没有完成"),
        ("A1-K13", {"actual": Fraction(-1), "target": Fraction(0)}, "仍是红灯"),
    ],
)
def test_other_kinds_say_it_in_their_way(code: str, measure: dict[str, Fraction], words: str) -> None:
    ((_, _, sentence),) = said(code, Measure(code=code, status=RED, **measure))  # type: ignore[arg-type]
    assert f"{words}。请继续整改" in sentence


@pytest.mark.parametrize("status", [MET, Status.ACHIEVED, SILENT, Status.NOT_DUE])
def test_nothing_for_a_matter_that_is_not_behind(status: Status) -> None:
    assert said("A1-K01", Measure(code="A1-K01", status=status, **PACED)) == []


def test_nothing_where_no_closing_is_asked_or_the_row_is_gone() -> None:
    assert said("A1-K01", Measure(code="A1-K01", status=RED, **PACED), closing=False) == []
    assert said("A1-K99", Measure(code="A1-K99", status=RED, **PACED)) == []
    assert indicator("A1-K99", Kind.CUMULATIVE, "", comparator=AT_LEAST, target=Decimal(1)) not in PLAN.indicators
