"""民生实事专报: one state for each item, sentences for none, one and many, the table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.livelihood.tasks import State, deeds, state_of
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.plan.model import Kind, Task
from tests.bulletin.items import item
from tests.bulletin.papers import facts_of, livelihood_said

DONE, ON_PACE, BEHIND, RED = Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
SILENT, NOT_DUE, NOT_APPLICABLE = Status.NOT_REPORTED, Status.NOT_DUE, Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((DONE, RED, SILENT), State.UNREPORTED),
        ((DONE, BEHIND, RED), State.RED),
        ((ON_PACE, BEHIND), State.YELLOW),
        ((DONE, ON_PACE), State.ON_PACE),
        ((DONE, NOT_DUE), State.ON_PACE),
        ((BEHIND, NOT_DUE), State.YELLOW),
        ((DONE, DONE), State.DONE),
        ((DONE, NOT_APPLICABLE), State.DONE),
        ((NOT_DUE, NOT_APPLICABLE), State.NOT_DUE),
        ((NOT_APPLICABLE,), State.NOT_APPLICABLE),
        ((), State.NOT_DUE),
    ],
)
def test_the_worst_indicator_decides(statuses: tuple[Status, ...], state: State) -> None:
    assert state_of(statuses) is state


def task(number: int, name: str, level: str = "省级", place: str = "") -> Task:
    return Task(
        code=f"A1-T0{number}", action="A1", section="", name=name, leads=("区发改局",), tags=(f"民生实事·{level}",),
        places=(place or f"A1 二、（一）{number}（{number}）",),
    )  # fmt: skip


def of(number: int, status: Status, *, code: str = "", months: int = 0, name: str = "", stage: str = "") -> Item:
    """A count of task `number` with a target of 100 人."""
    figure = {DONE: "100", ON_PACE: "50", BEHIND: "40", RED: "20", NOT_DUE: "0"}.get(status)
    made = item(
        Kind.CUMULATIVE, status, name or f"指标{number}", actual=figure, target="100", unit="人",
        code=code or f"A1-K0{number}", months=months, stage=stage,
        reason={SILENT: Reason.FORM_MISSING, NOT_DUE: Reason.NOT_DUE_YET}.get(status),
    )  # fmt: skip
    codes = (f"A1-T0{number}",)
    return replace(made, result=replace(made.result, tasks=codes), promise=replace(made.promise, tasks=codes))


THREE = (task(1, "低保"), task(2, "托位", place="A1 二、（一）1（2）"), task(3, "户厕", "区级"))


def facts(*items: Item, before: tuple[Item, ...] = (), tasks: tuple[Task, ...] = THREE, **more: object) -> Facts:
    return facts_of(items, *([before] if before else []), tasks=tasks, **more)  # type: ignore[arg-type]


def test_all_well() -> None:
    found = livelihood_said(facts(of(1, DONE), of(2, ON_PACE), of(3, ON_PACE)))
    body = found[: found.index("（2024年1—5月，时序进度41.7%）")]
    assert body == [
        "总体情况",
        "全区重点民生实事共3项，其中省级1件2项、区级1件。截至5月底，已完成1项，占33.3%；达到时序2项，占66.7%；"
        "无滞后项目；无未报项目。时序进度为41.7%。",
        "分级办理情况",
        "（一）省级2项。全部达到时序或已完成。",
        "（二）区级1项。全部达到时序或已完成。",
        "滞后和未报项目",
        "没有滞后和未报项目。",
        "下步安排",
        "各牵头单位按计划推进，逐月填报。",
    ]


def test_one_of_each() -> None:
    items = (of(1, RED, months=1, stage="用地手续未办结"), of(2, SILENT), of(3, NOT_DUE))
    found = livelihood_said(facts(*items))
    assert found[1] == (
        "全区重点民生实事共3项，其中省级1件2项、区级1件。截至5月底，滞后1项，占33.4%，为红灯；未报1项，占33.3%；"
        "未到节点1项，占33.3%。时序进度为41.7%。"
    )
    assert found[3:5] == [
        "（一）省级2项。滞后1项，为低保，红灯。未报1项，为托位。",
        "（二）区级1项。未到节点1项，为户厕。",
    ]
    assert found[6:11] == [
        "（一）低保（省级第1项，区发改局）。全年100人，5月底完成20人，占年任务20.0%，慢于时序21.7个百分点，"
        "目前用地手续未办结。",
        "（二）托位（省级第2项，区发改局）。全年100人，未报，完成数不明。",
        "下步安排",
        "（一）区发改局按督办单要求整改，6月填报时逐项说明。",
        "（二）区发改局7月5日前补报5月数据。",
    ]


def test_many_of_one_light_and_of_both() -> None:
    two = livelihood_said(facts(of(1, BEHIND), of(2, BEHIND), of(3, ON_PACE)))
    assert "滞后2项，占66.7%，均为黄灯；" in two[1]
    assert two[3] == "（一）省级2项。滞后2项，均为黄灯：低保、托位。"
    both = livelihood_said(facts(of(1, BEHIND), of(2, RED), of(3, ON_PACE)))
    assert "滞后2项，占66.7%，其中黄灯1项、红灯1项；" in both[1]
    assert both[3] == "（一）省级2项。滞后2项：托位为红灯，低保为黄灯。"
    assert [line[:5] for line in both[6:8]] == ["（一）托位", "（二）低保"]


def test_against_last_month() -> None:
    april = (of(1, ON_PACE), of(2, ON_PACE), of(3, RED, months=1))
    may = livelihood_said(facts(of(1, DONE), of(2, BEHIND, months=1), of(3, BEHIND, months=2), before=april))
    assert may[1].endswith("与4月相比，新完成1项（低保），新增滞后1项（托位），户厕由红灯转为黄灯。")
    assert [line for line in may if "户厕（" in line] == [
        "（一）户厕（区级第1项，区发改局）。全年100人，5月底完成40人，占年任务40.0%，慢于时序1.7个百分点，连续2个月滞后。"
    ]
    same = livelihood_said(facts(of(1, ON_PACE), of(2, ON_PACE), of(3, ON_PACE), before=(*april[:2], of(3, ON_PACE))))
    assert same[1].endswith("与4月相比，各项灯色没有变化。")


def test_several_indicators_of_one_item_stand_in_one_row() -> None:
    items = (
        of(1, ON_PACE, name="城市低保"),
        of(1, SILENT, code="A1-K05", name="农村低保"),
        of(2, DONE),
        of(3, ON_PACE),
    )
    found = livelihood_said(facts(*items))
    assert "（一）低保（省级第1项，区发改局）。农村低保，未报，完成数不明。" in found
    assert [line for line in found if line.startswith("1 | 省级")] == [
        "1 | 省级第1项 | 低保 | 城市低保100人；农村低保100人 | 城市低保50人；农村低保未报 | 城市低保50.0；农村低保— | "
        "城市低保快8.3个百分点；农村低保— | 未报 | 区发改局 | 农村低保未报"
    ]
    assert found[-2].startswith("3 | 区级第1项 | 户厕 | 100人 | 50人 | 50.0 | 快8.3个百分点 | ● 绿 | 区发改局 | —")


def test_a_row_that_is_not_counted_speaks_where_no_counted_one_does() -> None:
    quoted = of(1, BEHIND)
    quoted = replace(
        quoted, result=replace(quoted.result, counted=False), promise=replace(quoted.promise, counted=False)
    )
    found = deeds(facts(quoted, of(2, ON_PACE), of(3, ON_PACE)))
    assert [deed.state for deed in found] == [State.YELLOW, State.ON_PACE, State.ON_PACE]
    own = deeds(facts(quoted, of(1, ON_PACE, code="A1-K09"), of(2, ON_PACE), of(3, ON_PACE)))
    assert own[0].state is State.ON_PACE


def test_those_ahead_by_a_little_are_reminded() -> None:
    near = item(Kind.CUMULATIVE, ON_PACE, "灌溉", actual="43", target="100", unit="亩", code="A1-K03")
    near = replace(near, promise=replace(near.promise, tasks=("A1-T03",)))
    found = livelihood_said(facts(of(1, DONE), of(2, ON_PACE), near))
    assert "（一）1—6月时序进度为50.0%，达到时序的项目中，灌溉快于时序不足2个百分点，请区发改局保持进度。" in found
    none = livelihood_said(facts(of(1, DONE), of(2, ON_PACE), near, rules={"预警余量": "1"}))
    assert "各牵头单位按计划推进，逐月填报。" in none


def test_a_register_without_livelihood_items() -> None:
    found = livelihood_said(facts(of(1, ON_PACE), tasks=()))
    assert found[1] == "台账中没有标明民生实事的任务。"
    assert "0项" not in "".join(found)


def test_december_speaks_of_the_whole_year() -> None:
    items = [replace(of(1, DONE), period=Period(2024, 12))]
    found = livelihood_said(facts(*items, tasks=THREE[:1], period="2024-12"))
    assert "时序" not in found[1] and found[-4] == "（2024年1—12月）"
