"""Mid-year changes of the register from the forms to the circular: the months before them stay as they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.bulletin.facts import Facts
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.document.blocks import Block, Table
from reporter.document.markdown import parse
from reporter.folder import write_atomic
from reporter.forms.issued import dump_issued
from reporter.forms.model import SheetKind
from reporter.forms.write import write_form
from reporter.ledger.model import ReturnState
from reporter.plan.model import Amendment, Bureau, Plan, Rule, Ruling, Task, Waiver
from reporter.record.model import Results
from reporter.workflow.assessed import Assessed
from reporter.workflow.month import Months
from tests.bulletin.circular import bulletin_markdown
from tests.bulletin.small import TEMPLATE
from tests.plans import BUREAUS, RULES, small_plan
from tests.workflow.months import give_back, months_of, row, typed

APRIL, MAY = Period(2024, 4), Period(2024, 5)
T, L = SheetKind.TASKS, SheetKind.LISTS
FIRST_OF_MAY = date(2024, 5, 1)


def plan_of(codes: Sequence[str], **changed: object) -> Plan:
    """The small plan with a few indicators, without parts, steps and tasks that others need."""
    whole = small_plan()
    own = tuple(one for one in whole.indicators if one.code in codes)
    tables: dict[str, object] = {"indicators": own, "parts": (), "milestones": (), "tasks": whole.tasks[:1], **changed}
    return small_plan(**tables)


def amendment(code: str, column: str, old: str, new: str) -> Amendment:
    return Amendment(code=code, column=column, old=old, new=new, since=FIRST_OF_MAY, basis="屈政办函〔2024〕9号")


def two_months(root: Path, plan: Plan, april: int = 500, may: int = 700) -> Assessed:
    for period, value in (("2024-04", april), ("2024-05", may)):
        give_back(root, plan, period, typed(A1_K01=value))
    return months_of(root, plan).assess(MAY)


def printed(months: Months, month: Assessed, period: Period) -> list[str]:
    """Every paragraph and table row of the circular."""
    text, marks = bulletin_markdown(months.plan(period), month.results, month.previous, TEMPLATE)
    document = parse(text, marks)
    blocks: list[Block] = [*document.blocks, *(block for annex in document.annexes for block in annex.blocks)]
    lines = []
    for block in blocks:
        if isinstance(block, Table):
            lines += [" | ".join("".join(span.text for span in cell) for cell in line) for line in block.rows]
        elif hasattr(block, "inlines"):
            lines.append("".join(span.text for span in block.inlines))
    return [marks.plain(line) for line in lines]


def test_a_target_changed_in_may_counts_from_may_on(tmp_path: Path) -> None:
    plan = plan_of(["A1-K01"], amendments=(amendment("A1-K01", "目标值", "1500", "1400"),))
    month = two_months(tmp_path, plan)
    assert month.previous is not None
    april, may = row(month.previous, "A1-K01"), row(month.results, "A1-K01")
    assert (april.target, april.completion_ratio) == (1500, Decimal("0.3333333333"))
    assert (may.target, may.completion_ratio, may.expected) == (1400, Decimal("0.5"), Decimal("0.4166666667"))
    assert (may.previous, may.change) == (500, 200)
    months = months_of(tmp_path, plan)
    lines = printed(months, months.assess(MAY), MAY)
    assert "A1-K01目标值自2024年5月1日起由1500调整为1400（屈政办函〔2024〕9号）。" in lines
    assert any(" | 城镇新增就业 | 人 | 1400 | 700 | 50.0 | " in line for line in lines)
    before = printed(months, months.assess(APRIL), APRIL)
    assert not [line for line in before if "1400" in line]


def test_the_form_of_a_month_asks_what_is_in_force(tmp_path: Path) -> None:
    plan = plan_of(["A1-K01"], amendments=(amendment("A1-K01", "目标值", "1500", "1400"),))
    months = months_of(tmp_path, plan)

    def target(period: Period) -> object:
        return months.forms(period)[0].sheets[0].rows[0].issued["target"]

    assert (target(APRIL), target(MAY)) == (1500, 1400)


def test_figures_of_another_unit_are_not_compared(tmp_path: Path) -> None:
    plan = plan_of(["A1-K01"], amendments=(amendment("A1-K01", "计量单位", "人", "百人"),))
    month = two_months(tmp_path, plan, may=7)
    found = row(month.results, "A1-K01")
    assert (found.actual, found.previous, found.change) == (7, None, None)
    assert found.previous_status is Status.ON_PACE
    assert [one.code for one in month.results.problems if one.code == "E401"] == []
    same = two_months(tmp_path / "b", plan_of(["A1-K01"]), may=7)
    assert row(same.results, "A1-K01").previous == 500
    assert "E401" in [one.code for one in same.results.problems]


# column, old, new, and the codes that the old form leaves as refused
OLD_FORMS = [
    ("目标值", "1500", "1400", ["E128", "E107"]),
    ("计量单位", "人", "人次", ["E128", "E107"]),
    ("类型", "累计数", "投入", ["E128", "E107"]),
    ("口径", "累计发生数", "新增数", ["E128"]),
    ("备注", "", "见会议纪要", []),
]


@pytest.mark.parametrize(("column", "old", "new", "codes"), OLD_FORMS)
def test_an_older_edition_counts_for_rows_whose_kind_unit_and_target_are_the_same(
    tmp_path: Path, column: str, old: str, new: str, codes: list[str]
) -> None:
    """May's forms went out; then the register changed, dated back to 1 May."""
    before = plan_of(["A1-K01", "A1-K05"])
    months = months_of(tmp_path, before)
    forms = months.forms(MAY)
    write_atomic(months.folder.issued_record(MAY), dump_issued(forms, {}))
    form = next(one for one in forms if (one.action, one.bureau) == ("A1", "B001"))
    data = write_form(form, answers=typed(A1_K01=700, A1_K05=720))
    write_atomic(tmp_path / "input_sheets/2024-05" / form.file_name, data)
    after = replace(before, amendments=(amendment("A1-K01", column, old, new),))
    results = months_of(tmp_path, after).assess(MAY).results
    assert [one.code for one in results.problems if one.code in ("E107", "E128")] == codes
    refused = "E107" in codes
    assert row(results, "A1-K01").reason is (Reason.REJECTED if refused else None)
    assert row(results, "A1-K05").actual == 720


