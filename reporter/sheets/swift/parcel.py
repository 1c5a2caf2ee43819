"""The parts of a zip package unpacked straight from its bytes, without a file object for every part."""

from __future__ import annotations

import zlib
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

_HEADER = 30
_SIGNATURE = b"PK\x03\x04"
_LOCKED, _UTF8 = 0x1, 0x800
"""Bits of a part's flags."""


def packed(data: bytes, part: ZipInfo) -> bytes | None:
    """The bytes of a part as packed; None when its own header does not agree with the directory."""
    start = part.header_offset + _HEADER
    header = data[part.header_offset : start]
    if not header.startswith(_SIGNATURE) or part.flag_bits & _LOCKED:
        return None
    name, extra = int.from_bytes(header[26:28], "little"), int.from_bytes(header[28:30], "little")
    if data[start : start + name] != part.orig_filename.encode("utf-8" if part.flag_bits & _UTF8 else "cp437"):
        return None
    start += name + extra
    return data[start : start + part.compress_size]


def unpacked(content: bytes, part: ZipInfo) -> bytes | None:
    """What the packed `content` of a part holds; None when it is neither stored nor deflated, or is damaged."""
    if part.compress_type == ZIP_DEFLATED:
        try:
            content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, part.file_size + 1)
        except zlib.error:
            return None
    elif part.compress_type != ZIP_STORED:
        return None
    return content if len(content) == part.file_size and zlib.crc32(content) == part.CRC else None
