"""One document, whatever it is, to passages: the kind is told by the bytes, not by the name."""

from __future__ import annotations

from pathlib import Path

from reporter.document.passages.model import NoText, Passage
from reporter.document.passages.outside import read_old_word, read_pdf
from reporter.document.passages.plain import read_text
from reporter.document.passages.word import read_word

_OLE, _ZIP, _PDF, _RTF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF", b"{\\rtf"
_ODT = b"mimetypeapplication/vnd.oasis.opendocument.text"


def read_passages(data: bytes, *, soffice: str, workdir: Path) -> tuple[Passage, ...]:
    """The passages of a text, Word or PDF file.

    NoText says why it cannot be read, NoTool which program is missing. `workdir` holds LibreOffice's files meanwhile.
    """
    if not data.strip():
        raise NoText("文件是空的")
    if data.startswith(_PDF):
        return read_pdf(data)
    if data.startswith(_OLE):
        return read_old_word(data, ".doc", soffice=soffice, workdir=workdir)
    if data.startswith(_RTF):
        return read_old_word(data, ".rtf", soffice=soffice, workdir=workdir)
    if data.startswith(_ZIP):
        is_odt = _ODT in data[:200]
        return read_old_word(data, ".odt", soffice=soffice, workdir=workdir) if is_odt else read_word(data)
    return read_text(data)
