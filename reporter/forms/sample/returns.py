"""Sample returns of a month: who sends, when, under which name, with which honest mistake."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.model import FormLayout, Issued, SheetKind
from reporter.forms.replies import matter_of
from reporter.forms.sample.figures import Figures, Fortune, figures_for, fortune
from reporter.forms.sample.luck import Luck
from reporter.forms.sample.texts import list_cells, note_for, reply_cells, step_cells, task_cells
from reporter.forms.write import write_form
from reporter.plan.calendar import deadline, next_working_day
from reporter.plan.model import Indicator, Kind, Plan

_MISSING, _LATE, _NIL, _MISTAKEN, _RENAMED, _LISTED = 0.03, 0.06, 0.02, 0.10, 0.10, 0.2
_UNANSWERED = 0.05
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")

Answers = dict[tuple[SheetKind, str, str], Issued]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleReturn:
    """One returned sample form: its name within the period's folder, bytes and received time (Beijing)."""

    name: str
    data: bytes
    received: datetime


def sample_returns(
    plan: Plan, layouts: Iterable[FormLayout], period: Period, seed: int, past: Past | None
) -> Iterator[SampleReturn]:
    """The sample returns of the month; the same arguments give the same bytes. Some bureaus send nothing."""
    luck = Luck(seed)
    for layout in layouts:
        key = (layout.action, layout.bureau, period)
        if luck.happens(_MISSING, *key, "missing"):
            continue
        received = _received(plan, period, luck, key)
        known = past is not None and past.is_of_this_year
        nil = known and layout.sheet(SheetKind.INDICATORS) is None and luck.happens(_NIL, *key, "nil")
        answers = {} if nil else _answers(plan, layout, period, luck)
        if luck.happens(_MISTAKEN, *key, "mistaken"):
            _mistake(layout, answers, luck, key)
        data = write_form(
            layout, sample=True, answers=answers, contact=_contact(received), nil_return=nil, saved=received - 2 * _HOUR
        )
        yield SampleReturn(name=_name(layout, luck, key), data=data, received=received)


def _received(plan: Plan, period: Period, luck: Luck, key: tuple[object, ...]) -> datetime:
    """In the days up to the deadline, or one to three working days after it."""
    last = deadline(plan, period)
    if luck.happens(_LATE, *key, "late"):
        for _ in range(luck.whole(1, 3, *key, "days late")):
            last = next_working_day(plan, last + _DAY)
    else:
        last -= _DAY * luck.whole(0, 3, *key, "days early")
    return datetime.combine(last, time(luck.whole(11, 17, *key, "hour"), luck.whole(0, 59, *key, "minute")))


def _name(layout: FormLayout, luck: Luck, key: tuple[object, ...]) -> str:
    if luck.happens(_RENAMED, *key, "renamed"):
        return f"{layout.bureau_name}/{layout.action_name}填报表（{layout.bureau_name}）最终版.xlsx"
    return f"{layout.bureau_name}/{layout.file_name}"


def _contact(received: datetime) -> dict[str, str]:
    return {
        "填报人": "张××（样例）",
        "联系电话": "0730-×××××××",
        "审核人": "李××（样例）",
        "填报日期": received.date().isoformat(),
    }


def _answers(plan: Plan, layout: FormLayout, period: Period, luck: Luck) -> Answers:
    """Everything the bureau types into its form."""
    bureau = layout.bureau_name
    mine = [one for one in plan.indicators if one.bureau == bureau]
    figures: Figures = {}
    answers: Answers = {}
    for indicator in mine:
        figures |= figures_for(plan, indicator, period, luck)
        if indicator.kind is Kind.MILESTONE:
            _put(answers, SheetKind.STEPS, step_cells(plan.milestones_of[indicator.code], period, luck))
    _put(answers, SheetKind.INDICATORS, figures)
    _put(answers, SheetKind.INDICATORS, _notes(plan, mine, figures, period, luck))
    for row in _codes(layout, SheetKind.TASKS):
        task = plan.task_by_code[row]
        own: list[Indicator] = [one for one in mine if row in one.tasks]
        _put(answers, SheetKind.TASKS, task_cells(task, own, figures, period, luck, bureau))
    for row in _codes(layout, SheetKind.REPLIES):
        _put(answers, SheetKind.REPLIES, _reply(plan, row, period, luck))
    lists, tasks = _codes(layout, SheetKind.LISTS), _codes(layout, SheetKind.TASKS)
    if lists and tasks and luck.happens(_LISTED, layout.action, layout.bureau, "listed"):
        task = plan.task_by_code[tasks[0]]
        _put(answers, SheetKind.LISTS, list_cells(lists[0], task, f"{task.code} {task.name}", period, luck))
    return {key: value for key, value in answers.items() if _is_open(layout, key)}


def _reply(plan: Plan, row: str, period: Period, luck: Luck) -> dict[tuple[str, str], Issued]:
    """Most matters are answered; now and then one is forgotten."""
    if luck.happens(_UNANSWERED, row, period, "unanswered"):
        return {}
    indicator = plan.indicator_by_code.get(matter_of(row))
    met = indicator is None or fortune(luck, indicator.code, period) is Fortune.GOOD
    return reply_cells(row, period, luck, met=met)


def _notes(
    plan: Plan, mine: Iterable[Indicator], figures: Figures, period: Period, luck: Luck
) -> dict[tuple[str, str], str]:
    notes = {one.code: note_for(plan, one, period, luck) for one in mine if (one.code, "current") in figures}
    return {(code, "note"): note for code, note in notes.items() if note}


def _put(answers: Answers, sheet: SheetKind, cells: Mapping[tuple[str, str], Issued]) -> None:
    for (code, mark), value in cells.items():
        answers[sheet, code, mark] = value


def _codes(layout: FormLayout, kind: SheetKind) -> list[str]:
    sheet = layout.sheet(kind)
    return [row.code for row in sheet.rows] if sheet else []


def _is_open(layout: FormLayout, key: tuple[SheetKind, str, str]) -> bool:
    """Whether the form has that cell open (a base already known is not asked again)."""
    sheet = layout.sheet(key[0])
    return sheet is not None and any(row.code == key[1] and key[2] in row.inputs for row in sheet.rows)


def _mistake(layout: FormLayout, answers: Answers, luck: Luck, key: tuple[object, ...]) -> None:
    """One honest mistake in one figure: a way of typing that is read, questioned or refused."""
    figures = sorted(
        (place for place, value in answers.items() if place[2] == "current" and isinstance(value, Decimal)),
        key=lambda place: place[1],
    )
    if not figures:
        return
    place = luck.one_of(figures, *key, "which")
    text = shortest(Decimal(str(answers[place]))).replace("−", "-")
    sheet = layout.sheet(place[0])
    assert sheet is not None  # the answer stands in it
    unit = next(str(row.issued["unit"]) for row in sheet.rows if row.code == place[1])
    ways: tuple[Issued, ...] = (
        f"约{text}",
        text.translate(_FULL_WIDTH),
        f"{text}{unit}",
        None,
        f"{text}（其中新增1）",
        "正在统计",
    )
    answers[place] = luck.one_of(ways, *key, "way")
