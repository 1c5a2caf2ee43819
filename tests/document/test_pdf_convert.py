"""The call of LibreOffice with stand-ins for it: failures are told, nothing is left running."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from reporter.document.fonts import write_fonts_conf
from reporter.document.pdf import PdfError, convert, find_soffice

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

# Writes a PDF for every argument that is a .docx.
GOOD = """
for a in "$@"; do
  case $prev in --outdir) out=$a;; esac; prev=$a
  case $a in *.docx) printf '%%PDF-1.6 %s %%%%EOF' "$(cat "$a")" > "$out/$(basename "$a" .docx).pdf";; esac
done
"""


def stand_in(folder: Path, script: str) -> Path:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def run(folder: Path, script: str, *, timeout: float = 20) -> dict[str, bytes]:
    files = [("通报.docx", b"one"), ("notices/督办单.docx", b"two")]
    return convert(files, soffice=stand_in(folder, script), workdir=folder, fonts=None, timeout=timeout)


def running(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def test_many_files_in_one_call_by_their_names(tmp_path: Path) -> None:
    made = run(tmp_path, f"echo call >> {tmp_path}/calls\n{GOOD}")
    assert made == {"通报.docx": b"%PDF-1.6 one %%EOF", "notices/督办单.docx": b"%PDF-1.6 two %%EOF"}
    assert (tmp_path / "calls").read_text() == "call\n"


def test_nothing_stays_in_the_work_folder(tmp_path: Path) -> None:
    run(tmp_path, GOOD)
    assert [path.name for path in tmp_path.iterdir()] == ["soffice"]


def test_own_profile_and_fonts(tmp_path: Path) -> None:
    run(tmp_path, f'echo "$@" "$FONTCONFIG_FILE" > {tmp_path}/seen\n{GOOD}')
    seen = (tmp_path / "seen").read_text()
    assert f"-env:UserInstallation=file://{tmp_path}/pdf-" in seen
    assert seen.strip().endswith("/fonts.conf")


def test_nothing_to_do_starts_nothing(tmp_path: Path) -> None:
    assert convert([], soffice=tmp_path / "absent", workdir=tmp_path, fonts=None, timeout=1) == {}


def test_missing_file_names_it_and_repeats_the_message(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match=r"通报\.docx.*source file could not be loaded"):
        run(tmp_path, "echo Error: source file could not be loaded")


def test_torn_file_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match=r"通报\.docx"):
        run(tmp_path, GOOD.replace(" %%%%EOF", ""))


def test_absent_program(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="启动不了"):
        convert([("a", b"")], soffice=tmp_path / "absent", workdir=tmp_path, fonts=None, timeout=1)


def test_time_limit_ends_the_children_too(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match="超过1秒"):
        run(tmp_path, f"sleep 300 & echo $! > {tmp_path}/child; wait", timeout=1)
    child = int((tmp_path / "child").read_text())
    deadline = time.monotonic() + 5
    while running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(child)


def test_find_takes_the_setting_or_nothing(tmp_path: Path) -> None:
    program = stand_in(tmp_path, "")
    assert find_soffice(str(program)) == program
    assert find_soffice(str(tmp_path / "absent")) is None


def test_find_looks_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, "")
    monkeypatch.setenv("PATH", str(tmp_path) + os.pathsep + os.environ["PATH"])
    assert find_soffice(None) == program


def test_fonts_prefer_files_that_are_there(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "FandolFang-Regular.otf").write_bytes(b"")
    text = write_fonts_conf(tmp_path, fonts).read_text(encoding="utf-8")
    assert f"<dir>{fonts}</dir>" in text
    fang = "<family>仿宋_GB2312</family><prefer><family>FandolFang</family><family>Noto Serif CJK SC</family>"
    assert fang in text
    assert "<family>黑体</family><prefer><family>Noto Sans CJK SC</family></prefer>" in text


def test_fonts_without_a_folder(tmp_path: Path) -> None:
    text = write_fonts_conf(tmp_path, None).read_text(encoding="utf-8")
    assert "Fandol" not in text
    assert "<dir>" not in text
