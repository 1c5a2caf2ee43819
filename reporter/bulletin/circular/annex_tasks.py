"""Annexes 2 and 3: every task, the coming milestones, the places of the bureaus."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from reporter.bulletin.circular.next_steps import due_next
from reporter.bulletin.counts import StateCount, task_counts, task_label
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, coded, count, joined, like, phrase, share, titled, without_sign
from reporter.bulletin.words import cut, plain, sentence, short_date
from reporter.core.numbers import shortest
from reporter.core.values import dataclass
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.record.model import BureauResult, TaskResult

Cell = Figure | Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSummaryRow:
    """One row of 表2-1; the states stand in the order of its columns."""

    name: str
    total: Figure
    states: tuple[StateCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One row of 表2-2."""

    index: int
    code: str
    name: str
    leads: str
    state: str
    progress: Cell
    narrative: Phrase
    trouble: Phrase
    intended: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One row of 表2-3."""

    index: int
    code: str
    name: str
    step: str
    until: str
    bureau: str
    stage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BureauRow:
    """One row of annex 3."""

    index: int
    name: str
    due: Figure
    on_pace: Figure
    share: Cell
    mean: Cell
    place: Cell
    place_before: Cell
    rise: Cell
    returns: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAnnex:
    """Annexes 2 and 3."""

    summary: tuple[TaskSummaryRow, ...]
    whole: TaskSummaryRow
    tasks: tuple[TaskRow, ...]
    steps: tuple[StepRow, ...]
    bureaus: tuple[BureauRow, ...]
    without_due: Phrase
    """Bureaus that report indicators of which none is due."""


def task_annex(facts: Facts) -> TaskAnnex:
    """Annexes 2 and 3 in the order of the register."""
    tasks = facts.results.tasks
    own = [(action, [task for task in tasks if task.action == action.code]) for action in facts.actions]
    by_code = {one.code: one for one in facts.results.bureaus}
    listed = [by_code[code] for code in facts.in_order(set(by_code))]
    return TaskAnnex(
        summary=tuple(_summary(facts.action_name(action.code), action.code, found) for action, found in own if found),
        whole=_summary("合计", "all", list(tasks)),
        tasks=tuple(_task(facts, index, task) for index, task in enumerate(tasks, 1)),
        steps=tuple(_steps(facts)),
        bureaus=tuple(_bureau(facts, index, one) for index, one in enumerate((b for b in listed if b.due), 1)),
        without_due=joined(facts.bureau(one.code) for one in listed if not one.due),
    )


def _summary(name: str, code: str, tasks: list[TaskResult]) -> TaskSummaryRow:
    return TaskSummaryRow(name=name, total=count(len(tasks), f"{code}.tasks"), states=task_counts(tasks, code))


def _task(facts: Facts, index: int, task: TaskResult) -> TaskRow:
    answered = {answer.bureau for answer in task.answers if answer.status or answer.narrative}
    silent = [facts.bureau(code) for code in task.leads if code not in answered]
    narrative = _said(facts, task, "narrative")
    if silent and answered:
        narrative = joined(filter(None, (_open_end(narrative), phrase(joined(silent), "未报"))), "；")
    blank = "" if answered else "未报"
    return TaskRow(
        index=index,
        code=coded(task.code),
        name=titled(task.name),
        leads=_leads(facts, task.code),
        state=task_label(task),
        progress=phrase("未填") if task.progress is None else _progress(task.code, task.progress),
        narrative=narrative or phrase(blank or "未填"),
        trouble=_said(facts, task, "trouble") or phrase(blank or "无"),
        intended=_said(facts, task, "next_steps") or phrase(blank or "未填"),
    )


def _leads(facts: Facts, code: str) -> str:
    known = facts.plan.task_by_code
    return titled("、".join(known[code].leads)) if code in known else ""


def _progress(code: str, percent: Decimal) -> Figure:
    return Figure(text=shortest(percent, 1), value=percent, origin=f"{code}.progress")


def _open_end(said: Phrase) -> Phrase:
    """The phrase without the stop at its end, so that more can follow."""
    if not said.parts:
        return said
    *before, last = said.parts
    return phrase(*before, last if isinstance(last, Figure) else like(last.rstrip("。；"), last))


def _said(facts: Facts, task: TaskResult, what: str) -> Phrase:
    """What the leads wrote in `what` of their answers, by name where they differ; who finds no room is counted."""
    texts = [(facts.bureau(answer.bureau), plain(getattr(answer, what))) for answer in task.answers]
    texts = [(name, text) for name, text in texts if text]
    limit = facts.number("印出字数")
    if len({text for _, text in texts}) < 2:
        return phrase(cut(texts[0][1], limit)) if texts else Phrase()
    pieces = [phrase(name, "：", sentence(text, limit // 2)) for name, text in texts]
    room = range(1, len(pieces) + 1)
    kept = pieces[: max((size for size in room if len(str(joined(pieces[:size], "；"))) <= 2 * limit), default=1)]
    left = count(len(pieces) - len(kept), f"{task.code}.{what}_beyond.{len(kept)}")
    return joined([*kept, phrase("其余", left, "个单位见汇总表")] if left else kept, "；")


def _steps(facts: Facts) -> list[StepRow]:
    said = {step.code: plain(step.note) for item in facts.items for step in item.result.steps}
    return [
        StepRow(
            index=index,
            code=coded(row.code),
            name=titled(row.name),
            step=titled(step.name),
            until=short_date(step.due),
            bureau=titled(row.bureau),
            stage=cut(said.get(step.code, ""), facts.number("印出字数")) or "未填",
        )
        for index, (row, step) in enumerate(due_next(facts), 1)
    ]


def _bureau(facts: Facts, index: int, one: BureauResult) -> BureauRow:
    before = facts.bureau_before(one.code)
    old = before.rank if before else None
    return BureauRow(
        index=index,
        name=facts.bureau(one.code),
        due=count(one.due, f"{one.code}.due"),
        on_pace=count(one.on_pace, f"{one.code}.on_pace"),
        share=_percent(one.on_pace_share, f"{one.code}.on_pace_share"),
        mean=_percent(one.mean_ratio, f"{one.code}.mean_ratio"),
        place=count(one.rank, f"{one.code}.rank") if one.rank else phrase("不排名"),
        place_before=count(old, f"previous.{one.code}.rank") if old else phrase("—"),
        rise=_rise(one, old, known=facts.comparable is not None),
        returns=_returns(one.code, [form for form in facts.results.returns if form.bureau == one.code]),
    )


def _percent(ratio: Decimal | None, origin: str) -> Cell:
    """A share as a percentage without its sign, which stands in the heading."""
    return phrase("—") if ratio is None else without_sign(share(ratio, origin))


def _rise(one: BureauResult, then: int | None, *, known: bool) -> Cell:
    """↑2, ↓1, 持平, 新列入; — without a place or without a period before."""
    if one.rank is None or not known:
        return phrase("—")
    if then is None:
        return phrase("新列入")
    rise = then - one.rank
    moved = Figure(text=str(abs(rise)), value=Decimal(rise), origin=f"{one.code}.rank_change")
    return phrase("↑" if rise > 0 else "↓", moved) if rise else phrase("持平")


def _returns(bureau: str, forms: list[ExpectedReturn]) -> Phrase:
    """按时; 迟报1份（1日）; 退回2次，未按要求重报1份; 未报送1份."""
    if not forms:
        return phrase("—")
    states = Counter(form.state for form in forms)

    def one(number: int, what: str) -> Figure:
        return count(number, f"{bureau}.returns.{what}")

    late = Counter(form.days_late for form in forms if form.state is ReturnState.LATE)
    times = one(sum(form.returned_times for form in forms), "returned_times")
    on_time = one(states[ReturnState.ON_TIME], "on_time")
    refused, missing = one(states[ReturnState.REJECTED], "rejected"), one(states[ReturnState.MISSING], "missing")
    whole = on_time == len(forms)
    said = [
        phrase("按时", *(() if whole else (on_time, "份"))) if on_time else Phrase(),
        *(
            phrase("迟报", one(number, f"late.{days}"), "份（", one(days, f"late.{days}.days"), "日）")
            for days, number in sorted(late.items())
        ),
        phrase("退回", times, "次") if times else Phrase(),
        phrase("未按要求重报", refused, "份") if refused else Phrase(),
        phrase("未报送", missing, "份") if missing else Phrase(),
    ]
    return joined(filter(None, said), "，")
