"""Whole paragraphs of small bulletins: none, one, many; first month; all well; nothing due; year's end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reporter.bulletin.facts import Item, Unbalanced
from reporter.core.period import Period
from reporter.core.problem import Place, Problem, Severity
from reporter.core.status import Reason, Status, TaskState
from reporter.document.blocks import Layout
from reporter.document.markdown import parse
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.model import Kind, Milestone
from reporter.record.model import TaskAnswerResult, TaskResult
from tests.bulletin.circular import bulletin_markdown
from tests.bulletin.items import item, step
from tests.bulletin.small import TEMPLATE, annex, plan_of, results_of, sections
from tests.plans import RULES

DONE, ON_PACE, BEHIND, RED = Status.ACHIEVED, Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
SILENT, NOT_DUE = Status.NOT_REPORTED, Status.NOT_DUE


def jobs(status: Status, code: str = "A1-K01", *, months: int = 0, stage: str = "", name: str = "新增就业") -> Item:
    """A count with a target of 100 人: 100 done, 50 on pace, 40 yellow, 20 red."""
    figure = {DONE: "100", ON_PACE: "50", BEHIND: "40", RED: "20", NOT_DUE: "0"}.get(status)
    reason = {SILENT: Reason.BLANK, NOT_DUE: Reason.NOT_DUE_YET}.get(status)
    return item(
        Kind.CUMULATIVE, status, name, actual=figure, target="100", unit="人", code=code, months=months, stage=stage,
        reason=reason,
    )  # fmt: skip


def form(
    state: ReturnState, action: str = "A1", bureau: str = "B001", *, late: int = 0, back: int = 0
) -> ExpectedReturn:
    return ExpectedReturn(action=action, bureau=bureau, state=state, days_late=late, returned_times=back)


def test_all_reached() -> None:
    items = [jobs(DONE), jobs(ON_PACE, "A1-K02")]
    found = sections(items, results_of(items))
    assert found["指标完成情况"] == [
        "纳入台账的指标共2项，本月应统计2项，全部达到进度要求，其中1项已完成全年目标。1—5月时序进度为41.7%。"
    ]
    assert found["产业培塑行动（区发改局）"] == [
        "应统计2项，全部达到进度要求；无滞后事项。新增就业100人，占年任务100.0%，完成全年目标（区发改局）；"
        "新增就业50人，占50.0%（区发改局）。"
    ]
    assert "存在的主要问题" not in found and "限期整改滞后事项" not in found
    assert annex(items, results_of(items), 4) == [["本期无滞后事项。"]]


def test_nothing_due() -> None:
    items = [jobs(NOT_DUE)]
    found = sections(items, results_of(items))
    assert found["指标完成情况"] == [
        "纳入台账的指标共1项，本月没有应统计的指标。其余1项不列入本月统计：未到节点1项，名单见附件5。"
        "1—5月时序进度为41.7%。"
    ]
    assert found["产业培塑行动（区发改局）"] == ["本月没有应统计的指标。"]
    assert annex(items, results_of(items), 3)[1] == ["本月没有应统计的指标，不排名次。"]


def test_all_behind() -> None:
    items = [jobs(BEHIND), jobs(RED, "A1-K02", stage="用地手续未办结")]
    found = sections(items, results_of(items))
    assert found["指标完成情况"][0].startswith(
        "纳入台账的指标共2项，本月应统计2项，均未达到进度要求，其中黄灯1项、红灯1项。"
    )
    assert found["产业培塑行动（区发改局）"] == [
        "应统计2项，均未达到进度要求；滞后2项，其中黄灯1项、红灯1项。",
        "滞后的是：新增就业20人，占年任务20.0%，慢于时序21.7个百分点，目前用地手续未办结（A1-K02，区发改局）；"
        "新增就业40人，占40.0%（A1-K01，区发改局）。",
    ]


def test_one_behind_and_none_silent() -> None:
    items = [jobs(ON_PACE), jobs(BEHIND, "A1-K02"), jobs(ON_PACE, "A1-K03")]
    found = sections(items, results_of(items))
    assert found["指标完成情况"][0].startswith(
        "纳入台账的指标共3项，本月应统计3项。其中，达到进度要求2项，占66.7%；滞后1项，占33.3%，为黄灯；无未报事项。"
    )
    assert found["产业培塑行动（区发改局）"][0].startswith("应统计3项，达到2项，占66.7%；滞后1项，为黄灯。")
    assert found["限期整改滞后事项"] == ["对1个单位下达督办单1份，涉及滞后事项1项，为蓝单。各单位随6月填报表回复。"]


def test_all_silent() -> None:
    items = [jobs(SILENT), jobs(SILENT, "A1-K02")]
    found = sections(items, results_of(items))
    assert found["指标完成情况"][0].startswith("纳入台账的指标共2项，本月应统计2项，均未报送，本月不作判断。")
    assert found["产业培塑行动（区发改局）"] == [
        "应统计指标2项，均未报送，本月不作判断。",
        "未报的是：新增就业（A1-K01，区发改局）、新增就业（A1-K02，区发改局）。",
    ]
    assert found["部分指标没有数据"] == ["填报表已报、该项空白的指标2项，涉及区发改局。"]


def test_many_silent_is_said() -> None:
    items = [jobs(ON_PACE), jobs(ON_PACE, "A1-K02"), jobs(SILENT, "A1-K03")]
    text = sections(items, results_of(items))["指标完成情况"][0]
    assert "未报1项，占33.3%，未报事项较多，以下占比以补报后数据为准。" in text
    assert "无滞后事项；" in text


def test_unpublished_and_not_applicable_are_named_apart() -> None:
    quarterly = item(Kind.GROWTH, NOT_DUE, "产值增速", unit="%", reason=Reason.NOT_PUBLISHED, code="A1-K02")
    zero = item(Kind.SHARE, Status.NOT_APPLICABLE, "比例", unit="%", reason=Reason.DENOMINATOR_ZERO, code="A1-K03")
    items = [jobs(ON_PACE), quarterly, zero]
    text = sections(items, results_of(items))["指标完成情况"][0]
    assert "其余2项不列入本月统计：按季、按年统计1项，不适用1项，名单见附件5。" in text
    rows = annex(items, results_of(items), 1)
    assert [row[5] for row in rows if len(row) == 12] == ["50", "※", "／"]
    assert [row[9] for row in rows if len(row) == 12] == ["● 绿", "※", "／"]


def test_comparison_with_last_month() -> None:
    april = [jobs(BEHIND, months=1), jobs(ON_PACE, "A1-K02"), jobs(ON_PACE, "A1-K03"), jobs(RED, "A1-K04")]
    may = [jobs(DONE), jobs(BEHIND, "A1-K02", months=1), jobs(SILENT, "A1-K03"), jobs(RED, "A1-K04", months=2)]
    found = sections(may, results_of(may), results_of(april, period="2024-04"))
    assert found["与4月比较"] == [
        "应统计指标数与4月持平。达到进度要求的减少1项，占比下降25.0个百分点；滞后持平，未报增加1项。"
        "灯色转好1项，转差1项，4月绿灯、本月未报1项。新完成全年目标1项：新增就业。"
    ]
    assert found["产业培塑行动（区发改局）"][:2] == [
        "应统计4项，达到1项，占25.0%，比4月下降25.0个百分点；滞后2项，其中黄灯1项、红灯1项；未报1项。"
        "新增就业100人，占年任务100.0%，完成全年目标，黄灯转绿灯（区发改局）。",
        "滞后的是：新增就业20人，占年任务20.0%，慢于时序21.7个百分点，连续2个月（A1-K04，区发改局）；"
        "新增就业40人，占40.0%，本月新增（A1-K02，区发改局）。",
    ]
    assert found["部分事项连续滞后"] == ["连续2个月以上滞后1项，占滞后事项的50.0%；4月、5月均为红灯的1项，为新增就业。"]
    assert found["限期整改滞后事项"] == [
        "对1个单位下达督办单1份，涉及滞后事项2项，为红单。红单下达后5个工作日内书面回复。"
        "4月滞后的2项中，1项已达到进度要求，经核实后销号。"
    ]


def test_first_month_and_january() -> None:
    items = [jobs(ON_PACE)]
    assert sections(items, results_of(items))["与上期比较"] == ["本期为首次通报，不作环比。"]
    december = replace(results_of(items), period="2023-12")
    assert sections(items, results_of(items, period="2024-01"), december)["与上期比较"] == ["年初首期，不作环比。"]


def test_december_has_no_pace_and_no_next_month() -> None:
    year_end = item(Kind.CUMULATIVE, BEHIND, "托位", actual="96", target="100", unit="个", period=Period(2024, 12))
    found = sections([year_end], results_of([year_end], period="2024-12"))
    assert found["指标完成情况"] == ["纳入台账的指标共1项，本月应统计1项，均未达到进度要求，为黄灯。"]
    assert (
        found["产业培塑行动（区发改局）"][1]
        == "滞后的是：托位96个，占年任务96.0%，未完成全年目标（A1-K01，区发改局）。"
    )
    assert not [name for name in found if name.startswith("按时报送")]


@pytest.mark.parametrize(("period", "word"), [("2024-Q2", "本季度"), ("2024-H1", "上半年"), ("2024", "全年")])
def test_longer_periods_have_their_own_words(period: str, word: str) -> None:
    items = [jobs(ON_PACE)]
    found = sections(items, results_of(items, period=period))
    assert f"{word}应统计1项，全部达到进度要求" in found["指标完成情况"][0]


RETURNS = (
    form(ReturnState.ON_TIME),
    form(ReturnState.ON_TIME, "A2", back=1),
    form(ReturnState.LATE, "A1", "B002", late=2),
    form(ReturnState.LATE, "A2", "B003", late=1),
    form(ReturnState.LATE, "A2", "B004", late=1),
    form(ReturnState.REJECTED, "A2", "B005", back=2),
    form(ReturnState.MISSING, "A2", "B002"),
)


def test_returns_by_name_in_the_fixed_order() -> None:
    items = [jobs(ON_PACE)]
    before = results_of(items, period="2024-04", returns=(form(ReturnState.MISSING, "A2", "B002"),))
    markdown = sections(items, results_of(items, returns=RETURNS), before)
    assert markdown["未按要求报送的单位"] == [
        "未报送1份：区残联（民生可感行动，上期也未报送）。",
        "迟报3份：区统计局、营田镇各1份，迟报1日；区残联1份，迟报2日。",
        "退回2份：河市镇退回2次，未按要求重报，数据不予采用；区发改局退回1次，已更正。",
    ]
    assert markdown["补报和说明数据"] == ["1个未报送单位和河市镇7月5日前补报5月填报表。数据有变动的，按更正程序办理。"]


def test_returns_counts_balance() -> None:
    items = [jobs(ON_PACE)]
    text = sections(items, results_of(items, returns=RETURNS))
    assert (
        "5月填报表应报送7份，涉及5个单位，6月5日截止。按时报送2份，占28.6%；迟报3份；退回后未按要求重报1份；"
        "未报送1份。已回收6份，未回收1份。"
    ) in text["总体情况"]


def test_all_on_time() -> None:
    items = [jobs(ON_PACE)]
    text = sections(items, results_of(items, returns=RETURNS[:1]))
    assert "5月填报表应报送1份，涉及1个单位，6月5日截止，全部按时报送。" in text["总体情况"]
    assert text["未按要求报送的单位"] == ["各单位均按时按要求报送。"]
    assert text["数据质量"] == ["核对未发现存疑数据。"]
    assert "补报和说明数据" not in text


def doubt(code: str) -> Problem:
    return Problem(
        code="E401", severity=Severity.QUESTIONED, place=Place(file="a.xlsx"), item=code, bureau="B001",
        message=f"“指标”页H9格（{code} 新增就业，本期累计）本期累计3，比上期5少了2。请说明。", needed="说明",
    )  # fmt: skip


def test_doubts_are_listed_until_they_are_explained() -> None:
    items = [jobs(ON_PACE), jobs(ON_PACE, "A1-K02")]
    explained = replace(items[1].result, note="核减重复登记2户。")
    results = results_of(items, problems=(doubt("A1-K01"), doubt("A1-K02")))
    results = replace(results, indicators=(items[0].result, explained))
    assert sections(items, results)["数据质量"] == [
        "存疑数据2处，责任单位已说明1处，未说明1处：新增就业本期累计3，比上期5少了2（A1-K01，区发改局）。"
        "未说明的暂按表内数统计。"
    ]
    assert annex(items, results, 5)[-1] == [
        "A1-K02",
        "新增就业",
        "区发改局",
        "本期累计3，比上期5少了2",
        "核减重复登记2户",
    ]


def test_troubles_come_from_the_forms_of_lagging_tasks() -> None:
    def task(code: str, status: Status, state: TaskState, trouble: str) -> TaskResult:
        answer = TaskAnswerResult(
            bureau="B001", status=state, progress=Decimal(40), narrative="按计划推进。", trouble=trouble,
            next_steps="", practice="", source=None,
        )  # fmt: skip
        return TaskResult(
            code=code, action="A1", name="现代农业", status=status, reported_status=state, progress=Decimal(40),
            leads=("B001",), answers=(answer,),
        )  # fmt: skip

    tasks = (
        task("A1-T01", RED, TaskState.NORMAL, "用地手续未办结。6月再报"),
        task("A1-T02", RED, TaskState.STALLED, "{{7*7}}|# <缺资金>"),
        task("A1-T02", ON_PACE, TaskState.NORMAL, "别的困难"),
        task("A1-T02", BEHIND, TaskState.SLOW, "无"),
    )
    items = [jobs(ON_PACE)]
    found = sections(items, results_of(items, tasks=tasks))
    assert found["责任单位反映的困难和问题"][1] == (
        "产业培塑行动2条：{{7*7}}|# <缺资金>（A1-T02，区发改局）；用地手续未办结（A1-T01，区发改局）。"
    )
    assert found["任务推进情况"] == ["4项任务中，正常推进1项，占25.0%；进展滞后2项，占50.0%；停滞1项，占25.0%。"]
    rows = annex(items, results_of(items, tasks=tasks), 2)
    assert [
        "2",
        "A1-T02",
        "现代农业",
        "区发改局、区残联",
        "停滞",
        "40",
        "按计划推进。",
        "{{7*7}}|# <缺资金>",
        "未填",
    ] in rows


def test_coming_milestones() -> None:
    due = step(1, "完成招标", date(2024, 6, 20), done=False)
    subject = item(Kind.MILESTONE, ON_PACE, "应急广播", actual="0.2", steps=(due,))
    plan = plan_of(
        [subject], milestones=(Milestone(indicator="A1-K01", number=1, name="完成招标", due=date(2024, 6, 20)),)
    )
    markdown, marks = bulletin_markdown(plan, results_of([subject]), None, TEMPLATE)
    text = marks.plain(markdown)
    assert "6月到期节点1个（见附件2），区发改局要明确责任人，按期完成；不能按期完成的，在时限前书面说明。" in text
    assert "| 1 | A1-K01 | 应急广播 | 完成招标 | 6月20日 | 区发改局 | 未填 |" in text


def test_issue_fills_number_and_date() -> None:
    items = [jobs(ON_PACE)]
    markdown, marks = bulletin_markdown(
        plan_of(items), results_of(items), None, TEMPLATE, number="屈政办发〔2024〕12号", issued=date(2024, 6, 12)
    )
    text = marks.plain(markdown)
    assert "字号: 屈政办发〔2024〕12号\n" in text and "\n日期: 2024年6月12日\n" in text
    assert "“二大行动”" in text, "the number of actions is the number of rows"
    assert "送审稿" not in text


def test_counts_that_contradict_the_results_are_a_fault() -> None:
    items = [jobs(ON_PACE), jobs(BEHIND, "A1-K02")]
    results = results_of(items)
    wrong = results_of([items[0]])
    broken = replace(results, actions=wrong.actions)
    with pytest.raises(Unbalanced, match="核对不平：产业培塑行动滞后（逐项）＝1，汇总＝0。通报没有生成。"):
        sections(items, broken)


def test_bureaus_without_enough_items_are_listed_not_ranked() -> None:
    items = [jobs(ON_PACE)]
    (row,) = (row for row in annex(items, results_of(items), 3) if len(row) == 10)
    assert row == ["1", "区发改局", "1", "1", "100.0", "—", "不排名", "—", "—", "—"]
    before = results_of(items, period="2024-04", ranks={"B001": 3})
    (row,) = (row for row in annex(items, results_of(items, ranks={"B001": 1}), 3, before) if len(row) == 10)
    assert row[6:9] == ["1", "3", "↑2"]


def test_the_head_of_a_brief_by_rule() -> None:
    items = [jobs(ON_PACE)]
    rules = tuple(replace(one, value="简报") if one.name == "通报版式" else one for one in RULES)
    text, marks = bulletin_markdown(plan_of(items, rules=rules), results_of(items), None, TEMPLATE)
    found = parse(text, marks).elements
    assert found.layout is Layout.BRIEF
    assert [marks.plain(one) for one in (found.masthead, found.issue, found.editor, found.date, found.title)] == [
        "督查通报", "（送审稿）", "屈原管理区督查室", "2024年6月 日", "关于2024年1—5月“二大行动”推进情况的通报",
    ]  # fmt: skip
    assert (found.number, found.signature, found.printer) == ("", "", "")
    file = parse(*bulletin_markdown(plan_of(items), results_of(items), None, TEMPLATE)).elements
    assert file.layout is Layout.FILE and file.signature and not file.masthead
