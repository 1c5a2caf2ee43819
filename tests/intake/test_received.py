"""When a return came in (DESIGN 9)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest

from reporter.intake.received import (
    FILE_TIME,
    REGISTERED,
    SAVED,
    parse_registration,
    received_time,
    registration_text,
)

ISSUED = datetime(2024, 5, 1)
FILE = datetime(2024, 6, 5, 16)


def test_the_registration_list_comes_first() -> None:
    listed, saved = datetime(2024, 6, 4, 9, 30), datetime(2024, 6, 3)
    assert received_time(listed, saved, FILE, ISSUED) == (listed, REGISTERED)


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
    assert (times, problems) == ({"abc": datetime(2024, 6, 4, 9, 30)}, ())


def test_a_line_that_cannot_be_read_is_named_and_the_others_count() -> None:
    text = "sha256,文件名,收件时间,来源\na,甲,六月四日,\nb,乙,2024/6/4,\n,,,\n"
    times, (found,) = parse_registration(text.encode(), "input_sheets/2024-05/收件登记.csv")
    assert times == {"b": datetime(2024, 6, 4)}
    assert (found.code, found.place.cell, found.seen) == ("E311", "第2行", "六月四日")


def test_lines_are_only_added_in_the_files_own_encoding() -> None:
    before = "sha256,文件名,收件时间,来源\na,甲,2024-06-04 09:30,邮件".encode("gbk")
    after = registration_text(before, [(b"x", "乙", datetime(2024, 6, 5, 8), "样例")])
    assert after.startswith(before)
    digest = sha256(b"x").hexdigest()
    assert parse_registration(after, "")[0] == {"a": datetime(2024, 6, 4, 9, 30), digest: datetime(2024, 6, 5, 8)}
    fresh = registration_text(None, [(b"x", "乙", datetime(2024, 6, 5, 8), "样例")])
    assert fresh.decode("utf-8-sig").startswith("sha256,文件名,收件时间,来源\n")
