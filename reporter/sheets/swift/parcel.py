"""The parts of a zip package straight from its bytes, without a file object for every part.

Only the plainest directory is read here: one that ends with the file, begins where it says and whose entries have no
additions. Any other is left to the zip library, which gives the same of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from struct import Struct
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from isal import isal_zlib

from reporter.sheets.guard import LARGEST_PART, MOST_PARTS
from reporter.sheets.swift.text import Odd, Remembered

_FINISH, _FINISH_MARK = Struct("<4s4H2LH"), b"PK\x05\x06"
_LARGE_MARK, _LARGE_LENGTH = b"PK\x06\x07", 20
"""What announces a directory of the 64-bit kind, right before the finish."""
_ENTRY, _ENTRY_MARK = Struct("<4s2x3H4x3L4H6xL"), b"PK\x01\x02"
_LOCAL, _LOCAL_MARK = Struct("<4s22x2H"), b"PK\x03\x04"
_LOCKED, _UTF8 = 0x1, 0x800
_UNUSUAL = 0xFFFF ^ 0x80E
"""Flags but those that say how hard a part was packed, that its sizes follow it, or that its name is UTF-8."""
_NEWEST = 63
"""The version of the zip format up to which the zip library reads."""
_LONGEST_NAME = 100
_HIGHEST_RATIO = 1032
"""Deflate packs no better, so what a short part unpacks to is bounded beforehand."""


class Part(NamedTuple):
    """What the directory says of a part. `written` is its name as the package writes it."""

    filename: str
    orig_filename: str
    written: bytes
    flag_bits: int
    method: int
    crc: int
    compress_size: int
    file_size: int
    offset: int


def directory(data: bytes) -> Sequence[Part]:
    """The parts of the package in order; whatever the zip library raises for a damaged one."""
    return plain_directory(data) or [_part(part) for part in ZipFile(BytesIO(data)).infolist()]


def _part(part: ZipInfo) -> Part:
    name = part.orig_filename
    written = name.encode("utf-8" if part.flag_bits & _UTF8 else "cp437")
    sizes = part.compress_size, part.file_size, part.header_offset
    return Part(part.filename, name, written, part.flag_bits, part.compress_type, part.CRC, *sizes)


def plain_directory(data: bytes) -> Sequence[Part]:
    """The parts of the package where its directory is of the plainest kind, else none."""
    end = len(data) - _FINISH.size
    if end < _LARGE_LENGTH or data.startswith(_LARGE_MARK, end - _LARGE_LENGTH):
        return []
    mark, disk, first_disk, here, count, length, at, comment = _FINISH.unpack_from(data, end)
    is_plain = mark == _FINISH_MARK and not (disk or first_disk or comment) and here == count <= MOST_PARTS
    if not is_plain or at + length != end:
        return []
    found = []
    for _ in range(count):
        if at + _ENTRY.size > end:
            return []
        mark, version, flags, method, crc, packed, size, name, extra, note, disk, offset = _ENTRY.unpack_from(data, at)
        if mark != _ENTRY_MARK or version > _NEWEST or flags & _UNUSUAL or extra or note or disk:
            return []
        written = data[at + _ENTRY.size : at + _ENTRY.size + name]
        shown = _names[written]
        if not shown or not (flags & _UTF8 or shown.isascii()):
            return []
        found.append(Part(shown, shown, written, flags, method, crc, packed, size, offset))
        at += _ENTRY.size + name
    return found if at == end else []


def _name(written: bytes) -> str:
    """A part's name without anything that the zip library would tidy; empty where there is."""
    try:
        name = written.decode()
    except UnicodeDecodeError:
        return ""
    return name if name.isprintable() and "\\" not in name else ""


_names = Remembered(_name, longest=_LONGEST_NAME)


def packed(data: bytes, part: Part) -> bytes:
    """The bytes of a part as packed; Odd when its own header does not agree with the directory."""
    begin = part.offset + _LOCAL.size
    if part.flag_bits & _LOCKED or begin > len(data):
        raise Odd
    mark, name, extra = _LOCAL.unpack_from(data, part.offset)
    if mark != _LOCAL_MARK or name != len(part.written) or not data.startswith(part.written, begin):
        raise Odd
    begin += name + extra
    return data[begin : begin + part.compress_size]


def unpacked(content: bytes, part: Part) -> bytes:
    """What the packed `content` of a part holds; Odd when it is neither stored nor deflated, or is damaged."""
    if part.method == ZIP_DEFLATED:
        try:
            content = _inflated(content, part.file_size)
        except isal_zlib.error as fault:  # type: ignore[misc]  # its stub says an instance
            raise Odd from fault
    elif part.method != ZIP_STORED:
        raise Odd
    if len(content) != part.file_size or isal_zlib.crc32(content) != part.crc:
        raise Odd
    return content


def _inflated(content: bytes, size: int) -> bytes:
    if len(content) * _HIGHEST_RATIO <= LARGEST_PART:
        return isal_zlib.decompress(content, -isal_zlib.MAX_WBITS, size + 1)
    return isal_zlib.decompressobj(-isal_zlib.MAX_WBITS).decompress(content, size + 1)
