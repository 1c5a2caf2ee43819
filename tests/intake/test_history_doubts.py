"""Doubts that need earlier months, last year's record or the meaning of words; each with a case for no."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.plan.exact import exact_goal
from reporter.plan.model import Kind, Plan, Waiver
from tests.plans import INDICATORS, small_plan
from tests.returned import MAY, NAME, K, S, T, damaged, faults, figure, filled, submission

APRIL, DECEMBER = Period.parse("2024-04"), Period.parse("2023-12")


def changed(code: str, **more: object) -> Plan:
    return small_plan(
        indicators=tuple(replace(one, **more) if one.code == code else one for one in INDICATORS)  # type: ignore[arg-type]
    )


def doubts(
    answers: dict[tuple[object, str, str], object], past: Past | None = None, plan: Plan | None = None
) -> list[tuple[str, str, str]]:
    plan = plan or small_plan()
    return faults(submission(filled(answers, plan=plan, past=past), plan=plan, past=past))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "months", "period", "found"),
    [
        ("625", 2, APRIL, [("E404", "指标", "I5")]),
        ("1500", 2, APRIL, [("E404", "指标", "I5")]),
        ("625", 3, APRIL, [("E404", "指标", "I5")]),
        ("625", 1, APRIL, []),
        ("626", 2, APRIL, []),
        ("625", 2, DECEMBER, []),
    ],
)
def test_exactly_target_or_pace_three_months_running(
    value: str, months: int, period: Period, found: list[tuple[str, str, str]]
) -> None:
    """1500 × 5/12 = 625."""
    past = Past(period=period, months_exact={"A1-K01": months})
    assert doubts(figure("A1-K01", Decimal(value)), past) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "value", "goal"),
    [
        ("A1-K01", "1500", "年度目标1500人"),
        ("A1-K01", "625", "时序进度要求的625人"),
        ("A1-K01", "624", ""),
        ("A1-K02", "7.5", "年度目标7.5%"),
        ("A1-K05", "700", ""),
        ("A1-K08", "5", ""),
        ("A1-K12", "1", ""),
        ("A1-K15", "552.5", "年度目标552.5万元"),
    ],
)
def test_what_counts_as_exact(code: str, value: str, goal: str) -> None:
    """A standard is set, not measured; a small whole target is reached exactly by anybody; a ceiling is no goal."""
    plan = small_plan()
    assert exact_goal(plan, plan.indicator_by_code[code], Decimal(value), MAY) == goal


def test_a_stock_is_exact_where_its_increase_is() -> None:
    """From 60 to 90: 72.5 is asked in May, typed as 73."""
    plan = small_plan()
    stock = plan.indicator_by_code["A1-K04"]
    assert exact_goal(plan, stock, Decimal(73), MAY, Decimal(60)) == "时序进度要求的73户"
    assert exact_goal(plan, stock, Decimal(72), MAY, Decimal(60)) == ""
    share = replace(plan.indicator_by_code["A1-K06"], code="A1-K99", kind=Kind.SHARE, target=Decimal(100))
    assert exact_goal(plan, share, Decimal(100), MAY) == ""


@pytest.mark.parametrize(
    ("months", "frequency", "found"),
    [
        (1, "月", ["E415"]),
        (1, "季+1", ["E415"]),
        (0, "月", ["E241"]),
        (0, "季", []),
        (1, "季", []),
        (2, "季", ["E415"]),
    ],
)
def test_unpublished_month_after_month(months: int, frequency: str, found: list[str]) -> None:
    """In May: 季 was due in March, 季+1 in April."""
    past = Past(period=APRIL, months_unpublished={"A1-K01": months})
    plan = changed("A1-K01", frequency=frequency)
    assert [code for code, *_ in doubts(figure("A1-K01", "未公布"), past, plan)] == found  # type: ignore[arg-type]


def test_unpublished_with_a_waiver() -> None:
    waiver = Waiver(
        rule="未公布", code="A1-K01", bureau="区发改局", reason="口径调整", approved_by="张××", since=date(2024, 1, 1)
    )
    past = Past(period=APRIL, months_unpublished={"A1-K01": 3})
    assert doubts(figure("A1-K01", "未公布"), past, small_plan(waivers=(waiver,))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scope", "note", "found"),
    [
        ("已获批", "申报3个", ["E420"]),
        ("已获批", "申报3个，尚未获批", ["E420"]),
        ("已获批", "申报3个，预计年底获批", ["E420"]),
        ("已获批", "申报3个，获批2个", []),
        ("已申报", "申报3个", []),
        ("已完工", "开工3处", ["E420"]),
        ("已完工", "3处已竣工", []),
        ("已开工", "开工3处", []),
        ("资金到位", "签约3个", ["E420"]),
        ("", "申报3个", []),
    ],
)
def test_words_of_an_earlier_stage(scope: str, note: str, found: list[str]) -> None:
    plan = changed("A1-K01", scope=scope)
    assert [code for code, *_ in doubts(figure("A1-K01", Decimal(640), note), None, plan)] == found  # type: ignore[arg-type]


def test_words_of_an_earlier_stage_at_a_step() -> None:
    note, done = (S, "A1-K09-S2", "note"), (S, "A1-K09-S2", "done")
    late = tuple(
        replace(one, name="竣工验收") if one.number == 2 else one for one in small_plan().milestones_of["A1-K09"]
    )
    plan = small_plan(milestones=late)
    finished = {done: "是", (S, "A1-K09-S2", "finished"): date(2024, 5, 20)}
    assert ("E420", "节点", "F6") in doubts({**finished, note: "已开工"}, None, plan)  # type: ignore[dict-item]
    assert doubts({**finished, note: "已竣工"}, None, plan) == []  # type: ignore[dict-item]
    assert doubts({done: "否", note: "已开工"}, None, plan) == []


@pytest.mark.parametrize(
    ("typed", "recorded", "found"),
    [("2", "3", [("E421", "指标", "L16")]), ("3", "3", []), ("2", None, [])],
)
def test_last_years_figure_against_last_years_record(
    typed: str, recorded: str | None, found: list[tuple[str, str, str]]
) -> None:
    year_ago = {} if recorded is None else {"A1-K13": Decimal(recorded)}
    past = Past(period=APRIL, year_ago=year_ago)
    assert doubts({(K, "A1-K13", "prior_year"): Decimal(typed)}, past) == found


@pytest.mark.parametrize(
    ("narrative", "state", "found"),
    [
        ("正在有序推进中。", "正常推进", [("E509", "任务", "G5")]),
        ("高度重视，积极推进各项工作", "正常推进", [("E509", "任务", "G5")]),
        ("正在推进中", "已完成", []),
        ("正在推进中", "未到启动时间", []),
        ("招标文件已送审", "正常推进", []),
        ("积极推进，新签约项目5个", "正常推进", []),
        ("", "正常推进", []),
    ],
)
def test_words_that_say_nothing(narrative: str, state: str, found: list[tuple[str, str, str]]) -> None:
    progress = {"已完成": Decimal(100)}.get(state)
    given = {"narrative": narrative, "state": state, "progress": progress}
    assert doubts({(T, "A1-T01", mark): value for mark, value in given.items()}) == found


def test_what_hangs_on_an_input_is_told() -> None:
    def hang(book: object) -> None:
        sheet = book["指标"]  # type: ignore[index]
        sheet["I5"].comment = Comment("见附件", "张三")
        sheet["M6"].hyperlink = "https://example.org"
        sheet["C7"].comment = Comment("这是锁定的格子", "张三")

    found = submission(damaged(filled(), hang), NAME)
    assert faults(found) == [("E234", "指标", "I5"), ("E234", "指标", "M6")]
    assert "里的批注没有收" in found.problems[0].message
    assert load_workbook(BytesIO(filled()))["指标"]["I5"].comment is None
