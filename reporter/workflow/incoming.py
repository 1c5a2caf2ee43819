"""The files of a period's folder as they lie there: forms inside zips one by one, busy files named, not waited for."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from reporter.core.period import BEIJING
from reporter.core.values import dataclass
from reporter.sheets.archive import is_archive, members
from reporter.sheets.cells import Book, Unreadable
from reporter.sheets.open import plain_book, without_password
from reporter.sheets.recognise import is_temporary

PATIENCE = 2.5
"""Seconds that a file held open by Excel or WPS is tried again."""
_PAUSE = 0.1
_ZIP_CLOCK = timedelta(seconds=2)
"""Times inside a zip are cut to even seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A file to be read as a form. `name` is relative to the root, a.zip!b.xlsx inside a zip; times are Beijing time.

    `data` is free of its password; `digests` are the hashes under which it may be registered: its own, then that of
    the zip; `fault` says why there is nothing to read.
    """

    name: str
    digests: tuple[str, ...]
    moment: datetime
    data: bytes = b""
    fault: Unreadable | None = None
    book: Book | None = None
    """The workbook where it could be read the short way."""

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes; empty when they could not be read."""
        return self.digests[0] if self.digests else ""


def fingerprint(path: Path) -> tuple[str, datetime] | None:
    """Hash of a file's bytes and its time, Beijing time; None when it cannot be read at once."""
    try:
        return sha256(path.read_bytes()).hexdigest(), _moment(path)
    except OSError:
        return None


def _moment(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, BEIJING).replace(tzinfo=None, microsecond=0)


def incoming(path: Path, name: str, passwords: Sequence[str]) -> Iterator[Incoming]:
    """The file at `path`, or what is inside when it is a zip."""
    try:
        moment = _moment(path)
        data = _bytes_of(path, 0 if is_temporary(name) else PATIENCE)
    except OSError as error:
        yield _unread(path, name, error)
        return
    outer = sha256(data).hexdigest()
    book = plain_book(data, name)
    if book is not None:
        yield Incoming(name=name, digests=(outer,), moment=moment, data=data, book=book)
        return
    if not is_archive(data):
        yield _opened(name, data, (outer,), moment, passwords)
        return
    for member in members(data, name, passwords):
        own = moment if member.modified is None else min(member.modified + _ZIP_CLOCK, moment)
        if member.fault:
            # A zip that cannot be opened is named by its own hash, a part of it by none: its bytes were not read.
            yield Incoming(
                name=member.name, digests=(outer,) if member.name == name else (), moment=own, fault=member.fault
            )
        else:
            digests = (sha256(member.data).hexdigest(), outer)
            yield _opened(member.name, member.data, digests, own, passwords)


def _opened(name: str, data: bytes, digests: tuple[str, ...], moment: datetime, passwords: Sequence[str]) -> Incoming:
    try:
        return Incoming(name=name, digests=digests, moment=moment, data=without_password(data, name, passwords))
    except Unreadable as fault:
        return Incoming(name=name, digests=digests, moment=moment, fault=fault)


def _unread(path: Path, name: str, error: OSError) -> Incoming:
    """A file whose bytes cannot be had: an office program's lock file, or a form that a program holds open."""
    fault = Unreadable("E122") if is_temporary(name) else Unreadable("E312", reason=_reason(error))
    try:
        moment = _moment(path)
    except OSError:
        moment = datetime.fromtimestamp(0, BEIJING).replace(tzinfo=None)
    return Incoming(name=name, digests=(), moment=moment, fault=fault)


def _reason(error: OSError) -> str:
    return "正被别的程序占用，或者没有权限" if isinstance(error, PermissionError) else error.strerror or str(error)


def _bytes_of(path: Path, patience: float) -> bytes:
    deadline = time.monotonic() + patience
    while True:
        try:
            return path.read_bytes()
        except PermissionError:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE)
