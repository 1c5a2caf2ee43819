"""A month in which every form of the real plan comes back damaged: the run names what it cannot use, and ends well."""

from __future__ import annotations

import json
import re
from pathlib import Path
from random import Random

import pytest

from tests.formats import zipped
from tests.sheets.test_swift import damaged, parts_of
from tests.workflow.commands import reporter

MAY = "2024-05"
NUMBERS = [
    "1e308",
    "-1e308",
    "1.7976931348623157e308",
    "1E-300",
    "0.1",
    "-5",
    "-0",
    "99999999999999999999",
    "123456789012345678",
    "2958466",
    "45000.5",
]
TEXTS = (
    "无", "12亿元", "／", "约三百", "８５％", "2024年13月45日", "∞", "NaN", "1/0", "=1+1", "&lt;b&gt;", "{{ x }}",
    "{% for %}", "3.3.3", "1,234,56", "100%-200%", "𠀀𠮷", "\u202e反转", "\ue000私",
    "_x0000_", "_x0001_甲", " " * 50, "甲" * 33000,
)  # fmt: skip
_TYPED = re.compile(rb'(<c r="\w+"(?: s="\d+")?>)<v>[^<]*</v>')
_BLANK = re.compile(rb'(<c r="\w+" s="\d+")/>')


def with_odd_values(parts: dict[str, bytes], luck: Random) -> dict[str, bytes]:
    """Numbers changed and blank cells filled with what nobody should type."""

    def number(found: re.Match[bytes]) -> bytes:
        return found[1] + f"<v>{luck.choice(NUMBERS)}</v>".encode() if luck.random() < 0.4 else found[0]

    def filled(found: re.Match[bytes]) -> bytes:
        if luck.random() < 0.6:
            return found[0]
        if luck.random() < 0.4:
            return found[1] + f"><v>{luck.choice(NUMBERS)}</v></c>".encode()
        return found[1] + f' t="str"><v>{luck.choice(TEXTS)}</v></c>'.encode()

    return {
        name: _BLANK.sub(filled, _TYPED.sub(number, part)) if name.startswith("xl/worksheets/sheet") else part
        for name, part in parts.items()
    }


def with_odd_parts(parts: dict[str, bytes], luck: Random) -> dict[str, bytes]:
    """One to three edits anywhere in the package."""
    for _ in range(luck.choice((1, 1, 2, 3))):
        parts = damaged(parts, luck)
    return parts


@pytest.mark.parametrize(("damage", "seed"), [(with_odd_values, 1), (with_odd_parts, 2)])
def test_no_return_ends_the_run(damage: object, seed: int, tmp_path: Path) -> None:
    assert callable(damage)
    luck, root = Random(seed), tmp_path / "屈原"
    reporter("init", str(root))
    reporter("sample", MAY, "--seed", "1", root=root)
    forms = [one for one in sorted((root / "input_sheets" / MAY).rglob("*.xlsx")) if one.read_bytes()[:2] == b"PK"]
    for form in forms:
        form.write_bytes(zipped(damage(parts_of(form.read_bytes()), luck)))
    told = reporter("run", MAY, "--no-pdf", root=root).stdout
    place = root / "output" / MAY
    results = json.loads((place / "results.json").read_text(encoding="utf-8"))
    assert {one["file"] for one in results["files"]} >= {one.relative_to(root).as_posix() for one in forms}
    assert "问题清单.xlsx" in told and (place / "督查通报.docx").is_file() and list((place / "returned").glob("*.xlsx"))
