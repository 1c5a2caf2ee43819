"""The months before one: back to the first gap, oldest first, each computed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import Folder, FolderError, Settings
from reporter.record.model import Results
from reporter.workflow.month import Months
from reporter.workflow.register import Register
from tests.bulletin.small import results_of
from tests.plans import small_plan


class Counted(Months):
    """Computes empty results, and remembers for which months and from which month before."""

    def __init__(self, root: Path) -> None:
        register = Register(plan=small_plan(), sha256="0")
        super().__init__(Folder(root=root, settings=Settings()), register, lambda *_: None)
        self.computed: list[tuple[str, str]] = []

    def _compute(self, period: Period) -> Results:
        previous = self.before(period)[0]
        self.computed.append((str(period), previous.period if previous else ""))
        return results_of([], period=str(period))


@pytest.fixture
def months(tmp_path: Path) -> Counted:
    """Returns lie there for January, March, April and May."""
    for month in (1, 3, 4, 5):
        place = tmp_path / f"input_sheets/2024-{month:02d}"
        place.mkdir(parents=True)
        (place / "表.xlsx").write_bytes(b"x")
    return Counted(tmp_path)


def test_back_to_the_first_gap_oldest_first(months: Counted) -> None:
    found = months.assess(Period(2024, 5))
    assert [one.period for one in found.earlier] == ["2024-03", "2024-04"]
    assert found.previous is found.earlier[-1] and found.results.period == "2024-05"


def test_each_month_is_computed_once(months: Counted) -> None:
    months.assess(Period(2024, 5))
    months.assess(Period(2024, 4))
    months.forms(Period(2024, 5))
    assert months.computed == [("2024-03", ""), ("2024-04", "2024-03"), ("2024-05", "2024-04")]


def test_nothing_before_january(months: Counted) -> None:
    january = months.assess(Period(2024, 1))
    assert (january.earlier, january.previous) == ((), None)


def test_a_month_without_returns_is_no_month(months: Counted) -> None:
    with pytest.raises(FolderError, match="没有收到填报表"):
        months.assess(Period(2024, 2))
