"""Forms inside zips: names as their writer meant them, zips in zips, and what is refused."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest

from reporter.sheets.archive import DEEPEST, Member, is_archive, members
from reporter.sheets.cells import Unreadable
from reporter.sheets.guard import HIGHEST_RATIO
from reporter.sheets.limits import LARGEST_FILE
from reporter.sheets.open import open_book
from tests.formats import zipped
from tests.sheets.test_open_book import PLAIN


def found(data: bytes, passwords: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Name and code of each member; an empty code for one that was taken out."""
    return [(one.name, one.fault.code if one.fault else "") for one in members(data, "收件/a.zip", passwords)]


def one(data: bytes) -> Member:
    (member,) = members(data, "a.zip")
    return member


def raw_name(name: bytes, *, utf8: bool = False) -> bytes:
    """A zip whose one member has this name, byte by byte as an old Chinese program writes it."""
    stand_in = "x" * len(name)
    data = zipped({stand_in: PLAIN}, ZIP_STORED).replace(stand_in.encode(), name)
    if utf8:
        data = data.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x00\x08")
        data = data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x08")
    return data


def nested(depth: int) -> bytes:
    data = PLAIN
    for level in range(depth, 0, -1):
        data = zipped({f"{level}.{'xlsx' if level == depth else 'zip'}": data}, ZIP_STORED)
    return data


def test_every_file_is_taken_out_in_order() -> None:
    data = zipped({"农业/甲.xlsx": PLAIN, "说明.txt": "见附件", "空.xlsx": b""})
    assert found(data) == [
        ("收件/a.zip!农业/甲.xlsx", ""),
        ("收件/a.zip!说明.txt", ""),
        ("收件/a.zip!空.xlsx", ""),
    ]
    assert next(members(data, "a.zip")).data == PLAIN


@pytest.mark.parametrize(
    "name",
    ["区发改局 5月.xlsx", "填报表／诶.xlsx", "嘩乗.xlsx"],
)
def test_gbk_names(name: str) -> None:
    """Some second bytes of GBK are a back-slash: names are decoded before separators are looked for."""
    assert one(raw_name(name.encode("gbk"))).name == f"a.zip!{name}"


def test_utf8_names_with_and_without_the_flag() -> None:
    name = "区发改局.xlsx"
    assert one(raw_name(name.encode())).name == f"a.zip!{name}"
    assert one(raw_name(name.encode(), utf8=True)).name == f"a.zip!{name}"
    assert one(zipped({name: PLAIN})).name == f"a.zip!{name}"


def test_back_slashes_are_folders() -> None:
    assert one(raw_name("收件\\甲.xlsx".encode("gbk"))).name == "a.zip!收件/甲.xlsx"


def test_time_of_a_member() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr(ZipInfo("甲.xlsx", (2024, 6, 3, 9, 30, 0)), PLAIN)
        package.writestr(ZipInfo("乙.xlsx"), PLAIN)
    assert [member.modified for member in members(buffer.getvalue(), "a.zip")] == [datetime(2024, 6, 3, 9, 30), None]


def test_zips_inside_zips_up_to_the_limit() -> None:
    assert found(nested(DEEPEST)) == [("收件/a.zip!1.zip!2.zip!3.xlsx", "")]
    assert found(nested(DEEPEST + 1)) == [("收件/a.zip!1.zip!2.zip!3.zip", "E118")]


def test_what_systems_leave_behind_is_passed_over() -> None:
    parts: Mapping[str, bytes] = {
        "__MACOSX/._甲.xlsx": b"x",
        "folder/.DS_Store": b"x",
        "Thumbs.db": b"x",
        "甲.xlsx": PLAIN,
    }
    assert found(zipped(parts)) == [("收件/a.zip!甲.xlsx", "")]


def test_a_zip_without_files_is_named() -> None:
    assert found(zipped({"空文件夹/": b""})) == [("收件/a.zip", "E122")]


@pytest.mark.parametrize("name", ["../../evil.xlsx", "/etc/passwd", "C:\\a.xlsx"])
def test_names_that_leave_the_zip(name: str) -> None:
    assert found(zipped({name: PLAIN})) == [("收件/a.zip", "E116")]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        package.writestr("甲.xlsx", PLAIN)
        package.writestr("甲.xlsx", b"other")
    assert found(buffer.getvalue()) == [("收件/a.zip", "E116")]


def test_a_bomb_is_not_opened() -> None:
    """It is handed over packed as it is, to be refused by name when it is to be read."""
    inner = zipped({"b.bin": bytes(300_000_000)})
    first, second = members(zipped({"甲.xlsx": PLAIN, "炸弹.zip": inner}, ZIP_STORED), "a.zip")
    assert (first.data, second.name, second.data) == (PLAIN, "a.zip!炸弹.zip", inner)
    with pytest.raises(Unreadable) as refused:
        open_book(second.data, second.name)
    assert refused.value.code == "E115"


def test_a_member_larger_than_any_form() -> None:
    noise = Random(1).randbytes(LARGEST_FILE + 1)
    assert found(zipped({"大.xlsx": noise, "甲.xlsx": PLAIN}, ZIP_STORED)) == [
        ("收件/a.zip!大.xlsx", "E115"),
        ("收件/a.zip!甲.xlsx", ""),
    ]


def test_zips_share_one_allowance() -> None:
    """Ten harmless zips of 18 MB each: what is beyond 128 MB in all is refused."""
    chance = Random(1)
    thin = b"".join(chance.randbytes(16) + bytes(1008) for _ in range(18 * 1024))
    inner = zipped({"x.bin": thin})
    assert len(inner) * HIGHEST_RATIO > len(thin)
    codes = [code for _, code in found(zipped({f"{number}.zip": inner for number in range(10)}, ZIP_STORED))]
    assert codes == [""] * 6 + ["E115"] * 4


def test_a_damaged_member_does_not_harm_the_others() -> None:
    data = bytearray(zipped({"甲.xlsx": PLAIN, "乙.xlsx": PLAIN}, ZIP_STORED))
    data[200] ^= 0xFF
    assert found(bytes(data)) == [("收件/a.zip!甲.xlsx", "E114"), ("收件/a.zip!乙.xlsx", "")]


def crypt_header_only() -> bytes:
    """A zip whose member is marked as enciphered."""
    data = bytearray(zipped({"甲.xlsx": PLAIN}, ZIP_STORED))
    for start, place in ((data.index(b"PK\x03\x04"), 6), (data.rindex(b"PK\x01\x02"), 8)):
        at = start + place
        data[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 1)
    return bytes(data)


@pytest.mark.parametrize(("passwords", "code"), [((), "E112"), (("2024", "1"), "E113")])
def test_a_locked_member_is_named(passwords: tuple[str, ...], code: str) -> None:
    assert found(crypt_header_only(), passwords) == [("收件/a.zip!甲.xlsx", code)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [(zipped({"a.xlsx": PLAIN}), True), (PLAIN, False), (b"", False), (b"PK\x03\x04", False), (b"Rar!", False)],
)
def test_only_zips_of_files_are_archives(data: bytes, expected: bool) -> None:
    assert is_archive(data) is expected
