"""Issue: numbers on the documents, everything sealed, and the archive alone makes the same again."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from reporter.core.status import Status
from reporter.folder import FileBusy, FolderError
from reporter.plan.model import Rule
from reporter.record.history import load_history
from reporter.workflow.archives import Archives
from reporter.workflow.documents import write_documents
from reporter.workflow.forms import write_forms, write_samples
from reporter.workflow.issue import Issued, Order, clean_number, issue
from reporter.workflow.recheck import recheck, verdict
from tests.document.docsamples import part, text_of
from tests.workflow.sealed_case import FIGURES, Working, computing, month, register

DRAFT = "（送审稿）"


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> tuple[Working, dict[int, Issued]]:
    """March and April are issued, May is sent and not yet issued."""
    working = Working(tmp_path_factory.mktemp("签发") / "工作 文件夹")
    issued = {}
    for number in (3, 4):
        working.send(number, FIGURES[number])
        issued[number] = working.issue(number, number * 2)
    working.send(5, FIGURES[5])
    return working, issued


@pytest.fixture
def copy(spring: tuple[Working, dict[int, Issued]], tmp_path: Path) -> Working:
    """A copy of that folder to do things to."""
    shutil.copytree(spring[0].root, tmp_path / "w")
    return Working.at(tmp_path / "w")


def words(path: Path) -> str:
    return text_of(part(path.read_bytes()))


def run(working: Working, number: int) -> None:
    months = working.months()
    write_documents(months, month(number), months.assess(month(number)))


def files_in(place: Path) -> dict[str, bytes]:
    """The documents of a period; not its memory."""
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and "sealed" not in path.parts
    }


def test_number_and_day_stand_on_every_document(spring: tuple[Working, dict[int, Issued]]) -> None:
    working, _ = spring
    circular = words(working.output(4, "督查通报.docx"))
    assert "甲办发〔2024〕8号" in circular and "2024年5月12日" in circular and DRAFT not in circular
    for name in ("领导专报.docx", "民生实事专报.docx"):
        said = words(working.output(4, name))
        assert "第2期" in said and "2024年5月12日" in said and DRAFT not in said
    assert "第1期" in words(working.output(3, "领导专报.docx"))


def test_notices_are_numbered_in_one_sequence_and_say_by_when(spring: tuple[Working, dict[int, Issued]]) -> None:
    working, issued = spring
    numbers = [one.number for made in issued.values() for one in made.issue.notices]
    assert numbers == [f"屈督〔2024〕{serial}号" for serial in range(1, len(numbers) + 1)] and len(numbers) >= 3
    orders = [working.months().register.plan.bureau_by_code[one.bureau].order for one in issued[4].issue.notices]
    assert orders == sorted(orders)
    for one in issued[4].issue.notices:
        name = working.months().register.plan.bureau_by_code[one.bureau].name
        notice = words(working.output(4, f"notices/2024-04-{name}.docx"))
        assert one.number in notice and DRAFT not in notice
        assert (one.reply_by is not None) == (one.colour == "红")
        assert one.number in words(working.output(4, "督查通报.docx"))
    assert all(one.matters for one in issued[4].issue.notices)


def test_a_draft_has_no_number(copy: Working) -> None:
    run(copy, 5)
    assert DRAFT in words(copy.output(5, "督查通报.docx")) and DRAFT in words(copy.output(5, "领导专报.docx"))
    assert "文号签发时编" in words(copy.output(5, "督查通报.docx"))


def test_the_first_issue_says_that_the_month_before_was_not_sealed_and_the_second_does_not(tmp_path: Path) -> None:
    working = Working(tmp_path)
    working.send(3, FIGURES[3])
    working.send(4, FIGURES[4])
    (remark,) = [one for one in working.issue(4, 8).remarks if "封存" in one]
    assert remark == "2024年3月还没有签发封存，环比用的是现算的数，文中已注明。"
    assert "3月数据未封存，环比按现有数据重算" in words(working.output(4, "督查通报.docx"))
    assert working.results(4).previous_sealed is False


def test_a_sealed_month_before_needs_no_remark(spring: tuple[Working, dict[int, Issued]]) -> None:
    working, issued = spring
    assert issued[4].remarks == () and working.results(4).previous_sealed is True
    assert "未封存" not in words(working.output(4, "督查通报.docx"))


def test_a_month_is_issued_once(copy: Working) -> None:
    before = copy.archive(4).read_bytes()
    with pytest.raises(
        FolderError, match=r"2024年4月已签发封存（甲办发〔2024〕8号），不能再签发.*reporter correct 2024-04"
    ):
        copy.issue(4, 9)
    assert copy.archive(4).read_bytes() == before and not copy.archive(4, 2).exists()


def test_a_number_stands_on_one_document(copy: Working) -> None:
    with pytest.raises(FolderError, match="甲办发〔2024〕8号已用在2024年4月的通报上"):
        copy.issue(5, 8)
    with pytest.raises(FolderError, match="第2期已用在2024年4月的通报上"):
        issue(copy.months(), month(5), Order(number="", issue_no=2, day=date(2024, 6, 12)), pdf=False)
    assert not copy.archive(5).exists()


def test_notices_go_on_where_the_office_says(copy: Working) -> None:
    used = sum(len(sealed.issue.notices) for n in (3, 4) for sealed in copy.months().archives.editions(month(n)))
    order = Order(number="甲办发〔2024〕10号", issue_no=7, day=date(2024, 6, 12), first_notice=used)
    with pytest.raises(FolderError, match=f"督办单已编到{used}号，这次要从{used + 1}号以后编起"):
        issue(copy.months(), month(5), order, pdf=False)
    order = Order(number="甲办发〔2024〕10号", issue_no=7, day=date(2024, 6, 12), first_notice=used + 5)
    made = issue(copy.months(), month(5), order, pdf=False).issue
    assert made.notices[0].number == f"屈督〔2024〕{used + 5}号" and made.issue_no == "第7期"


def test_a_day_before_the_month_is_over(copy: Working) -> None:
    with pytest.raises(FolderError, match="2024年5月要到5月31日才完，签发日期不能是2024-05-31"):
        issue(
            copy.months(), month(5), Order(number="甲办发〔2024〕10号", issue_no=None, day=date(2024, 5, 31)), pdf=False
        )


def test_a_number_of_another_year_is_remarked(copy: Working) -> None:
    order = Order(number="甲办发〔2023〕10号", issue_no=None, day=date(2024, 6, 12))
    assert any("不是同一年，请核对" in one for one in issue(copy.months(), month(5), order, pdf=False).remarks)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("屈政办发〔2024〕12号", "屈政办发〔2024〕12号"),
        ("屈政办发[2024]12号", "屈政办发〔2024〕12号"),
        ("屈政办发（２０２４）12 号", "屈政办发〔2024〕12号"),
        ("屈政办发【2024】12号", "屈政办发〔2024〕12号"),
    ],
)
def test_numbers_as_people_type_them(typed: str, number: str) -> None:
    cleaned, said = clean_number(typed)
    assert cleaned == number and (said == "") == (typed == number)


@pytest.mark.parametrize(
    "typed", ["", "12", "屈政办发2024年12号", "屈政办发〔2024〕012号", "〔2024〕12号", "屈政办发〔2024〕12"]
)
def test_what_is_no_number(typed: str) -> None:
    with pytest.raises(FolderError, match="不是发文字号"):
        clean_number(typed)


def test_a_template_at_fault_stops_the_issue(copy: Working) -> None:
    template = copy.root / "templates/领导专报.md.j2"
    template.parent.mkdir()
    template.write_text("{{ 没有的数 }}", encoding="utf-8")
    with pytest.raises(FolderError, match=r"没有签发：模板“领导专报\.md\.j2”"):
        copy.issue(5, 10)
    assert not copy.archive(5).exists()


def test_the_archive_is_the_same_whenever_it_is_made(copy: Working, tmp_path: Path) -> None:
    shutil.copytree(copy.root, tmp_path / "other")
    other = Working.at(tmp_path / "other")
    copy.issue(5, 10)
    other.issue(5, 10)
    assert copy.archive(5).read_bytes() == other.archive(5).read_bytes()


def test_what_an_archive_holds(spring: tuple[Working, dict[int, Issued]]) -> None:
    working, _ = spring
    with ZipFile(working.archive(4)) as package:
        names = set(package.namelist())
    sent = {f"input_sheets/2024-04/{path.name}" for path in (working.root / "input_sheets/2024-04").iterdir()}
    documents = {f"output/2024-04/{name}" for name in files_in(working.output(4))}
    assert sent | documents <= names and len(sent) == 5
    assert {
        "封存说明.txt", "manifest.json", "reporter.toml", "input_sheets/计划台账.xlsx", "templates/督查通报.md.j2",
        "output/2024-04/sealed/issue.json", "output/2024-04/sealed/history.json",
    } <= names  # fmt: skip
    assert not any("forms/" in name or "mail/" in name for name in names)


def unpacked(working: Working, number: int, place: Path, edition: int = 1) -> Working:
    with ZipFile(working.archive(number, edition)) as package:
        package.extractall(place)
    return Working.at(place)


@pytest.mark.parametrize("number", [3, 4])
def test_an_unpacked_archive_makes_the_same_documents(
    spring: tuple[Working, dict[int, Issued]], tmp_path: Path, number: int
) -> None:
    alone = unpacked(spring[0], number, tmp_path)
    sealed = files_in(alone.output(number))
    for path in alone.output(number).rglob("*"):
        if path.is_file() and "sealed" not in path.parts:
            path.unlink()
    run(alone, number)
    assert files_in(alone.output(number)) == sealed == files_in(spring[0].output(number))


def test_a_damaged_record_of_an_unpacked_archive_is_named(
    spring: tuple[Working, dict[int, Issued]], tmp_path: Path
) -> None:
    alone = unpacked(spring[0], 4, tmp_path)
    alone.output(4, "sealed/history.json").write_bytes(b"{}x")
    with pytest.raises(FolderError, match=r"history\.json”坏了"):
        run(alone, 4)


def test_sealed_months_are_not_computed_and_need_no_returns(copy: Working) -> None:
    whole, noted = computing(copy)
    expected = whole.assess(month(5)).results
    assert noted == ["2024-05"]
    for number in (3, 4):
        shutil.rmtree(copy.root / f"input_sheets/2024-0{number}")
    alone, noted = computing(copy)
    month_alone = alone.assess(month(5))
    assert month_alone.results == expected and noted == ["2024-05"]
    assert [one.period for one in month_alone.earlier] == ["2024-03", "2024-04"]
    assert [one.period for one in month_alone.history.issues] == ["2024-03", "2024-04"]
    row = next(one for one in expected.indicators if one.code == "A2-K01")
    assert (row.months_behind, str(row.previous), row.previous_status) == (3, "30", Status.BEHIND)


def test_the_record_counts_and_not_what_lies_there(copy: Working) -> None:
    """A changed return of a sealed month changes nothing in the next one, which says that it waits."""
    copy.send(4, {"A2-K01": "36"}, date(2024, 5, 20))
    months = copy.months()
    assessed = months.assess(month(5))
    assert next(str(one.previous) for one in assessed.results.indicators if one.code == "A2-K01") == "30"
    written = write_documents(months, month(5), assessed)
    (remark,) = [one for one in written.remarks if "reporter correct" in one]
    assert remark.startswith("2024年4月已印发（甲办发〔2024〕8号），现在的数和印发的不一样：1项指标数据变动。")
    said = words(copy.output(5, "督查通报.docx"))
    assert "4月通报（甲办发〔2024〕8号）印发后有1项指标数据变动，更正正在办理，本期仍用印发的数。" in said


def test_a_register_that_gives_another_result_is_noticed_and_one_that_does_not_is_not(copy: Working) -> None:
    copy.register(register(名单上限="9", 报送截止="6"))
    months = copy.months()
    assert len(months.archives.editions(month(4))) == 1
    written = write_documents(months, month(5), months.assess(month(5)))
    assert any("统计规则调整" in one for one in written.remarks)
    later = Rule(name="名单上限", value="9", since=date(2024, 7, 1))
    copy.register(replace(register(), rules=(*register().rules, later)))
    months, noted = computing(copy)
    assert not write_documents(months, month(5), months.assess(month(5))).remarks and noted == ["2024-05"]


def test_running_a_sealed_month_again(copy: Working) -> None:
    before = files_in(copy.output(4))
    found = recheck(copy.months(), month(4))
    assert verdict(month(4), found) == "2024年4月已签发封存（甲办发〔2024〕8号，2024-05-12），没有变化。"
    assert found.restored == () and files_in(copy.output(4)) == before


def test_what_is_missing_of_the_documents_comes_back(copy: Working) -> None:
    before = files_in(copy.output(4))
    for name in ("督查通报.docx", "results.json"):
        copy.output(4, name).unlink()
    shutil.rmtree(copy.output(4, "notices"))
    copy.output(4, "领导专报.docx").write_bytes(b"filled in by hand")
    found = recheck(copy.months(), month(4))
    assert len(found.restored) == 2 + sum(name.startswith("notices/") for name in before)
    assert files_in(copy.output(4)) == {**before, "领导专报.docx": b"filled in by hand"}


def test_a_sealed_month_whose_files_changed_is_not_rewritten(copy: Working) -> None:
    before = files_in(copy.output(4))
    copy.send(4, {"A2-K01": "36", "A1-K01": "41"}, date(2024, 5, 20))
    said = verdict(month(4), recheck(copy.months(), month(4)))
    assert "现在的数和印发的不一样：2项指标数据变动" in said and "reporter correct 2024-04" in said
    assert files_in(copy.output(4)) == before


def test_a_sealed_month_without_its_returns(copy: Working) -> None:
    shutil.rmtree(copy.root / "input_sheets/2024-04")
    found = recheck(copy.months(), month(4))
    assert found.changes is None and "没有和印发的数核对" in verdict(month(4), found)


def test_a_sealed_month_does_not_depend_on_the_times_of_files(copy: Working) -> None:
    """Copying the folder gives every file a new time; nothing of what was sealed changes."""
    for path in (copy.root / "input_sheets/2024-04").iterdir():
        os.utime(path, (0, 0))
    assert not recheck(copy.months(), month(4)).changes


def test_forms_and_samples_of_a_sealed_month(copy: Working) -> None:
    with pytest.raises(FolderError, match="不能再发填报表"):
        write_forms(copy.months(), month(4))
    with pytest.raises(FolderError, match="不能再写样例"):
        write_samples(copy.months(), month(4), 1)
    assert write_forms(copy.months(), month(5))


def test_what_changes_while_it_is_issued_is_not_sealed(copy: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    def and_meanwhile(*given: object, **more: object) -> object:
        (copy.root / "input_sheets/2024-05/刚到.xlsx").write_bytes(b"x")
        return write_documents(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("reporter.workflow.issue.write_documents", and_meanwhile)
    with pytest.raises(FolderError, match="填报表有变动，没有封存"):
        copy.issue(5, 10)
    assert not copy.archive(5).exists()


def test_killed_before_the_archive_was_listed(copy: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Archives, "mend", killed)
        with pytest.raises(KeyboardInterrupt):
            copy.issue(5, 10)
    assert not copy.output(5, "sealed/封存目录.csv").exists()
    found = recheck(copy.months(), month(5))
    assert found.changes is not None and not found.changes
    assert "2024-05-1.zip" in copy.output(5, "sealed/封存目录.csv").read_text(encoding="utf-8-sig")


def test_a_full_disk_seals_nothing(copy: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr("reporter.folder.os.link", lambda *_: full())
        patched.setattr("reporter.folder.Path.replace", lambda *_: full())
        with pytest.raises(FileBusy, match="磁盘已满"):
            copy.issue(5, 10)
    assert not copy.archive(5).exists()
    assert copy.issue(5, 10).archive == copy.archive(5)


def test_the_pdf_of_the_draft_goes(copy: Working) -> None:
    run(copy, 5)
    copy.output(5, "督查通报.pdf").write_bytes(b"draft")
    copy.output(5, "别人的.pdf").write_bytes(b"of a clerk")
    copy.issue(5, 10)
    assert not copy.output(5, "督查通报.pdf").exists() and copy.output(5, "别人的.pdf").exists()


def test_an_edited_archive_stops_every_command_that_needs_it(copy: Working) -> None:
    data = bytearray(copy.archive(3).read_bytes())
    data[len(data) // 2] ^= 0xFF
    copy.archive(3).write_bytes(bytes(data))
    for number in (3, 4, 5):
        with pytest.raises(FolderError, match=r"2024-03-1\.zip”里面的“.*”被改过或者坏了"):
            copy.months().assess(month(number))
    with pytest.raises(FolderError, match="2024-03-1"):
        copy.months().forms(month(4))


def test_the_history_that_was_sealed(spring: tuple[Working, dict[int, Issued]]) -> None:
    working, issued = spring
    with ZipFile(working.archive(4)) as package:
        history = load_history(package.read("output/2024-04/sealed/history.json"))
    assert [(one.results.period, one.sealed) for one in history.months] == [("2024-03", True)]
    assert history.issues == (issued[3].issue,) and history.footnotes == ()
