"""催报函: one for each bureau whose forms are missing; before the deadline, after it, and a second time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from enum import Enum

from reporter.bulletin import amounts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, coded, count, titled
from reporter.bulletin.head import Head, head
from reporter.bulletin.words import long_date, short_date
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.recipients import asked_indicators, led_tasks
from reporter.ledger.model import ReturnState
from reporter.plan.calendar import closing_day, deadline
from reporter.plan.model import Indicator, Kind, Task

_LISTED = 8


class Variant(Enum):
    """Which letter; the value is its name in the template."""

    BEFORE = "提醒"
    OVERDUE = "逾期"
    AGAIN = "再次"


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first letter, which a second one refers to."""

    number: str
    sent: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingForm:
    """One form that did not come."""

    action: str
    again: bool
    """Whether last month's is missing too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRow:
    """One row of the missing forms."""

    index: int
    code: str
    name: str
    target: Phrase
    """Empty for tasks and for targets that are no figure."""
    is_task: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A letter to one bureau."""

    head: Head
    variant: str
    bureau: str
    forms: tuple[MissingForm, ...]
    number: Figure
    """How many forms that are."""
    asked: Figure
    """指标 that are figures."""
    milestones: Figure
    tasks: Figure
    rows: tuple[AskedRow, ...]
    left_out: Figure
    again: bool
    """Whether every one of the forms was missing last month too."""
    deadline: str
    taken_until: str
    """The day after which figures are no longer taken."""
    later: str
    """The day by which a late return still enters the next month's ledger."""
    first_number: str
    first_sent: str


def missing_bureaus(facts: Facts) -> tuple[str, ...]:
    """The codes of the bureaus with missing forms, in the fixed order."""
    return tuple(facts.in_order({one.bureau for one in facts.results.returns if one.state is ReturnState.MISSING}))


def reminder(
    facts: Facts,
    bureau: str,
    variant: Variant = Variant.OVERDUE,
    *,
    number: str = "",
    issued: date | None = None,
    first: First | None = None,
) -> Reminder:
    """The letter to a bureau (code) that `missing_bureaus` names; a second one names the first where it is known."""
    period = facts.period.month
    actions = [one.action for one in facts.results.returns if _missing(one.state) and one.bureau == bureau]
    asked = [row for action in actions for row in asked_indicators(facts.plan, period, action, bureau)]
    tasks = [task for action in actions for task in led_tasks(facts.plan, period, action, bureau)]
    steps = [row for row in asked if row.kind is Kind.MILESTONE]
    rows = list(_rows(facts, asked, tasks))
    forms = tuple(_form(facts, action, bureau) for action in actions)
    return Reminder(
        head=head(facts, number=number, issued=issued),
        variant=variant.value,
        bureau=facts.bureau(bureau),
        forms=forms,
        number=count(len(forms), f"{bureau}.returns.missing"),
        asked=count(len(asked) - len(steps), f"{bureau}.asked_indicators"),
        milestones=count(len(steps), f"{bureau}.asked_milestones"),
        tasks=count(len(tasks), f"{bureau}.asked_tasks"),
        rows=tuple(rows[:_LISTED]),
        left_out=count(max(len(rows) - _LISTED, 0), f"{bureau}.asked_beyond.{_LISTED}"),
        again=all(form.again for form in forms),
        deadline=short_date(deadline(facts.plan, period)),
        taken_until=short_date(closing_day(facts.plan, period)),
        later=_later(facts, period),
        first_number=coded(first.number if first else ""),
        first_sent=long_date(first.sent) if first else "",
    )


def _missing(state: ReturnState) -> bool:
    return state is ReturnState.MISSING


def _form(facts: Facts, action: str, bureau: str) -> MissingForm:
    before = facts.comparable.returns if facts.comparable else ()
    again = any(_missing(one.state) and (one.action, one.bureau) == (action, bureau) for one in before)
    return MissingForm(action=facts.action_name(action), again=again)


def _rows(facts: Facts, asked: Sequence[Indicator], tasks: Sequence[Task]) -> Iterator[AskedRow]:
    """Indicators first, then tasks, each numbered."""
    items = {item.code: item for item in facts.items}
    for index, row in enumerate(asked, 1):
        target = _target(items.get(row.code))
        yield AskedRow(index=index, code=coded(row.code), name=titled(row.name), target=target, is_task=False)
    for index, task in enumerate(tasks, len(asked) + 1):
        yield AskedRow(index=index, code=coded(task.code), name=titled(task.name), target=Phrase(), is_task=True)


def _target(item: Item | None) -> Phrase:
    measured = item is not None and (item.result.target is not None or item.result.kind is Kind.PAIRED)
    if item is None or not measured or item.result.kind in (Kind.MILESTONE, Kind.ZERO, Kind.FIRST, Kind.RELATION):
        return Phrase()
    return amounts.goal(item, unit=True)


def _later(facts: Facts, period: Period) -> str:
    return short_date(deadline(facts.plan, period.following))
