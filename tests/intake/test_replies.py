"""Replies to 督办单 as bureaus give them: read back with their cells, E601, E602, E604, E606 each with yes and no.

The form is that of tests/returned.py with two open matters: on 督办回复 row 5 is A1-K01-D27, row 6 A1-K04-D27;
column I 整改情况 · J 措施 · K 完成时限 · L 责任人 · M 申请销号.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from reporter.core.past import Past, PastMatter
from reporter.forms.model import Issued, SheetKind
from reporter.intake.submission import ReplyAnswer, Submission
from reporter.plan.model import Closing, Plan
from tests.returned import MAY, PLAN, damaged, faults, filled, submission, typed

R = SheetKind.REPLIES
NUMBER = "屈督〔2024〕27号"
MATTERS = tuple(
    PastMatter(
        notice=NUMBER, action="A1", bureau="B001", code=code, name=name, colour="蓝", stood="慢", standard="达到",
        reply_by=date(2024, 6, 5), required=date(2024, 12, 31), situation="上次写的情况",
    )
    for code, name in (("A1-K01", "城镇新增就业"), ("A1-K04", "规模以上企业"))
)  # fmt: skip
PAST = Past(period=MAY.previous, matters=MATTERS, figures={"A1-K01": Decimal(500)})
GIVEN: dict[str, Issued] = {
    "situation": "已开两场招聘会，还差800人", "measures": "6月再开三场", "promised": date(2024, 6, 30),
    "person": "张××，副局长", "closing": "否",
}  # fmt: skip


def answers(row: str, **changed: Issued) -> dict[tuple[SheetKind, str, str], Issued]:
    return {(R, row, mark): value for mark, value in {**GIVEN, **changed}.items()}


def returned(first: dict[str, Issued] | None = None, *, plan: Plan = PLAN, nil_return: bool = False) -> Submission:
    """The form with a faultless reply to the second matter and `first` over one to the first (None: blank)."""
    given = answers("A1-K04-D27") | (answers("A1-K01-D27", **first) if first is not None else {})
    return submission(filled(given, past=PAST, plan=plan, nil_return=nil_return), past=PAST, plan=plan)


def reply(found: Submission, row: str = "A1-K01-D27") -> ReplyAnswer:
    return next(one for one in found.replies if one.code == row)


def of_replies(found: Submission) -> list[tuple[str, str, str]]:
    return [one for one in faults(found) if one[0].startswith("E6") or one[1] == "督办回复"]


def test_a_reply_is_read_back_to_its_cells() -> None:
    found = returned({"closing": "是"})
    answer = reply(found)
    assert (answer.notice, answer.matter, answer.situation, answer.measures, answer.promised, answer.person) == (
        NUMBER, "A1-K01", "已开两场招聘会，还差800人", "6月再开三场", date(2024, 6, 30), "张××，副局长",
    )  # fmt: skip
    assert (answer.closing, reply(found, "A1-K04-D27").closing) == (True, False)
    assert (answer.source.sheet, answer.source.cell) == ("督办回复", "I5")
    assert answer.cells == {"measures": "J5", "promised": "K5", "person": "L5", "closing": "M5"}
    assert answer.is_acceptable and of_replies(found) == []


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        (None, [("E601", "督办回复", "I5")]),
        ({"situation": None}, [("E601", "督办回复", "I5")]),
        ({"situation": "无"}, [("E601", "督办回复", "I5")]),
        ({"measures": None}, [("E602", "督办回复", "J5")]),
        ({"promised": None}, [("E602", "督办回复", "K5")]),
        ({"person": "—"}, [("E602", "督办回复", "L5")]),
        ({"measures": None, "promised": None, "person": None}, [("E602", "督办回复", "J5")]),
        ({"promised": "6月底前"}, [("E209", "督办回复", "K5")]),
        ({"closing": "同意"}, [("E210", "督办回复", "M5")]),
        ({"promised": date(2025, 1, 1)}, [("E604", "督办回复", "K5")]),
        ({"promised": date(2024, 12, 31)}, []),
        ({"situation": "上次写的情况"}, [("E606", "督办回复", "I5")]),
        ({"closing": None}, []),
    ],
)
def test_what_is_wrong_with_a_reply(changed: dict[str, Issued] | None, problems: list[tuple[str, str, str]]) -> None:
    found = returned(changed)
    assert of_replies(found) == problems
    refused = bool(problems) and problems[0][0] in ("E601", "E602", "E209")
    assert reply(found).is_acceptable is not refused


def test_the_sentences_are_those_of_the_catalogue() -> None:
    said = {one.code: one.message for one in returned({"promised": date(2025, 1, 1)}).problems}
    assert said["E604"] == (
        "督办单屈督〔2024〕27号要求12月31日前办结，回复写的是2025年1月1日。请说明为什么要推迟，由办公室同意后才算数。"
    )
    missing = {one.code: one.message for one in returned({"measures": None, "person": None}).problems}
    assert missing["E602"].startswith("督办单屈督〔2024〕27号没有写措施、责任人（措施、完成时限、责任人三样都要有）")


def test_nil_return_answers_no_notice() -> None:
    assert of_replies(returned(None, nil_return=True)) == [("E601", "督办回复", "I5")]


def test_a_reply_in_writing_that_the_office_recorded_needs_no_second_one() -> None:
    def recorded(day: date, conclusion: str = "书面回复", number: str = NUMBER) -> Plan:
        row = Closing(number=number, bureau="区发改局", code="A1-K01", conclusion=conclusion, closed=day)
        return replace(PLAN, closings=(row,))

    assert of_replies(returned(None, plan=recorded(date(2024, 6, 7)))) == []
    asked = [("E601", "督办回复", "I5")]
    assert of_replies(returned(None, plan=recorded(date(2024, 6, 8)))) == asked
    assert of_replies(returned(None, plan=recorded(date(2024, 6, 7), number="屈督〔2024〕28号"))) == asked
    assert of_replies(returned(None, plan=recorded(date(2024, 6, 7), "不同意"))) == asked


def test_a_locked_cell_that_was_changed_is_named() -> None:
    data = damaged(
        filled(answers("A1-K01-D27") | answers("A1-K04-D27"), past=PAST),
        typed("C5", "屈督〔2024〕3号", sheet="督办回复"),
    )
    found = submission(data, past=PAST)
    assert of_replies(found) == [("E204", "督办回复", "C5")]
    assert reply(found).notice == NUMBER


def test_a_matter_closed_since_the_form_went_out_is_in_nobodys_way() -> None:
    data = filled(answers("A1-K01-D27") | answers("A1-K04-D27"), past=PAST)
    found = submission(data, past=replace(PAST, matters=MATTERS[1:]))
    assert [one.code for one in found.replies] == ["A1-K04-D27"] and of_replies(found) == []
    nothing = submission(data, past=replace(PAST, matters=()))
    assert nothing.replies == () and of_replies(nothing) == []


def test_a_row_taken_out_of_the_sheet_is_missed() -> None:
    data = damaged(filled(answers("A1-K04-D27"), past=PAST), lambda book: book["督办回复"].delete_rows(5))
    assert of_replies(submission(data, past=PAST)) == [("E212", "督办回复", "")]


def test_replies_are_read_whenever_they_come() -> None:
    data = filled(answers("A1-K01-D27") | answers("A1-K04-D27"), past=PAST)
    assert len(submission(data, past=PAST, received=datetime(2024, 6, 20, 8)).replies) == 2
