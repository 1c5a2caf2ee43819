"""What a file really is: decided on its bytes, never on its name."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from zipfile import ZipFile

from reporter.sheets.cells import Unreadable
from reporter.sheets.guard import LARGEST_CONTENT, check_parts, open_zip
from reporter.sheets.limits import LARGEST_FILE, MEGABYTE
from reporter.sheets.ole import OLE_MAGIC, root_names
from reporter.sheets.records import is_locked

ENCRYPTED_PACKAGE = "EncryptedPackage"


class FileKind(Enum):
    """A file that can be read, at least with a password or after unpacking."""

    OOXML = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    PROTECTED = "protected"
    ARCHIVE = "zip"


_MAGICS = (
    ("E123", "PDF", (b"%PDF",)),
    ("E123", "图片", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")),
    ("E123", "Word文档", (b"{\\rtf",)),
    ("E118", "压缩包（.rar）", (b"Rar!",)),
    ("E118", "压缩包（.7z）", (b"7z\xbc\xaf\x27\x1c",)),
    ("E118", "压缩包（.gz）", (b"\x1f\x8b",)),
    ("E118", "Outlook附件包（winmail.dat）", (b"\x78\x9f\x3e\x22",)),
)
_OLE_STREAMS = (
    ("WordDocument", "Word文档"),
    ("PowerPoint Document", "演示文稿"),
    ("__properties_version1.0", "邮件"),
)
_BOOK_STREAMS = ("Workbook", "Book")
_HTML = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta)\b", re.I | re.S)
_XML_SHEET = re.compile(r"\s*<\?xml.*urn:schemas-microsoft-com:office:spreadsheet", re.S)
_TEMPORARY = ("~$", ".~")


def is_temporary(name: str) -> bool:
    """Whether a name is that of a lock file or a half-written copy of an office program."""
    base = name.replace("\\", "/").split("!")[-1].rpartition("/")[2]
    return base.startswith(_TEMPORARY) or base.lower().endswith(".tmp")


def recognise(data: bytes, name: str) -> FileKind:
    """The kind of a file; Unreadable for everything that is neither a workbook nor a zip."""
    if not data or is_temporary(name):
        raise Unreadable("E122")
    if len(data) > LARGEST_FILE:
        raise Unreadable("E115", size=f"{len(data) // MEGABYTE}MB")
    if data.startswith(b"PK"):
        return _kind_of_zip(data)
    if data.startswith(OLE_MAGIC):
        return _kind_of_ole(data)
    raise _refusal(data)


def open_safely(data: bytes) -> ZipFile:
    """The package of any office program whose parts are safe to parse; Unreadable for everything else."""
    if not data:
        raise Unreadable("E122")
    if len(data) > LARGEST_FILE:
        raise Unreadable("E115", size=f"{len(data) // MEGABYTE}MB")
    if data.startswith(OLE_MAGIC):
        kind = _kind_of_ole(data)
        raise Unreadable("E112") if kind is FileKind.PROTECTED else Unreadable("E123", kind="旧格式的表格")
    if not data.startswith(b"PK"):
        raise _refusal(data)
    package = open_zip(data)
    check_parts(package, largest=LARGEST_CONTENT)
    return package


def is_package(data: bytes) -> bool:
    """Whether `data` is a workbook in the form of .xlsx or .xlsm, which can be changed part by part."""
    try:
        with open_zip(data) as package:
            return "xl/workbook.xml" in package.namelist()
    except Unreadable:
        return False


@lru_cache(maxsize=2)  # the same file is asked several times on its way
def _kind_of_zip(data: bytes) -> FileKind:
    with open_zip(data) as package:
        known = set(package.namelist())
    if "mimetype" in known and "content.xml" in known:
        return FileKind.ODS
    for folder, kind in (("word/", "Word文档"), ("ppt/", "演示文稿")):
        if "[Content_Types].xml" in known and any(name.startswith(folder) for name in known):
            raise Unreadable("E123", kind=kind)
    if "xl/workbook.bin" in known:
        return FileKind.XLSB
    return FileKind.OOXML if "[Content_Types].xml" in known else FileKind.ARCHIVE


def _kind_of_ole(data: bytes) -> FileKind:
    names = root_names(data)
    if ENCRYPTED_PACKAGE in names:
        return FileKind.PROTECTED
    if any(stream in names for stream in _BOOK_STREAMS):
        return FileKind.PROTECTED if is_locked(data) else FileKind.XLS
    kind = next((kind for stream, kind in _OLE_STREAMS if stream in names), "不认识的文件")
    raise Unreadable("E123", kind=kind)


def _refusal(data: bytes) -> Unreadable:
    for code, kind, magics in _MAGICS:
        if data.startswith(magics):
            return Unreadable(code, kind=kind)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or data[4:12] in (b"ftypheic", b"ftypmif1"):
        return Unreadable("E123", kind="图片")
    text = _as_text(data)
    if text is None:
        return Unreadable("E114")
    if not text.strip():
        return Unreadable("E122")
    return Unreadable("E111", kind=_kind_of_text(text))


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
