"""A period's folder as it really looks: good forms among everything else that people send."""

from __future__ import annotations

import os
import time
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from reporter.folder import Folder, open_folder
from reporter.ledger.model import Outcome
from reporter.record.model import Results
from reporter.sheets.cells import Book, Cell, CellKind, Sheet
from reporter.sheets.open import open_book
from reporter.workflow.incoming import incoming
from reporter.workflow.month import Months
from reporter.workflow.register import Register
from tests.formats import locked, ods_of, ole_with, xls_of, xlsb_of, zipped
from tests.plans import small_plan
from tests.returned import MAY, NAME, figure, filled, layout_map
from tests.workflow.commands import reporter

GOOD = filled()
BLANK = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"})


def with_sheet(content: bytes) -> bytes:
    """The form whose first sheet is replaced."""
    with ZipFile(BytesIO(GOOD)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return zipped({**parts, "xl/worksheets/sheet1.xml": content})


OTHER = Book(sheets=(Sheet(name="表", cells={(1, 1): Cell(row=1, column=1, kind=CellKind.TEXT, value="甲")}),))
FAR = Book(
    sheets=(
        Sheet(
            name="表",
            cells={
                (row, column): Cell(row=row, column=column, kind=CellKind.TEXT, value="甲")
                for row, column in ((1, 1), (1_048_576, 16_384))
            },
        ),
    )
)
DOCTYPE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO(GOOD)
    with ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


BAD: dict[str, tuple[bytes, str]] = {
    "~$2024-05-A1-区发改局.xlsx": (b"\x07user", "E122"),
    ".~表.xlsx": (b"lock", "E122"),
    "下载.tmp": (GOOD[:99], "E122"),
    "空.xlsx": (b"", "E122"),
    "空白.xlsx": (b"\r\n  \r\n", "E122"),
    "扫描.pdf": (b"%PDF-1.7\n" + bytes(99), "E123"),
    "照片.xlsx": (b"\xff\xd8\xff\xe0" + bytes(99), "E123"),
    "截图.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "E123"),
    "手机.heic": (b"\x00\x00\x00\x18ftypheic" + bytes(99), "E123"),
    "情况.doc": (ole_with("WordDocument"), "E123"),
    "情况.wps": (ole_with("WordDocument") + bytes(512), "E123"),
    "情况.docx": (zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), "E123"),
    "情况.rtf": (b"{\\rtf1 abc}", "E123"),
    "汇报.ppt": (ole_with("PowerPoint Document"), "E123"),
    "邮件.msg": (ole_with("__properties_version1.0"), "E123"),
    "网页.xls": ("<html><table><tr><td>甲</td></tr></table></html>".encode("gbk"), "E111"),
    "导出.xls": ("编号\t数\n甲\t1\n".encode("gbk"), "E111"),
    "导出.csv": ("编号,数\n乙,2\n".encode(), "E111"),
    "说明.txt": ("请查收".encode(), "E111"),
    "压缩.rar": (b"Rar!\x1a\x07\x00" + bytes(99), "E118"),
    "压缩.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(99), "E118"),
    "压缩.gz": (b"\x1f\x8b\x08" + bytes(99), "E118"),
    "winmail.dat": (b"\x78\x9f\x3e\x22" + bytes(99), "E118"),
    "没传完.xlsx": (GOOD[: len(GOOD) // 2], "E114"),
    "没传完.xls": (xls_of(open_book(GOOD, NAME))[:3000], "E114"),
    "乱码.xlsx": (bytes(range(256)) * 20, "E114"),
    "控制字符.xlsx": (with_sheet(b"<a>\x01</a>"), "E114"),
    "没有内容.xlsx": (BLANK, "E114"),
    "坏.ods": (zipped({"mimetype": b"x", "content.xml": b"<a"}), "E114"),
    "坏.xlsb": (zipped({"[Content_Types].xml": b"x", "xl/workbook.bin": b"\x83\x01"}), "E114"),
    "加密.xlsx": (locked(GOOD, "没人知道"), "E112"),
    "炸弹.xlsx": (zipped({"[Content_Types].xml": b"x", "xl/a.xml": bytes(50_000_000)}), "E115"),
    "太大.xlsx": (GOOD + bytes(21 * 1024 * 1024), "E115"),
    "一万个.xlsx": (zipped({"[Content_Types].xml": b"x", **{f"xl/{n}": b"" for n in range(600)}}), "E115"),
    "实体.xlsx": (with_part("xl/evil.xml", DOCTYPE), "E116"),
    "越界.xlsx": (with_part("../../evil.xml", b"x"), "E116"),
    "别的表.xls": (xls_of(OTHER), "E126"),
    "别的表.ods": (ods_of(OTHER), "E126"),
    "远角.xlsb": (xlsb_of(FAR), "E110"),
    "坏.zip": (zipped({"a.xlsx": GOOD}, ZIP_STORED)[:500], "E114"),
    "空.zip": (zipped({"folder/": b""}), "E122"),
    "越界.zip": (zipped({"../a.xlsx": GOOD}), "E116"),
    "炸弹.zip": (zipped({"a.bin": bytes(50_000_000)}), "E115"),
}
JUNE_3 = datetime(2024, 6, 3, 9, 0)


def put(folder: Folder, name: str, data: bytes) -> Path:
    path = folder.returns(MAY) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (JUNE_3.timestamp(), JUNE_3.timestamp()))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "reporter.toml").write_text("", encoding="utf-8")
    return open_folder(tmp_path)


