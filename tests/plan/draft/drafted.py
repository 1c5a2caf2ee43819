"""A plan's text to a draft, and what tests ask of it."""

from __future__ import annotations

from datetime import date

from reporter.document.passages.model import Passage
from reporter.document.passages.plain import text_passages
from reporter.plan.draft.assemble import Defaults, draft
from reporter.plan.draft.model import Draft, Remark
from reporter.plan.draft.outline import Piece
from reporter.plan.draft.promises import Promise, promises_in
from reporter.plan.draft.text import Paragraph, packed, plain_text
from reporter.plan.model import CalendarDay, Indicator, Rule, Task

RULES = (
    Rule(name="小数目标", value="10", since=date(2024, 1, 1), note="单位与指标相同。"),
    Rule(name="督办字头", value="甲督", since=date(2024, 1, 1), note="办公室的字头。"),
    Rule(name="抄送", value="甲办", since=date(2024, 1, 1), note="没有的空着。"),
)
DEFAULTS = Defaults(
    rules=RULES,
    calendar=(CalendarDay(day=date(2026, 5, 1), category="休"), CalendarDay(day=date(2024, 5, 1), category="休")),
    office_rules=frozenset(("督办字头", "抄送")),
    may_be_empty=frozenset(("抄送",)),
)


def of(text: str, year: int | None = None) -> Draft:
    return draft(text_passages(text), DEFAULTS, year)


def of_rows(*rows: tuple[str, ...]) -> Draft:
    """The draft of a document that is one table."""
    passages = [
        Passage(text="".join(cells), place=f"表1第{at}行", cells=cells) for at, cells in enumerate(rows, start=1)
    ]
    return draft(passages, DEFAULTS, None)


def task(found: Draft, name: str) -> Task:
    """The one task of that name."""
    (one,) = (row for row in found.plan.tasks if row.name == name)
    return one


def row(found: Draft, name: str, place: str = "") -> Indicator:
    """The one indicator of that name, of those with `place` among their places."""
    (one,) = (row for row in found.plan.indicators if row.name == name and (not place or place in row.places))
    return one


def remark(found: Draft, table: str, code: str) -> Remark:
    """What is said of the row with that code."""
    records = {"单位": found.plan.bureaus, "任务": found.plan.tasks, "指标": found.plan.indicators}[table]
    (at,) = (at for at, record in enumerate(records) if record.code == code)
    return found.remarks[table][at]


def piece(text: str) -> Piece:
    """A sentence as a paragraph of its own."""
    whole = packed(text)
    return Piece(paragraph=Paragraph(text=whole, plain=plain_text(whole), starts=(0,), places=("第1行",)))


def promises(text: str, year: int = 2026) -> list[Promise]:
    return list(promises_in(piece(text), year))
