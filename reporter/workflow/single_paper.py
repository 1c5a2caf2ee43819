"""Papers apart from any month: a Markdown file as an official document, a Word file or the templates checked."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reporter.bulletin.vocabulary import template_faults
from reporter.core.marks import Marks, strip_private
from reporter.core.values import dataclass
from reporter.document.blocks import DocumentError
from reporter.document.inspect import Finding, NotAWordFile, inspect_docx
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.document.pdf import PdfError, convert, find_soffice
from reporter.folder import Folder, FolderError, NotAFolder, Settings, open_folder, shipped_templates, write_atomic

_PDF_SECONDS = 180.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What the checker found; `remark` says why the pages were not measured although they should have been."""

    findings: tuple[Finding, ...]
    remark: str = ""


def settings_at(root: Path) -> Settings:
    """The settings of the working folder at `root`; the usual ones where it is none."""
    try:
        return open_folder(root).settings
    except NotAFolder:
        return Settings()


def check_templates(folder: Folder) -> tuple[str, ...]:
    """A sentence for each fault of the folder's templates (a missing one is the shipped one)."""
    names = sorted({*shipped_templates(), *(path.name for path in (folder.root / "templates").glob("*.j2"))})
    return tuple(fault for name in names for fault in template_faults(folder.template(name), name))


def inspect_file(path: Path, settings: Settings, *, measured: bool) -> Inspected:
    """Check a Word file, on its printed pages too if `measured`; FolderError when it is no Word file."""
    data, pdf, remark = _read(path), None, ""
    try:
        findings = inspect_docx(data)
        if measured:
            pdf, remark = _pages(path.name, data, settings)
        return Inspected(findings=inspect_docx(data, pdf=pdf) if pdf else findings, remark=remark)
    except NotAWordFile as error:
        raise FolderError(f"“{path}”不能检查：{error}。") from error


def write_paper(path: Path, target: Path, settings: Settings, *, pdf: bool) -> list[Path]:
    """Write a Markdown file as an official document, and its PDF; what was written.

    FolderError with the line where the text cannot be a document; PdfError when LibreOffice makes no PDF.
    """
    data = document_of(path)
    write_atomic(target, data)
    if not pdf:
        return [target]
    printed = target.with_suffix(".pdf")
    write_atomic(printed, _converted(target.name, data, settings))
    return [target, printed]


def document_of(path: Path) -> bytes:
    """The Word file of a Markdown file."""
    try:
        text = _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FolderError(f"“{path}”不是UTF-8编码的文本文件，请另存为UTF-8文本。") from error
    marks = Marks()
    try:
        return write(parse(strip_private(text), marks), marks)
    except DocumentError as error:
        raise FolderError(f"“{path}”{error}。") from error


def _pages(name: str, data: bytes, settings: Settings) -> tuple[bytes | None, str]:
    """The PDF, or why there is none."""
    try:
        return _converted(name, data, settings), ""
    except PdfError as error:
        return None, f"{error}，版面没有测量。"


def _converted(name: str, data: bytes, settings: Settings) -> bytes:
    soffice = find_soffice(settings.soffice or None)
    if soffice is None:
        raise PdfError("没有找到LibreOffice")
    fonts = Path(settings.fonts) if settings.fonts else None
    with tempfile.TemporaryDirectory(prefix="reporter-") as folder:
        files = [(name, data)]
        return convert(files, soffice=soffice, workdir=Path(folder), fonts=fonts, timeout=_PDF_SECONDS)[name]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise FolderError(f"没有“{path}”这个文件。") from error
    except OSError as error:
        raise FolderError(f"“{path}”读不了（{error.strerror}）。") from error
