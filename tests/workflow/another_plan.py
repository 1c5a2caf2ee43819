"""A plan of another shape, written for the purpose: 云溪省“四个攻坚”, five bureaus, no A0, quarterly figures.

The register lies beside as CSV (tests/yunxi), with the text that it was made from.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

CSV = Path(__file__).parents[1] / "yunxi"
TEXT = CSV / "方案.txt"
_TAG = re.compile("<[^>]+>")


def words_of(path: Path) -> str:
    """Everything a Word file or workbook says, notes and properties included; the text of any other file."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8") for name in package.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(_TAG.sub("", part) for part in parts)
