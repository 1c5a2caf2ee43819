"""Any returned workbook to cells with addresses: recognised by its content, read by the reader of its format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reporter.sheets.cells import Book, Unreadable
from reporter.sheets.guard import open_zip
from reporter.sheets.limits import LARGEST_FILE
from reporter.sheets.recognise import FileKind, is_temporary, recognise
from reporter.sheets.swift import read_plain


def open_book(data: bytes, name: str) -> Book:
    """The workbook in `data` with every non-empty cell; Unreadable (with a catalogue code) when it cannot be read.

    Defined names: a text constant without its quotes, anything else as the file writes it ('_lists'!$A$1:$A$5).
    """
    plain = plain_book(data, name)
    if plain is not None:
        return plain
    opened = without_password(data, name, ())
    kind = recognise(opened, name)
    if kind is FileKind.ARCHIVE:
        raise Unreadable("E118", kind="压缩包（.zip）")
    if kind is FileKind.PROTECTED:
        raise Unreadable("E112")
    return _read(kind, opened)


def _read(kind: FileKind, data: bytes) -> Book:
    """The workbook by the reader of its format; each is loaded by the first file that needs it."""
    match kind:
        case FileKind.XLS:
            from reporter.sheets.legacy import read_xls as read
        case FileKind.XLSB:
            from reporter.sheets.binary import read_xlsb as read
        case FileKind.ODS:
            from reporter.sheets.opendocument import read_ods as read
        case _:
            from reporter.sheets.ooxml import read_ooxml as read
    try:
        return read(data)
    except Unreadable:
        raise
    except Exception as fault:  # each reader knows the faults of its libraries; one of a kind never seen ends no run
        raise Unreadable("E114") from fault


def plain_book(data: bytes, name: str) -> Book | None:
    """The workbook in `data` when it is an ordinary .xlsx; None for everything that `open_book` has to look at."""
    return None if is_temporary(name) or len(data) > LARGEST_FILE else read_plain(data)


def without_password(data: bytes, name: str, passwords: Sequence[str]) -> bytes:
    """`data` itself, or what a workbook with an open password holds.

    Unreadable E112 when `passwords` are none, E113 when none of them fits; other codes for what is no workbook.
    """
    if recognise(data, name) is not FileKind.PROTECTED:
        return data
    from reporter.sheets.unlock import unlocked

    return unlocked(data, passwords)


def saved_time(data: bytes) -> datetime | None:
    """The last-saved time inside a workbook (naive Beijing time); None when it cannot be read or says none."""
    from reporter.sheets import ole, ooxml, opendocument

    try:
        kind = recognise(data, "")
        if kind is FileKind.XLS:
            return ole.saved(data)
        if kind is FileKind.PROTECTED:
            return None
        with open_zip(data) as package:
            return opendocument.saved_in(package) if kind is FileKind.ODS else ooxml.saved_in(package)
    except Exception:  # Unreadable, or whatever a damaged summary makes of itself: the time is told by other means
        return None
