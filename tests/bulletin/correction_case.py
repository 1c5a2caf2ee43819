"""A correction of a handful of figures, computed as usual, so that a test shows all of its data.

A1 产业培塑行动   A1-K01 新增就业 100人 (区发改局) · A1-K02 技改项目 20个 (区统计局)
                  A1-K03 新增住房 300万平方米 (营田镇)
A2 民生可感行动   A2-K01 农村公路安防设施 103公里, task A2-T01 农村“三路”建设 (区残联)
                  A2-K02 新建公厕 12座 (河市镇)
Every bureau is ranked from one item on. Elapsed share: April 4/12, May 5/12; yellow is up to 10 points behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from reporter.bulletin.correction.wording import correction_markdown
from reporter.bulletin.facts import Facts
from reporter.core.marks import Marks
from reporter.core.period import Period
from reporter.core.status import TaskState
from reporter.document.blocks import Document, Heading, Paragraph, Table
from reporter.document.markdown import parse
from reporter.intake.submission import AnswerState, StepAnswer, TaskAnswer
from reporter.ledger.model import ExpectedReturn, Ledger, Observation, ReturnState
from reporter.plan.model import Comparator, Indicator, Kind, Milestone, Plan, Task
from reporter.record.model import Results
from tests.bulletin.generated import CELL, computed
from tests.plans import RULES, indicator, small_plan

TEMPLATES = Path(__file__).parents[2] / "templates"
TITLE = "屈原管理区管委办公室关于2024年1—5月“二大行动”推进情况的通报"
NUMBER = "屈政办发〔2024〕12号"


def count_row(code: str, name: str, target: str, unit: str, bureau: str, decimals: int = 0) -> Indicator:
    task = ("A2-T01",) if code == "A2-K01" else ()
    return indicator(
        code, Kind.CUMULATIVE, name, target=Decimal(target), unit=unit, bureau=bureau, decimals=decimals,
        comparator=Comparator.AT_LEAST, tasks=task,
    )  # fmt: skip


ROWS = (
    count_row("A1-K01", "新增就业", "100", "人", "区发改局"),
    count_row("A1-K02", "技改项目", "20", "个", "区统计局"),
    count_row("A1-K03", "新增住房", "300", "万平方米", "营田镇", 1),
    count_row("A2-K01", "农村公路安防设施", "103", "公里", "区残联", 1),
    count_row("A2-K02", "新建公厕", "12", "座", "河市镇"),
)
APRIL = {"A1-K01": "40", "A1-K02": "8", "A1-K03": "80", "A2-K01": "30.0", "A2-K02": "5"}
MAY = {"A1-K01": "50", "A1-K02": "10", "A1-K03": "100", "A2-K01": "38.6", "A2-K02": "6"}
Figures = Mapping[str, str | None]
"""What was sent by code; None: blank. A code that is absent: its form did not come."""


def plan(*, indicators: Sequence[Indicator] = ROWS, milestones: Sequence[Milestone] = (), **rules: str) -> Plan:
    changed = {"排名最少事项": "1", **rules}
    return small_plan(
        indicators=tuple(indicators),
        parts=(),
        milestones=tuple(milestones),
        tasks=(Task(code="A2-T01", action="A2", section="（一）", name="农村“三路”建设", leads=("区残联",)),),
        rules=tuple(replace(rule, value=changed.get(rule.name, rule.value)) for rule in RULES),
    )


def month(
    period: str,
    figures: Figures,
    *,
    register: Plan | None = None,
    notes: Mapping[str, str] | None = None,
    steps: Mapping[str, tuple[bool, date | None]] | None = None,
    task: TaskState | None = TaskState.NORMAL,
    narrative: str = "按计划推进",
    late: Mapping[str, tuple[int, datetime]] | None = None,
    previous: Results | None = None,
) -> Results:
    """The results of what was sent; forms whose figures are absent are missing, `late` are days and moment by code."""
    register = register or plan()
    asked = {(row.action, register.bureau_by_name[row.bureau].code): row.code for row in register.indicators}
    ledger = Ledger(
        period=Period.parse(period),
        sample=False,
        figures={
            code: _observation(register, code, value, (notes or {}).get(code, "")) for code, value in figures.items()
        },
        steps={
            code: StepAnswer(code=code, source=CELL, done=done, finished=day)
            for code, (done, day) in (steps or {}).items()
        },
        tasks={("A2-T01", "B002"): _answer(task, narrative)} if task and "A2-K01" in figures else {},
        returns=tuple(
            _returned(action, bureau, came=code in figures, late=(late or {}).get(code))
            for (action, bureau), code in asked.items()
        ),
    )
    return computed(register, ledger, previous)


def _returned(action: str, bureau: str, *, came: bool, late: tuple[int, datetime] | None) -> ExpectedReturn:
    if not came:
        return ExpectedReturn(action=action, bureau=bureau, state=ReturnState.MISSING)
    days, moment = late or (0, datetime(2024, 6, 4, 9))
    state = ReturnState.LATE if days else ReturnState.ON_TIME
    return ExpectedReturn(action=action, bureau=bureau, state=state, days_late=days, received=moment)


def _observation(register: Plan, code: str, value: str | None, note: str) -> Observation:
    bureau = register.bureau_by_name[register.indicator_by_code[code].bureau].code
    state = AnswerState.BLANK if value is None else AnswerState.VALUE
    number = None if value is None else Decimal(value)
    return Observation(code=code, state=state, bureau=bureau, value=number, source=CELL, note=note)


def _answer(state: TaskState, narrative: str) -> TaskAnswer:
    return TaskAnswer(
        code="A2-T01",
        source=CELL,
        state=state,
        progress=Decimal(40),
        narrative=narrative,
        trouble="无",
        next_steps="继续",
    )


def _template(name: str) -> str:
    return (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8")


class Written:
    """One correction as printed: paragraphs by heading, and the rows of the annex without their number.

    `register` is the plan now, `then` as it was at the time of issue; both are the usual one unless given.
    """

    def __init__(
        self,
        old: Results,
        new: Results,
        previous: Results | None,
        register: Plan | None = None,
        then: Plan | None = None,
    ) -> None:
        template, circular = (
            (TEMPLATES / f"{name}.md.j2").read_text(encoding="utf-8") for name in ("更正通报", "督查通报")
        )
        self.markdown, self.marks = correction_markdown(
            Facts(plan=then or plan(), results=old, previous=previous),
            Facts(plan=register or plan(), results=new, previous=previous),
            template,
            circular=circular,
            corrected_number=NUMBER,
        )
        self.document = parse(self.markdown, self.marks)

    @property
    def sections(self) -> dict[str, list[str]]:
        return _sections(self.document, self.marks)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        (table,) = (block for block in self.document.annexes[0].blocks if isinstance(block, Table))
        texts = [["".join(self.marks.plain(span.text) for span in cell) for cell in row] for row in table.rows]
        assert [row[0] for row in texts] == [str(number) for number in range(1, len(texts) + 1)]
        return [tuple(row[1:]) for row in texts]


def _sections(document: Document, marks: Marks) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for block in document.blocks:
        assert isinstance(block, Heading | Paragraph)
        text = "".join(marks.plain(span.text) for span in block.inlines)
        if isinstance(block, Heading):
            heading = text
            found[heading] = []
        else:
            found[heading].append(text)
    return found
