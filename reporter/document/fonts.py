"""A fontconfig file that gives the faces of official documents to a machine without them."""

from __future__ import annotations

import re
from pathlib import Path

from reporter.document.xml import escape

# face in the document -> (open font, its file, what stands in without that file)
_FACES = {
    "仿宋_GB2312": ("FandolFang", "FandolFang-Regular.otf", "Noto Serif CJK SC"),
    "仿宋": ("FandolFang", "FandolFang-Regular.otf", "Noto Serif CJK SC"),
    "楷体_GB2312": ("FandolKai", "FandolKai-Regular.otf", "Noto Serif CJK SC"),
    "楷体": ("FandolKai", "FandolKai-Regular.otf", "Noto Serif CJK SC"),
    "黑体": ("FandolHei", "FandolHei-Regular.otf", "Noto Sans CJK SC"),
    "宋体": ("FandolSong", "FandolSong-Regular.otf", "Noto Serif CJK SC"),
}
_MARK_FACE = "方正小标宋简体"


def write_fonts_conf(folder: Path, fonts: Path | None) -> Path:
    """Writes `fonts.conf` into `folder`; `fonts` may hold open faces, Noto CJK stands in for missing ones."""
    target = folder / "fonts.conf"
    target.write_text(_conf(folder, fonts), encoding="utf-8")
    return target


def _conf(folder: Path, fonts: Path | None) -> str:
    directory = f"<dir>{escape(str(fonts.resolve()))}</dir>" if fonts else ""
    aliases = "\n".join(
        _alias(face, ([font] if fonts and (fonts / file).is_file() else []) + [stand_in])
        for face, (font, file, stand_in) in _FACES.items()
    )
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"{directory}<cachedir>{escape(str((folder / 'fontcache').resolve()))}</cachedir>\n"
        f"{aliases}\n{_MARK_RULE}\n</fontconfig>\n"
    )


def _alias(face: str, prefer: list[str]) -> str:
    families = "".join(f"<family>{font}</family>" for font in prefer)
    return f'<alias binding="same"><family>{face}</family><prefer>{families}</prefer></alias>'


# No open 小标宋 exists: the bold serif is nearest.
_MARK_RULE = (
    f'<match target="pattern"><test name="family" compare="eq"><string>{_MARK_FACE}</string></test>'
    '<edit name="family" mode="assign" binding="same"><string>Noto Serif CJK SC</string></edit>'
    '<edit name="weight" mode="assign" binding="same"><const>bold</const></edit></match>'
)


# face in the document -> names under which PDF files embed the real one
_EMBEDDED = {
    "方正小标宋简体": ("FZXBSJW", "FZXiaoBiaoSong"),
    "仿宋_GB2312": ("FangSong_GB2312", "FangSong"),
    "楷体_GB2312": ("KaiTi_GB2312", "KaiTi"),
    "黑体": ("SimHei",),
    "宋体": ("SimSun", "NSimSun"),
    "Times New Roman": ("TimesNewRoman",),
}
_BASE_FONT = re.compile(rb"/BaseFont\s*/(?:[A-Z]{6}\+)?([^/\s<>\[\]()]+)")


def embedded_faces(pdf: bytes) -> tuple[str, ...]:
    """Names of the faces that a PDF file draws with, sorted, without the mark of a subset."""
    return tuple(sorted({name.decode("ascii", "replace") for name in _BASE_FONT.findall(pdf)}))


def substituted_faces(pdf: bytes) -> tuple[str, ...]:
    """Faces of official documents that the PDF file does not draw with: another face stands in for each."""
    embedded = embedded_faces(pdf)
    return tuple(
        face for face, names in _EMBEDDED.items() if not any(one.startswith(name) for one in embedded for name in names)
    )
