"""Forms inside a zip: its members in order, zips inside it opened too, within the limits of one file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePosixPath
from zipfile import ZipFile, ZipInfo

from reporter.core.values import dataclass
from reporter.sheets.cells import Unreadable
from reporter.sheets.guard import LARGEST_CONTENT, MOST_PARTS, ZIP_FAULTS, open_zip
from reporter.sheets.limits import LARGEST_FILE, MEGABYTE
from reporter.sheets.recognise import FileKind, recognise

DEEPEST = 3
_UTF8_NAME, _LOCKED = 0x800, 0x1
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LEFT_BEHIND = (".ds_store", "thumbs.db", "desktop.ini")
_MAC_FOLDER = "__MACOSX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a zip. `name` is a.zip!b.xlsx; `fault` says why there is no `data`.

    `modified` is the time the zip states for it, None where it states none.
    """

    name: str
    data: bytes = b""
    modified: datetime | None = None
    fault: Unreadable | None = None


def is_archive(data: bytes) -> bool:
    """Whether the file is a zip of files rather than a workbook or a document."""
    try:
        return recognise(data, "") is FileKind.ARCHIVE
    except Unreadable:
        return False


def members(data: bytes, name: str, passwords: Sequence[str] = ()) -> Iterator[Member]:
    """Every file of the zip, those of zips inside it up to DEEPEST levels; one Member with a fault for a bad zip."""
    return _Unpacking(passwords=passwords).zip(data, name, 1)


@dataclass(slots=True)
class _Unpacking:
    """The zip in hand and those inside it share one allowance of bytes and of files."""

    passwords: Sequence[str]
    bytes_left: int = LARGEST_CONTENT
    files_left: int = MOST_PARTS

    def zip(self, data: bytes, name: str, depth: int) -> Iterator[Member]:
        try:
            package = open_zip(data)
        except Unreadable as fault:
            yield Member(name=name, fault=fault)
            return
        with package:
            inside = [part for part in package.infolist() if _is_wanted(part)]
            if not inside:
                yield Member(name=name, fault=Unreadable("E122"))
            for part in inside:
                yield from self._part(package, part, f"{name}!{_name_of(part)}", depth)

    def _part(self, package: ZipFile, part: ZipInfo, name: str, depth: int) -> Iterator[Member]:
        try:
            data = self._read(package, part)
            if not is_archive(data):
                yield Member(name=name, data=data, modified=_moment(part))
            elif depth == DEEPEST:
                yield Member(name=name, fault=Unreadable("E118", kind=f"套了{DEEPEST}层以上的压缩包"))
            else:
                yield from self.zip(data, name, depth + 1)
        except Unreadable as fault:
            yield Member(name=name, fault=fault)

    def _read(self, package: ZipFile, part: ZipInfo) -> bytes:
        if part.file_size > LARGEST_FILE:
            raise Unreadable("E115", size=f"{part.file_size // MEGABYTE}MB")
        self.files_left -= 1
        self.bytes_left -= part.file_size
        if self.files_left < 0 or self.bytes_left < 0:
            raise Unreadable("E115", size="压缩包里的文件太多太大")
        if not part.flag_bits & _LOCKED:
            return _content(package, part, None)
        return next(self._with_passwords(package, part), b"") or self._refuse_locked()

    def _with_passwords(self, package: ZipFile, part: ZipInfo) -> Iterator[bytes]:
        for password in self.passwords:
            try:
                yield _content(package, part, password.encode("gb18030"))
            except Unreadable:
                continue

    def _refuse_locked(self) -> bytes:
        raise Unreadable("E113", count=str(len(self.passwords))) if self.passwords else Unreadable("E112")


def _content(package: ZipFile, part: ZipInfo, password: bytes | None) -> bytes:
    try:
        return package.read(part, pwd=password)
    except (*ZIP_FAULTS, RuntimeError) as fault:
        raise Unreadable("E114") from fault


def _is_wanted(part: ZipInfo) -> bool:
    path = PurePosixPath(_name_of(part))
    return not (part.is_dir() or path.name.lower() in _LEFT_BEHIND or _MAC_FOLDER in path.parts)


def _name_of(part: ZipInfo) -> str:
    """The name as its writer meant it: Chinese programs write GBK without saying so, and the library reads cp437."""
    name = part.orig_filename
    if not part.flag_bits & _UTF8_NAME:
        name = _decoded(name)
    return name.replace("\\", "/")


def _decoded(name: str) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.encode("cp437").decode(encoding)
        except UnicodeError:
            continue
    return name


def _moment(part: ZipInfo) -> datetime | None:
    try:
        return None if part.date_time == _NO_DATE else datetime(*part.date_time)
    except ValueError:
        return None
