"""The checks of one return: each with a case that is doubtful and one that is not. Codes and cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.core.past import Past, PastTask
from reporter.core.period import Period
from reporter.intake.submission import AnswerState
from reporter.plan.model import Plan, Rule, Waiver
from tests.plans import INDICATORS, RULES, small_plan
from tests.returned import S, T, answer, faults, figure, filled, submission, value

APRIL = Period.parse("2024-04")
DECEMBER = Period.parse("2023-12")


def past(period: Period = APRIL, **figures: int) -> Past:
    return Past(period=period, figures={code.replace("_", "-"): Decimal(seen) for code, seen in figures.items()})


def changed(code: str, **more: object) -> Plan:
    return small_plan(
        indicators=tuple(replace(one, **more) if one.code == code else one for one in INDICATORS)  # type: ignore[arg-type]
    )


def codes(
    answers: dict[tuple[object, str, str], object], before: Past | None = None, plan: Plan | None = None
) -> list[str]:
    plan = plan or small_plan()
    data = filled(answers, plan=plan, past=before)  # type: ignore[arg-type]
    return [code for code, *_ in faults(submission(data, plan=plan, past=before))]


def one(code: str, number: object, note: str = "", before: Past | None = None, plan: Plan | None = None) -> list[str]:
    return codes(figure(code, number, note), before, plan)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("number", "before", "plan", "found"),
    [
        (499, past(A1_K01=500), None, ["E401"]),
        (500, past(A1_K01=500), None, []),
        (499, None, None, []),
        (499, past(DECEMBER, A1_K01=500), None, []),
        (499, past(A1_K01=500), changed("A1-K01", scope="净增"), []),
        (499, past(A1_K01=500), changed("A1-K01", scope="期末未清数"), []),
    ],
)
def test_fall_of_a_cumulative_figure(number: int, before: Past | None, plan: Plan | None, found: list[str]) -> None:
    assert one("A1-K01", Decimal(number), before=before, plan=plan) == found


def test_jump_above_three_times_the_monthly_average() -> None:
    """April 400 in four months: 100 a month; 300 more is no jump, 301 is one."""
    before = past(A1_K01=400)
    assert one("A1-K01", Decimal(700), before=before) == []
    assert one("A1-K01", Decimal(701), before=before) == ["E402"]
    calm = small_plan(rules=(*RULES, Rule(name="突增倍数", value="5", since=date(2024, 5, 1))))
    assert one("A1-K01", Decimal(701), before=before, plan=calm) == []


def test_one_more_whole_piece_is_no_jump() -> None:
    """April 1 in four months: a quarter of a piece a month; one more is no jump, two more are."""
    before = past(A1_K01=1)
    assert one("A1-K01", Decimal(2), before=before) == []
    assert one("A1-K01", Decimal(3), before=before) == ["E402"]


def test_far_above_target_is_said_once() -> None:
    assert one("A1-K01", Decimal(4500)) == []
    assert one("A1-K01", Decimal(4501), before=past(A1_K01=400)) == ["E403"]
    assert one("A1-K12", Decimal(6)) == []
    assert one("A1-K12", Decimal(7)) == ["E403"]


def test_what_must_not_occur() -> None:
    assert one("A1-K10", Decimal(0)) == []
    assert one("A1-K10", Decimal(1)) == ["E413"]


def test_sign_of_a_fall() -> None:
    assert one("A1-K07", Decimal(-42), before=past(A1_K07=40)) == ["E242"]
    assert one("A1-K07", Decimal(-42), before=past(A1_K07=-40)) == []
    assert one("A1-K07", Decimal(42), before=past(A1_K07=40)) == []


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("截至5月底累计新增650人", ["E405"]),
        ("累计640人", []),
        ("累计新增640人，其中高校毕业生52人", []),
        ("上年同期累计610人", []),
        ("本月新增40人", []),
        ("全年计划累计1500人", []),
        ("累计32家企业", []),
        ("", []),
    ],
)
def test_note_that_contradicts_the_cell(note: str, found: list[str]) -> None:
    assert one("A1-K01", Decimal(640), note) == found


def test_growth_rate_from_elsewhere() -> None:
    plan = changed("A1-K02", bureau="区发改局", frequency="月")
    assert one("A1-K02", Decimal("7.8"), plan=plan) == ["E407"]
    assert one("A1-K02", Decimal("7.8"), "区统计局6月3日反馈", plan=plan) == []
    unlisted = replace(plan, rules=tuple(replace(r, value="") if r.name == "统计指标" else r for r in RULES))
    assert one("A1-K02", Decimal("7.8"), plan=unlisted) == []


def test_growth_rate_of_the_statistics_bureau_itself() -> None:
    data = filled(figure("A1-K02", Decimal("7.8")), form=("A1", "B003"), blank=True)
    assert faults(submission(data, "2024-05-A1-区统计局.xlsx")) == []


@pytest.mark.parametrize(
    ("code", "word", "note", "found"),
    [
        ("A1-K01", "不适用", "", ["E414"]),
        ("A1-K01", "不适用", "本年没有这类项目", ["E241"]),
        ("A1-K01", "未到节点", "", ["E241"]),
        ("A1-K01", "未公布", "", ["E241"]),
        ("A1-K11", "未到节点", "", []),
    ],
)
def test_words_of_a_bureau(code: str, word: str, note: str, found: list[str]) -> None:
    assert one(code, word, note) == found


def test_words_with_a_waiver() -> None:
    waiver = Waiver(
        rule="不适用", code="A1-K01", bureau="区发改局", reason="已移交", approved_by="张××", since=date(2024, 5, 1)
    )
    assert one("A1-K01", "不适用", plan=small_plan(waivers=(waiver,))) == []
    ended = replace(waiver, until=date(2024, 5, 30))
    assert one("A1-K01", "不适用", plan=small_plan(waivers=(ended,))) == ["E414"]
    assert one("A1-K01", "未到节点", plan=small_plan(waivers=(waiver,))) == ["E241"]


def test_unpublished_word_where_no_figure_is_due() -> None:
    data = filled(figure("A1-K02", "未公布"), form=("A1", "B003"), blank=True)
    assert faults(submission(data, "2024-05-A1-区统计局.xlsx")) == []


def test_numerator_above_denominator_voids_both() -> None:
    found = submission(filled(figure("A1-K06-1", Decimal(101))))
    assert faults(found) == [("E217", "指标", "I9")]
    assert [answer(found, code).current.state for code in ("A1-K06-1", "A1-K06-2")] == [AnswerState.REJECTED] * 2
    assert faults(submission(filled(figure("A1-K06-1", Decimal(100))))) == []


def test_one_of_two_missing_replaces_the_blank() -> None:
    found = submission(filled(figure("A1-K06-2", None)))
    assert faults(found) == [("E219", "指标", "I10")]
    assert "只填了按时办结件数，还差受理件数" in found.problems[0].message
    assert value(found, "A1-K06-1") == 95


def test_both_missing_are_two_blanks() -> None:
    given = {**figure("A1-K06-1", None), **figure("A1-K06-2", None)}
    assert faults(submission(filled(given))) == [("E214", "指标", "I9"), ("E214", "指标", "I10")]


def test_zero_denominator_is_questioned() -> None:
    assert codes({**figure("A1-K06-1", Decimal(0)), **figure("A1-K06-2", Decimal(0))}) == ["E218"]  # type: ignore[dict-item]
    assert codes({**figure("A1-K06-1", Decimal(0)), **figure("A1-K06-2", Decimal(1))}) == []  # type: ignore[dict-item]


def test_nil_return_with_figures() -> None:
    before = past(A1_K01=640, A1_K04=75)
    same = filled({**figure("A1-K01", Decimal(640))}, blank=True, nil_return=True, past=before)
    assert faults(submission(same, past=before)) == []
    other = filled({**figure("A1-K01", Decimal(641))}, blank=True, nil_return=True, past=before)
    assert faults(submission(other, past=before)) == [("E419", "指标", "I5")]


def test_year_start_figure_answered_before() -> None:
    before = replace(past(), bases={"A1-K03": Decimal(200)})
    assert faults(submission(filled(past=before), past=before)) == []
    assert faults(submission(filled(), past=before)) == []


def test_steps_against_their_dates() -> None:
    undone, note = (S, "A1-K09-S1", "done"), (S, "A1-K09-S1", "note")
    assert codes({undone: "否"}) == ["E508"]
    assert codes({undone: "否", note: "招标中"}) == []
    assert codes({(S, "A1-K09-S2", "done"): "否"}) == []
    assert codes({undone: "否", note: "招标中", (S, "A1-K09-S2", "done"): "是"}) == ["E408", "E507"]
    before = replace(past(), steps={"A1-K09-S1": date(2024, 3, 20)})
    assert codes({undone: "否", note: "招标中"}, before) == ["E409"]


@pytest.mark.parametrize(
    ("state", "trouble", "next_steps", "found"),
    [
        ("进展滞后", "", "", ["E505"]),
        ("停滞", "用地手续未办结", "", ["E505"]),
        ("进展滞后", "无", "6月30日前办结", ["E505"]),
        ("进展滞后", "用地手续未办结", "6月30日前办结", []),
        ("正常推进", "", "", []),
    ],
)
def test_behind_without_words(state: str, trouble: str, next_steps: str, found: list[str]) -> None:
    given = {"state": state, "trouble": trouble, "next_steps": next_steps}
    assert codes({(T, "A1-T01", mark): text for mark, text in given.items()}) == found


def test_tasks_against_last_month() -> None:
    before = replace(past(), tasks={("A1-T01", "B001"): PastTask(progress=Decimal(50), narrative="已开工3处")})
    narrative, progress, state = ((T, "A1-T01", mark) for mark in ("narrative", "progress", "state"))
    assert codes({narrative: "已开工3处"}, before) == ["E406"]
    assert codes({narrative: "已开工4处"}, before) == []
    assert codes({narrative: "已开工3处", state: "已完成", progress: Decimal(100)}, before) == []
    assert codes({progress: Decimal(49)}, before) == ["E503"]
    assert codes({progress: Decimal(50)}, before) == []
