"""Last year's record of the same month: E421 speaks from the archive of that month, in January too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import Folder, Settings, write_atomic
from reporter.record.issue import Issue
from reporter.record.results import dump_results
from reporter.record.seal import FORMAT, Manifest, member_of, pack
from reporter.workflow.month import Months
from reporter.workflow.register import Register
from tests.plans import small_plan
from tests.returned import filled

JANUARY = Period(2024, 1)


def months(root: Path) -> Months:
    folder = Folder(root=root, settings=Settings())
    return Months(folder, Register(plan=small_plan(), sha256="0"), lambda *_: None)


def seal_last_year(root: Path) -> None:
    """January 2023 accepted what this year's faultless form says: 3 for A1-K13."""
    members = {"output/2023-01/results.json": dump_results(replace(months(root).results(JANUARY), period="2023-01"))}
    issue = Issue(period="2023-01", edition=1, number="甲〔2023〕1号", issue_no="", day=date(2023, 2, 12))
    manifest = Manifest(
        format=FORMAT, program="0.1.0", period="2023-01", edition=1, issue=issue, register="",
        members={name: member_of(data) for name, data in members.items()},
    )  # fmt: skip
    months(root).archives.add(Period(2023, 1), pack(manifest, members))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A1 of 区发改局 for January: A1-K13 is 3, and 2 a year ago."""
    write_atomic(tmp_path / "input_sheets/2024-01/表.xlsx", filled(period=JANUARY))
    return tmp_path


def test_last_years_figure_is_compared_in_january(root: Path) -> None:
    seal_last_year(root)
    found = [one for one in months(root).results(JANUARY).problems if one.code == "E421"]
    assert [(one.item.split()[0], one.seen) for one in found] == [("A1-K13", "2")]
    assert found[0].place.cell and "3" in found[0].message


def test_without_an_archive_nothing_is_said(root: Path) -> None:
    assert not [one for one in months(root).results(JANUARY).problems if one.code == "E421"]
    assert months(root).before(JANUARY) == (None, None)


def test_last_years_figures_are_no_history(root: Path) -> None:
    """January looks back at nothing else: no change, no months behind, no comparison."""
    seal_last_year(root)
    previous, past = months(root).before(JANUARY)
    assert previous is None and past is not None and not past.is_of_this_year
    assert past.year_ago["A1-K13"] == Decimal(3) and not past.figures and not past.bases
    found = months(root).assess(JANUARY)
    assert found.earlier == () and found.results.previous_sealed is None
    assert all(row.previous is None for row in found.results.indicators)


def test_a_nil_return_carries_nothing_from_last_year(tmp_path: Path) -> None:
    data = filled(period=JANUARY, blank=True, nil_return=True)
    write_atomic(tmp_path / "input_sheets/2024-01/表.xlsx", data)
    alone = months(tmp_path).results(JANUARY)
    seal_last_year(tmp_path)
    assert months(tmp_path).results(JANUARY).indicators == alone.indicators
