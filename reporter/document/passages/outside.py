"""Documents that another program turns into text: old Word files through LibreOffice, PDF through pdftotext."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from reporter.document.passages.model import NoText, NoTool, Passage
from reporter.document.passages.plain import text_passages
from reporter.document.passages.word import read_word
from reporter.document.pdf import PdfError, find_soffice, to_word

_SECONDS = 120.0
_FEWEST = 20
"""Characters a page; a scan has none, or those of its stamp."""


def read_old_word(data: bytes, suffix: str, *, soffice: str, workdir: Path) -> tuple[Passage, ...]:
    """The passages of a .doc, .wps, .rtf or .odt; NoTool without LibreOffice, NoText when it cannot read the file."""
    program = find_soffice(soffice)
    if program is None:
        raise NoTool("读老格式的文件要用LibreOffice，这台电脑上没有找到；请用Word或WPS打开，另存为.docx再试")
    try:
        return read_word(to_word(data, suffix, soffice=program, workdir=workdir, timeout=_SECONDS))
    except PdfError as error:
        raise NoText(f"LibreOffice打不开这个文件（{error}）；请用Word或WPS打开，另存为.docx再试") from error


def read_pdf(data: bytes) -> tuple[Passage, ...]:
    """The lines of a PDF; NoTool without pdftotext, NoText for a scan without text."""
    program = shutil.which("pdftotext")
    if program is None:
        raise NoTool("读PDF要用pdftotext（poppler），这台电脑上没有找到；请用WPS打开，另存为.docx或文本再试")
    command = [program, "-enc", "UTF-8", "-layout", "-", "-"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise NoText("这个PDF太复杂，两分钟没有读完；请用WPS打开，另存为.docx再试") from error
    if done.returncode:
        raise NoText("PDF打不开：坏了，或者有密码；请另存一份再试")
    return _unless_scan(done.stdout.decode("utf-8", errors="replace"))


def _unless_scan(text: str) -> tuple[Passage, ...]:
    pages = max(text.count("\f"), 1)
    if len("".join(text.split())) < _FEWEST * pages:
        raise NoText("PDF里没有文字，是扫描件；请先做文字识别（OCR），另存为.docx或文本再试")
    return text_passages(text)
