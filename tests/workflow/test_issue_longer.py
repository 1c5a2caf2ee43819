"""A quarter issued, sealed, made again from its archive, corrected; mail of it; a later quarter that rests on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from reporter.core.period import Period
from reporter.folder import FolderError
from reporter.record.history import load_history
from reporter.record.results import load_results
from reporter.workflow.correct import Corrected, correct
from reporter.workflow.documents import facts_of, write_documents
from reporter.workflow.issue import Issued, Order, issue
from reporter.workflow.mail_source import mail_source
from reporter.workflow.recheck import recheck
from tests.workflow.months import row
from tests.workflow.sealed_case import FIGURES, Working

Q1, Q2, H1 = (Period.parse(text) for text in ("2024-Q1", "2024-Q2", "2024-H1"))
JUNE_FIGURES = dict.fromkeys(FIGURES[3], "150")
LATER = {"A2-K01": "160", "A2-K02": "150"}


def issue_longer(working: Working, period: Period, serial: int, **more: int) -> Issued:
    order = Order(
        number=f"甲办发〔2024〕{serial}号",
        issue_no=None,
        day=date(2024, period.last_month + 1, 15),
        first_notice=more.get("first_notice"),
    )
    return issue(working.months(), period, order, pdf=False)


def correct_longer(working: Working, period: Period, serial: int | None = None) -> Corrected:
    number = f"甲办发〔2024〕{serial}号" if serial else ""
    return correct(working.months(), period, number, date(2024, period.last_month + 1, 25), pdf=False)


def made_again(archive: Path, place: Path, period: Period) -> dict[str, bytes]:
    """What a run of the archive, unpacked at an empty place, writes."""
    with ZipFile(archive) as package:
        package.extractall(place)
    folder = place / "output" / str(period)
    for path in folder.iterdir():
        if path.is_file():
            path.unlink()
    months = Working.at(place).months()
    write_documents(months, period, months.assess(period))
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def issued_files(working: Working, period: Period) -> dict[str, bytes]:
    folder = working.root / "output" / str(period)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture
def working(tmp_path: Path) -> Working:
    """March, April and May are issued, June has come back."""
    found = Working(tmp_path / "live")
    for number in (3, 4, 5):
        found.send(number, FIGURES[number])
        found.issue(number, number)
    found.send(6, JUNE_FIGURES)
    return found


@pytest.mark.parametrize("is_june_sealed", [False, True])
def test_an_issued_quarter_is_made_again_from_its_archive(
    working: Working, tmp_path: Path, is_june_sealed: bool
) -> None:
    if is_june_sealed:
        working.issue(6, 6)
    found = issue_longer(working, Q2, 9)
    assert found.archive == working.root / "output/2024-Q2/sealed/2024-Q2-1.zip"
    assert found.issue.notices == () and found.issue.number == "甲办发〔2024〕9号"
    issued = issued_files(working, Q2)
    assert "督查通报.docx" in issued and "溯源.xlsx" in issued
    assert made_again(found.archive, tmp_path / "again", Q2) == issued


def test_an_issued_quarter_after_more_has_come_is_made_again_as_sealed(working: Working, tmp_path: Path) -> None:
    working.issue(6, 6)
    working.send(6, LATER, date(2024, 7, 9))
    found = issue_longer(working, Q2, 9)
    assert row(found.results, "A2-K01").actual == 150
    assert made_again(found.archive, tmp_path / "again", Q2) == issued_files(working, Q2)


def test_a_quarter_over_months_that_were_not_issued_is_made_again(tmp_path: Path) -> None:
    working = Working(tmp_path / "live")
    for number in (3, 4, 5):
        working.send(number, FIGURES[number])
    working.send(6, JUNE_FIGURES)
    found = issue_longer(working, Q2, 9)
    assert made_again(found.archive, tmp_path / "again", Q2) == issued_files(working, Q2)


def test_a_quarter_with_a_gap_says_so_again(tmp_path: Path) -> None:
    working = Working(tmp_path / "live")
    working.send(3, FIGURES[3])
    found = issue_longer(working, Q1, 1)
    with ZipFile(found.archive) as package:
        history = load_history(package.read("output/2024-Q1/sealed/history.json"))
    assert history.gaps == (Period(2024, 1), Period(2024, 2))
    assert made_again(found.archive, tmp_path / "again", Q1) == issued_files(working, Q1)


def test_an_unsealed_last_month_is_remarked(working: Working) -> None:
    assert any("2024年6月还没有签发封存" in one for one in issue_longer(working, Q2, 9).remarks)
    working.issue(6, 10)
    assert not any("2024年6月还没有" in one for one in issue_longer(working, H1, 11).remarks)


def test_a_quarter_is_issued_once(working: Working) -> None:
    issue_longer(working, Q2, 9)
    with pytest.raises(FolderError, match="2024年二季度已签发封存（甲办发〔2024〕9号）"):
        issue_longer(working, Q2, 10)


def test_a_quarter_numbers_no_notices(working: Working) -> None:
    with pytest.raises(FolderError, match="二季度不编督办单"):
        issue_longer(working, Q2, 9, first_notice=20)


def test_a_number_of_a_quarter_is_used(working: Working) -> None:
    issue_longer(working, Q2, 9)
    with pytest.raises(FolderError, match="甲办发〔2024〕9号已用在2024年二季度的通报上"):
        working.issue(6, 9)


def test_a_quarter_is_not_issued_before_its_end(working: Working) -> None:
    order = Order(number="甲办发〔2024〕9号", issue_no=None, day=date(2024, 6, 30))
    with pytest.raises(FolderError, match="2024年二季度要到6月30日才完"):
        issue(working.months(), Q2, order, pdf=False)


def test_a_sealed_quarter_is_compared_with_the_files_of_today(working: Working) -> None:
    issue_longer(working, Q2, 9)
    assert not recheck(working.months(), Q2).changes
    working.send(6, LATER, date(2024, 7, 9))
    changes = recheck(working.months(), Q2).changes
    assert changes and [one.code for one in changes.figures] == ["A2-K01"]


def test_a_quarter_is_corrected_as_the_next_edition(working: Working, tmp_path: Path) -> None:
    issue_longer(working, Q2, 9)
    before = issued_files(working, Q2)
    working.send(6, LATER, date(2024, 7, 9))
    assert correct_longer(working, Q2).archive is None
    found = correct_longer(working, Q2, 12)
    assert found.archive == working.root / "output/2024-Q2/sealed/2024-Q2-2.zip"
    after = issued_files(working, Q2)
    assert {name: after[name] for name in before} == before and "更正通报.docx" in after
    again = made_again(found.archive, tmp_path / "again", Q2)
    below = working.root / "output/2024-Q2/更正后"
    assert row(load_results(again["results.json"]), "A2-K01").actual == 160
    assert again["results.json"] == (below / "results.json").read_bytes()
    assert not recheck(working.months(), Q2).changes


def test_nothing_to_correct_in_a_quarter_that_stayed(working: Working) -> None:
    issue_longer(working, Q2, 9)
    assert not correct_longer(working, Q2, 12).changes
    with pytest.raises(FolderError, match="2024年一季度还没有签发封存"):
        correct_longer(working, Q1, 13)


def test_a_corrected_month_shows_in_the_quarter_that_viewed_it(working: Working) -> None:
    working.issue(6, 6)
    issue_longer(working, Q2, 9)
    working.send(6, LATER, date(2024, 7, 9))
    assert not recheck(working.months(), Q2).changes
    working.correct(6, 10)
    changes = recheck(working.months(), Q2).changes
    assert changes and [one.code for one in changes.figures] == ["A2-K01"]


def test_a_later_quarter_rests_on_the_sealed_one_and_tells_of_its_correction(working: Working) -> None:
    issue_longer(working, Q1, 8)
    working.send(3, {"A2-K01": "25", "A2-K02": "3"}, date(2024, 4, 9))
    months = working.months()
    found = months.assess(Q2)
    assert (row(found.results, "A2-K01").previous, found.results.previous_sealed) == (22, True)
    working.correct(3, 20)
    correct_longer(working, Q1, 21)
    months = working.months()
    found = months.assess(Q2)
    assert row(found.results, "A2-K01").previous == 25
    assert [(one.period, one.correction) for one in facts_of(months, found).footnotes] == [
        ("2024-Q1", "甲办发〔2024〕21号")
    ]


def test_letters_of_an_issued_quarter_carry_what_was_sealed(working: Working) -> None:
    issue_longer(working, Q2, 9)
    (working.root / "output/2024-Q2/督查通报.docx").write_bytes(b"typed over")
    source = mail_source(working.months(), Q2)
    assert source.sealed and source.files["督查通报.docx"] != b"typed over"


def test_periods_of_one_end_sort_by_length() -> None:
    june = Period(2024, 6)
    assert sorted([H1, Q2, june, Q1]) == [Q1, june, Q2, H1]
    assert [one.called for one in (june, Q2, H1, Period.parse("2024"))] == [
        "2024年6月",
        "2024年二季度",
        "2024年上半年",
        "2024年",
    ]
