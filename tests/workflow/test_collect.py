"""Letters into the working folder: what is filed where, what a person is told, and that nothing comes in twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from reporter.folder import FolderError
from reporter.plan.store import write_workbook
from reporter.post import contents
from reporter.post.journal import Collected, Outcome, Verdict
from reporter.sheets.open import open_book
from reporter.workflow import collect as flow
from reporter.workflow.arrivals import from_path
from reporter.workflow.collect_report import Report, lines
from reporter.workflow.issue import Order, issue
from reporter.workflow.recheck import changes_since
from tests.formats import locked, ole_with, xls_of, zipped
from tests.plans import small_plan
from tests.post.inbound_letters import attached, forwarded, letter, part, text_part
from tests.returned import MAY, NAME
from tests.workflow.collect_case import (
    APRIL,
    BLANK,
    GOOD,
    LEADER,
    LI,
    OLD,
    OTHER,
    STRANGER,
    ZHANG,
    collect,
    collect_letters,
    collection,
    months_of,
    returned,
    tree,
    whole_run,
    working_folder,
)

RAR = part(b"Rar!\x1a\x07\x00" + bytes(99), b'attachment; filename="5.rar"')
SCAN = part(b"%PDF-1.7\n" + bytes(99), b'attachment; filename="scan.pdf"')
LOGO = part(b"\x89PNG\r\n\x1a\n" + bytes(99), b'inline; filename="logo.png"', b"image/png")
FORM = attached(NAME, GOOD)


def codes(one: Collected) -> list[str]:
    return [note.code for note in one.attention]


def outcomes(one: Collected) -> list[Outcome]:
    return [item.outcome for item in one.items]


def test_a_form_is_filed_registered_and_remembered(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    (one,) = collect_letters(folder, letter(FORM))
    assert (one.verdict, codes(one), one.kept) == (Verdict.NEW, [], "")
    assert returned(folder)[NAME] == GOOD
    assert returned(folder)["收件登记.csv"].decode("utf-8-sig").splitlines() == [
        "sha256,文件名,收件时间,来源,发件人",
        f"{sha256(GOOD).hexdigest()},{NAME},2024-06-03 09:05:07,邮箱,{ZHANG}",
    ]
    results = months_of(folder).results(MAY)
    form = next(row for row in results.returns if row.file)
    assert (form.received, form.received_from, form.sender) == (datetime(2024, 6, 3, 9, 5, 7), "邮箱", ZHANG)
    assert [file.sender for file in results.files] == [ZHANG]
    assert not {"E103", "E130"} & {found.code for found in results.problems}


def test_collecting_again_changes_nothing(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    letters = [letter(FORM), letter(RAR, message_id="<2@x>"), letter(message_id=None, text="没有附件")]
    assert len(collect_letters(folder, *letters)) == 3
    before = tree(tmp_path)
    assert collect_letters(folder, *letters) == []
    assert tree(tmp_path) == before


def test_the_same_form_in_another_letter_is_known(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    later = "from a by b; Tue, 4 Jun 2024 10:00:00 +0800"
    first, second = collect_letters(
        folder, letter(FORM), letter(attached("别名.xlsx", GOOD), message_id="<2@x>", received=later)
    )
    assert (first.verdict, second.verdict, second.items[0].path) == (
        Verdict.NEW,
        Verdict.KNOWN,
        f"input_sheets/2024-05/{NAME}",
    )
    assert len(returned(folder)) == 2
    assert months_of(folder).results(MAY).files[0].received == datetime(2024, 6, 3, 9, 5, 7)


def test_an_earlier_arrival_found_later_corrects_the_list(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    later = "from a by b; Tue, 4 Jun 2024 10:00:00 +0800"
    collect_letters(folder, letter(FORM, message_id="<2@x>", received=later))
    collect_letters(folder, letter(FORM))
    assert months_of(folder).results(MAY).files[0].received == datetime(2024, 6, 3, 9, 5, 7)


def test_another_form_of_the_same_name_is_numbered_by_its_time(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    collect_letters(folder, letter(FORM))
    collect_letters(folder, letter(attached(NAME.upper(), BLANK), message_id="<2@x>"))
    assert set(returned(folder)) == {NAME, "2024-05-A1-区发改局（0603-0905）.XLSX", "收件登记.csv"}
    assert returned(folder)[NAME] == GOOD


def test_one_message_id_with_two_contents_is_two_letters(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    found = collect_letters(folder, letter(FORM), letter(attached("b.xlsx", OTHER)))
    assert [one.verdict for one in found] == [Verdict.NEW, Verdict.NEW]


@pytest.mark.parametrize(
    "name", ["../../x.xlsx", "..\\..\\x.xlsx", "C:\\表\\x.xlsx", "/etc/x.xlsx", "a.zip!../x.xlsx", "\u202ex.xlsx"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    folder = working_folder(tmp_path / "a" / "b")
    collect_letters(folder, letter(attached(name, GOOD)))
    assert set(returned(folder)) == {"x.xlsx", "收件登记.csv"}
    assert {path.name for path in tmp_path.iterdir()} == {"a"}


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("收件登记.csv", "_收件登记.csv"),
        ("CON.xlsx", "_CON.xlsx"),
        ("~$表.xlsx", "表.xlsx"),
        (".xlsx", "2024-05-A1-区发改局.xlsx"),
        ("..", "2024-05-A1-区发改局.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 48 + ".xlsx"),
    ],
)
def test_names_that_systems_refuse_are_mended(tmp_path: Path, name: str, stored: str) -> None:
    folder = working_folder(tmp_path)
    collect_letters(folder, letter(attached(name, GOOD)))
    (found,) = set(returned(folder)) - {"收件登记.csv"}
    assert found == stored
    assert months_of(folder).results(MAY).files[0].received_from == "邮箱"


def test_forms_in_zips_and_in_carried_letters_are_filed_one_by_one(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    packed = attached("五月.zip", zipped({"收件/甲.xls": xls_of(open_book(GOOD, NAME)), "乙.xlsx": OTHER}))
    (one,) = collect_letters(folder, letter(forwarded(letter(packed, boundary="b2"))))
    assert set(returned(folder)) == {"甲.xls", "乙.xlsx", "收件登记.csv"}
    assert [item.name for item in one.items] == ["五月.zip!收件/甲.xls", "五月.zip!乙.xlsx"]


@pytest.mark.parametrize(
    ("parts", "verdict", "expected"),
    [
        ([RAR], Verdict.PERSON, ["E118"]),
        ([SCAN], Verdict.PERSON, ["E123"]),
        ([part(b"7z\xbc\xaf\x27\x1c", b'attachment; filename="a.7z"')], Verdict.PERSON, ["E118"]),
        ([part(b"\x78\x9f\x3e\x22" + bytes(9), b'attachment; filename="winmail.dat"')], Verdict.PERSON, ["E118"]),
        ([attached("情况.docx", zipped({"[Content_Types].xml": "x", "word/a.xml": "x"}))], Verdict.PERSON, ["E123"]),
        ([attached("炸弹.zip", zipped({"a.bin": bytes(10_000_000)}))], Verdict.PERSON, ["E115"]),
        ([text_part("https://pan.baidu.com/s/1", "html")], Verdict.PERSON, ["E118"]),
        ([LOGO], Verdict.NO_FORM, []),
        ([FORM, SCAN, LOGO], Verdict.NEW, []),
        ([FORM, RAR], Verdict.NEW, ["E118"]),
        ([], Verdict.PERSON, ["E725"]),
    ],
)  # fmt: skip
def test_what_is_no_form_is_told_and_the_letter_kept(
    tmp_path: Path, parts: list[bytes], verdict: Verdict, expected: list[str]
) -> None:
    folder, data = working_folder(tmp_path), letter(*parts)
    (one,) = collect_letters(folder, data)
    assert (one.verdict, codes(one)) == (verdict, expected)
    assert all(note.said and "{" not in note.said + note.needed for note in one.attention)
    assert ((tmp_path / one.kept).read_bytes() == data) if expected else (one.kept == "")


def test_a_letter_without_anything_from_a_stranger_wants_nobody(tmp_path: Path) -> None:
    (one,) = collect_letters(working_folder(tmp_path), letter(sender=STRANGER))
    assert (one.verdict, one.attention) == (Verdict.NO_FORM, ())


@pytest.mark.parametrize(
    ("sender", "noted", "in_run"), [(STRANGER, "E706", "E103"), (LI, "E130", "E130"), (LEADER, "E130", "E130")]
)
def test_a_form_from_another_address_counts_and_is_questioned(
    tmp_path: Path, sender: str, noted: str, in_run: str
) -> None:
    folder = working_folder(tmp_path)
    (one,) = collect_letters(folder, letter(FORM, sender=sender))
    assert (one.verdict, codes(one), one.kept) == (Verdict.NEW, [noted], "")
    results = months_of(folder).results(MAY)
    found = [row for row in results.problems if row.code in ("E103", "E130")]
    assert [(row.code, row.bureau, row.place.file) for row in found] == [
        (in_run, "B001", f"input_sheets/2024-05/{NAME}")
    ]
    assert sender in found[0].message and "{" not in found[0].message
    assert results.files[0].outcome.value == "counted"


def test_without_a_list_of_people_nobody_is_questioned(tmp_path: Path) -> None:
    folder = working_folder(tmp_path, contacts=False)
    (one,) = collect_letters(folder, letter(FORM, sender=STRANGER))
    assert one.attention == ()
    assert not {"E103", "E130"} & {row.code for row in months_of(folder).results(MAY).problems}


def test_forms_of_another_month_wait_for_it(tmp_path: Path) -> None:
    folder, data = working_folder(tmp_path), letter(FORM, attached("四月.xlsx", OLD))
    (one,) = collect_letters(folder, data)
    assert (outcomes(one), codes(one), one.kept) == ([Outcome.FILED, Outcome.OTHER_PERIOD], ["E723"], "")
    assert returned(folder, APRIL) == {}
    (april,) = collect_letters(folder, data, period=APRIL)
    assert (outcomes(april), april.attention) == ([Outcome.FILED], ())
    assert set(returned(folder, APRIL)) == {"四月.xlsx", "收件登记.csv"}
    assert collect_letters(folder, data) == collect_letters(folder, data, period=APRIL) == []


def test_all_periods_files_each_form_where_it_belongs(tmp_path: Path) -> None:
    folder, data = working_folder(tmp_path), letter(FORM, attached("四月.xlsx", OLD))
    collect_letters(folder, data)
    (again,) = collect_letters(folder, data, all_periods=True)
    assert outcomes(again) == [Outcome.KNOWN, Outcome.FILED]
    assert set(returned(folder, APRIL)) == {"四月.xlsx", "收件登记.csv"}
    assert [one.digest for one in collection(folder, APRIL).letters()] == [again.digest]
    assert collect_letters(folder, data, period=APRIL) == []


def test_a_blank_form_as_it_was_sent_out_is_no_return(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    issued = folder.output(MAY) / "forms" / "A1" / NAME
    issued.parent.mkdir(parents=True)
    issued.write_bytes(BLANK)
    (one,) = collect_letters(folder, letter(attached(NAME, BLANK)))
    assert (outcomes(one), codes(one), returned(folder)) == ([Outcome.BLANK], ["E722"], {})


def test_a_form_in_an_automatic_letter_is_not_taken(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    (one,) = collect_letters(folder, letter(FORM, headers=[b"Auto-Submitted: auto-replied"]))
    assert (one.verdict, codes(one), returned(folder)) == (Verdict.PERSON, ["E724"], {})


def test_late_forms_of_a_sealed_month_are_refused_and_kept(tmp_path: Path) -> None:
    """What was judged of senders stays as it was sealed, whatever becomes of 通讯录."""
    folder = working_folder(tmp_path)
    (tmp_path / "input_sheets" / "计划台账.xlsx").write_bytes(write_workbook(small_plan()))
    collect_letters(folder, letter(FORM, sender=STRANGER))
    issue(months_of(folder), MAY, Order(number="屈政办发〔2024〕12号", issue_no=None, day=date(2024, 6, 8)), pdf=False)
    before, late = returned(folder), letter(attached("乙.xlsx", OTHER), message_id="<2@x>")
    one, again = collect_letters(folder, late, letter(FORM, message_id="<3@x>"))
    assert (outcomes(one), codes(one), again.verdict) == ([Outcome.SEALED], ["E721"], Verdict.KNOWN)
    assert (tmp_path / one.kept).read_bytes() == late and returned(folder) == before
    assert lines(Report(letters=(one,)), (), MAY, dry_run=False) and Report(letters=(one,)).is_sealed
    (tmp_path / "input_sheets" / "通讯录.xlsx").unlink()
    assert not changes_since(months_of(folder), MAY)


def test_locked_forms_go_to_the_run_that_has_the_password(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    packed = zipped({"a.xlsx": OTHER, "b.xlsx": locked(GOOD, "屈原")})
    one, two = collect_letters(
        folder,
        letter(attached("加密.xlsx", locked(GOOD, "屈原"))),
        letter(attached("包.zip", packed), message_id="<2@x>"),
    )
    assert (outcomes(one), codes(one), outcomes(two)) == ([Outcome.LOCKED], ["E112"], [Outcome.LOCKED])
    assert set(returned(folder)) == {"加密.xlsx", "包.zip", "收件登记.csv"}
    files = months_of(folder, ["屈原"]).results(MAY).files
    assert {file.file.partition("2024-05/")[2]: file.sender for file in files} == {
        "加密.xlsx": ZHANG, "包.zip!a.xlsx": ZHANG, "包.zip!b.xlsx": ZHANG,
    }  # fmt: skip


def test_a_locked_file_of_a_stranger_is_left_to_a_person(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    (one,) = collect_letters(folder, letter(attached("发票.xlsx", locked(GOOD, "1")), sender=STRANGER))
    assert (outcomes(one), codes(one), returned(folder)) == ([Outcome.NOT_TAKEN], ["E112"], {})


def test_files_without_letters_keep_their_own_time_and_are_not_registered(tmp_path: Path) -> None:
    folder, place = working_folder(tmp_path / "w"), tmp_path / "U盘"
    (place / "局").mkdir(parents=True)
    (place / "局" / "a.xlsx").write_bytes(GOOD)
    os.utime(place / "局" / "a.xlsx", (1717376400, 1717376400))  # 2024-06-03 09:00 in Beijing
    (place / "说明.msg").write_bytes(b"no letter")
    (place / "Thumbs.db").write_bytes(b"x")
    found = {one.subject: one for one in collect(folder, from_path(place)).letters}
    assert {name: one.verdict for name, one in found.items()} == {"a.xlsx": Verdict.NEW, "说明.msg": Verdict.PERSON}
    assert set(returned(folder)) == {"a.xlsx"}
    assert (folder.returns(MAY) / "a.xlsx").stat().st_mtime == 1717376400
    with pytest.raises(FolderError, match="没有找到"):
        from_path(tmp_path / "没有")


def test_an_outlook_letter_is_named_with_what_to_do(tmp_path: Path) -> None:
    folder, path = working_folder(tmp_path / "w"), tmp_path / "来信.msg"
    path.write_bytes(ole_with("__properties_version1.0"))
    (one,) = collect(folder, from_path(path)).letters
    assert codes(one) == ["E727"] and ".eml" in one.attention[0].needed


@pytest.mark.parametrize(
    ("received", "time", "source"),
    [
        (None, datetime(2024, 6, 3, 9), "收件登记"),
        ("by x; Mon, 3 Jun 2024 03:00:00 +0000", datetime(2024, 6, 3, 11), "邮箱"),
    ],
)
def test_a_letter_no_server_stamped_has_its_senders_time_and_says_so(
    tmp_path: Path, received: str | None, time: datetime, source: str
) -> None:
    folder = working_folder(tmp_path)
    collect_letters(folder, letter(FORM, received=received))
    (file,) = months_of(folder).results(MAY).files
    assert (file.received, file.received_from) == (time, source)
    assert ("邮件日期" in returned(folder)["收件登记.csv"].decode()) is (received is None)


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    before = tree(tmp_path)
    letters = collect_letters(folder, letter(FORM), letter(FORM, message_id="<2@x>"), letter(RAR), dry_run=True)
    assert [one.verdict for one in letters] == [Verdict.NEW, Verdict.KNOWN, Verdict.PERSON]
    assert tree(tmp_path) == before


def test_a_broken_record_is_named(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    collect_letters(folder, letter(FORM))
    path = folder.output(MAY) / "sealed" / "collected.json"
    for damage in (b"", b"[]", b'{"letters": [{}]}'):
        path.write_bytes(damage)
        with pytest.raises(FolderError, match=r"collected\.json”坏了"):
            collection(folder)
    path.unlink()
    (one,) = collect_letters(folder, letter(FORM))
    assert (one.verdict, len(returned(folder))) == (Verdict.NEW, 2)


def test_records_of_an_older_program_lack_newer_fields(tmp_path: Path) -> None:
    folder = working_folder(tmp_path)
    collect_letters(folder, letter(FORM))
    path = folder.output(MAY) / "sealed" / "collected.json"
    table = json.loads(path.read_bytes())
    del table["letters"][0]["answered"]
    path.write_text(json.dumps(table), encoding="utf-8")
    assert collect_letters(folder, letter(FORM)) == []


LETTERS = (
    letter(FORM, attached("乙.xlsx", OTHER), RAR),
    letter(attached(NAME, BLANK), message_id="<2@x>"),
    letter(FORM, message_id="<3@x>"),
    letter(SCAN, message_id="<4@x>"),
)


class Killed(BaseException):
    """The process ends here."""


def run_until(folder: object, step: int, *, after: bool, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Collect LETTERS and stop before or after the write of that number; whether it came to an end."""
    writes, usual = [0], flow.write_atomic

    def write(path: Path, data: bytes) -> None:
        writes[0] += 1
        if writes[0] == step and not after:
            raise Killed
        usual(path, data)
        if writes[0] == step:
            raise Killed

    monkeypatch.setattr(flow, "write_atomic", write)
    try:
        collect_letters(folder, *LETTERS)  # type: ignore[arg-type]
        return True
    except Killed:
        return False
    finally:
        monkeypatch.setattr(flow, "write_atomic", usual)


