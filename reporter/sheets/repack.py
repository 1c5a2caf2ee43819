"""Packages written, and written anew with some parts replaced: what is compressed once is not compressed again.

`with_parts` is for packages that this program's own writer made: no data descriptors, no ZIP64, nothing between the
parts.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_ENTRY = struct.Struct("<4s6H3I5H2I")
"""A file header of the central directory (APPNOTE 4.3.12); its last number is where the part begins."""
_LOCAL, _LOCAL_LENGTHS = 30, struct.Struct("<26x2H")
_END = struct.Struct("<4s4H2IH")
"""The end of the central directory (APPNOTE 4.3.16)."""


class _Part(NamedTuple):
    """One part as it lies in a package: its bytes with their header, and its entry in the directory."""

    name: str
    stored: bytes
    entry: bytes


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with the contents of `changed` parts, in the order in which it was."""
    new = {part.name: part for part in _parts(packed(changed))}
    result, directory = BytesIO(), []
    for part in _parts(data):
        now = new.get(part.name, part)
        directory.append(now.entry[: _ENTRY.size - 4] + struct.pack("<I", result.tell()) + now.entry[_ENTRY.size :])
        result.write(now.stored)
    start, entries = result.tell(), b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(directory), len(directory), len(entries), start, 0)
    return result.getvalue() + entries + end


def packed(contents: Mapping[str, bytes]) -> bytes:
    """A package of parts in that order; the same parts give the same bytes."""
    result = BytesIO()
    with ZipFile(result, "w", ZIP_DEFLATED) as package:
        for name, content in contents.items():
            part = ZipInfo(name, FIXED_TIME)
            part.compress_type = ZIP_DEFLATED
            package.writestr(part, content)
    return result.getvalue()


def _parts(data: bytes) -> Iterator[_Part]:
    with ZipFile(BytesIO(data)) as package:
        infos = package.infolist()
    at = _END.unpack_from(data, len(data) - _END.size)[6]
    for info in infos:
        start = info.header_offset
        end = start + _LOCAL + sum(_LOCAL_LENGTHS.unpack_from(data, start)) + info.compress_size
        lengths = _ENTRY.unpack_from(data, at)[10:13]
        after = at + _ENTRY.size + sum(lengths)
        yield _Part(info.filename, data[start:end], data[at:after])
        at = after