RULING = Ruling(
    matter="就业", codes=("A1-K01", "A1-K17"), versions="1500人、1400人", adopted="A1-K17", adopted_scope="1400人",
    basis="区管委会议", ruled=date(2024, 5, 20),
)  # fmt: skip


def test_a_ruling_changes_what_counts_from_its_day_on(tmp_path: Path) -> None:
    plan = plan_of(["A1-K01", "A1-K17"], rulings=(RULING,))
    month = two_months(tmp_path, plan)
    assert month.previous is not None
    assert [row(month.previous, code).counted for code in ("A1-K01", "A1-K17")] == [True, False]
    assert [row(month.results, code).counted for code in ("A1-K01", "A1-K17")] == [False, True]
    assert row(month.results, "A1-K17").completion_ratio == Decimal("0.5")
    assert row(month.results, "A1-K01").actual == 700
    lines = printed(months_of(tmp_path, plan), month, MAY)
    table = next(line for line in lines if line.startswith("1 | 就业 | "))
    assert table.split(" | ")[3] == "1400人，占年任务50.0%，绿灯，2024年5月20日起按裁定执行（区管委会议）"
    april = next(line for line in printed(months_of(tmp_path, plan), months_of(tmp_path, plan).assess(APRIL), APRIL)
                 if line.startswith("1 | 就业 | "))  # fmt: skip
    assert april.split(" | ")[3] == "占年任务33.3%，绿灯"


def test_a_ruling_without_a_day_changes_nothing(tmp_path: Path) -> None:
    plan = plan_of(["A1-K01", "A1-K17"], rulings=(replace(RULING, ruled=None),))
    month = two_months(tmp_path, plan)
    assert [row(month.results, code).counted for code in ("A1-K01", "A1-K17")] == [True, False]


def bureaus(**changed: dict[str, object]) -> tuple[Bureau, ...]:
    return tuple(replace(one, **changed.get(one.code, {})) for one in BUREAUS)  # type: ignore[arg-type]


def merging(tmp_path: Path) -> Plan:
    """区统计局 and 区发改局 share a task; from May on 区统计局 is part of 区发改局. In April both answered it."""
    tasks = (
        Task(code="A1-T01", action="A1", section="", name="现代农业", leads=("区统计局",)),
        Task(code="A1-T02", action="A1", section="", name="现代物流", leads=("区统计局", "区发改局")),
    )
    gone = {"until": date(2024, 4, 30), "merged_into": "区发改局"}
    plan = plan_of(["A1-K01", "A1-K02"], tasks=tasks, bureaus=bureaus(B003=gone))
    give_back(tmp_path, plan, "2024-04", {
        **typed(A1_K01=500, A1_K02=7),
        (T, "A1-T01", "state"): "进展滞后", (T, "A1-T01", "narrative"): "统计局的话",
        (T, "A1-T01", "progress"): Decimal(30),
        (T, "A1-T02", "state"): "正常推进", (T, "A1-T02", "narrative"): "共同的话",
        (L, "A1-B003-L01", "category"): "项目", (L, "A1-B003-L01", "name"): "统计大楼",
        (L, "A1-B003-L01", "task"): "A1-T01 现代农业",
        (L, "A1-B001-L01", "category"): "项目", (L, "A1-B001-L01", "name"): "发改项目",
    })  # fmt: skip
    return plan


