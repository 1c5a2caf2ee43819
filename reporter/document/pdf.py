"""PDF files, and Word files of old formats, by LibreOffice: an own profile, a hard end, the result checked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from reporter.document.faults import PdfError
from reporter.document.fonts import write_fonts_conf

__all__ = ["PdfError", "convert", "find_soffice"]

_USUAL_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_EXPORT = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'  # keep sides of a sheet
_WORD = "docx:MS Word 2007 XML"
_LAST_WORDS = 300  # characters of LibreOffice's own message that are worth showing


def find_soffice(setting: str | None) -> Path | None:
    """LibreOffice's program: the one named in `setting`, else on the path or in a usual place; None if absent."""
    if setting:
        named = Path(setting)
        return named if named.is_file() else None
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = [Path(found)] if found else [Path(place) for place in _USUAL_PLACES]
    return next((place for place in places if place.is_file()), None)


def convert(
    files: Sequence[tuple[str, bytes]], *, soffice: Path, workdir: Path, fonts: Path | None, timeout: float
) -> dict[str, bytes]:
    """The PDF of every file, by its name. `fonts` holds further font files; `timeout` is seconds for all.

    PdfError when LibreOffice fails, takes too long or leaves a file out.
    """
    if not files:
        return {}
    with tempfile.TemporaryDirectory(prefix="pdf-", dir=workdir, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sources = [_put(folder, index, data) for index, (_, data) in enumerate(files)]
        message = _run(_command(soffice, folder, sources, _EXPORT), _environment(folder, fonts), timeout)
        return {name: _result(source, name, message) for source, (name, _) in zip(sources, files, strict=True)}


def to_word(data: bytes, suffix: str, *, soffice: Path, workdir: Path, timeout: float) -> bytes:
    """The .docx of a file of another word processor with that `suffix`; PdfError when LibreOffice makes none."""
    with tempfile.TemporaryDirectory(prefix="word-", dir=workdir, ignore_cleanup_errors=True) as name:
        folder, target = Path(name), Path(name) / "made"
        source = folder / f"0000{suffix}"
        source.write_bytes(data)
        message = _run(_command(soffice, target, [source], _WORD), _environment(folder, None), timeout)
        made = target / "0000.docx"
        if not made.is_file():
            raise PdfError(f"LibreOffice 没有转换出来：{message[-_LAST_WORDS:] or '没有说明'}")
        return made.read_bytes()


def _put(folder: Path, index: int, data: bytes) -> Path:
    """A source file with a plain name: a Chinese one may not survive every locale."""
    source = folder / f"{index:04d}.docx"
    source.write_bytes(data)
    return source


def _command(soffice: Path, folder: Path, sources: Sequence[Path], export: str) -> list[str]:
    profile = (folder / "profile").resolve().as_uri()
    flags = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    return [
        str(soffice),
        f"-env:UserInstallation={profile}",
        *flags,
        *["--convert-to", export, "--outdir", str(folder)],
        *map(str, sources),
    ]


def _environment(folder: Path, fonts: Path | None) -> dict[str, str]:
    """This process's environment, with a font configuration that knows the faces of official documents."""
    return {**os.environ, "FONTCONFIG_FILE": str(write_fonts_conf(folder, fonts))}


def _run(command: list[str], environment: dict[str, str], timeout: float) -> str:
    """What LibreOffice printed. It starts children, so the whole group ends when time is up."""
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise PdfError(f"LibreOffice 启动不了：{command[0]}") from error
    with process:
        try:
            output, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired as error:
            raise PdfError(f"LibreOffice 超过{timeout:g}秒没有完成，已停止") from error
        finally:
            _end(process)
    return output.decode("utf-8", errors="replace").strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and everything it started, if it still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _result(source: Path, name: str, message: str) -> bytes:
    target = source.with_suffix(".pdf")
    data = target.read_bytes() if target.is_file() else b""
    if not (data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]):
        raise PdfError(f"LibreOffice 没有生成“{name}”的PDF：{message[-_LAST_WORDS:] or '没有说明'}")
    return data
