"""An occasion for letters: one matter of 区发改局 (B001) in May 2024, due on 5 June (Wednesday), closed on 7 June."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from reporter.core.problem import Place, Problem, Severity
from reporter.core.status import Status
from reporter.forms.layout import layouts
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.plan.model import Task
from reporter.post.compose import Occasion, letters
from reporter.post.contacts import Contact, Contacts
from reporter.post.letter import Kind, Letter
from reporter.record.issue import Issue, IssuedNotice
from tests.bulletin.items import MAY
from tests.bulletin.papers import facts_of
from tests.bulletin.test_bulletin_text import jobs

TEMPLATES = Path(__file__).parents[2] / "templates"
EVERYTHING = ("通报", "领导专报", "民生实事专报", "更正通报")
CHIEF = Contact(
    name="张三", bureau="", roles=("主送",), address="zhang@qy.cn", documents=EVERYTHING, salutation="张书记"
)
OFFICER = Contact(name="李四", bureau="B001", roles=("填报人",), address="li@qy.cn")
HEAD = Contact(name="钱七", bureau="B001", roles=("负责人",), address="qian@qy.cn")
DEPUTY = Contact(name="孙八", bureau="B001", roles=("分管负责人",), address="sun@qy.cn")
PEOPLE = (CHIEF, OFFICER, HEAD, DEPUTY)
FILES = {
    "督查通报.docx": b"T",
    "领导专报.docx": b"L",
    "民生实事专报.docx": b"M",
    "notices/2024-05-区发改局.docx": b"N",
    "returned/2024-05-A1-区发改局.xlsx": b"R",
    "forms/A1 产业培塑行动/2024-05-A1-区发改局.xlsx": b"F",
    "forms/A2 民生可感行动/2024-05-A2-区发改局.xlsx": b"G",
}
TASKS = tuple(
    Task(code=f"{action}-T01", action=action, section="", name="稳定就业", leads=("区发改局",))
    for action in ("A1", "A2")
)
BEFORE_DEADLINE, AFTER, CLOSED = date(2024, 6, 4), date(2024, 6, 6), date(2024, 6, 8)
ISSUE = Issue(
    period="2024-05", edition=1, number="屈政办函〔2024〕9号", issue_no="第3期", day=date(2024, 6, 12),
    notices=(IssuedNotice(number="屈督〔2024〕27号", bureau="B001", colour="红", matters=()),),
)  # fmt: skip


def returned(action: str = "A1", state: ReturnState = ReturnState.ON_TIME, bureau: str = "B001") -> ExpectedReturn:
    """A form that came in on 4 June, or is missing."""
    if state is ReturnState.MISSING:
        return ExpectedReturn(action=action, bureau=bureau, state=state)
    return ExpectedReturn(
        action=action, bureau=bureau, state=state, file=f"{action}.xlsx", sha256=f"{action}-hash",
        received=datetime(2024, 6, 4, 9), received_from="登记",
    )  # fmt: skip


def fault(severity: Severity = Severity.REJECTED, file: str = "A1.xlsx") -> Problem:
    return Problem(
        code="E206", severity=severity, place=Place(file=file, sheet="指标", cell="H8"), message="", needed=""
    )


def later_file(file: str = "A1-2.xlsx") -> FoundFile:
    """A second return of A1, refused, of 5 June."""
    return FoundFile(
        file=file, sha256="second", received=datetime(2024, 6, 5, 9), received_from="登记", action="A1",
        bureau="B001", outcome=Outcome.REJECTED,
    )  # fmt: skip


def occasion(
    today: date = AFTER,
    *,
    returns: tuple[ExpectedReturn, ...] = (),
    problems: tuple[Problem, ...] = (),
    files: dict[str, bytes] | None = None,
    found: tuple[FoundFile, ...] = (),
    people: tuple[Contact, ...] = PEOPLE,
    status: Status = Status.FAR_BEHIND,
    issue: Issue | None = None,
    rules: dict[str, str] | None = None,
    sample: bool = False,
    **more: object,
) -> Occasion:
    """Letters of May with those returns; files of a run that are not there are named in `files` as empty."""
    facts = facts_of([jobs(status, months=3)], returns=returns, tasks=TASKS)
    plan = replace(
        facts.plan, rules=tuple(replace(one, value=(rules or {}).get(one.name, one.value)) for one in facts.plan.rules)
    )
    results = replace(facts.results, problems=problems, files=found, sample=sample)
    values: dict[str, object] = {
        "facts": replace(facts, plan=plan, results=results, issue=issue),
        "plan": plan,
        "today": today,
        "contacts": Contacts(people=people),
        "template": lambda name: (TEMPLATES / name).read_text(encoding="utf-8"),
        "files": FILES if files is None else files,
        "forms": layouts(plan, MAY, None),
    }
    return Occasion(**{**values, **more})  # type: ignore[arg-type]


def written(one: Occasion, *kinds: Kind) -> list[Letter]:
    """The letters of those kinds, of all kinds when none is named."""
    wanted: Collection[Kind] = kinds or tuple(Kind)
    return list(letters(one, wanted))


def body(letter: Letter) -> list[str]:
    """The paragraphs of the text, without the signature."""
    return letter.body.text.split("\n\n")[:-1]