def test_a_merged_bureau_hands_its_rows_and_its_past_to_the_successor(tmp_path: Path) -> None:
    plan = merging(tmp_path)
    months = months_of(tmp_path, plan)
    assert [(one.action, one.bureau) for one in months.forms(APRIL)] == [("A1", "B001"), ("A1", "B003")]
    (form,) = months.forms(MAY)
    rows = {one.code: one for sheet in form.sheets for one in sheet.rows}
    assert {"A1-K01", "A1-K02", "A1-T01", "A1-T02", "A1-B003-L01", "A1-B001-L01"} <= set(rows)
    assert rows["A1-B003-L01"].issued["name"] == "统计大楼"
    assert rows["A1-B003-L01"].token.startswith("2024-05.A1.B001.A1-B003-L01.")
    _, past = months.before(MAY)
    assert past is not None
    assert past.tasks["A1-T01", "B001"].narrative == "统计局的话"


def test_lists_of_a_merged_bureau_come_back_in_the_successors_form_month_after_month(tmp_path: Path) -> None:
    plan = merging(tmp_path)
    done = {(L, "A1-B003-L01", "progress"): "主体完工", (T, "A1-T01", "progress"): Decimal(20)}
    said = {(T, "A1-T01", "state"): "正常推进", (T, "A1-T01", "narrative"): "统计局的话"}
    give_back(tmp_path, plan, "2024-05", {**typed(A1_K01=700), **done, **said})
    results = months_of(tmp_path, plan).assess(MAY).results
    assert [(one.code, one.bureau, one.name, one.progress) for one in results.lists] == [
        ("A1-B003-L01", "B001", "统计大楼", "主体完工"),
        ("A1-B001-L01", "B001", "发改项目", ""),
    ]
    codes = {one.code for one in results.problems if one.item == "A1-T01"}
    assert {"E406", "E503"} <= codes
    june = months_of(tmp_path, plan).forms(Period(2024, 6))[0]
    assert june.sheet(L) is not None
    assert [one.issued.get("name") for one in june.sheet(L).rows[:2]] == ["统计大楼", "发改项目"]  # type: ignore[union-attr]


def test_a_merged_bureau_is_neither_asked_nor_ranked_any_more(tmp_path: Path) -> None:
    plan = merging(tmp_path)
    give_back(tmp_path, plan, "2024-05", typed(A1_K01=700))
    month = months_of(tmp_path, plan).assess(MAY)
    assert {one.bureau for one in month.results.returns} == {"B001"}
    assert [one.code for one in month.results.bureaus] == ["B001"]
    assert row(month.results, "A1-K02").bureau == "B001"


def test_a_missing_form_of_the_merged_bureau_is_not_held_against_one_that_reported(tmp_path: Path) -> None:
    plan = merging(tmp_path)
    (tmp_path / "input_sheets/2024-04/2024-04-A1-区统计局.xlsx").unlink()
    give_back(tmp_path, plan, "2024-05", typed(A1_K01=700))
    previous = months_of(tmp_path, plan).assess(MAY).previous
    assert previous is not None
    assert [(one.bureau, one.state is ReturnState.MISSING) for one in previous.returns] == [("B001", False)]
    (tmp_path / "input_sheets/2024-04/2024-04-A1-区发改局.xlsx").unlink()
    (tmp_path / "input_sheets/2024-04/说明.txt").write_text("两家都没有报", encoding="utf-8")
    previous = months_of(tmp_path, plan).assess(MAY).previous
    assert previous is not None
    assert [(one.bureau, one.state) for one in previous.returns] == [("B001", ReturnState.MISSING)]