def test_a_run_stopped_at_any_step_is_completed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "open_book", cache(open_book))  # the same few forms some hundred times
    whole = working_folder(tmp_path / "whole")
    collect_letters(whole, *LETTERS)
    expected = tree(whole.root)
    for after in (False, True):
        for step in range(1, 100):
            folder = working_folder(tmp_path / f"{step}{after}")
            finished = run_until(folder, step, after=after, monkeypatch=monkeypatch)
            collect_letters(folder, *LETTERS)
            assert tree(folder.root) == expected, (step, after)
            if finished:
                break
        assert step > 10


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_process_is_completed_by_the_next(tmp_path: Path) -> None:
    source = tmp_path / "来信"
    source.mkdir()
    for number in range(16):
        data = zipped({"a.xlsx": GOOD, f"{number}.txt": str(number)}) if number % 2 else BLANK + bytes(number)
        (source / f"{number:02}.eml").write_bytes(letter(attached(f"{number}.zip", data), message_id=f"<{number}@x>"))
    whole, folder = working_folder(tmp_path / "whole"), working_folder(tmp_path / "killed")
    whole_run(whole.root, source)
    code = "import sys; from pathlib import Path; from tests.workflow.collect_case import whole_run;" \
           "print('go', flush=True); whole_run(Path(sys.argv[1]), Path(sys.argv[2]))"  # fmt: skip
    for wait in (0.05, 0.3, 0.8):
        with subprocess.Popen(
            [sys.executable, "-c", code, str(folder.root), str(source)], stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
    whole_run(folder.root, source)
    left = {name for name in tree(folder.root) if ".写入中-" in name}
    found = {name: data for name, data in tree(folder.root).items() if name not in left}
    assert found.keys() == tree(whole.root).keys()
    assert [name for name, data in tree(whole.root).items() if found[name] != data] == []
    assert len(months_of(folder).results(MAY).files) == len(months_of(whole).results(MAY).files)


def test_letters_come_in_the_order_of_their_times(tmp_path: Path) -> None:
    place = tmp_path / "来信"
    place.mkdir()
    for name, hour in (("1.eml", 11), ("2.eml", 9)):
        (place / name).write_bytes(
            letter(received=f"by x; Mon, 3 Jun 2024 {hour:02}:00:00 +0800", message_id=f"<{name}>")
        )
    assert [one.moment.hour for one in from_path(place)] == [9, 11]


def test_a_letter_is_known_by_its_content_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(letter(FORM))
    (one,) = from_path(path)
    assert (one.letter.sender, one.time_source) == (ZHANG, "邮箱")