def results(folder: Folder, *passwords: str) -> Results:
    register = Register(plan=small_plan(), sha256="0" * 64)
    return Months(folder, register, lambda *_: None, passwords).assess(MAY).results


def outcomes(found: Results) -> dict[str, Outcome]:
    return {one.file.removeprefix("input_sheets/2024-05/"): one.outcome for one in found.files}


def codes(found: Results) -> dict[str, list[str]]:
    by_file: dict[str, list[str]] = {}
    for one in found.problems:
        if not one.place.sheet:
            by_file.setdefault(one.place.file.removeprefix("input_sheets/2024-05/"), []).append(one.code)
    return by_file


FORMS = sorted(layout_map())[:3]


def test_good_forms_count_and_every_bad_file_is_named(folder: Folder) -> None:
    """Three good forms, one of them in a zip, among forty files that are none: all done in bounded time."""
    for (action, bureau), name in zip(FORMS, ("甲.xlsx", "乙.xls", "打包.zip"), strict=True):
        data = filled(form=(action, bureau), blank=True)
        made = {
            "乙.xls": lambda form: xls_of(open_book(form, NAME)),
            "打包.zip": lambda form: zipped({"丙.xlsx": form}),
        }
        put(folder, f"好/{name}", made.get(name, lambda form: form)(data))
    for name, (data, _) in BAD.items():
        put(folder, name, data)
    start = time.monotonic()
    found = results(folder)
    assert time.monotonic() - start < 60
    good = {"好/甲.xlsx", "好/乙.xls", "好/打包.zip!丙.xlsx"}
    assert {name for name, outcome in outcomes(found).items() if outcome is Outcome.COUNTED} == good
    named = codes(found)
    assert {name: named[name] for name in BAD} == {name: [code] for name, (_, code) in BAD.items()}
    assert all(one.message and "{" not in one.message for one in found.problems)


def test_forms_in_a_zip_are_returns_of_their_own(folder: Folder) -> None:
    inside = {"收件/区发改局.xlsx": filled(), "另一份.zip": zipped({"b.xlsx": filled(form=FORMS[2], blank=True)})}
    put(folder, "五月.zip", zipped(inside))
    found = results(folder)
    assert outcomes(found) == {
        "五月.zip!收件/区发改局.xlsx": Outcome.COUNTED,
        "五月.zip!另一份.zip!b.xlsx": Outcome.COUNTED,
    }
    assert {one.sha256 for one in found.files} == {
        sha256(filled()).hexdigest(),
        sha256(filled(form=FORMS[2], blank=True)).hexdigest(),
    }
    source = next(row.source for row in found.indicators if row.code == "A1-K01")
    assert source is not None and source.file == "input_sheets/2024-05/五月.zip!收件/区发改局.xlsx"


def test_the_same_form_inside_and_beside_a_zip_counts_once(folder: Folder) -> None:
    put(folder, "a.zip", zipped({NAME: GOOD}))
    put(folder, NAME, GOOD)
    assert set(outcomes(results(folder)).values()) == {Outcome.COUNTED, Outcome.DUPLICATE}


