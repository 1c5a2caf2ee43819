"""完成率 and 进度判断: the value a file carries, and that the formula beside it gives the same."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from reporter.forms.judge import Measure, Ratio, Verdict, ratio_formula, ratio_value, verdict_formula, verdict_value
from reporter.plan.model import Comparator
from reporter.sheets.open import open_book
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec
from reporter.sheets.write import write_book

MARKS = ("target", "base", "share", "current", "prior_year", "ratio", "judgement")
PACED = Measure(ratio=Ratio.OF_TARGET, verdict=Verdict.PACE)
STOCK = Measure(ratio=Ratio.OF_INCREMENT, verdict=Verdict.TARGET)
FALL = Measure(ratio=Ratio.OF_FALL, verdict=Verdict.TARGET)
ABOVE = Measure(verdict=Verdict.TARGET, comparator=Comparator.MORE_THAN)
BELOW = Measure(verdict=Verdict.TARGET, comparator=Comparator.AT_MOST)
ZERO = Measure(verdict=Verdict.ZERO)
PRIOR = Measure(verdict=Verdict.PRIOR_YEAR)
QUIET = Measure(ratio=Ratio.OF_TARGET, verdict=Verdict.PACE, blank="本月可不填")
FIVE_TWELFTHS = "0.4166666667"

# measure, (target, base, share, current, prior year), ratio, judgement
CASES = [
    (PACED, ("12", "", FIVE_TWELFTHS, "5", ""), Decimal(5) / 12, "达到进度"),
    (PACED, ("12", "", FIVE_TWELFTHS, "4", ""), Decimal(4) / 12, "低于进度"),
    (PACED, ("12", "", FIVE_TWELFTHS, "13", ""), Decimal(13) / 12, "已完成"),
    (PACED, ("12", "", FIVE_TWELFTHS, "0", ""), Decimal(0), "低于进度"),
    (PACED, ("12", "", FIVE_TWELFTHS, "", ""), "—", "—"),
    (PACED, ("12", "", FIVE_TWELFTHS, "未公布", ""), "—", "—"),
    (QUIET, ("12", "", FIVE_TWELFTHS, "", ""), "—", "本月可不填"),
    (STOCK, ("90", "60", "—", "75", ""), Decimal("0.5"), "未达到目标"),
    (STOCK, ("90", "", "—", "95", ""), "—", "达到目标"),
    (STOCK, ("90", "95", "—", "92", ""), "—", "达到目标"),
    (FALL, ("50", "", "—", "40", ""), Decimal("0.8"), "未达到目标"),
    (FALL, ("50", "", "—", "-5", ""), Decimal(0), "未达到目标"),
    (ABOVE, ("8", "", "—", "8", ""), "—", "未达到目标"),
    (ABOVE, ("8", "", "—", "8.1", ""), "—", "达到目标"),
    (BELOW, ("5", "", "—", "5", ""), "—", "达到目标"),
    (BELOW, ("5", "", "—", "6", ""), "—", "未达到目标"),
    (ZERO, ("0", "", "—", "0", ""), "—", "保持"),
    (ZERO, ("0", "", "—", "1", ""), "—", "已发生"),
    (PRIOR, ("高于上年同期", "", "—", "5", "4"), "—", "高于上年同期"),
    (PRIOR, ("高于上年同期", "", "—", "4", "4"), "—", "不高于上年同期"),
    (PRIOR, ("高于上年同期", "", "—", "4", ""), "—", "—"),
    (Measure(), ("—", "", "—", "4", ""), "—", "—"),
]


def typed(texts: tuple[str, ...]) -> dict[str, str | Decimal | None]:
    """Entries as values: numbers where they are numbers, None where nothing stands."""
    return {
        mark: None if not text else Decimal(text) if text.lstrip("-").replace(".", "").isdigit() else text
        for mark, text in zip(MARKS, texts, strict=False)
    }


@pytest.mark.parametrize(("measure", "texts", "ratio", "judgement"), CASES)
def test_values(measure: Measure, texts: tuple[str, ...], ratio: Decimal | str, judgement: str) -> None:
    assert ratio_value(measure, typed(texts)) == ratio
    assert verdict_value(measure, typed(texts)) == judgement


def test_nothing_judged_has_no_formula() -> None:
    at = dict.fromkeys(MARKS, "A1")
    assert ratio_formula(Measure(), at) == "" and verdict_formula(Measure(), at) == ""


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_formulas_give_the_same(tmp_path: Path) -> None:
    cells = {}
    for row, (measure, texts, _, _) in enumerate(CASES, 1):
        at = {mark: f"{letter}{row}" for mark, letter in zip(MARKS, "ABCDEFG", strict=True)}
        for column, value in enumerate(typed(texts).values(), 1):
            cells[(row, column)] = CellSpec(value=value)
        cells[(row, 6)] = CellSpec(
            formula=ratio_formula(measure, at), value=None if ratio_formula(measure, at) else "—"
        )
        cells[(row, 7)] = CellSpec(
            formula=verdict_formula(measure, at), value=None if verdict_formula(measure, at) else "—"
        )
    spec = BookSpec(sheets=(SheetSpec(name="表", cells=cells),), created=datetime(2024, 5, 31))
    (tmp_path / "in.xlsx").write_bytes(write_book(spec))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", "in.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    sheet = open_book((tmp_path / "out" / "in.xlsx").read_bytes(), "in.xlsx").sheets[0]
    for row, (_, _, ratio, judgement) in enumerate(CASES, 1):
        shown = sheet.cells[(row, 6)].value
        assert shown == ratio if isinstance(ratio, str) else abs(Decimal(str(shown)) - ratio) < Decimal("1e-9")
        assert sheet.cells[(row, 7)].value == judgement
