"""Workbooks with an open password: the clerk's list is tried, the others are named."""

from __future__ import annotations

from hashlib import md5
from io import BytesIO
from struct import pack, unpack_from

import pytest
import xlwt

from reporter.sheets.cells import Unreadable
from reporter.sheets.ole import stream
from reporter.sheets.open import open_book, saved_time, without_password
from tests.formats import locked
from tests.sheets.test_open_book import PLAIN

LOCKED = locked(PLAIN, "屈原 2024")


def test_the_right_one_of_several_passwords_opens() -> None:
    opened = without_password(LOCKED, "x.xlsx", ("123456", "屈原 2024"))
    assert open_book(opened, "x.xlsx").sheets == open_book(PLAIN, "x.xlsx").sheets
    assert saved_time(opened) == saved_time(PLAIN) and saved_time(LOCKED) is None


@pytest.mark.parametrize(
    ("passwords", "code", "values"),
    [((), "E112", {}), (("123456",), "E113", {"count": "1"}), (("a", "屈原2024"), "E113", {"count": "2"})],
)
def test_without_the_password_the_file_is_named(passwords: tuple[str, ...], code: str, values: dict[str, str]) -> None:
    with pytest.raises(Unreadable) as refused:
        without_password(LOCKED, "x.xlsx", passwords)
    assert (refused.value.code, refused.value.values) == (code, values)


def test_workbooks_locked_by_excel_itself_need_no_password() -> None:
    """A workbook that is only protected against changes is encrypted with a password that every Excel knows."""
    assert open_book(locked(PLAIN, "VelvetSweatshop"), "x.xlsx").sheets == open_book(PLAIN, "x.xlsx").sheets


def test_a_file_without_password_is_left_as_it_is() -> None:
    assert without_password(PLAIN, "x.xlsx", ("123456",)) is PLAIN


@pytest.mark.parametrize("spins", [b'spinCount="9999999"', b'spinCount="99999999999"'])
def test_endless_work_is_refused(spins: bytes) -> None:
    """The description of the encryption says how often a password is hashed: ten million take minutes."""
    usual = b'spinCount="100000"'
    assert LOCKED.count(usual) == 1
    at = LOCKED.index(usual)
    hostile = LOCKED[:at] + spins + LOCKED[at + len(spins) :]
    with pytest.raises(Unreadable) as refused:
        without_password(hostile, "x.xlsx", ("屈原 2024",))
    assert refused.value.code == "E113"


def rc4(key: bytes, data: bytes) -> bytes:
    box, j, i, out = list(range(256)), 0, 0, bytearray()
    for n in range(256):
        j = (j + box[n] + key[n % len(key)]) % 256
        box[n], box[j] = box[j], box[n]
    j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def old_and_locked(password: str) -> bytes:
    """An .xls locked as by Excel 97 (MS-XLS 2.2.10): FILEPASS after the first record, bodies enciphered in place."""
    book, out = xlwt.Workbook(), BytesIO()
    book.add_sheet("表").write(0, 0, "甲")
    book.save(out)
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    first = md5((md5(password.encode("utf-16-le")).digest()[:5] + salt) * 16).digest()[:5]

    def key(block: int) -> bytes:
        return md5(first + pack("<I", block)).digest()

    check = rc4(key(0), verifier + md5(verifier).digest())
    plain = stream(out.getvalue(), "Workbook")
    whole = plain[:20] + pack("<HHHHH", 0x2F, 54, 1, 1, 1) + salt + check + plain[20:]
    cipher = b"".join(rc4(key(at // 1024), whole[at : at + 1024]) for at in range(0, len(whole), 1024))
    result, at = b"", 0
    while at + 4 <= len(whole):
        kind, size = unpack_from("<HH", whole, at)
        open_until = at + 4 + {0x0809: size, 0x2F: size, 0xE1: size, 0x85: 4}.get(kind, 0)
        body = whole[at:open_until] + cipher[open_until : at + 4 + size]
        if kind == 0x85:
            body = body[:4] + pack("<I", unpack_from("<I", body, 4)[0] + 58) + body[8:]
        result += body
        at += 4 + size
    target = BytesIO()
    rest = -len(result) % 4  # the container pads with zeros, which must read as whole records of four bytes
    xlwt.CompoundDoc.XlsDoc().save(target, result + pack("<HH", 0, rest) + bytes(rest))
    return target.getvalue()


def test_old_workbooks_are_opened_with_their_password() -> None:
    opened = without_password(old_and_locked("2024"), "x.xls", ("2023", "2024"))
    assert [cell.value for cell in open_book(opened, "x.xls").sheets[0].cells.values()] == ["甲"]


@pytest.mark.parametrize(("passwords", "code"), [(("2023",), "E113"), ((), "E112")])
def test_old_workbooks_are_known_to_be_locked(passwords: tuple[str, ...], code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        without_password(old_and_locked("2024"), "x.xls", passwords)
    assert refused.value.code == code
