"""The archive as bytes: the same members give the same archive, and whatever is done to one is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from reporter.record.issue import Issue
from reporter.record.seal import FORMAT, MANIFEST, BrokenSeal, Manifest, Reliance, member_of, pack, unpack

ISSUE = Issue(period="2024-05", edition=1, number="屈政办发〔2024〕12号", issue_no="第3期", day=date(2024, 6, 12))
MEMBERS = {"output/2024-05/督查通报.docx": b"docx" * 100, "input_sheets/2024-05/甲.xlsx": b"xlsx", "reporter.toml": b""}
Parts = dict[str, bytes]


def manifest(members: Parts) -> Manifest:
    return Manifest(
        format=FORMAT,
        program="0.1.0",
        period="2024-05",
        edition=1,
        issue=ISSUE,
        register="0" * 64,
        members={name: member_of(data) for name, data in members.items()},
        relies_on=(Reliance(period="2024-04", edition=1, sha256="1" * 64),),
    )


def archive(members: Parts | None = None) -> bytes:
    given = MEMBERS if members is None else members
    return pack(manifest(given), given)


def test_what_is_packed_is_read_back() -> None:
    sealed = unpack(archive())
    assert sealed.manifest == manifest(MEMBERS) and sealed.issue == ISSUE
    assert {name: sealed.read(name) for name in sealed.manifest.members} == MEMBERS


def test_the_same_members_give_the_same_bytes_in_any_order() -> None:
    assert archive() == archive(dict(reversed(MEMBERS.items())))
    with ZipFile(BytesIO(archive())) as package:
        assert package.namelist() == sorted(package.namelist())
        assert {(one.date_time, one.create_system, one.external_attr) for one in package.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 3, 0o100644 << 16)
        }


def test_a_manifest_of_other_members_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="other members"):
        pack(manifest(MEMBERS), {**MEMBERS, "more": b""})


def test_a_member_that_is_not_there() -> None:
    with pytest.raises(BrokenSeal, match="没有“x”"):
        unpack(archive()).read("x")


def rebuilt(change: Callable[[Parts], object]) -> bytes:
    """The archive taken apart, changed and zipped again as anybody could."""
    with ZipFile(BytesIO(archive())) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def put(name: str, data: bytes) -> Callable[[Parts], object]:
    return lambda parts: parts.update({name: data})


def with_manifest(**changed: object) -> Callable[[Parts], object]:
    return lambda parts: parts.update({MANIFEST: json.dumps({**json.loads(parts[MANIFEST]), **changed}).encode()})


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "打不开"),
        (cut(archive()), "打不开"),
        (b"PK\x03\x04" + b"\0" * 50, "打不开"),
        (rebuilt(lambda parts: parts.pop("reporter.toml")), "少了“reporter.toml”"),
        (rebuilt(put("output/2024-05/多.docx", b"")), "多出了“output/2024-05/多.docx”"),
        (rebuilt(put("input_sheets/2024-05/甲.xlsx", b"xlsy")), "“input_sheets/2024-05/甲.xlsx”被改过"),
        (rebuilt(lambda parts: parts.pop(MANIFEST)), "没有清单“manifest.json”"),
        (rebuilt(put(MANIFEST, b"{")), "清单“manifest.json”读不出来"),
        (rebuilt(put(MANIFEST, b"[" * 100_000)), "清单“manifest.json”读不出来"),
        (rebuilt(with_manifest(members=3)), "清单“manifest.json”读不出来"),
        (rebuilt(with_manifest(format=FORMAT + 1)), "请先升级程序"),
        (rebuilt(put("../../外面.txt", b"x")), "越出文件包"),
        (rebuilt(put("/etc/x", b"x")), "越出文件包"),
        (rebuilt(put("C:/x", b"x")), "越出文件包"),
        (rebuilt(put("REPORTER.TOML", b"x")), "重名"),
        (rebuilt(put("bomb", b"\0" * 300_000_000)), "压缩比"),
    ],
    ids=["empty", "cut", "no zip", "missing", "extra", "edited", "no manifest", "no json", "deep json", "no manifest 2",
         "newer", "dotdot", "absolute", "drive", "doubled", "bomb"],
)  # fmt: skip
def test_every_kind_of_damage_is_named(data: bytes, said: str) -> None:
    with pytest.raises(BrokenSeal, match=said):
        unpack(data)


def test_damaged_bytes_of_a_member_name_it() -> None:
    data = bytearray(archive({"a.txt": bytes(range(256)) * 20, "b.txt": b"b"}))
    place = data.index(b"a.txt") + 40
    data[place] ^= 0xFF
    with pytest.raises(BrokenSeal, match=r"“a\.txt”被改过或者坏了"):
        unpack(bytes(data))


def test_more_files_than_any_month_has_are_refused() -> None:
    many = {f"{number}": b"" for number in range(5001)}
    with pytest.raises(BrokenSeal, match="部件"):
        unpack(archive(many))


def test_members_in_one_small_change_of_a_byte_are_found_wherever_it_is() -> None:
    """Any flipped byte is either found or changes nothing that is read."""
    whole = archive({"a.txt": b"hello", "b.txt": b"world" * 9})
    for place in range(0, len(whole), 7):
        data = bytearray(whole)
        data[place] ^= 0x20
        try:
            sealed = unpack(bytes(data))
        except BrokenSeal:
            continue
        assert {name: sealed.read(name) for name in ("a.txt", "b.txt")} == {"a.txt": b"hello", "b.txt": b"world" * 9}
