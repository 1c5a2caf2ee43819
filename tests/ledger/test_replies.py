"""Several returns with replies to 督办单: the newest acceptable one counts, the first decides whether it was late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from reporter.forms.model import Issued, SheetKind
from reporter.intake.submission import Submission
from reporter.ledger.merge import merge
from reporter.ledger.model import Ledger
from reporter.plan.model import Closing, Plan
from tests.intake.test_replies import MATTERS, NUMBER, PAST, answers
from tests.returned import MAY, PLAN, filled, layout_map, submission

ONE = replace(PAST, matters=MATTERS[:1])
ROW = "A1-K01-D27"


def sent(day: int, name: str = "a.xlsx", **changed: Issued) -> Submission:
    """The form that came in on a day of June; without `changed` the reply is faultless."""
    given: dict[tuple[SheetKind, str, str], Issued] = answers(ROW, **changed)
    return submission(filled(given, past=ONE), name, past=ONE, received=datetime(2024, 6, day, 9, 5))


def ledger(*forms: Submission, plan: Plan = PLAN) -> Ledger:
    return merge(plan, MAY, list(layout_map(plan, ONE).values()), list(forms), ONE)


def codes(found: Ledger) -> list[tuple[str, str]]:
    return [(one.code, one.place.cell) for one in found.problems if one.code.startswith("E6")]


def test_an_acceptable_reply_counts() -> None:
    found = ledger(sent(3))
    (reply,) = found.replies
    assert (reply.bureau, reply.answer.code, reply.received, reply.reply_by) == (
        "B001", ROW, date(2024, 6, 3), date(2024, 6, 5),
    )  # fmt: skip
    assert codes(found) == []


@pytest.mark.parametrize("changed", [{"situation": None}, {"measures": None}, {"promised": None}, {"person": None}])
def test_an_incomplete_one_does_not(changed: dict[str, Issued]) -> None:
    found = ledger(sent(3, **changed))
    assert found.replies == () and len(codes(found)) == 1


def test_the_newest_acceptable_reply_stands_and_the_first_decides_on_time() -> None:
    found = ledger(sent(3), sent(7, "b.xlsx", situation="又开一场"))
    (reply,) = found.replies
    assert (reply.answer.situation, reply.received) == ("又开一场", date(2024, 6, 3))
    assert codes(found) == []


def test_a_blank_never_erases_and_needs_no_mending() -> None:
    found = ledger(sent(3), sent(4, "b.xlsx", situation=None))
    assert [one.answer.situation for one in found.replies] == ["已开两场招聘会，还差800人"]
    assert codes(found) == []


def test_what_was_incomplete_and_is_complete_now_is_put_right() -> None:
    found = ledger(sent(3, measures=None), sent(4, "b.xlsx"))
    assert [(one.code, one.item) for one in found.cleared] == [("E602", ROW)]
    (reply,) = found.replies
    assert reply.received == date(2024, 6, 4)


@pytest.mark.parametrize(("day", "late"), [(5, False), (7, True)])
def test_a_late_reply_is_remarked_at_its_cell(day: int, late: bool) -> None:
    found = ledger(sent(day))
    assert codes(found) == ([("E605", "I5")] if late else [])
    if late:
        (said,) = (one.message for one in found.problems if one.code == "E605")
        assert said == f"督办单{NUMBER}应于6月5日前回复，6月7日收到，计为逾期2日回复。"


def test_a_reply_in_writing_before_the_day_is_in_time() -> None:
    row = Closing(number=NUMBER, bureau="区发改局", code="A1-K01", conclusion="书面回复", closed=date(2024, 6, 5))
    assert codes(ledger(sent(7), plan=replace(PLAN, closings=(row,)))) == []
    after = replace(row, closed=date(2024, 6, 6))
    found = ledger(sent(7), plan=replace(PLAN, closings=(after,)))
    assert "6月6日收到，计为逾期1日回复" in next(one.message for one in found.problems if one.code == "E605")


def test_different_replies_are_listed_cell_by_cell() -> None:
    found = ledger(sent(3), sent(4, "b.xlsx", measures="每周一场", closing="是"))
    rows = [(one.item, one.heading, one.old, one.new, one.new_source.cell) for one in found.differences]
    assert rows == [(ROW, "措施", "6月再开三场", "每周一场", "J5"), (ROW, "申请销号", "", "是", "M5")]
