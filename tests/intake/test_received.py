"""When a return came in (DESIGN 9)."""

from __future__ import annotations

from datetime import datetime

import pytest

from reporter.intake.received import (
    FILE_TIME,
    MAILBOX,
    REGISTERED,
    SAVED,
    Registered,
    parse_registration,
    received_time,
    registration_text,
)

ISSUED = datetime(2024, 5, 1)
FILE = datetime(2024, 6, 5, 16)


def line(key: str, received: datetime, source: str = "邮件", sender: str = "", name: str = "甲") -> Registered:
    return Registered(sha256=key, received=received, name=name, source=source, sender=sender)


@pytest.mark.parametrize(("source", "shown"), [("手工", REGISTERED), ("", REGISTERED), ("邮箱", MAILBOX)])
def test_the_registration_list_comes_first(source: str, shown: str) -> None:
    listed, saved = datetime(2024, 6, 4, 9, 30), datetime(2024, 6, 3)
    assert received_time(line("a", listed, source), saved, FILE, ISSUED) == (listed, shown)


def test_the_last_saved_time_comes_before_the_files_own() -> None:
    saved = datetime(2024, 6, 3, 10)
    assert received_time(None, saved, FILE, ISSUED) == (saved, SAVED)


@pytest.mark.parametrize("saved", [None, datetime(2024, 4, 30), datetime(2024, 6, 5, 16, 1)])
def test_a_last_saved_time_that_cannot_be_is_not_believed(saved: datetime | None) -> None:
    """Saved before the form was issued, or later than the file's own time."""
    assert received_time(None, saved, FILE, ISSUED) == (FILE, FILE_TIME)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_the_list_is_read_in_the_encodings_of_chinese_excel(encoding: str) -> None:
    text = "sha256,文件名,收件时间,来源\nABC,区发改局.xlsx,2024-06-04 09:30,邮件\nabc,重发,2024-06-06 09:30,邮件\n"
    times, problems = parse_registration(text.encode(encoding), "收件登记.csv")
    assert (times, problems) == ({"abc": line("abc", datetime(2024, 6, 4, 9, 30), name="区发改局.xlsx")}, ())


def test_a_line_that_cannot_be_read_is_named_and_the_others_count() -> None:
    text = "sha256,文件名,收件时间,来源\na,甲,六月四日,\nb,乙,2024/6/4,\n,,,\n"
    times, (found,) = parse_registration(text.encode(), "input_sheets/2024-05/收件登记.csv")
    assert times == {"b": line("b", datetime(2024, 6, 4), "", name="乙")}
    assert (found.code, found.place.cell, found.seen) == ("E311", "第2行", "六月四日")


JUNE_5 = datetime(2024, 6, 5, 8)
HEAD = "sha256,文件名,收件时间,来源"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_lines_are_only_added_in_the_files_own_encoding(encoding: str, end: str) -> None:
    """What stands there stays byte for byte, but for the heading of the new column."""
    before = f"{HEAD}\na,甲,2024-06-04 09:30,邮件{end}".encode(encoding)
    after = registration_text(before, [line("b", JUNE_5, "邮箱", "zhang@163.com")])
    wider = f"{HEAD},发件人\n".encode(encoding)
    assert after.startswith(wider + before.partition(b"\n")[2])
    assert parse_registration(after, "")[0] == {
        "a": line("a", datetime(2024, 6, 4, 9, 30)),
        "b": line("b", JUNE_5, "邮箱", "zhang@163.com"),
    }
    again = registration_text(after, [line("c", JUNE_5)])
    assert again.startswith(after) and len(again.splitlines()) == len(after.splitlines()) + 1


def test_a_list_of_the_clerks_own_columns_keeps_them() -> None:
    before = "备注,收件时间,sha256\r\n补报,2024-06-04,a\r\n".encode()
    after = registration_text(before, [line("b", JUNE_5, "邮箱", "zhang@163.com")]).decode()
    assert after.splitlines() == [
        "备注,收件时间,sha256,文件名,来源,发件人", "补报,2024-06-04,a", ",2024-06-05 08:00,b,甲,邮箱,zhang@163.com",
    ]  # fmt: skip


@pytest.mark.parametrize("before", [None, b""])
def test_a_fresh_list_is_one_that_excel_opens(before: bytes | None) -> None:
    fresh = registration_text(before, [line("a", JUNE_5.replace(second=7), "邮箱", "zhang@163.com")])
    assert fresh.decode("utf-8-sig") == f"{HEAD},发件人\na,甲,2024-06-05 08:00:07,邮箱,zhang@163.com\n"
    assert fresh.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", ["=1+1", "+86", "-x@163.com", "@a", "＝a"])
def test_nothing_in_the_list_is_a_formula(text: str) -> None:
    given = line("a", JUNE_5, "邮箱", text, name=f"{text}.xlsx")
    data = registration_text(None, [given])
    assert f",'{text}" in data.decode("utf-8-sig")
    assert parse_registration(data, "")[0] == {"a": given}


def test_the_mailbox_goes_before_what_was_typed_and_its_earliest_line_counts() -> None:
    typed, early, late = (
        line("a", JUNE_5),
        line("a", datetime(2024, 6, 6), "邮箱"),
        line("a", datetime(2024, 6, 7), "邮箱"),
    )
    for lines in ([typed, late, early], [late, typed, early], [early, late, typed]):
        assert parse_registration(registration_text(None, lines), "")[0] == {"a": early}
