"""赶超账 and 位次稳定性 of 汇总表, computed again from the months' results.json by a small script of their own.

Forms come back from January to May; in May those of 区残联 (A2, B002) and 区统计局 (A1, B003) are missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reporter.bulletin.workbooks import summary_book
from reporter.core.numbers import half_up
from reporter.core.period import Period
from reporter.forms.model import SheetKind
from reporter.plan.model import Comparator, Kind, Plan
from reporter.progress.model import decimal_of
from reporter.record.results import dump_results
from tests.bulletin.workbook_case import opened
from tests.plans import RULES, indicator, small_plan
from tests.workflow.months import give_back, months_of, typed

Row = dict[str, Any]
MAY = Period(2024, 5)
S = SheetKind.STEPS
# figures of A1-K01, A1-K04 (level), A1-K15, A2-K14-1, A2-K14-2 at the ends of January to May
FIGURES = {
    "A1_K01": (100, 300, 420, 500, 610),
    "A1_K04": (60, 61, 62, 62, 63),
    "A1_K12": (0, 0, 1, 1, 1),
    "A1_K15": (40, 80, 140, 200, 260),
    "A2_K14_1": (1, 2, 3, 4, 5),
    "A2_K14_2": (5, 10, 12, 15, 18),
}
MISSING = ("A2-B002", "A1-B003")


def plan() -> Plan:
    """The small plan with a growth rate and a count of 区统计局, ranking from one item on."""
    rules = tuple(replace(one, value="1") if one.name == "排名最少事项" else one for one in RULES)
    whole = small_plan()
    more = indicator("A1-K18", Kind.CUMULATIVE, "入库单位", comparator=Comparator.AT_LEAST, target=Decimal(60),
                     unit="家", bureau="区统计局")  # fmt: skip
    return small_plan(rules=rules, indicators=(*whole.indicators, more))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("赶超")
    for number in range(1, 6):
        answers = {code: values[number - 1] for code, values in FIGURES.items()}
        steps = {(S, "A1-K09-S1", "done"): "是", (S, "A1-K09-S1", "finished"): date(2024, 1, 20),
                 (S, "A1-K09-S2", "done"): "否"}  # fmt: skip
        period = f"2024-0{number}"
        months = months_of(root, plan())
        names = [f"{one.action}-{one.bureau}" for one in months.forms(Period.parse(period))]
        kept = tuple(name for name in names if number < 5 or name not in MISSING)
        give_back(root, plan(), period, {**typed(**answers, A1_K18=10 * number, A1_K05=690), **steps}, forms=kept)
    return root


@pytest.fixture(scope="module")
def records(folder: Path) -> list[Row]:
    """results.json of January to May."""
    month = months_of(folder, plan()).assess(MAY)
    return [json.loads(dump_results(one)) for one in (*month.earlier, month.results)]


@pytest.fixture(scope="module")
def sheets(folder: Path) -> Mapping[str, Worksheet]:
    months = months_of(folder, plan())
    month = months.assess(MAY)
    book = opened(summary_book(months.plan(MAY), month.results, month.previous, period=MAY, earlier=month.earlier))
    return {sheet.title: sheet for sheet in book.worksheets}


def table(sheet: Worksheet, key: str) -> dict[str, Row]:
    """The rows of a sheet by the value under `key`."""
    headings = [cell.value for cell in sheet[3]]
    rows = [dict(zip(headings, (cell.value for cell in line), strict=True)) for line in sheet.iter_rows(min_row=4)]
    return {str(one[key]): one for one in rows if one[key] is not None and not str(one[key]).startswith("注：")}


def actuals(records: list[Row], code: str) -> list[Fraction | None]:
    """The figure of an indicator or part in each month."""
    found = []
    for month in records:
        rows = [row for one in month["indicators"] for row in (one, *one["parts"]) if row["code"] == code]
        found.append(None if rows[0]["actual"] is None else Fraction(rows[0]["actual"]))
    return found


def rounded(value: Fraction) -> float:
    return float(half_up(decimal_of(value), 1))


@pytest.mark.parametrize(
    ("code", "target", "base"), [("A1-K01", 1500, 0), ("A1-K04", 90, 60), ("A1-K12", 1, 0), ("A1-K15", "552.5", 0)]
)
def test_the_account_drawn_again_from_the_records(
    sheets: Mapping[str, Worksheet], records: list[Row], code: str, target: int | str, base: int
) -> None:
    row = table(sheets["赶超账"], "编号")[code]
    values = actuals(records, code)
    now, then, goal = values[4], values[1], Fraction(target)
    assert now is not None and then is not None
    speed = (now - then) / 3
    assert row["距目标还差"] == float(max(goal - now, 0))
    assert (row["剩余月数"], row["每月还需"], row["近三个月月均"]) == (
        7,
        rounded(max(goal - now, 0) / 7),
        rounded(speed),
    )
    at_end = (now + 7 * speed - base) / (goal - base)
    assert row["推算年底占年任务之比"] == float(decimal_of(at_end))
    reached = [month for month in range(5, 13) if now + (month - 5) * speed >= goal]
    assert row["照此速度完成月份"] == (f"{reached[0]}月" if reached else "—")
    twice = (now + 14 * speed - base) / (goal - base)
    word = "可以完成" if at_end >= 1 else "需要提速" if twice >= 1 else "按当前速度难以完成"
    assert row["判断"] == ("已完成" if code == "A1-K12" else word)


def test_verdicts_of_every_sort_occur(sheets: Mapping[str, Worksheet]) -> None:
    found = {code: row["判断"] for code, row in table(sheets["赶超账"], "编号").items()}
    assert found == {
        "A1-K01": "需要提速",
        "A1-K04": "按当前速度难以完成",
        "A1-K09": "还有214天",
        "A1-K12": "已完成",
        "A1-K15": "可以完成",
        "A1-K18": "未报",
        "A2-K14-1": "未报",
        "A2-K14-2": "未报",
    }


def test_a_milestone_shows_its_next_step_and_nothing_that_grows(sheets: Mapping[str, Worksheet]) -> None:
    row = table(sheets["赶超账"], "编号")["A1-K09"]
    assert (row["下一节点"], row["余量（天）"], row["每月还需"]) == ("验收", 214, "—")
    assert row["节点时限"].date() == date(2024, 12, 31)


def test_what_is_not_counted_or_does_not_grow_has_no_row(sheets: Mapping[str, Worksheet]) -> None:
    found = table(sheets["赶超账"], "编号")
    assert not {"A1-K17", "A1-K05", "A1-K02", "A1-K03"} & set(found)


# ── places, from the record of May alone ──

_RATIO_KINDS = ("cumulative", "input", "range", "paired", "milestone")


def outcomes(rows: list[Row]) -> Iterator[tuple[Fraction, bool, Fraction]]:
    """What a party is ordered by when all its missing figures turn out met, and when all turn out unmet."""
    counted = [row for row in rows if row["counted"] and row["status"] not in ("not_due", "not_applicable")]
    for met, ratio in ((1, Fraction(1)), (0, Fraction(0))):
        good, ratios = 0, []
        for row in counted:
            has_ratio = row["kind"] in _RATIO_KINDS or (row["kind"] == "stock" and row["base"] is not None)
            if row["status"] == "not_reported":
                good += met
                ratios += [ratio] if has_ratio else []
            else:
                good += row["status"] in ("achieved", "on_pace")
                if row["expected"] is not None:
                    base = Fraction(row["base"] or 0)
                    own = (Fraction(row["actual"]) - base) / (Fraction(row["target"]) - base)
                    ratios.append(min(own, Fraction(1)))
        mean = sum(ratios, Fraction(0)) / len(ratios) if ratios else Fraction(0)
        yield Fraction(good, len(counted)), bool(ratios), mean


def extremes(parties: dict[str, list[Row]]) -> dict[str, tuple[int, int]]:
    """Best and worst place of each party over every combination of all met and all unmet."""
    seen: dict[str, list[int]] = {name: [] for name in parties}
    for combination in product(*(list(outcomes(rows)) for rows in parties.values())):
        merits = dict(zip(parties, combination, strict=True))
        for name in parties:
            seen[name].append(1 + sum(other > merits[name] for other in merits.values()))
    return {name: (min(places), max(places)) for name, places in seen.items()}


@pytest.mark.parametrize(("field", "label"), [("bureau", "单位"), ("action", "行动")])
def test_the_places_found_again_from_the_record(
    sheets: Mapping[str, Worksheet], records: list[Row], field: str, label: str
) -> None:
    may = records[-1]
    names = {one["code"]: one["name"] for one in (*may["bureaus"], *may["actions"])}
    parties: dict[str, list[Row]] = {}
    for row in may["indicators"]:
        if row[field] != "A0":
            parties.setdefault(names[row[field]], []).append(row)
    shown = {name: row for name, row in table(sheets["位次稳定性"], "名称").items() if row["类别"] == label}
    found = {name: (row["最好位次"], row["最差位次"]) for name, row in shown.items()}
    assert found == extremes(parties)
    assert {row["是否已定"] for row in shown.values()} <= {"已定", "可能变化"}
    assert all((row["是否已定"] == "已定") == (row["最好位次"] == row["最差位次"]) for row in shown.values())
    assert all(row["最好位次"] <= row["现在位次"] <= row["最差位次"] for row in shown.values())
    assert "可能变化" in {row["是否已定"] for row in shown.values()}
