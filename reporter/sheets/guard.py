"""What a file really is, and whether it may be handed to a parser: decided on bytes, never on the name."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from reporter.sheets.cells import Unreadable

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
LARGEST_CONTENT = 128 * MEGABYTE
MOST_PARTS = 500
HIGHEST_RATIO = 200
_RATIO_MATTERS_FROM = MEGABYTE
"""Small parts of blank cells pack better than any bomb and harm nobody."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER = (
    ("E123", "PDF", (b"%PDF",)),
    ("E123", "图片", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")),
    ("E123", "Word文档", (b"{\\rtf",)),
    ("E110", "压缩包", (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "E112", ""),
    ("WordDocument", "E123", "Word文档"),
    ("PowerPoint Document", "E123", "演示文稿"),
    ("Workbook", "E110", "Excel 97-2003工作簿（.xls、.et）"),
    ("Book", "E110", "Excel 5.0/95工作簿（.xls）"),
)
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_HTML = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_XML_SHEET = re.compile(r"\s*<\?xml.*urn:schemas-microsoft-com:office:spreadsheet", re.S)
_TEMPORARY = ("~$", ".~")


def open_package(data: bytes, name: str) -> ZipFile:
    """The package of an .xlsx or .xlsm that is safe to parse; Unreadable for everything else."""
    base = PurePosixPath(name.replace("\\", "/").split("!")[-1]).name
    if base.startswith(_TEMPORARY) or base.lower().endswith(".tmp"):
        raise Unreadable("E122")
    package = open_safely(data)
    _check_family(package.namelist())
    return package


def open_safely(data: bytes) -> ZipFile:
    """The package of any office program whose parts are safe to parse; Unreadable for everything else."""
    if not data:
        raise Unreadable("E122")
    if len(data) > LARGEST_FILE:
        raise Unreadable("E115", size=f"{len(data) // MEGABYTE}MB")
    if not data.startswith(b"PK"):
        _refuse_by_content(data)
    try:
        package = ZipFile(BytesIO(data))
        _check_directory(package.infolist())
        _check_parts(package)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise Unreadable("E114") from fault
    except RuntimeError as fault:
        raise Unreadable("E112") from fault
    return package


def is_package(data: bytes) -> bool:
    """Whether `data` is a workbook in the form of .xlsx or .xlsm, which can be changed part by part."""
    try:
        with ZipFile(BytesIO(data)) as package:
            return "xl/workbook.xml" in package.namelist()
    except BadZipFile:
        return False


def _refuse_by_content(data: bytes) -> None:
    if data.startswith(_OLE):
        _refuse_ole(data)
    for code, kind, magics in _OTHER:
        if data.startswith(magics):
            raise Unreadable(code, kind=kind)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (b"ftypheic", b"ftypmif1"):
        raise Unreadable("E123", kind="图片")
    text = _as_text(data)
    if text is None:
        raise Unreadable("E114")
    if not text.strip():
        raise Unreadable("E122")
    raise Unreadable("E111", kind=_kind_of_text(text))


def _refuse_ole(data: bytes) -> None:
    for stream, code, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise Unreadable(code, kind=kind) if kind else Unreadable(code)
    raise Unreadable("E114")


def _as_text(data: bytes) -> str | None:
    """The file as text, None when it is binary."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\x00" in text else text
    return None


def _kind_of_text(text: str) -> str:
    head = text[:4096]
    if _XML_SHEET.match(head):
        return "XML表格"
    if _HTML.match(head):
        return "网页"
    if head.lstrip().lower().startswith("mime-version:"):
        return "单个文件网页"
    return "文本表格（CSV）" if re.search(r"[,，\t;]", head) else "文本"


def _check_directory(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise Unreadable("E115", size=f"{len(parts)}个部件")
    whole = sum(part.file_size for part in parts)
    if whole > LARGEST_CONTENT:
        raise Unreadable("E115", size=f"解压后{whole // MEGABYTE}MB")
    for part in parts:
        if part.file_size > _RATIO_MATTERS_FROM and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise Unreadable("E115", size=f"压缩比{part.file_size // max(part.compress_size, 1)}倍")
        if _is_bad_name(part.filename):
            raise Unreadable("E116", detail="内部文件名越出文件包")
    doubled = [name for name, times in Counter(part.filename.lower() for part in parts).items() if times > 1]
    if doubled:
        raise Unreadable("E116", detail="内部文件重名")


def _is_bad_name(name: str) -> bool:
    clean = name.replace("\\", "/")
    return clean.startswith("/") or ":" in clean or "\x00" in clean or ".." in clean.split("/")


def _check_family(names: list[str]) -> None:
    """Which program's package it is."""
    known = set(names)
    if "mimetype" in known and "content.xml" in known:
        raise Unreadable("E110", kind="OpenDocument表格（.ods）")
    if any(name.startswith("word/") for name in known):
        raise Unreadable("E123", kind="Word文档")
    if any(name.startswith("ppt/") for name in known):
        raise Unreadable("E123", kind="演示文稿")
    if "xl/workbook.bin" in known:
        raise Unreadable("E110", kind="Excel二进制工作簿（.xlsb）")
    if "[Content_Types].xml" not in known:
        raise Unreadable("E110", kind="压缩包")


def _check_parts(package: ZipFile) -> None:
    """No document type anywhere: entities could hide a cell's text or a bomb."""
    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            content = package.read(part)
            if any(mark in content for mark in _DOCTYPES):
                raise Unreadable("E116", detail="文件内有外部实体声明")
            if part.filename.endswith("workbook.xml") and b"purl.oclc.org/ooxml" in content:
                raise Unreadable("E110", kind="Strict Open XML工作簿")
