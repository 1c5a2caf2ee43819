"""PDF beside the Word files, where LibreOffice is present; without it everything else is still there."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from reporter.core.values import dataclass
from reporter.document.fonts import embedded_faces, substituted_faces
from reporter.document.pdf import PdfError, convert, find_soffice
from reporter.folder import FileBusy, Folder, write_atomic

_SECONDS = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfReport:
    """The PDF files written, and what the clerk must know about them (Chinese sentences)."""

    paths: tuple[Path, ...] = ()
    remarks: tuple[str, ...] = ()


def write_pdfs(folder: Folder, documents: Sequence[Path]) -> PdfReport:
    """Write a PDF beside each Word file; a missing or failing LibreOffice is a remark, never an error."""
    words = [path for path in documents if path.suffix == ".docx"]
    soffice = find_soffice(folder.settings.soffice or None)
    if soffice is None:
        return PdfReport(remarks=("没有找到LibreOffice，这次不出PDF，Word和表格照常生成。要出PDF，可以在Word里另存。",))
    fonts = Path(folder.settings.fonts) if folder.settings.fonts else None
    sources = [(str(path), path.read_bytes()) for path in words]
    try:
        with tempfile.TemporaryDirectory(prefix="reporter-") as scratch:
            made = convert(sources, soffice=soffice, workdir=Path(scratch), fonts=fonts, timeout=_SECONDS)
    except PdfError as error:
        return PdfReport(remarks=(f"PDF没有出成：{error}。Word和表格照常生成。",))
    paths = tuple(Path(name).with_suffix(".pdf") for name in made)
    for path, data in zip(paths, made.values(), strict=True):
        write_atomic(path, data)
    return PdfReport(paths=paths, remarks=_remarks(made.values()))


def final_pdfs(folder: Folder, documents: Sequence[Path], *, wanted: bool) -> PdfReport:
    """The PDFs of final documents; those of their drafts go, so that none is taken for the final one."""
    printed = write_pdfs(folder, documents) if wanted else PdfReport()
    for path in documents:
        draft = path.with_suffix(".pdf")
        if path.suffix == ".docx" and draft not in printed.paths:
            try:
                draft.unlink(missing_ok=True)
            except OSError as error:
                raise FileBusy(f"“{draft}”是送审稿，删不掉（{error.strerror}）。请关掉它，再运行一次。") from error
    return printed


def _remarks(files: Collection[bytes]) -> tuple[str, ...]:
    """Which faces were not there, so that nobody takes the look of this PDF for that of the Word file."""
    missing = {face for data in files for face in substituted_faces(data)}
    if not missing:
        return ()
    used = {name for data in files for name in embedded_faces(data)}
    return (
        f"这台电脑没有{'、'.join(sorted(missing))}，PDF里用{'、'.join(sorted(used))}代替；"
        "Word文件里的字体名没有改，换到装了字体的电脑就正常。",
    )
