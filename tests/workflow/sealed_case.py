"""A small working folder whose months are sent, issued and corrected; its plan is that of bulletin/correction_case.

Five forms a month: A1 of 区发改局 (A1-K01), 区统计局 (A1-K02), 营田镇 (A1-K03); A2 of 区残联 (A2-K01, task A2-T01) and
河市镇 (A2-K02). What a month sends is a table of figures by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from reporter.core.period import Period
from reporter.folder import open_folder, write_atomic
from reporter.forms.model import SheetKind
from reporter.forms.write import write_form
from reporter.plan.model import Plan
from reporter.plan.store import write_workbook
from reporter.record.model import Results
from reporter.record.results import load_results
from reporter.workflow.correct import Corrected, correct
from reporter.workflow.issue import Issued, Order, issue
from reporter.workflow.month import Months
from reporter.workflow.register import load_register
from tests.bulletin.correction_case import plan

FIGURES: Mapping[int, Mapping[str, str]] = {
    3: {"A1-K01": "28", "A1-K02": "5", "A1-K03": "60", "A2-K01": "22", "A2-K02": "3"},
    4: {"A1-K01": "40", "A1-K02": "8", "A1-K03": "80", "A2-K01": "30.0", "A2-K02": "5"},
    5: {"A1-K01": "50", "A1-K02": "10", "A1-K03": "100", "A2-K01": "38.6", "A2-K02": "6"},
}
"""Behind: A1-K03 from April on (March too), A2-K01 in March, April and May."""


def month(number: int) -> Period:
    return Period(2024, number)


def register(**rules: str) -> Plan:
    return plan(**{"督办单位": "区残联", **rules})


class Working:
    """The folder, with what a clerk does in it; every step is a command of its own that remembers nothing."""

    def __init__(self, root: Path, register_plan: Plan | None = None) -> None:
        self.root = root
        self.register(register_plan or register())
        write_atomic(root / "reporter.toml", b"")

    @classmethod
    def at(cls, root: Path) -> Working:
        """A folder that is there already."""
        found = cls.__new__(cls)
        found.root = root
        return found

    def register(self, changed: Plan) -> None:
        write_atomic(self.root / "input_sheets/计划台账.xlsx", write_workbook(changed))

    def months(self) -> Months:
        folder = open_folder(self.root)
        return Months(folder, load_register(folder), lambda *_: None)

    def send(self, number: int, figures: Mapping[str, str], day: date | None = None, note: str = "") -> None:
        """The forms that hold `figures`, received on `day` (3rd of the next month); `note` is their 说明."""
        period, months = month(number), self.months()
        received = datetime.combine(day or date(2024, number + 1, 3), datetime.min.time()).replace(hour=9)
        for form in months.forms(period):
            rows = {row.code for sheet in form.sheets for row in sheet.rows}
            given = {code: value for code, value in figures.items() if code in rows}
            answers = {(SheetKind.INDICATORS, code, "current"): Decimal(value) for code, value in given.items()}
            answers |= {(SheetKind.INDICATORS, code, "note"): note for code in given if note}
            if "A2-T01" in rows:
                answers |= {
                    (SheetKind.TASKS, "A2-T01", "state"): "正常推进",
                    (SheetKind.TASKS, "A2-T01", "narrative"): "施工",
                }
            if given:
                data = write_form(form, answers=answers, saved=received)
                name = f"{form.file_name[:-5]}-{sha256(data).hexdigest()[:4]}.xlsx"
                write_atomic(self.root / f"input_sheets/{period}/{name}", data)

    def issue(self, number: int, serial: int) -> Issued:
        order = Order(number=f"甲办发〔2024〕{serial}号", issue_no=None, day=date(2024, number + 1, 12))
        return issue(self.months(), month(number), order, pdf=False)

    def correct(self, number: int, serial: int | None = None) -> Corrected:
        text = f"甲办发〔2024〕{serial}号" if serial else ""
        return correct(self.months(), month(number), text, date(2024, number + 1, 20), pdf=False)

    def output(self, number: int, name: str = "") -> Path:
        return self.root / "output" / str(month(number)) / name

    def results(self, number: int, below: str = "") -> Results:
        return load_results(self.output(number, f"{below}results.json").read_bytes())

    def archive(self, number: int, edition: int = 1) -> Path:
        return self.output(number, f"sealed/{month(number)}-{edition}.zip")


def computing(working: Working) -> tuple[Months, list[str]]:
    """Months that note which of them are computed."""
    noted: list[str] = []

    class Noting(Months):
        def _compute(self, period: Period) -> Results:
            noted.append(str(period))
            return super()._compute(period)

    folder = open_folder(working.root)
    return Noting(folder, load_register(folder), lambda *_: None), noted