def member_zip(moment: tuple[int, int, int, int, int, int]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr(ZipInfo(NAME, moment), b"not a form")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ((2024, 6, 2, 16, 30, 0), datetime(2024, 6, 2, 16, 30, 2)),
        ((1980, 1, 1, 0, 0, 0), JUNE_3),
        ((2030, 1, 1, 0, 0, 0), JUNE_3),
    ],
)
def test_time_of_a_member(folder: Folder, stated: tuple[int, ...], expected: datetime) -> None:
    """The zip states it; where it states none, or one after the zip's own, the zip's counts."""
    path = put(folder, "a.zip", member_zip(stated))  # type: ignore[arg-type]
    os.utime(path, times=(1717376400, 1717376400))  # 2024-06-03 09:00 in Beijing
    assert [one.moment for one in incoming(path, "a.zip", ())] == [expected]


def test_a_registered_zip_registers_its_forms(folder: Folder) -> None:
    data = zipped({NAME: GOOD})
    put(folder, "a.zip", data)
    line = f"sha256,文件名,收件时间,来源\n{sha256(data).hexdigest()},a.zip,2024-06-09 10:00,邮箱\n"
    put(folder, "收件登记.csv", line.encode())
    (file,) = results(folder).files
    assert (file.received, file.received_from) == (datetime(2024, 6, 9, 10), "邮箱")


def test_locked_forms_with_and_without_the_password(folder: Folder) -> None:
    put(folder, "a.xlsx", locked(GOOD, "屈原2024"))
    put(folder, "b.xlsx", locked(filled(form=FORMS[2], blank=True), "别的"))
    assert [codes(results(folder))[name] for name in ("a.xlsx", "b.xlsx")] == [["E112"], ["E112"]]
    found = results(folder, "123", "屈原2024")
    assert outcomes(found) == {"a.xlsx": Outcome.COUNTED, "b.xlsx": Outcome.NOT_A_FORM}
    assert codes(found)["b.xlsx"] == ["E113"]
    assert found.files[0].sha256 == sha256((folder.returns(MAY) / "a.xlsx").read_bytes()).hexdigest()


def held(monkeypatch: pytest.MonkeyPatch, name: str, times: int) -> list[float]:
    """The file of that name cannot be read the first `times` times, as on Windows while Excel holds it."""
    usual, asked = Path.read_bytes, list[float]()

    def read_bytes(path: Path) -> bytes:
        if path.name == name:
            asked.append(time.monotonic())
            if len(asked) <= times:
                raise PermissionError(13, "Permission denied")
        return usual(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    return asked


def test_a_file_held_for_a_moment_is_read_at_last(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, NAME, GOOD)
    asked = held(monkeypatch, NAME, 3)
    assert outcomes(results(folder)) == {NAME: Outcome.COUNTED}
    assert len(asked) == 4


def test_files_held_open_are_named_and_the_others_go_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them: without bytes neither is the other's duplicate."""
    put(folder, "好.xlsx", GOOD)
    for place in ("甲", "乙"):
        put(folder, f"{place}/开着.xlsx", filled(figure("A1-K01", 1)))  # type: ignore[arg-type]
    asked = held(monkeypatch, "开着.xlsx", 10_000)
    found = results(folder)
    assert outcomes(found) == {
        "好.xlsx": Outcome.COUNTED,
        "甲/开着.xlsx": Outcome.NOT_A_FORM,
        "乙/开着.xlsx": Outcome.NOT_A_FORM,
    }
    assert [codes(found)[f"{place}/开着.xlsx"] for place in ("甲", "乙")] == [["E312"], ["E312"]]
    assert asked[-1] - asked[0] >= 4.5
    assert {one.sha256 for one in found.files if one.outcome is Outcome.NOT_A_FORM} == {""}


def test_a_lock_file_that_cannot_be_read_is_not_waited_for(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(folder, f"~${NAME}", b"x")
    asked = held(monkeypatch, path.name, 10_000)
    (item,) = incoming(path, path.name, ())
    assert item.fault is not None and item.fault.code == "E122"
    assert len(asked) == 1


def test_password_file_on_the_command_line(tmp_path: Path) -> None:
    root = tmp_path / "屈原"
    reporter("init", str(root))
    reporter("forms", "2024-05", root=root)
    issued = next((root / "output/2024-05/forms").rglob("*-A8-区残联.xlsx"))
    target = root / "input_sheets" / "2024-05" / "回收.xlsx"
    target.parent.mkdir(parents=True)
    target.write_bytes(locked(issued.read_bytes(), "屈原2024"))
    passwords = tmp_path / "密码.txt"
    passwords.write_bytes("123456\r\n\r\n屈原2024\r\n".encode("gbk"))
    assert "已回收1" in reporter("run", "2024-05", "--password-file", str(passwords), root=root).stdout
    assert "无.txt" in reporter("run", "2024-05", "--password-file", "无.txt", root=root, code=2).stderr
