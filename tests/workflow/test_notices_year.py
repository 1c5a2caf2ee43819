"""A notice through four months of a working folder: issued, asked in the forms, answered, carried on, closed.

The plan has two indicators of 区发改局: A1-K01 城镇新增就业 (1500 人) and A1-K15 电网投入 (552.5 万元). On the sheet
督办回复 of its form row 5 is the open matter; column I is 整改情况.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from reporter.core.period import Period
from reporter.folder import SETTINGS, Folder, open_folder, write_atomic
from reporter.forms.model import FormLayout, Issued, SheetKind
from reporter.forms.write import write_form
from reporter.intake.received import Registered, registration_text
from reporter.plan.model import Closing, Plan
from reporter.plan.store import write_workbook
from reporter.workflow.documents import write_documents
from reporter.workflow.forms import write_forms
from reporter.workflow.issue import Order, issue
from reporter.workflow.month import Months
from reporter.workflow.register import Register, check_register
from tests.plans import BUREAUS, INDICATORS, TASKS, small_plan

K, R, T = SheetKind.INDICATORS, SheetKind.REPLIES, SheetKind.TASKS
MARCH, APRIL, MAY, JUNE = (Period(2024, month) for month in (3, 4, 5, 6))
PLAN = small_plan(
    bureaus=BUREAUS[:6],
    tasks=TASKS[:1],
    indicators=tuple(one for one in INDICATORS if one.code in ("A1-K01", "A1-K15")),
    parts=(),
    milestones=(),
)
REPLY: Mapping[str, Issued] = {
    "situation": "已开两场招聘会，还差900人", "measures": "每周一场招聘会", "promised": date(2024, 6, 30),
    "person": "张××，副局长",
}  # fmt: skip


class Year:
    """A working folder with the small plan, used month by month."""

    def __init__(self, root: Path) -> None:
        write_atomic(root / SETTINGS, b"")
        self.folder: Folder = open_folder(root)
        self.plan: Plan = PLAN
        self._write_register()

    def _write_register(self) -> None:
        write_atomic(self.folder.register, write_workbook(self.plan))

    def months(self) -> Months:
        """The folder as a new command finds it."""
        return Months(self.folder, Register(plan=self.plan, sha256="0"), lambda *_: None)

    def confirm(self, number: str, conclusion: str, day: date) -> None:
        row = Closing(number=number, bureau="区发改局", code="A1-K01", conclusion=conclusion, closed=day)
        self.plan = replace(self.plan, closings=(*self.plan.closings, row))
        self._write_register()

    def form(self, period: Period) -> FormLayout:
        """The form of 区发改局 as it is sent out."""
        write_forms(self.months(), period)
        (form,) = self.months().forms(period)
        return form

    def send_back(self, period: Period, jobs: int, reply: Mapping[str, Issued] | None = None, day: int = 3) -> None:
        """The form comes back on a day of the next month; `reply` fills every row of 督办回复."""
        form = self.form(period)
        answers: dict[tuple[SheetKind, str, str], Issued] = {
            (K, "A1-K01", "current"): Decimal(jobs), (K, "A1-K15", "current"): Decimal(500),
            (T, "A1-T01", "state"): "进展滞后", (T, "A1-T01", "trouble"): "企业用工少",
            (T, "A1-T01", "next_steps"): "再开招聘会", (T, "A1-T01", "narrative"): f"招聘{jobs}人",
        }  # fmt: skip
        sheet = form.sheet(R)
        for row in sheet.rows if sheet else ():
            answers |= {(R, row.code, mark): value for mark, value in (reply or {}).items()}
        data, moment = write_form(form, answers=answers), datetime(2024, period.last_month + 1, day, 9)
        place = self.folder.returns(period)
        write_atomic(place / form.file_name, data)
        digest = sha256(data).hexdigest()
        line = Registered(sha256=digest, name=form.file_name, received=moment, source="测试")
        write_atomic(place / "收件登记.csv", registration_text(None, [line]))

    def issue(self, period: Period, day: date) -> list[str]:
        """Numbers of the notices issued."""
        order = Order(number=f"屈政办发〔2024〕{period.last_month}号", issue_no=None, day=day)
        return [one.number for one in issue(self.months(), period, order, pdf=False).issue.notices]

    def run(self, period: Period) -> Any:
        """results.json of a run."""
        months = self.months()
        written = write_documents(months, period, months.assess(period))
        assert not written.faults, written.faults
        return json.loads((self.folder.output(period) / "results.json").read_text(encoding="utf-8"))

    def remarks(self, period: Period) -> str:
        months = self.months()
        return "".join(write_documents(months, period, months.assess(period)).remarks)

    def text(self, period: Period, name: str) -> str:
        """The words of a Word file, paragraph by paragraph."""
        with ZipFile(self.folder.output(period) / name) as package:
            xml = package.read("word/document.xml").decode()
        paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.DOTALL)
        return "\n".join("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", one)) for one in paragraphs)


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)


def states(results: Any) -> list[tuple[str, str]]:
    return [(one["number"], one["state"]) for one in results["notices"]]


FIRST, SECOND, THIRD = (f"屈督〔2024〕{number}号" for number in (1, 2, 3))


def test_from_the_first_notice_to_the_closing(year: Year) -> None:
    year.send_back(MARCH, 100)
    assert year.form(MARCH).sheet(R) is None
    assert year.issue(MARCH, date(2024, 4, 10)) == [FIRST]
    assert states(json.loads((year.folder.output(MARCH) / "results.json").read_text("utf-8"))) == [(FIRST, "open")]

    (row,) = year.form(APRIL).sheet(R).rows  # type: ignore[union-attr]
    assert (row.code, row.issued["notice"], row.issued["colour"]) == ("A1-K01-D1", FIRST, "蓝单")
    year.send_back(APRIL, 160, {**REPLY, "promised": date(2024, 4, 30)})
    april = year.run(APRIL)
    assert states(april) == [(FIRST, "improving")]
    (reply,) = april["replies"]
    assert (reply["notice"], reply["bureau"], reply["code"], reply["measures"], reply["received"]) == (
        FIRST, "B001", "A1-K01", "每周一场招聘会", "2024-05-03",
    )  # fmt: skip
    cell = load_workbook(year.folder.root / reply["source"]["file"])[reply["source"]["sheet"]][reply["source"]["cell"]]
    assert cell.value == REPLY["situation"]
    assert year.issue(APRIL, date(2024, 5, 10)) == [SECOND]
    notice = year.text(APRIL, "notices/2024-04-区发改局.docx")
    assert "红单（连续2个月红灯）" in notice and "2024年5月16日前书面回复" in notice
    assert "3月蓝单（屈督〔2024〕1号），5月3日回复，承诺4月30日前每周一场招聘会，未实现" in notice
    circular = year.text(APRIL, "督查通报.docx")
    assert "下达督办单1份（屈督〔2024〕2号），涉及滞后事项1项，为红单。红单5月16日前书面回复。" in circular
    assert "3月督办单1份，已按期回复。" in circular

    (row,) = year.form(MAY).sheet(R).rows  # type: ignore[union-attr]
    assert row.code == "A1-K01-D2" and row.issued["reply_by"] == date(2024, 5, 16)
    year.send_back(MAY, 700, {**REPLY, "closing": "是"})
    late = year.run(MAY)
    assert states(late) == [(FIRST, "carried_on"), (SECOND, "closing_proposed")]
    assert [(one["code"], one["cell"]) for one in late["problems"] if one["code"].startswith("E6")] == [
        ("E606", "I5"), ("E605", "I5"),
    ]  # fmt: skip
    assert "4月督办单1份，区发改局（屈督〔2024〕2号）逾期回复。" in year.text(MAY, "督查通报.docx")
    assert "红单1份没有登记按期的书面回复，通报里按逾期写" in year.remarks(MAY)

    year.confirm(SECOND, "书面回复", date(2024, 5, 15))
    in_time = year.run(MAY)
    assert "E605" not in {one["code"] for one in in_time["problems"]}
    assert "红单" not in year.remarks(MAY)
    assert "4月督办单1份，已按期回复。4月挂账的1项滞后事项中，1项已达到进度要求，经核实后销号。" in year.text(
        MAY, "督查通报.docx"
    )
    year.confirm(SECOND, "同意销号", date(2024, 6, 7))
    assert states(year.run(MAY)) == [(FIRST, "carried_on"), (SECOND, "closed")]
    assert year.form(JUNE).sheet(R) is None
    assert year.issue(MAY, date(2024, 6, 12)) == []
    sheet = load_workbook(BytesIO((year.folder.output(MAY) / "督办台账.xlsx").read_bytes()))["汇总"]
    assert [cell.value for cell in sheet[5]] == ["合计", 2, 2, 0, 0, 0, 1, 1, 0, 0]


def test_silence_is_overdue_and_named_and_the_next_notice_asks_again(year: Year) -> None:
    year.send_back(MARCH, 100)
    year.issue(MARCH, date(2024, 4, 10))
    year.send_back(APRIL, 160, day=7)
    april = year.run(APRIL)
    assert [(one["state"], one["overdue"]) for one in april["notices"]] == [("open", True)]
    assert [(one["code"], one["severity"], one["sheet"], one["cell"]) for one in april["problems"]
            if one["code"] == "E601"] == [("E601", "退回", "督办回复", "I5")]  # fmt: skip
    assert "3月督办单1份，区发改局（屈督〔2024〕1号）逾期未回复，限6月5日前补报。" in year.text(APRIL, "督查通报.docx")
    assert "3月蓝单（屈督〔2024〕1号），逾期未回复" in year.text(APRIL, "notices/2024-04-区发改局.docx")
    marked = load_workbook(year.folder.output(APRIL) / "returned" / "2024-04-A1-区发改局.xlsx")
    assert "按未回复列" in marked["督办回复"]["I5"].comment.text


def test_forms_sent_before_the_notice_do_not_ask_for_a_reply_until_they_are_sent_again(year: Year) -> None:
    year.send_back(MARCH, 100)
    year.send_back(APRIL, 160)
    year.issue(MARCH, date(2024, 4, 10))
    april = year.run(APRIL)
    assert {one["code"] for one in april["problems"]} & {"E212", "E601"} == set()
    assert states(april) == [(FIRST, "open")]
    year.form(APRIL)
    assert "E212" in {one["code"] for one in year.run(APRIL)["problems"]}


def test_a_confirmation_that_fits_no_notice_is_said_with_its_cell(year: Year) -> None:
    year.send_back(MARCH, 100)
    year.issue(MARCH, date(2024, 4, 10))
    year.send_back(APRIL, 160, REPLY)
    year.confirm("屈督〔2024〕11号", "同意销号", date(2024, 4, 30))
    assert "“督办”表有1行对不上督办单，没有起作用：屈督〔2024〕11号 A1-K01" in year.remarks(APRIL)
    _, problems = check_register(year.folder, None)
    found = [(one.code, one.place.sheet, one.place.cell) for one in problems if one.code.startswith("P17")]
    assert found == [("P176", "督办", "A2")]


def test_an_issued_month_runs_to_the_same_bytes(year: Year) -> None:
    year.send_back(MARCH, 100)
    year.issue(MARCH, date(2024, 4, 10))
    output = year.folder.output(MARCH)
    before = {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()}
    year.run(MARCH)
    assert {path.name: path.read_bytes() for path in output.iterdir() if path.is_file()} == before
