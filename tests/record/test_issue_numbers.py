"""Numbers of notices: one sequence a year, continued after what was issued."""

from __future__ import annotations

from datetime import date

from reporter.record.issue import Issue, IssuedNotice, last_serial, numbered


def notice(bureau: str, number: str = "") -> IssuedNotice:
    return IssuedNotice(number=number, bureau=bureau, colour="蓝", matters=())


def issue(period: str, *numbers: str) -> Issue:
    notices = tuple(notice("B001", number) for number in numbers)
    return Issue(period=period, edition=1, number="甲〔2024〕1号", issue_no="", day=date(2024, 6, 12), notices=notices)


ISSUED = [
    issue("2024-03", "屈督〔2024〕2号", "屈督〔2024〕11号"),
    issue("2024-04", "屈督〔2024〕9号", "屈督函〔2024〕30号", "屈督〔2023〕40号", "屈督〔2024〕5", ""),
]


def test_the_last_serial_is_the_highest_of_the_year_and_prefix() -> None:
    assert last_serial(ISSUED, "屈督", 2024) == 11
    assert last_serial(ISSUED, "屈督", 2023) == 40
    assert last_serial(ISSUED, "屈督函", 2024) == 30


def test_a_year_or_prefix_without_notices_begins_anew() -> None:
    assert last_serial(ISSUED, "屈督", 2025) == 0
    assert last_serial(ISSUED, "督", 2024) == 0
    assert last_serial([], "屈督", 2024) == 0


def test_a_prefix_is_text_and_no_pattern() -> None:
    assert last_serial(ISSUED, ".督", 2024) == 0


def test_numbers_follow_in_the_order_given() -> None:
    made = numbered([notice("B002"), notice("B001")], prefix="屈督", year=2024, last=11)
    assert [(one.bureau, one.number) for one in made] == [("B002", "屈督〔2024〕12号"), ("B001", "屈督〔2024〕13号")]
    assert numbered([], prefix="屈督", year=2024, last=11) == ()
