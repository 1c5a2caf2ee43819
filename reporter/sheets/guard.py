"""Whether a zip package may be handed to a parser: its directory is judged before anything is unpacked."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from reporter.sheets.cells import Unreadable
from reporter.sheets.limits import MEGABYTE

LARGEST_CONTENT = 128 * MEGABYTE
LARGEST_PART = 16 * MEGABYTE
"""Any part but a worksheet: texts, styles and names of a form take some hundred kilobytes."""
MOST_PARTS = 500
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = MEGABYTE
"""Small parts of blank cells pack better than any bomb and harm nobody."""
_FEW_LETTERS = 4000
"""Names of parts that are worth being remembered."""
_XML = (".xml", ".rels", ".vml")
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
ZIP_FAULTS = (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, OverflowError)
"""What the zip library raises for a damaged package; RuntimeError is a password."""


def open_zip(data: bytes, *, most_parts: int = MOST_PARTS, largest: int = LARGEST_CONTENT) -> ZipFile:
    """The zip whose directory is harmless; Unreadable when it is damaged, too large or names places outside."""
    try:
        package = ZipFile(BytesIO(data))
        check_directory(package.infolist(), most_parts=most_parts, largest=largest)
    except ZIP_FAULTS as fault:
        raise Unreadable("E114") from fault
    return package


class Listed(Protocol):
    """A part as the directory of a package names it."""

    @property
    def filename(self) -> str: ...
    @property
    def orig_filename(self) -> str: ...
    @property
    def file_size(self) -> int: ...
    @property
    def compress_size(self) -> int: ...


def check_directory(parts: Sequence[Listed], *, most_parts: int = MOST_PARTS, largest: int = LARGEST_CONTENT) -> None:
    """Unreadable E115 for a bomb, E116 for names that are doubled or leave the package."""
    if len(parts) > most_parts:
        raise Unreadable("E115", size=f"{len(parts)}个部件")
    whole = sum(part.file_size for part in parts)
    if whole > largest:
        raise Unreadable("E115", size=f"解压后{whole // MEGABYTE}MB")
    names = tuple(part.orig_filename for part in parts)
    if whole <= _RATIO_MATTERS_FROM and sum(map(len, names)) <= _FEW_LETTERS and _are_good(names):
        return
    for part in parts:
        if part.file_size > _RATIO_MATTERS_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise Unreadable("E115", size=f"压缩比{part.file_size // max(part.compress_size, 1)}倍")
        if _is_bad_name(part.filename) or "\x00" in part.orig_filename:
            raise Unreadable("E116", detail="内部文件名越出文件包")
    doubled = [name for name, times in Counter(part.filename.lower() for part in parts).items() if times > 1]
    if doubled:
        raise Unreadable("E116", detail="内部文件重名")


@lru_cache(256)
def _are_good(names: tuple[str, ...]) -> bool:
    """Whether none of the names is bad or doubled; most packages have the same ones."""
    return not any(map(_is_bad_name, names)) and len({name.lower() for name in names}) == len(names)


def _is_bad_name(name: str) -> bool:
    clean = name.replace("\\", "/")
    return clean.startswith("/") or ":" in clean or "\x00" in clean or ".." in clean.split("/")


def check_parts(package: ZipFile, names: Sequence[str] | None = None, *, largest: int = LARGEST_PART) -> None:
    """No document type in the XML parts (those of `names`, else all): entities could hide a cell's text or a bomb.

    A part other than a worksheet has at most `largest` bytes.
    """
    try:
        for name in package.namelist() if names is None else names:
            if is_xml(name):
                check_content(package.read(name), name, largest)
    except ZIP_FAULTS as fault:
        raise Unreadable("E114") from fault
    except RuntimeError as fault:
        raise Unreadable("E112") from fault


def is_xml(name: str) -> bool:
    """Whether a part is XML, by its name."""
    return name.lower().endswith(_XML)


def check_content(content: bytes, name: str, largest: int = LARGEST_PART) -> None:
    """Unreadable E116 for a part with a document type, E115 for one that is no worksheet and larger than `largest`."""
    if b"!" in content and any(mark in content for mark in _DOCTYPES):
        raise Unreadable("E116", detail="文件内有外部实体声明")
    if len(content) > largest and not is_sheet(name):
        raise Unreadable("E115", size=f"内部文件{len(content) // MEGABYTE}MB")


def is_sheet(name: str) -> bool:
    """Whether a part of an .xlsx is a worksheet."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")