def test_a_new_bureau_that_takes_over_one_keeps_its_place(tmp_path: Path) -> None:
    """区发改局 becomes 区发改和统计局 with a code of its own; its place of April is compared."""
    gone = {"until": date(2024, 4, 30), "merged_into": "区发改和统计局"}
    new = Bureau(code="B009", name="区发改和统计局", order=25, since=FIRST_OF_MAY)
    rules = tuple(replace(one, value="1") if one.name == "排名最少事项" else one for one in RULES)
    plan = plan_of(["A1-K01"], bureaus=(*bureaus(B001=gone), new), rules=rules)
    month = two_months(tmp_path, plan)
    assert month.previous is not None
    assert [one.code for one in month.results.bureaus] == ["B009"]
    assert month.results.bureaus[0].rank_change == 0
    facts = Facts(plan=months_of(tmp_path, plan).plan(MAY), results=month.results, previous=month.previous)
    before = facts.bureau_before("B009")
    assert before is not None and before.rank == 1


def test_before_a_bureau_exists_its_row_is_not_asked_and_not_due(tmp_path: Path) -> None:
    new = Bureau(code="B009", name="区数据局", order=90, since=FIRST_OF_MAY)
    whole = plan_of(["A1-K01", "A1-K05"])
    rows = tuple(replace(one, bureau="区数据局") if one.code == "A1-K05" else one for one in whole.indicators)
    task = Task(code="A1-T09", action="A1", section="", name="数据共享", leads=("区数据局",))
    plan = replace(whole, bureaus=(*whole.bureaus, new), indicators=rows, tasks=(*whole.tasks, task))
    month = two_months(tmp_path, plan)
    assert month.previous is not None
    april, may = row(month.previous, "A1-K05"), row(month.results, "A1-K05")
    assert (april.status, april.reason) == (Status.NOT_DUE, Reason.BEFORE_START)
    assert (may.status, may.reason) == (Status.NOT_REPORTED, Reason.BLANK)
    assert [_task(results, "A1-T09") for results in (month.previous, month.results)] == [
        Status.NOT_DUE, Status.NOT_REPORTED,
    ]  # fmt: skip


def _task(results: Results, code: str) -> Status:
    return next(one.status for one in results.tasks if one.code == code)


def test_a_bureau_that_is_only_renamed_breaks_nothing(tmp_path: Path) -> None:
    before = plan_of(["A1-K01"])
    give_back(tmp_path, before, "2024-04", {**typed(A1_K01=500), (T, "A1-T01", "narrative"): "原来的话"})
    give_back(tmp_path, before, "2024-05", typed(A1_K01=700))
    renamed = replace(
        before,
        bureaus=bureaus(B001={"name": "区发展改革局", "aliases": ("区发改局",)}),
        actions=tuple(replace(one, office="") for one in before.actions),
        tasks=tuple(replace(one, leads=("区发展改革局",)) for one in before.tasks),
        indicators=tuple(replace(one, bureau="区发展改革局") for one in before.indicators),
    )
    month = months_of(tmp_path, renamed).assess(MAY)
    assert row(month.results, "A1-K01").change == 200
    assert [one.file for one in month.results.returns] == ["input_sheets/2024-05/2024-05-A1-区发改局.xlsx"]
    assert not [one.code for one in month.results.problems if one.code in ("E124", "E127", "E107")]


def test_a_rule_changed_in_may_judges_from_may_on(tmp_path: Path) -> None:
    """In both months the figure is four points behind; until April ten points were yellow, then three are."""
    stricter = Rule(name="黄灯百分点", value="3", since=FIRST_OF_MAY)
    plan = plan_of(["A1-K01"], rules=(*RULES, stricter))
    month = two_months(tmp_path, plan, april=440, may=565)
    assert month.previous is not None
    assert row(month.previous, "A1-K01").status is Status.BEHIND
    assert row(month.results, "A1-K01").status is Status.FAR_BEHIND
    assert month.previous.rules["黄灯百分点"] == "10" and month.results.rules["黄灯百分点"] == "3"
    unchanged = two_months(tmp_path / "b", plan_of(["A1-K01"]), april=440, may=565)
    assert row(unchanged.results, "A1-K01").status is Status.BEHIND


def test_a_waiver_that_ended_in_april_no_longer_holds(tmp_path: Path) -> None:
    waiver = Waiver(rule="不适用", code="A1-K01", bureau="", reason="停产", approved_by="张××",
                    since=date(2024, 1, 1), until=date(2024, 4, 30))  # fmt: skip
    month = two_months(tmp_path, plan_of(["A1-K01"], waivers=(waiver,)))
    assert month.previous is not None
    assert row(month.previous, "A1-K01").status is Status.NOT_APPLICABLE
    assert row(month.results, "A1-K01").status is Status.ON_PACE
