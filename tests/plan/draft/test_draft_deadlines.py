"""Words of time to days."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.plan.draft.deadlines import deadline, due_in


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年6月底前", date(2026, 6, 30)),
        ("2月底", date(2026, 2, 28)),
        ("2026年6月15日前", date(2026, 6, 15)),
        ("6月上旬", date(2026, 6, 10)),
        ("2026-06-15", date(2026, 6, 15)),
        ("2026.6", date(2026, 6, 30)),
        ("一季度", date(2026, 3, 31)),
        ("第三季度末", date(2026, 9, 30)),
        ("上半年", date(2026, 6, 30)),
        ("年底前", date(2026, 12, 31)),
        ("全年", date(2026, 12, 31)),
        ("3月至10月", date(2026, 10, 31)),
        ("2026年6月31日", date(2026, 6, 30)),
    ],
)
def test_a_deadline_is_a_day(text: str, day: date) -> None:
    assert deadline(text, 2026) == day


@pytest.mark.parametrize("text", ["持续推进", "长期坚持", "每月5日", "", "按上级要求", "2026.13"])
def test_words_without_a_day_give_none(text: str) -> None:
    assert deadline(text, 2026) is None


def test_only_a_day_before_the_years_end_is_a_deadline_of_a_clause() -> None:
    assert due_in("2026年3月底前") == "2026年3月底前"
    assert due_in("到2026年底") == ""
    assert due_in("2026年项目") == ""
