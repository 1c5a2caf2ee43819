"""通讯录: people by headings, problems by cell."""

from __future__ import annotations

import pytest

from reporter.post.contacts import Contacts, read_contacts
from reporter.post.contacts_book import contacts_book
from reporter.sheets.open import open_book
from reporter.sheets.write import write_book
from tests.plans import small_plan
from tests.post.contact_sheets import BUREAUS, contacts, contacts_bytes, sheets_bytes


def complaints(found: Contacts) -> list[tuple[str, str, str]]:
    return [(one.code, one.place.sheet, one.place.cell) for one in found.problems]


def test_leaders_and_officers() -> None:
    found = contacts(
        leaders=[
            ("张三", "区委副书记", "张书记：", "", "zhang@qy.cn", ""),
            ("王五", "", "", "抄送", "wang@qy.cn", "领导专报，通报"),
            ("赵六", "", "", "主送", "zhao@qy.cn", "更正通报"),
        ],
        bureaus=[
            ("区发改委", "李四", "", "0730-1", "li@qy.cn"),
            ("区发改局", "钱七", "负责人", "", "qian@qy.cn"),
            ("B002", "", "填报人", "", "can@qy.cn"),
        ],
    )
    assert found.problems == ()
    zhang, wang, zhao, li, qian, can = found.people
    assert (zhang.salutation, zhang.title, zhang.roles, zhang.bureau) == ("张书记", "区委副书记", ("主送",), "")
    assert zhang.documents == ("通报", "领导专报", "民生实事专报", "更正通报")
    assert wang.documents == ("通报", "领导专报")
    assert (li.bureau, li.roles, li.phone) == ("B001", ("填报人",), "0730-1")
    assert (can.name, can.bureau) == ("B002", "B002")
    assert found.leaders("通报") == (zhang, wang)
    assert found.leaders("更正通报") == (zhang, zhao)
    assert found.of_bureau("B001", "填报人") == (li,)
    assert found.of_bureau("B001", "负责人") == (qian,)
    assert found.of_bureau("B003", "填报人") == ()


def test_whose_address_it_is() -> None:
    found = contacts(bureaus=[("区发改局", "李四", "", "", "Li@qy.cn")])
    assert found.by_address(" li@QY.cn ") == found.people[0]
    assert found.by_address("other@qy.cn") is None


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("区发改局", "李四", "", "", "li@@qy.cn"), "E702", "E2"),
        (("区发改局", "李四", "", "", "a@qy.cn;b@qy.cn"), "E711", "E2"),
        (("区发改局", "李四", "", "", "a@qy.cn\nb@qy.cn"), "E711", "E2"),
        (("区发改局", "李四", "", "", "a\n@qy.cn"), "E711", "E2"),
        (("区农机局", "李四", "", "", "a@qy.cn"), "E713", "A2"),
        (("区发改局", "李四", "科长", "", "a@qy.cn"), "E714", "C2"),
    ],
)
def test_a_row_that_cannot_be_used(row: tuple[str, ...], code: str, cell: str) -> None:
    found = contacts(bureaus=[row, ("区残联", "甲", "", "", "jia@qy.cn")])
    assert complaints(found) == [(code, "单位", cell)]
    assert [one.name for one in found.people] == ["甲"]
    assert "{" not in found.problems[0].message


def test_a_mended_address_is_used_and_said() -> None:
    found = contacts(bureaus=[("区发改局", "李四", "", "", "li＠qy．cn ")])
    assert found.people[0].address == "li@qy.cn"
    assert complaints(found) == [("E712", "单位", "E2")]


def test_unknown_documents_are_said_and_the_others_kept() -> None:
    found = contacts(leaders=[("张三", "", "", "", "z@qy.cn", "通报、简报")])
    assert found.people[0].documents == ("通报",)
    assert complaints(found) == [("E714", "领导", "F2")]


def test_the_same_row_twice_is_one_person() -> None:
    row = ("区发改局", "李四", "", "", "li@qy.cn")
    found = contacts(bureaus=[row, ("区发改局", "李四", "", "", "LI@qy.cn")])
    assert [one.address for one in found.people] == ["li@qy.cn"]
    assert complaints(found) == [("E716", "单位", "E3")]
    assert "“单位”表E2格" in found.problems[0].message


def test_one_address_for_two_bureaus_is_used_for_both_and_questioned() -> None:
    found = contacts(bureaus=[("区发改局", "李四", "", "", "li@qy.cn"), ("区残联", "李四", "", "", "li@qy.cn")])
    assert [one.bureau for one in found.people] == ["B001", "B002"]
    assert complaints(found) == [("E717", "单位", "E3")]
    first = found.by_address("li@qy.cn")
    assert first is not None and first.bureau == "B001"
    assert found.bureaus_of("LI@qy.cn") == {"B001", "B002"}


def test_rows_without_an_address_wait() -> None:
    assert contacts(bureaus=[("区发改局", "", "填报人", "", "")]) == contacts()


def test_headings_are_found_wherever_they_stand() -> None:
    rows = [("通讯录",), (), ("邮箱", "备注", "单位", "姓 名"), ("li@qy.cn", "", "区发改局", "李四")]
    found = read_contacts(sheets_bytes({"单位": rows, "领导": [("姓名", "邮箱")]}), small_plan())
    assert [(one.name, one.address) for one in found.people] == [("李四", "li@qy.cn")]
    assert found.problems == ()


def test_a_sheet_without_its_headings_is_said() -> None:
    found = read_contacts(sheets_bytes({"单位": [BUREAUS[:4]]}), small_plan())
    assert [(one.code, one.place.sheet) for one in found.problems] == [("E715", ""), ("E715", "单位")]
    assert "“领导”" in found.problems[0].message and "“邮箱”" in found.problems[1].message


def test_a_file_that_is_no_workbook() -> None:
    found = read_contacts("不是表格".encode(), small_plan())
    assert (found.people, len(found.problems)) == ((), 1)


def test_the_empty_book_holds_nobody_and_every_asked_bureau() -> None:
    data = write_book(contacts_book(small_plan()))
    assert data == write_book(contacts_book(small_plan()))
    assert read_contacts(data, small_plan()) == Contacts()
    sheet = next(one for one in open_book(data, "").sheets if one.name == "单位")
    names = [cell.text for (row, column), cell in sorted(sheet.cells.items()) if column == 1]
    assert names == ["单位", "（例）区某某局", "区残联", "区发改局", "区统计局", "营田镇", "河市镇", "区老干局"]


def test_people_typed_into_the_empty_book_are_read() -> None:
    book = open_book(write_book(contacts_book(small_plan())), "")
    rows = {
        sheet.name: [[cell.text if (cell := sheet.at(r, c)) else "" for c in range(1, 7)] for r in range(1, 9)]
        for sheet in book.sheets
    }
    rows["单位"][3][4] = "fgj@qy.cn"
    rows["领导"].append(["张三", "", "", "主送", "z@qy.cn", ""])
    found = read_contacts(sheets_bytes(rows), small_plan())
    assert [(one.bureau, one.address) for one in found.people] == [("", "z@qy.cn"), ("B001", "fgj@qy.cn")]


def test_git_never_takes_the_file() -> None:
    import subprocess
    from pathlib import Path

    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        pytest.skip("not a git checkout")
    done = subprocess.run(
        ["git", "check-ignore", "input_sheets/通讯录.xlsx"], cwd=root, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_an_example_row_of_the_right_shape_is_not_counted() -> None:
    data = contacts_bytes(bureaus=[("（例）区发改局", "李四", "", "", "li@qy.cn")])
    assert read_contacts(data, small_plan()).people == ()
