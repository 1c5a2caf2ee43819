"""Letters: for whom there is one on which day, what it says, what hangs on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reporter.core.problem import Severity
from reporter.core.status import Status
from reporter.ledger.model import ReturnState
from reporter.post.compose import COMPOSED, reminder_kind
from reporter.post.contacts import Contact
from reporter.post.letter import Kind, Letter
from reporter.record.issue import Issue
from tests.bulletin.papers import facts_of
from tests.bulletin.test_bulletin_text import jobs
from tests.post.occasion import (
    AFTER,
    BEFORE_DEADLINE,
    CHIEF,
    CLOSED,
    DEPUTY,
    FILES,
    HEAD,
    ISSUE,
    OFFICER,
    PEOPLE,
    body,
    fault,
    later_file,
    occasion,
    returned,
    written,
)

MISSING = ReturnState.MISSING


def names(letter: Letter) -> list[str]:
    return [one.name for one in letter.attachments]


# ---- 通报 ----


def test_a_draft_of_the_circular_is_for_approval_and_not_to_be_sent() -> None:
    (letter,) = written(occasion(), Kind.BULLETIN)
    assert letter.body.subject == "2024年1—5月“二大行动”督查通报、督查专报（送审稿）"
    assert body(letter) == [
        "张书记：",
        "2024年1—5月“二大行动”督查通报和《督查专报》《民生实事专报》已起草，请审签，随邮件附上。"
        "《督查专报》两页，本期没有需要决策的事项。",
        "如对数据有疑问，可以回复本邮件，我们按指标编号提供原始填报表。",
    ]
    assert names(letter) == [
        "督查通报（2024年1—5月，送审稿）.docx", "督查专报（2024年1—5月，送审稿）.docx",
        "民生实事专报（2024年1—5月，送审稿）.docx",
    ]  # fmt: skip
    assert [one.data for one in letter.attachments] == [b"T", b"L", b"M"]
    assert (letter.to, letter.copied, letter.hold, letter.about) == (CHIEF, (), "未签发", "送审")


def test_the_issued_circular() -> None:
    (letter,) = written(occasion(issue=ISSUE), Kind.BULLETIN)
    assert letter.body.subject == "2024年1—5月“二大行动”督查通报、督查专报（第3期）"
    assert "督查通报和《督查专报》《民生实事专报》第3期已印发，随邮件附上。" in body(letter)[1]
    assert names(letter) == ["督查通报（2024年1—5月）.docx", "督查专报第3期.docx", "民生实事专报第3期.docx"]
    assert (letter.hold, letter.about) == ("", "印发")


def test_a_leader_gets_what_the_list_says() -> None:
    copied = Contact(name="王五", bureau="", roles=("抄送",), address="wang@qy.cn", documents=("通报",))
    chief, second = written(occasion(issue=ISSUE, people=(copied, CHIEF)), Kind.BULLETIN)
    assert (chief.who, second.who) == ("张三", "王五")
    assert second.body.subject == "2024年1—5月“二大行动”督查通报（第3期）"
    assert body(second)[:2] == ["王五同志：", "2024年1—5月“二大行动”督查通报已印发，随邮件附上，供参阅。"]
    assert names(second) == ["督查通报（2024年1—5月）.docx"]


def test_what_needs_a_decision_is_counted() -> None:
    known = facts_of(*[[jobs(Status.FAR_BEHIND, months=months)] for months in (4, 1, 2, 3)])
    one = occasion(issue=ISSUE)
    (letter,) = written(replace(one, facts=replace(known, issue=ISSUE)), Kind.BULLETIN)
    assert "《督查专报》两页，第三部分列了1件需要决策的事项，请审阅。" in body(letter)[1]


def test_figures_stand_in_a_letter_only_where_the_rule_lets_them() -> None:
    assert "应统计" not in written(occasion(), Kind.BULLETIN)[0].body.text
    (letter,) = written(occasion(rules={"正文含数": "是"}), Kind.BULLETIN)
    assert body(letter)[2] == "1—5月应统计指标1项，达到进度要求0项，占0.0%；滞后1项，其中红灯1项。"


def test_only_files_that_are_there_hang_on_a_letter() -> None:
    (letter,) = written(occasion(files={"领导专报.docx": b"L"}), Kind.BULLETIN)
    assert names(letter) == ["督查专报（2024年1—5月，送审稿）.docx"]
    assert written(occasion(files={}), Kind.BULLETIN, Kind.CORRECTION) == []


def test_a_correction_goes_out_once_it_is_issued() -> None:
    files = {**FILES, "更正通报.docx": b"K", "更正通报（第2次）.docx": b"J"}
    second = Issue(period="2024-05", edition=2, number="屈政办函〔2024〕11号", issue_no="", day=date(2024, 6, 20))
    both = (("更正通报.docx", second), ("更正通报（第2次）.docx", None))
    letter, draft = written(occasion(files=files, issue=ISSUE, corrections=both), Kind.CORRECTION)
    assert (letter.hold, letter.about, names(letter)) == ("", "第2版", ["更正通报（2024年1—5月）.docx"])
    assert letter.body.subject == "2024年1—5月“二大行动”督查通报的更正"
    assert (draft.hold, names(draft)) == ("未签发", ["更正通报（第2次）（2024年1—5月，送审稿）.docx"])
    assert letter.matter != draft.matter
    assert written(occasion(files=files, issue=ISSUE), Kind.CORRECTION) == []


# ---- 填报通知 ----


def test_blank_forms() -> None:
    (letter,) = written(occasion(BEFORE_DEADLINE), Kind.FORMS)
    assert letter.body.subject == "请报送5月“二大行动”填报表（6月5日截止）"
    assert body(letter) == [
        "区发改局：",
        "5月填报表随邮件附上，共2份，请在6月5日（星期三）下班前填好，用原文件回复本邮件。",
        "填三样：一是“指标”页的“本期累计”，填1月1日至5月31日的累计数；二是“任务”页的进展情况；"
        "三是“清单”页的项目、任务、政策进展。表里已经带出年度目标和上期累计，不用重填。",
        "没有新进展的，勾选“本月无变化”再发回来，不能不报。要是上级口径变了、数字比上月少了，在“说明”里写一句原因。",
        "表打不开、填不进去，直接打电话，不要另做一张表。",
    ]
    assert names(letter) == [
        "产业培塑行动填报表（2024年5月，区发改局）.xlsx",
        "民生可感行动填报表（2024年5月，区发改局）.xlsx",
    ]
    assert (letter.to, letter.copied) == (OFFICER, ())


def test_a_deadline_that_a_holiday_moves_is_explained() -> None:
    (letter,) = written(occasion(date(2024, 6, 1), rules={"报送截止": "8", "停收日": "10"}), Kind.FORMS)
    assert "请在6月10日（星期一）（6月8日为节假日，顺延）下班前填好" in body(letter)[1]


def test_no_blank_forms_after_the_deadline_or_without_files() -> None:
    assert written(occasion(AFTER), Kind.FORMS) == []
    assert written(occasion(BEFORE_DEADLINE, files={}), Kind.FORMS) == []


def test_every_officer_gets_a_letter_and_the_first_brings_the_copies() -> None:
    second = replace(OFFICER, name="周九", address="zhou@qy.cn")
    found = written(occasion(people=(*PEOPLE, second), returns=(returned(state=MISSING),)), Kind.OVERDUE)
    assert [(one.to, one.copied) for one in found] == [(OFFICER, (DEPUTY,)), (second, ())]


def test_a_bureau_without_an_officer_has_a_draft_to_nobody() -> None:
    (letter,) = written(occasion(BEFORE_DEADLINE, people=(CHIEF, HEAD)), Kind.FORMS)
    assert (letter.to, letter.who, letter.envelope) == (None, "区发改局", ())


# ---- 提醒、催报 ----


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2024, 5, 31), None),
        (date(2024, 6, 2), None),
        (date(2024, 6, 3), Kind.BEFORE),
        (date(2024, 6, 5), Kind.BEFORE),
        (date(2024, 6, 6), Kind.OVERDUE),
        (date(2024, 6, 7), Kind.OVERDUE),
        (date(2024, 6, 8), Kind.AGAIN),
    ],
)
def test_the_day_and_the_rules_decide_which_reminder(day: date, kind: Kind | None) -> None:
    one = occasion(day)
    assert reminder_kind(one.facts.plan, one.forms, day) is kind
    found = written(occasion(day, returns=(returned(state=MISSING),)), Kind.BEFORE, Kind.OVERDUE, Kind.AGAIN)
    assert [letter.kind for letter in found] == ([kind] if kind else [])


def test_the_rule_says_how_early() -> None:
    one = occasion(BEFORE_DEADLINE, rules={"提前提醒": "0"})
    assert reminder_kind(one.facts.plan, one.forms, BEFORE_DEADLINE) is None
    assert reminder_kind(one.facts.plan, one.forms, date(2024, 6, 5)) is Kind.BEFORE
    assert reminder_kind(one.facts.plan, (), AFTER) is None


def test_a_reminder_before_the_deadline_names_what_is_missing_and_copies_nobody() -> None:
    (letter,) = written(occasion(BEFORE_DEADLINE, returns=(returned("A1"), returned("A2", MISSING))), Kind.BEFORE)
    assert letter.body.subject == "提醒：5月“二大行动”填报表6月5日截止"
    assert body(letter) == [
        "区发改局：",
        "5月填报表6月5日截止，还没有收到你单位的1份（民生可感行动）。请在6月5日下班前报来。空白表随邮件附上。",
        "没有新进展的，勾选“本月无变化”即可。已经发过的，请忽略本邮件。",
    ]
    assert (letter.copied, names(letter)) == ((), ["民生可感行动填报表（2024年5月，区发改局）.xlsx"])


def test_after_the_deadline() -> None:
    (letter,) = written(occasion(returns=(returned("A1", MISSING), returned("A2", MISSING))), Kind.OVERDUE)
    assert letter.body.subject == "催报：5月“二大行动”填报表（2份）"
    assert body(letter)[1] == (
        "5月填报表6月5日截止，到6月6日还没有收到你单位的2份（产业培塑行动、民生可感行动）。请在6月7日17时前报来。空白表随邮件附上。"
    )
    assert letter.copied == (DEPUTY,)


def test_the_rule_says_who_gets_a_copy() -> None:
    late = (returned(state=MISSING),)
    (letter,) = written(occasion(returns=late, rules={"催报抄送": "负责人"}), Kind.OVERDUE)
    assert letter.copied == (HEAD,)
    (letter,) = written(occasion(returns=late, rules={"催报抄送": "不抄送"}), Kind.OVERDUE)
    assert letter.copied == ()


def test_once_more_after_the_figures_are_closed() -> None:
    late = (returned(state=MISSING),)
    (letter,) = written(occasion(CLOSED, returns=late), Kind.AGAIN)
    assert letter.body.subject == "再次催报：5月“二大行动”填报表（产业培塑行动）"
    assert body(letter)[1].startswith("到6月8日还没有收到你单位的5月填报表1份（产业培塑行动）。5月数据6月7日停止收取")
    (letter,) = written(occasion(CLOSED, returns=late, first_sent={"B001": AFTER}), Kind.AGAIN)
    assert body(letter)[1].startswith("6月6日发过催报邮件，到6月8日还没有收到")


def test_nobody_is_reminded_who_has_reported() -> None:
    assert written(occasion(returns=(returned("A1"),)), Kind.OVERDUE) == []


def test_reminders_on_two_days_are_one_letter() -> None:
    late = (returned(state=MISSING),)
    (first,) = written(occasion(AFTER, returns=late), Kind.OVERDUE)
    (second,) = written(occasion(date(2024, 6, 7), returns=late), Kind.OVERDUE)
    assert first.body.text != second.body.text
    assert first.id_for("li@qy.cn") == second.id_for("li@qy.cn")


# ---- 退回 ----


def test_a_form_to_mend() -> None:
    problems = (fault(), fault(Severity.QUESTIONED), fault(Severity.REMARK), fault(file="A2.xlsx"))
    (letter,) = written(occasion(returns=(returned(),), problems=problems), Kind.RETURNED)
    assert letter.body.subject == "请修改5月填报表：产业培塑行动（1处需要改）"
    assert body(letter)[1:] == [
        "报来的5月填报表（产业培塑行动）已收到，有1处不能使用，需要改；另有1处请说明。"
        "标红的格子里有批注，第一页“问题清单”点一下就能跳到那一格。",
        "请直接在附件里改，6月6日17时前回复本邮件。没有标红的地方不用动。",
    ]
    assert names(letter) == ["产业培塑行动填报表（2024年5月，区发改局，批注）.xlsx"]


def test_a_form_to_explain() -> None:
    (letter,) = written(occasion(returns=(returned(),), problems=(fault(Severity.QUESTIONED),)), Kind.RETURNED)
    assert letter.body.subject == "请说明5月填报表：产业培塑行动（1处有疑问）"
    assert body(letter)[1].startswith("报来的5月填报表（产业培塑行动）已收到，全部可以使用，有1处请说明。")
    assert body(letter)[2] == "请在6月6日前回复说明，直接在附件的“说明”栏里写也行。没有标红的地方不用动。"


def test_a_form_that_was_refused_as_a_whole() -> None:
    (letter,) = written(occasion(returns=(returned(state=ReturnState.REJECTED),), problems=()), Kind.RETURNED)
    assert letter.body.subject == "请修改5月填报表：产业培塑行动（整份没有计入）"
    assert "有整份没有计入的，原因写在批注表里。" in body(letter)[1]


def test_a_later_file_that_was_refused_counts_and_makes_a_new_matter() -> None:
    problems = (fault(), fault(file="A1-2.xlsx"))
    (letter,) = written(occasion(returns=(returned(),), problems=problems), Kind.RETURNED)
    (again,) = written(occasion(returns=(returned(),), problems=problems, found=(later_file(),)), Kind.RETURNED)
    assert "（1处需要改）" in letter.body.subject and "（2处需要改）" in again.body.subject
    assert letter.matter != again.matter


def test_nothing_goes_back_without_a_marked_copy() -> None:
    assert written(occasion(returns=(returned(),), files={}), Kind.RETURNED) == []


# ---- 督办 ----


def test_an_issued_notice() -> None:
    (letter,) = written(occasion(issue=ISSUE), Kind.NOTICE)
    assert letter.body.subject == "督办通知单（屈督〔2024〕27号）：请于2024年6月19日前回复"
    assert body(letter)[1:] == [
        "现将督办通知单（屈督〔2024〕27号，红单）发给你单位，涉及滞后事项1项。请在2024年6月19日前书面回复，"
        "经单位主要负责人审签；6月填报表同步填写整改情况。",
        "已经开工或者数据有误的，请在回复里附上依据，我们核实后按程序销号或者更正。",
    ]
    assert names(letter) == ["督办通知单（屈督〔2024〕27号，区发改局）.docx"]
    assert (letter.copied, letter.hold, letter.about) == ((HEAD,), "", "屈督〔2024〕27号")


def test_a_notice_without_a_number_is_not_to_be_sent() -> None:
    (letter,) = written(occasion(), Kind.NOTICE)
    assert letter.body.subject == "督办通知单（送审稿）：请按期书面回复"
    assert names(letter) == ["督办通知单（区发改局，送审稿）.docx"]
    assert letter.hold == "未签发"


def test_a_milder_notice_is_answered_with_the_next_form_and_copied_to_the_deputy() -> None:
    one = occasion(status=Status.BEHIND)
    milder = [replace(row, months_behind=1) for row in one.facts.results.indicators]
    one = replace(one, facts=replace(one.facts, results=replace(one.facts.results, indicators=tuple(milder))))
    (letter,) = written(one, Kind.NOTICE)
    assert letter.body.subject.endswith("：请随6月填报表回复")
    assert "蓝单" in body(letter)[1] and "请随6月填报表回复，写明整改情况。" in body(letter)[1]
    assert letter.copied == (DEPUTY,)


# ---- all of them ----


def test_a_sample_says_so_in_subject_and_body() -> None:
    for letter in written(occasion(sample=True, returns=(returned("A1"), returned("A2", MISSING)))):
        assert letter.body.subject.startswith("【样例】")
        assert letter.body.text.startswith("样例数据，不作任何依据。")
        assert "样例数据，不作任何依据。" in letter.body.html
        assert letter.sample


def test_every_subject_is_short_and_every_letter_is_signed() -> None:
    returns = (returned("A1"), returned("A2", MISSING))
    found = [
        one for day in (BEFORE_DEADLINE, AFTER, CLOSED) for one in written(occasion(day, returns=returns, sample=True))
    ]
    assert {one.kind for one in found} == set(COMPOSED) - {Kind.CORRECTION}
    for letter in found:
        assert len(letter.body.subject) <= 40 and "重要" not in letter.body.subject
        assert letter.body.text.endswith(
            "－－－－－－－－－－\n屈原管理区督查室\n区督查室　0730-×××××××\n"
            "本邮件由填报系统生成草稿，经办人核对后发出。\n"
        )


def test_what_people_are_called_is_never_markup() -> None:
    named = replace(CHIEF, salutation="<b>**张**&{{ 1 }}")
    (letter,) = written(occasion(people=(named,)), Kind.BULLETIN)
    assert body(letter)[0] == "<b>**张**&{{ 1 }}："
    assert "&lt;b&gt;**张**&amp;{{ 1 }}：" in letter.body.html
