"""催报函: before the deadline, after it, a second time; one form and several; what is asked."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.facts import Facts
from reporter.bulletin.letters.reminder import First, Variant, missing_bureaus
from reporter.core.status import Status
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.model import Indicator, Kind, Milestone, Task
from tests.bulletin.items import item
from tests.bulletin.papers import elements, facts_of, reminder_said, reminder_written
from tests.bulletin.test_bulletin_text import jobs

MISSING, ON_TIME = ReturnState.MISSING, ReturnState.ON_TIME
TASK = Task(code="A1-T01", action="A1", section="", name="稳定就业", leads=("区发改局",))


def form(state: ReturnState = MISSING, action: str = "A1", bureau: str = "B001") -> ExpectedReturn:
    return ExpectedReturn(action=action, bureau=bureau, state=state)


def facts(*returns: ExpectedReturn, before: tuple[ExpectedReturn, ...] = (), **more: object) -> Facts:
    items = [jobs(Status.NOT_REPORTED)]
    return facts_of(items, items, returns=returns or (form(),), returns_before=before, tasks=(TASK,), **more)  # type: ignore[arg-type]


def test_one_form() -> None:
    assert reminder_said(facts()) == [
        "截至2024年6月 日，尚未收到你单位《产业培塑行动填报表（2024年5月）》。"
        "该表应于6月5日前报送，涉及指标1项、任务1项：",
        "1.新增就业（A1-K01），年度目标100人；",
        "2.稳定就业（A1-T01）的进展情况。",
        "请于6月7日17时前报送。没有新进展的，勾选“本月无变化”；确有困难的，请在时限前说明原因和可报送时间。"
        "逾期未报的，5月通报中列为“未报送”，相关指标列为“未报”，不按0统计，不计入达到进度要求。",
        "填报表随函附上，用WPS表格或Excel填写，发回原邮箱即可，不需要另报纸质件。",
    ]


def test_missing_last_month_too() -> None:
    assert reminder_said(facts(before=(form(),)))[3].startswith(
        "你单位4月填报表也未报送。请于6月7日17时前报送，并一并补报4月数据。没有新进展的"
    )
    came = reminder_said(facts(before=(form(ON_TIME),)))
    assert "4月" not in "".join(came)


def test_several_forms_in_one_letter() -> None:
    second = Task(code="A2-T01", action="A2", section="", name="人居环境", leads=("区发改局",))
    items = [jobs(Status.NOT_REPORTED)]
    both = facts_of(items, returns=(form(), form(action="A2")), tasks=(TASK, second))
    found = reminder_said(both)
    assert found[0] == (
        "截至2024年6月 日，尚未收到你单位《产业培塑行动填报表（2024年5月）》、《民生可感行动填报表（2024年5月）》，"
        "共2份。上述填报表应于6月5日前报送，涉及指标1项、任务2项："
    )
    text, marks = reminder_written(both, Variant.OVERDUE, "B001")
    assert [marks.plain(one) for one in elements(text, marks).annex_titles] == [
        "产业培塑行动填报表（2024年5月，区发改局）", "民生可感行动填报表（2024年5月，区发改局）",
    ]  # fmt: skip


def test_only_tasks_are_no_indicators() -> None:
    found = reminder_said(facts_of([], returns=(form(),), tasks=(TASK,)))
    assert found[0].endswith("涉及任务1项：")
    assert found[2].endswith("5月通报中列为“未报送”。")


def test_more_than_eight_rows_are_cut() -> None:
    items = [jobs(Status.NOT_REPORTED, f"A1-K{number:02d}") for number in range(1, 10)]
    found = reminder_said(facts_of(items, returns=(form(),), tasks=(TASK,)))
    assert found[8:10] == ["8.新增就业（A1-K08），年度目标100人；", "其余2项见附件。"]


def test_milestones_have_no_target() -> None:
    promise = Indicator(code="A1-K01", action="A1", name="应急广播", kind=Kind.MILESTONE, bureau="区发改局")
    step = Milestone(indicator=promise.code, number=1, name="完成招标", due=date(2024, 5, 20))
    late = item(Kind.MILESTONE, Status.NOT_REPORTED, "应急广播", target="1")
    found = reminder_said(facts_of([late], returns=(form(),), tasks=(), milestones=(step,)))
    assert found[0].endswith("涉及节点事项1项：") and found[1] == "1.应急广播（A1-K01）。"


def test_before_the_deadline() -> None:
    assert reminder_said(facts(), Variant.BEFORE) == [
        "5月填报表6月5日截止。目前尚未收到你单位《产业培塑行动填报表（2024年5月）》1份，涉及指标1项、任务1项。"
        "请在6月5日下班前报送；已报送的，请忽略本提醒，并留意邮件回执。没有新进展的，勾选“本月无变化”即可。"
    ]


def test_a_second_time() -> None:
    first = First(number="屈督函〔2024〕6号", sent=date(2024, 6, 6))
    assert reminder_said(facts(before=(form(),)), Variant.AGAIN, first=first) == [
        "2024年6月6日已发函催报（屈督函〔2024〕6号），至2024年6月 日仍未收到你单位《产业培塑行动填报表（2024年5月）》。"
        "5月数据已于6月7日停止收取，通报中列为“未报送”。请尽快补报，7月5日前补报的计入6月台账；"
        "对5月通报的影响按更正程序办理。没有报送的原因和可报送时间，请一并书面说明。"
        "连续2个月未报的事项，列入《督查专报》请示事项。"
    ]
    unknown = reminder_said(facts(), Variant.AGAIN)[0]
    assert unknown.startswith("前已发函催报，至2024年6月 日仍未收到") and "连续2个月" not in unknown


def test_the_title_says_which_letter() -> None:
    titles = []
    for variant in Variant:
        text, marks = reminder_written(facts(), variant, "B001")
        found = elements(text, marks)
        titles.append(marks.plain(found.title))
        assert (marks.plain(found.addressee), marks.plain(found.number)) == ("区发改局：", "（送审稿）")
    assert titles == [
        "关于报送5月“二大行动”填报表的提醒", "关于催报5月“二大行动”填报表的函", "关于再次催报5月“二大行动”填报表的函",
    ]  # fmt: skip


def test_only_bureaus_whose_forms_are_missing_get_one() -> None:
    rejected = form(ReturnState.REJECTED, bureau="B003")
    assert missing_bureaus(facts(form(ON_TIME), rejected)) == ()
    assert missing_bureaus(facts(form(), form(bureau="B002"), form(action="A2"), rejected)) == ("B002", "B001")
