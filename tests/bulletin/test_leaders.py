"""领导专报: whole sentences for none, one and many; first month; outlook; decisions; two pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.bulletin.facts import Item
from reporter.bulletin.leaders.fit import leaders_markdown
from reporter.core.period import Period
from reporter.core.status import Status
from reporter.document.blocks import Chart, ChartKind
from reporter.document.markdown import parse
from reporter.plan.model import Kind, Ruling
from tests.bulletin.items import item
from tests.bulletin.papers import TEMPLATES, elements, facts_of, leaders_said
from tests.bulletin.test_bulletin_text import jobs

DONE, ON_PACE, BEHIND, RED = Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
SILENT = Status.NOT_REPORTED


def houses(
    actual: str, status: Status, *, code: str = "A1-K02", months: int = 0, name: str = "保障性租赁住房", month: int = 5
) -> Item:
    """A count with a target of 192 套."""
    return item(
        Kind.CUMULATIVE, status, name, actual=actual, target="192", unit="套", code=code, months=months,
        period=Period(2024, month),
    )  # fmt: skip


def test_all_well_in_a_first_month() -> None:
    items = [jobs(ON_PACE), jobs(DONE, "A1-K02")]
    assert leaders_said(facts_of(items)) == [
        "结论",
        "第一，进度。1—5月应统计指标2项，全部达到进度要求；时序进度41.7%。",
        "第二，滞后。没有滞后事项。",
        "第三，预判。数据不足三个月，暂不推算。",
        "本月变化",
        "位次。本期没有可比的位次。",
        "图1　二大行动指标灯色分布（绿灯含已完成）",
        "绿灯 | 2",
        "黄灯 | 0",
        "红灯 | 0",
        "未报 | 0",
        "需要决策的事项",
        "本期无需要决策的事项。",
    ]


def test_nothing_due() -> None:
    found = leaders_said(facts_of([jobs(Status.NOT_DUE)]))
    assert found[1] == "第一，进度。本月没有应统计的指标。"
    assert "灯色" not in "".join(found[5:])


def test_all_silent() -> None:
    found = leaders_said(facts_of([jobs(SILENT), jobs(SILENT, "A1-K02")]))
    assert found[1] == "第一，进度。1—5月应统计指标2项，均未报送，不作判断。"


def test_one_behind_and_some_silent() -> None:
    items = [jobs(ON_PACE), jobs(BEHIND, "A1-K02"), jobs(SILENT, "A1-K03")]
    assert leaders_said(facts_of(items))[1:3] == [
        "第一，进度。1—5月应统计指标3项，达到进度要求1项，占33.3%；时序进度41.7%；其中未报1项，结论以补报后数据为准。",
        "第二，滞后。滞后1项，为黄灯；没有连续3个月以上滞后的事项。",
    ]


def test_few_silent_are_not_mentioned() -> None:
    items = [jobs(ON_PACE), jobs(SILENT, "A1-K02")]
    assert "未报" not in leaders_said(facts_of(items, rules={"专报未报提示线": "51"}))[1]


def test_three_months_behind_and_the_outlook() -> None:
    """February to May: 0 of 192 stays 0; 15 of 50 grew by 5; 29.6 of 80 grew by 6.2."""

    def month(number: int, beds: str, freight: str) -> list[Item]:
        behind, period = max(number - 2, 1), Period(2024, number)
        return [
            houses("0", RED, months=behind, month=number),
            item(Kind.CUMULATIVE, RED, "新增托位", actual=beds, target="50", unit="个", code="A1-K03", months=behind,
                 period=period),
            item(Kind.CUMULATIVE, BEHIND, "年货物吞吐量", actual=freight, target="80", unit="万吨", decimals=1,
                 code="A1-K04", months=behind, period=period),
            item(Kind.GROWTH, RED, "产值增速", actual="1", target="8", unit="%", code="A1-K05", months=behind,
                 period=period),
        ]  # fmt: skip

    months = [month(2, "0", "11"), month(3, "5", "17"), month(4, "10", "23.2")]
    may = [replace(one, before=one.result) for one in month(5, "15", "29.6")]
    facts = facts_of(may, *months, rules={"专报附赶超账": "是"})
    found = leaders_said(facts)
    assert found[2:4] == [
        "第二，滞后。滞后4项，其中红灯3项；连续3个月以上滞后4项，其中保障性租赁住房、新增托位、产值增速一直为红灯。",
        "第三，预判。按近三个月平均速度推算，上述4项年底前1项可以完成，1项需要提速，"
        "保障性租赁住房按当前速度难以完成，1项不按月累计或数据不全，不作推算。",
    ]
    start = found.index(next(line for line in found if line.startswith("序号")))
    assert found[start + 1 : start + 4] == [
        "1 | 保障性租赁住房 | 区发改局 | 套 | 0 | 192 | 27.4 | 0.0 | 0.0% | 按当前速度难以完成",
        "2 | 新增托位 | 区发改局 | 个 | 15 | 35 | 5.0 | 5.0 | 100.0% | 可以完成",
        "3 | 年货物吞吐量 | 区发改局 | 万吨 | 29.6 | 50.4 | 7.2 | 6.2 | 91.3% | 需要提速",
    ]
    assert [line for line in found if line.startswith("（一）保障")] == [
        "（一）保障性租赁住房（区发改局）。完成0套，占年任务0.0%，连续4个月红灯。（待填）"
    ]


def test_no_outlook_without_three_months_and_no_table_by_default() -> None:
    april, may = [houses("0", RED, months=1, month=4)], [houses("0", RED, months=2)]
    found = leaders_said(facts_of(may, april))
    assert found[3] == "第三，预判。数据不足三个月，暂不推算。"
    assert not any(line.startswith("序号") for line in found)


def test_what_does_not_grow_by_the_month_has_no_outlook() -> None:
    rate = item(Kind.GROWTH, RED, "产值增速", actual="1", target="8", unit="%")
    found = leaders_said(facts_of([rate], [rate], [rate], [rate]))
    assert found[3] == "第三，预判。滞后事项均不是按月累计的，不作推算。"


def test_lights_that_turned() -> None:
    named = {
        "A1-K01": (BEHIND, ON_PACE),
        "A1-K02": (ON_PACE, RED),
        "A1-K03": (BEHIND, RED),
        "A1-K04": (ON_PACE, BEHIND),
    }
    april = [jobs(old, code, name=f"事项{code[-1]}") for code, (old, _) in named.items()]
    may = [
        replace(jobs(new, code, name=f"事项{code[-1]}"), before=jobs(old, code).result)
        for code, (old, new) in named.items()
    ]
    found = leaders_said(facts_of(may, april))
    assert found[5] == (
        "（一）灯色。转好1项，转差3项。转差的，事项2由绿灯转红灯，事项3由黄灯转红灯，事项4由绿灯转黄灯。"
    )
    assert found[6] == "（二）位次。本期没有可比的位次。"


def test_more_than_three_from_green_to_yellow_are_counted_and_lost_lights_told() -> None:
    codes = [f"A1-K0{number}" for number in range(1, 6)]
    april = [jobs(ON_PACE, code) for code in codes] + [jobs(ON_PACE, "A1-K06")]
    may = [jobs(BEHIND, code) for code in codes] + [jobs(SILENT, "A1-K06")]
    found = leaders_said(facts_of(may, april))
    assert found[5] == "（一）灯色。转差5项，没有转好的。转差的，5项由绿灯转黄灯。另有1项4月为绿灯、本月未报。"


def test_no_light_turned() -> None:
    assert leaders_said(facts_of([jobs(ON_PACE)], [jobs(ON_PACE)]))[5] == "（一）灯色。各项灯色没有变化。"


@pytest.mark.parametrize(
    ("now", "then", "said"),
    [
        (1, 4, "产业培塑行动由第4位升至第1位。"),
        (5, 2, "产业培塑行动由第2位降至第5位。"),
        (2, 4, "各行动位次升降均在2位以内。"),
    ],
)
def test_places_that_moved_far(now: int, then: int, said: str) -> None:
    items = [jobs(ON_PACE)]
    found = leaders_said(facts_of(items, items, ranks={"A1": now}, ranks_before={"A1": then}))
    assert found[6] == f"（二）位次。{said}"


def two_actions(first: list[Status], second: list[Status]) -> list[Item]:
    rows = [(f"A1-K0{number}", status) for number, status in enumerate(first, 1)]
    rows += [(f"A2-K0{number}", status) for number, status in enumerate(second, 1)]
    return [jobs(status, code) for code, status in rows]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ([ON_PACE] * 3, [ON_PACE, BEHIND, SILENT], "未报事项不影响位次。"),
        ([ON_PACE, ON_PACE, BEHIND], [ON_PACE, BEHIND, SILENT], "未报1项补齐后，除第1位外，其余位次都可能变化。"),
        ([ON_PACE, BEHIND, SILENT], [ON_PACE, BEHIND, SILENT], "未报2项补齐后，各位次都可能变化。"),
    ],
)
def test_places_that_missing_figures_may_change(first: list[Status], second: list[Status], said: str) -> None:
    found = leaders_said(facts_of(two_actions(first, second), ranks={"A1": 1, "A2": 2}))
    assert found[5] == f"位次。{said}"


def test_a_ruling_that_a_light_hangs_on_comes_first_and_one_that_changes_nothing_not_at_all() -> None:
    strict = item(Kind.CUMULATIVE, BEHIND, "农田", actual="50", target="150", unit="亩")
    mild = item(Kind.CUMULATIVE, ON_PACE, "农田（民生）", actual="50", target="110", unit="亩", code="A1-K02")
    same = item(Kind.CUMULATIVE, ON_PACE, "新增就业", actual="50", target="100", unit="人", code="A1-K03")
    rulings = (
        Ruling(matter="就业", codes=("A1-K03", "A1-K03"), adopted="A1-K03"),
        Ruling(matter="高标准农田", codes=("A1-K01", "A1-K02"), adopted="A1-K01"),
    )
    found = leaders_said(facts_of([strict, mild, same], rulings=rulings))
    assert found[found.index("需要决策的事项") + 1 :] == [
        "（一）高标准农田口径。5月末50亩，按150亩占33.3%、黄灯，按110亩占45.5%、绿灯。（待填）"
    ]


def test_two_silent_months_of_a_bureau_are_one_item() -> None:
    items = [jobs(SILENT, f"A1-K0{number}", name=name) for number, name in enumerate(("救助", "参保", "资助"), 1)]
    found = leaders_said(facts_of(items, items))
    assert found[-1] == "（一）区发改局数据。救助等3项连续2个月未报，完成数不明。（待填）"
    assert leaders_said(facts_of(items, [jobs(ON_PACE, one.code) for one in items]))[-1] == "本期无需要决策的事项。"


def test_at_most_five_decisions() -> None:
    items = [houses("0", RED, code=f"A1-K0{number}", months=3) for number in range(1, 8)]
    found = leaders_said(facts_of(items, items, items))
    assert len([line for line in found if line.endswith("（待填）")]) == 5


def test_words_of_a_bureau_stay_words() -> None:
    stuck = replace(houses("0", RED, months=3), stage="**用地** | {{ 7 }}")
    facts = facts_of([stuck], [stuck], [stuck])
    row = facts.results.indicators[0]
    assert row.note == ""
    noted = replace(facts, results=replace(facts.results, indicators=(replace(row, note="**用地** | {{ 7 }}"),)))
    assert leaders_said(noted)[-1].endswith("，**用地** | {{ 7 }}。（待填）")


def test_the_head_waits_for_the_issue() -> None:
    text, marks = leaders_markdown(facts_of([jobs(ON_PACE)]), TEMPLATES["领导专报"])
    found = elements(text, marks)
    assert [marks.plain(one) for one in (found.masthead, found.issue, found.editor, found.date, found.title)] == [
        "督查专报", "（送审稿）", "屈原管理区督查室", "2024年6月 日", "2024年1—5月“二大行动”推进情况",
    ]  # fmt: skip


def test_the_picture_shows_the_lights_of_each_action() -> None:
    text, marks = leaders_markdown(facts_of([jobs(ON_PACE)]), TEMPLATES["领导专报"])
    (picture,) = (block for block in parse(text, marks).blocks if isinstance(block, Chart))
    assert picture.kind is ChartKind.STACKED
    assert [(series.name, series.values[0]) for series in picture.series] == [
        ("绿灯", 1), ("黄灯", 0), ("红灯", 0), ("未报", 0),
    ]  # fmt: skip


def test_december_names_no_pace() -> None:
    december = item(Kind.CUMULATIVE, BEHIND, "就业", actual="90", target="100", unit="人", period=Period(2024, 12))
    found = leaders_said(facts_of([december], period="2024-12"))
    assert "时序" not in found[1]


def test_the_test_of_the_places_follows_as_an_annex_only_by_rule() -> None:
    ranks = {"A1": 1, "A2": 2}
    items = two_actions([ON_PACE, ON_PACE, BEHIND], [ON_PACE, BEHIND, SILENT])
    rows = ["产业培塑行动 | 3 | 0 | 1 | 1 | 1 | 已定", "民生可感行动 | 3 | 1 | 2 | 1 | 2 | 可能变化"]
    with_it = leaders_said(facts_of(items, ranks=ranks, rules={"专报附赶超账": "是"}))
    assert [line for line in with_it if line in rows] == rows
    assert not [line for line in leaders_said(facts_of(items, ranks=ranks)) if "最好位次" in line]
