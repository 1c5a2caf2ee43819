"""The ladder of notices: 蓝, 黄, 红 (DOMAIN 8)."""

from __future__ import annotations

import pytest

from reporter.core.status import Status
from reporter.progress.ladder import colour, worst

BEHIND, FAR = Status.BEHIND, Status.FAR_BEHIND


@pytest.mark.parametrize(
    ("now", "before", "months", "start", "found"),
    [
        (BEHIND, None, 1, "蓝", "蓝"),
        (FAR, BEHIND, 2, "蓝", "黄"),
        (BEHIND, BEHIND, 3, "蓝", "红"),
        (BEHIND, BEHIND, 7, "蓝", "红"),
        (FAR, FAR, 2, "蓝", "红"),
        (FAR, Status.ON_PACE, 1, "蓝", "蓝"),
        (BEHIND, None, 1, "黄", "黄"),
        (BEHIND, None, 1, "红", "红"),
    ],
)
def test_one_rung_a_month_and_red_when_far_behind_twice(
    now: Status, before: Status | None, months: int, start: str, found: str
) -> None:
    assert colour(now, before, months, start) == found


def test_a_notice_has_the_worst_of_its_colours() -> None:
    assert worst(["蓝", "红", "黄"]) == "红"
    assert worst(["蓝", "蓝"]) == "蓝"
