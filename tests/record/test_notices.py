"""督办单 from issue to closing: the state of every matter, what the next forms ask, what the register confirms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.bulletin.facts import Item
from reporter.core.period import Period
from reporter.core.source import Source
from reporter.core.status import Status
from reporter.plan.model import Closing, Kind, Plan
from reporter.record.issue import Issue, IssuedMatter, IssuedNotice
from reporter.record.model import MatterState, NoticeResult, ReplyResult, Results
from reporter.record.notices import notices_of, open_matters, unmatched, with_own_issue
from tests.bulletin.items import item
from tests.bulletin.small import plan_of, results_of

BEHIND, RED, MET, SILENT = Status.BEHIND, Status.FAR_BEHIND, Status.ON_PACE, Status.NOT_REPORTED
OPEN, IMPROVING, PROPOSED = MatterState.OPEN, MatterState.IMPROVING, MatterState.CLOSING_PROPOSED
CLOSED, CARRIED, WITHDRAWN = MatterState.CLOSED, MatterState.CARRIED_ON, MatterState.WITHDRAWN
APRIL, MAY, JUNE = (Period(2024, month) for month in (4, 5, 6))
FIRST, SECOND, THIRD = (f"屈督〔2024〕{number}号" for number in (1, 2, 3))


def jobs(status: Status, actual: str = "300", code: str = "A1-K01") -> Item:
    return item(Kind.CUMULATIVE, status, "城镇新增就业", actual=actual, target="1500", unit="人", code=code)


PLAN = plan_of([jobs(BEHIND)])


def issue(period: Period, number: str, day: date, *, colour: str = "蓝", bureau: str = "B001",
          codes: Sequence[str] = ("A1-K01",), reply_by: date | None = None) -> Issue:  # fmt: skip
    matters = tuple(IssuedMatter(code=code, colour=colour, months_behind=1) for code in codes)
    notice = IssuedNotice(number=number, bureau=bureau, colour=colour, matters=matters, reply_by=reply_by)
    return Issue(period=str(period), edition=1, number="甲〔2024〕9号", issue_no="", day=day, notices=(notice,))


IN_APRIL = issue(APRIL, FIRST, date(2024, 5, 12))


def reply(number: str = FIRST, received: date = date(2024, 6, 3), **more: object) -> ReplyResult:
    said: dict[str, object] = {
        "notice": number, "bureau": "B001", "code": "A1-K01", "situation": "已开两场招聘会", "measures": "再开三场",
        "promised": date(2024, 6, 30), "person": "张××", "closing": False, "received": received,
        "source": Source(file="input_sheets/2024-05/表.xlsx", sheet="督办回复", cell="I5", sha256="0"), **more,
    }  # fmt: skip
    return ReplyResult(**said)  # type: ignore[arg-type]


def month(period: Period, status: Status, *replies: ReplyResult, actual: str = "300") -> Results:
    return replace(results_of([jobs(status, actual)], period=str(period)), replies=replies)


def states(rows: Sequence[NoticeResult]) -> list[tuple[str, MatterState]]:
    return [(one.number, one.state) for one in rows]


def seen(period: Period, months: Sequence[Results], *issues: Issue, plan: Plan = PLAN) -> tuple[NoticeResult, ...]:
    return notices_of(plan, period, issues or (IN_APRIL,), months)


def closing(day: date, number: str = FIRST, conclusion: str = "同意销号", **more: str) -> Closing:
    row = {"bureau": "区发改局", "code": "A1-K01", **more}
    return Closing(number=number, conclusion=conclusion, closed=day, **row)


def with_closings(*rows: Closing) -> Plan:
    return replace(PLAN, closings=rows)


def test_a_new_notice_is_open_and_nothing_is_overdue_yet() -> None:
    april = month(APRIL, BEHIND)
    (row,) = seen(APRIL, [april])
    assert (row.state, row.overdue, row.replied, row.met, row.reply_by) == (OPEN, False, None, False, date(2024, 6, 5))
    assert row.stood == row.stands == "完成300人，占年任务20.0%，慢于时序21.7个百分点"
    assert row.standard == "占年任务之比达到当月时序进度"


@pytest.mark.parametrize(
    ("status", "replies", "state", "overdue"),
    [
        (BEHIND, (), OPEN, True),
        (SILENT, (), OPEN, True),
        (SILENT, (reply(),), IMPROVING, False),
        (BEHIND, (reply(),), IMPROVING, False),
        (MET, (reply(),), PROPOSED, False),
        (MET, (), PROPOSED, True),
        (BEHIND, (reply(closing=True),), PROPOSED, False),
    ],
    ids=["silent", "no figure", "no figure, replied", "replied", "on pace", "on pace, silent", "asks"],
)
def test_the_state_a_month_later(
    status: Status, replies: tuple[ReplyResult, ...], state: MatterState, overdue: bool
) -> None:
    (row,) = seen(MAY, [month(APRIL, BEHIND), month(MAY, status, *replies)])
    assert (row.state, row.overdue, row.closing_proposed) == (state, overdue, state is PROPOSED)


@pytest.mark.parametrize(
    ("received", "late"), [(date(2024, 6, 5), 0), (date(2024, 6, 7), 2), (date(2024, 6, 8), 2), (date(2024, 6, 11), 4)]
)
def test_a_late_reply_counts_working_days(received: date, late: int) -> None:
    (row,) = seen(MAY, [month(APRIL, BEHIND), month(MAY, BEHIND, reply(received=received))])
    assert (row.replied, row.days_late, row.overdue) == (received, late, False)


def test_a_red_notice_is_answered_by_its_own_day_and_a_reply_in_writing_counts() -> None:
    red = issue(APRIL, FIRST, date(2024, 5, 12), colour="红", reply_by=date(2024, 5, 17))
    months = [month(APRIL, RED), month(MAY, RED, reply())]
    (late,) = notices_of(PLAN, MAY, [red], months)
    assert (late.replied, late.days_late) == (date(2024, 6, 3), 11)
    written = with_closings(closing(date(2024, 5, 16), conclusion="书面回复"))
    (in_time,) = notices_of(written, MAY, [red], months)
    assert (in_time.replied, in_time.days_late, in_time.state) == (date(2024, 5, 16), 0, IMPROVING)
    (only_written,) = notices_of(written, MAY, [red], [months[0], month(MAY, RED)])
    assert (only_written.state, only_written.reply, only_written.overdue) == (IMPROVING, None, False)


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (closing(date(2024, 5, 31)), CLOSED),
        (closing(date(2024, 6, 7)), CLOSED),
        (closing(date(2024, 6, 8)), PROPOSED),
        (closing(date(2024, 5, 31), number="屈督[2024]1号"), CLOSED),
        (closing(date(2024, 5, 31), number="屈督〔2024〕2号"), PROPOSED),
        (closing(date(2024, 5, 31), bureau="区残联"), PROPOSED),
        (closing(date(2024, 5, 31), code="A1-K02"), PROPOSED),
    ],
    ids=[
        "in time",
        "by the day figures close",
        "a day later",
        "brackets",
        "other number",
        "other bureau",
        "other code",
    ],
)
def test_the_office_closes_a_matter_by_a_row_of_the_register(row: Closing, state: MatterState) -> None:
    (found,) = seen(MAY, [month(APRIL, BEHIND), month(MAY, MET, reply())], plan=with_closings(row))
    assert (found.state, found.closed) == (state, row.closed if state is CLOSED else None)


def test_three_months_up_the_ladder_leave_one_open_row() -> None:
    issues = [
        IN_APRIL,
        issue(MAY, SECOND, date(2024, 6, 12), colour="黄"),
        issue(JUNE, THIRD, date(2024, 7, 10), colour="红", reply_by=date(2024, 7, 17)),
    ]
    months = [month(APRIL, BEHIND), month(MAY, BEHIND, reply()), month(JUNE, RED, reply(SECOND, date(2024, 7, 3)))]
    assert states(notices_of(PLAN, APRIL, issues, months[:1])) == [(FIRST, OPEN)]
    assert states(notices_of(PLAN, MAY, issues[:1], months[:2])) == [(FIRST, IMPROVING)]
    assert states(notices_of(PLAN, JUNE, issues, months)) == [(FIRST, CARRIED), (SECOND, CARRIED), (THIRD, OPEN)]
    rows = notices_of(PLAN, JUNE, issues, months)
    assert [one.carried_by for one in rows] == [THIRD, THIRD, ""]
    assert [one.reply_by for one in rows] == [date(2024, 6, 5), date(2024, 7, 5), date(2024, 7, 17)]
    july = Period(2024, 7)
    assert [one.notice for one in open_matters(PLAN, july, issues, months)] == [THIRD]


def test_a_correction_that_clears_a_matter_withdraws_it_and_hands_it_back() -> None:
    issues = [IN_APRIL, issue(MAY, SECOND, date(2024, 6, 12))]
    corrected = [month(APRIL, BEHIND), month(MAY, MET, reply()), month(JUNE, MET)]
    assert states(notices_of(PLAN, JUNE, issues, corrected)) == [(FIRST, PROPOSED), (SECOND, WITHDRAWN)]
    as_issued = [corrected[0], month(MAY, BEHIND, reply()), corrected[2]]
    assert states(notices_of(PLAN, JUNE, issues, as_issued)) == [(FIRST, CARRIED), (SECOND, PROPOSED)]


def test_a_merged_bureau_is_answered_for_by_the_one_that_took_it_over() -> None:
    issues = [
        issue(Period(2024, 3), FIRST, date(2024, 4, 10), bureau="B007"),
        issue(APRIL, SECOND, date(2024, 5, 12), bureau="B002"),
    ]
    months = [results_of([jobs(BEHIND)], period=f"2024-{number:02d}") for number in (3, 4)]
    first, second = notices_of(PLAN, APRIL, issues, months)
    assert [(one.bureau, one.answering, one.state) for one in (first, second)] == [
        ("B007", "B002", CARRIED), ("B002", "B002", OPEN),
    ]  # fmt: skip
    (before,) = notices_of(PLAN, Period(2024, 3), issues[:1], months[:1])
    assert before.answering == "B007"
    (asked,) = open_matters(PLAN, APRIL, issues[:1], months[:1])
    assert asked.bureau == "B002"  # on 31 March it was still its own; the form goes out when it is no more
    for name in ("区老干局", "区残联"):
        row = closing(date(2024, 5, 6), bureau=name)
        assert notices_of(with_closings(row), APRIL, issues[:1], months)[0].state is CLOSED


def test_what_the_forms_ask() -> None:
    april = month(APRIL, BEHIND)
    (asked,) = open_matters(PLAN, MAY, [IN_APRIL], [april])
    assert (asked.notice, asked.action, asked.bureau, asked.code, asked.name) == (
        FIRST, "A1", "B001", "A1-K01", "城镇新增就业",
    )  # fmt: skip
    assert (asked.reply_by, asked.required, asked.situation) == (date(2024, 6, 5), date(2024, 12, 31), "")
    told = [april, month(MAY, SILENT, reply())]
    (again,) = open_matters(PLAN, JUNE, [IN_APRIL], told)
    assert (again.situation, again.measures, again.promised, again.person) == (
        "已开两场招聘会", "再开三场", date(2024, 6, 30), "张××",
    )  # fmt: skip


@pytest.mark.parametrize("status", [MET, Status.ACHIEVED])
def test_what_is_on_pace_again_is_asked_no_more(status: Status) -> None:
    assert open_matters(PLAN, JUNE, [IN_APRIL], [month(APRIL, BEHIND), month(MAY, status)]) == ()


def test_what_is_closed_is_asked_no_more_and_what_is_only_answered_in_writing_is() -> None:
    months = [month(APRIL, BEHIND), month(MAY, SILENT)]
    assert open_matters(with_closings(closing(date(2024, 6, 1))), JUNE, [IN_APRIL], months) == ()
    written = with_closings(closing(date(2024, 6, 1), conclusion="书面回复"))
    assert len(open_matters(written, JUNE, [IN_APRIL], months)) == 1


def test_nothing_is_carried_into_another_year() -> None:
    december = issue(Period(2024, 12), FIRST, date(2025, 1, 10))
    assert open_matters(PLAN, Period(2025, 1), [december], [month(Period(2024, 12), BEHIND)]) == ()
    assert notices_of(PLAN, Period(2025, 1), [december], []) == ()


def test_a_matter_whose_month_is_unknown_keeps_its_name_from_the_register() -> None:
    (row,) = seen(MAY, [])
    assert (row.name, row.action, row.stood, row.stands, row.state) == ("城镇新增就业", "A1", "", "", OPEN)
    gone = replace(PLAN, indicators=())
    (row,) = notices_of(gone, MAY, [IN_APRIL], [])
    assert (row.name, row.action) == ("", "A1")


def test_an_issued_month_holds_its_own_notices() -> None:
    may = month(MAY, BEHIND, reply())
    own = issue(MAY, SECOND, date(2024, 6, 12), colour="黄")
    found = with_own_issue(may, PLAN, own, [IN_APRIL], [month(APRIL, BEHIND)])
    assert states(found.notices) == [(FIRST, CARRIED), (SECOND, OPEN)]
    assert replace(found, notices=()) == may


def test_rows_of_the_register_that_fit_no_notice() -> None:
    rows = seen(MAY, [])
    fitting = closing(date(2024, 5, 31), number="屈督(2024)1号")
    wrong = closing(date(2024, 5, 31), number=SECOND)
    later = closing(date(2024, 6, 20), number=SECOND)
    last_year = closing(date(2023, 12, 20), number=SECOND)
    assert unmatched(with_closings(fitting, wrong, later, last_year), MAY, rows) == (wrong,)


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["B001", "B002"]), st.sets(st.integers(1, 3), min_size=1)),
        max_size=8,
    ),
    st.lists(st.tuples(st.integers(1, 8), st.integers(1, 3), st.integers(1, 7)), max_size=4),
)
def test_whatever_is_issued_a_bureau_has_one_open_row_for_a_matter(
    notices: list[tuple[int, str, set[int]]], closings: list[tuple[int, int, int]]
) -> None:
    issues = [
        issue(
            Period(2024, number), f"屈督〔2024〕{serial}号", date(2024, number + 1, 12), bureau=bureau,
            codes=[f"A1-K{code:02d}" for code in sorted(codes)],
        )
        for serial, (number, bureau, codes) in enumerate(notices, 1)
    ]  # fmt: skip
    plan = with_closings(
        *(
            closing(date(2024, number, 28), number=f"屈督〔2024〕{serial}号", code=f"A1-K{code:02d}")
            for serial, code, number in closings
        )
    )
    rows = notices_of(plan, JUNE, issues, [])
    assert len(rows) == sum(len(codes) for _, _, codes in notices)
    still = Counter((one.answering, one.code) for one in rows if one.state in (OPEN, IMPROVING, PROPOSED))
    assert all(number == 1 for number in still.values())
