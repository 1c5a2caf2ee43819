"""督办单: the colour and its reason, one matter and several, what was said last month, one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.letters.fit import notice_markdown
from reporter.bulletin.letters.notice import notice, noticed
from reporter.core.marks import Marks
from reporter.core.status import Status
from reporter.document.blocks import Block, Table
from reporter.document.markdown import parse
from reporter.plan.model import Kind, Task
from tests.bulletin.items import item, step
from tests.bulletin.papers import TEMPLATES, elements, facts_of, notice_said, said
from tests.bulletin.test_bulletin_text import jobs

ON_PACE, BEHIND, RED = Status.ON_PACE, Status.BEHIND, Status.FAR_BEHIND
TASK = Task(
    code="A1-T01", action="A1", section="", name="保障住房", leads=("区发改局",), supports=("区统计局", "区残联"),
    tags=("民生实事·省级",), places=("A1 二、（一）8（16）",),
)  # fmt: skip


def houses(actual: str = "0", status: Status = RED, months: int = 1, **more: str) -> Item:
    made = item(
        Kind.CUMULATIVE, status, more.get("name", "保障性租赁住房"), actual=actual, target="192", unit="套",
        code=more.get("code", "A1-K01"), months=months,
    )  # fmt: skip
    return replace(made, promise=replace(made.promise, tasks=("A1-T01",)))


def test_one_matter() -> None:
    facts = facts_of([houses(months=3)], [houses(months=1)], [houses(months=2)], tasks=(TASK,))
    assert notice_said(facts) == [
        "项目 | 内容",
        "督办级别 | 红单（连续3个月滞后）",
        "督办事项 | 保障性租赁住房（A1-K01，省级重点民生实事第1项）",
        "事项来源 | 屈政办发〔2024〕4号，产业培塑行动二、（一）8（16）",
        "牵头单位 | 区发改局",
        "配合单位 | 区统计局、区残联",
        "年度目标 | 192套",
        "现状和差距 | 1—5月完成0套，占年任务0.0%，慢于时序41.7个百分点；6—12月每月还需27.4套。■ 红灯，连续3个月红灯",
        "上次督办 | 4月黄单，回复情况（待填）",
        "办理要求 | 1.（待填）。2.（待填）。3.从6月填报表起，每月报告该事项进展，直至销号",
        "回复要求 | 下达后5个工作日内书面回复区督查室，经单位主要负责人审签；6月填报表“督办回复”页同步填写",
        "办结标准 | 占年任务之比达到当月时序进度，经区督查室核实后销号",
        "联系方式 | 区督查室　0730-×××××××",
        "领导批示 | ",
        "办理情况 | ",
        "签收 | 单位（盖章）：　　　　签收人：　　　　　年　　月　　日",
    ]


def test_a_first_month() -> None:
    found = notice_said(facts_of([jobs(BEHIND, months=1)]))
    assert found[1] == "督办级别 | 蓝单（首月滞后）"
    assert found[5] == "配合单位 | 方案未列"
    assert "上次督办 | 首次督办" in found
    assert "回复要求 | 随6月填报表回复，在“督办回复”页写明整改情况、措施、完成时限、责任人" in found


def test_red_twice_is_a_red_notice() -> None:
    facts = facts_of([jobs(RED, months=2)], [jobs(RED, months=1)])
    assert notice_said(facts)[1] == "督办级别 | 红单（连续2个月红灯）"


def test_several_matters_stand_in_a_table_the_severest_first() -> None:
    growth = item(
        Kind.GROWTH, BEHIND, "产值增速", actual="7.5", target="8", unit="%", code="A1-K03", months=1, decimals=1
    )
    facts = facts_of(
        [jobs(BEHIND, months=1), houses(months=2, code="A1-K02"), growth],
        [jobs(ON_PACE), houses(months=1, code="A1-K02")],
    )
    found = notice_said(facts)
    assert found[:8] == [
        "督办级别 | 红单（连续2个月红灯） | 牵头单位 | 区发改局",
        "序号 | 督办事项 | 年度目标 | 现状和差距 | 灯色 | 连续滞后 | 单项级别 | 上次督办",
        "1 | 保障性租赁住房（A1-K02） | 192套 | 完成0套，占年任务0.0%，慢于时序41.7个百分点；6—12月每月还需27.4套 | "
        "■ 红 | 2个月 | 红单 | 4月蓝单，回复情况（待填）",
        "2 | 新增就业（A1-K01） | 100人 | 完成40人，占年任务40.0%，慢于时序1.7个百分点；6—12月每月还需8.6人 | "
        "▲ 黄 | 首月 | 蓝单 | 首次督办",
        "3 | 产值增速（A1-K03） | 8% | 产值增长7.5%，低于目标0.5个百分点 | ▲ 黄 | 首月 | 蓝单 | 首次督办",
        "注：合并下达时，单的级别取单项级别中最高的；其中一项办结的，该项销号，其余继续办理。",
        "办理要求 | 1.（待填）。2.（待填）。3.从6月填报表起，每月报告各事项进展，直至销号",
        "回复要求 | 下达后5个工作日内书面回复区督查室，经单位主要负责人审签；6月填报表“督办回复”页同步填写",
    ]
    assert found[8] == (
        "办结标准 | 按时序统计的，占年任务之比达到当月时序进度；与目标比的，达到年度目标，经区督查室核实后销号"
    )


def test_an_overdue_step() -> None:
    late = item(
        Kind.MILESTONE, RED, "应急广播", actual="0.3", months=1,
        steps=(step(1, "招标文件挂网", date(2024, 5, 20), done=False),),
    )  # fmt: skip
    found = notice_said(facts_of([late]))
    assert "现状和差距 | 1—5月应于5月20日前完成招标文件挂网，已逾期11天。■ 红灯" in found
    assert "办结标准 | 逾期节点完成，经区督查室核实后销号" in found


def test_only_bureaus_with_counted_matters_behind_get_one() -> None:
    uncounted = houses()
    uncounted = replace(uncounted, result=replace(uncounted.result, counted=False))
    assert noticed(facts_of([uncounted, jobs(ON_PACE, "A1-K02")])) == ()
    assert noticed(facts_of([houses(), jobs(BEHIND, "A1-K02")])) == ("B001",)


def test_the_issue_gives_number_and_the_day_of_reply() -> None:
    facts = facts_of([jobs(RED, months=2)], [jobs(RED, months=1)])
    draft = notice(facts, "B001", most=8)
    assert (draft.head.document_number, draft.reply_on, draft.colour) == ("（送审稿）", "", "红")
    issued = notice(facts, "B001", most=8, number="屈督〔2024〕27号", issued=date(2024, 6, 12))
    assert (issued.head.document_number, issued.reply_on) == ("屈督〔2024〕27号", "2024年6月19日")
    blue = notice(facts_of([jobs(BEHIND, months=1)]), "B001", most=8, issued=date(2024, 6, 12))
    assert blue.reply_on == ""


def test_the_form_says_whose_it_is() -> None:
    text, marks = notice_markdown(facts_of([jobs(BEHIND, months=1)]), "B001", TEMPLATES["督办单"])
    found = elements(text, marks)
    assert [marks.plain(one) for one in (found.title, found.number, found.signature, found.date)] == [
        "督办通知单", "（送审稿）", "屈原管理区督查室", "2024年6月 日",
    ]  # fmt: skip


def crowded(number: int) -> Facts:
    """Matters with the longest names that occur, all behind for months."""
    name = "困难残疾人生活补贴和重度残疾人护理补贴标准以及残疾儿童康复救助"
    return facts_of([houses(months=4, code=f"A1-K{index:02d}", name=name) for index in range(1, number + 1)])


@pytest.mark.parametrize(("number", "listed"), [(2, 2), (4, 4), (12, 4)])
def test_a_crowded_notice_lists_every_matter_in_its_annex(number: int, listed: int) -> None:
    text, marks = notice_markdown(crowded(number), "B001", TEMPLATES["督办单"])
    whole = parse(text, marks)
    page, annex = whole.blocks, [block for one in whole.annexes for block in one.blocks]
    assert len(_codes(page, marks)) == listed
    assert _codes(annex, marks) == ([f"A1-K{index:02d}" for index in range(1, number + 1)] if number > listed else [])
    note = next(line for line in said(text, marks) if line.startswith("注："))
    assert note.startswith(f"注：其余{number - listed}项见附件，一并办理。") == (number > listed)


def _codes(blocks: Sequence[Block], marks: Marks) -> list[str]:
    """The codes in the tables of matters, in order."""
    rows = [row for block in blocks if isinstance(block, Table) and len(block.align) == 8 for row in block.rows]
    texts = ["".join(marks.plain(span.text) for span in row[1]) for row in rows]
    return [text.rpartition("（")[2].removesuffix("）") for text in texts]
