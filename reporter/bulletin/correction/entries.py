"""Part 一: every figure, promise, rule, task and form that is corrected. Who wrote and when is left to people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporter.bulletin import amounts, remarks
from reporter.bulletin.correction.turns import Pair, turn
from reporter.bulletin.counts import task_label
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import NOTHING, Figure, Phrase, joined, phrase
from reporter.bulletin.words import plain, sentence, short_date
from reporter.core.numbers import shortest, shown
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.kinds import SPECS
from reporter.plan.model import Comparator, Kind
from reporter.record.changes import Changes, FigureChange, PromiseChange
from reporter.record.model import PartResult, StepResult

_CORRECTED = "更正为"
_DONE = {Kind.CUMULATIVE: "完成数", Kind.INPUT: "完成数", Kind.RANGE: "完成数", Kind.PAIRED: "完成数", Kind.FIRST: "完成数",
         Kind.ZERO: "发生数", Kind.STOCK: "期末数"}  # fmt: skip
_COLUMNS = {
    "name": "名称", "action": "所属行动", "tasks": "所属任务", "bureau": "填报单位", "kind": "类型", "unit": "计量单位",
    "comparator": "比较方式", "target": "年度目标", "target_upper": "目标上限", "base": "年初数", "counted": "是否计入统计",
    "due": "时限",
}  # fmt: skip
_STATES = {
    ReturnState.ON_TIME: "按时", ReturnState.LATE: "迟报", ReturnState.MISSING: "未报送", ReturnState.REJECTED: "退回未重报"
}  # fmt: skip
_WITHOUT = (ReturnState.MISSING, ReturnState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One correction. `reason` is the bureau's own word, empty when the forms do not say.

    `letter` is the bureau that wrote, empty for what the register or a late form changed; `decided` is set for a
    change of the register, which has a ground (`basis`) and no letter. `follows` says which task states follow.
    """

    text: Phrase
    reason: str = ""
    letter: str = ""
    decided: bool = False
    basis: str = ""
    follows: Phrase = NOTHING


def entries(old: Facts, new: Facts, changes: Changes) -> tuple[Entry, ...]:
    """Every correction: forms that came in, figures, promises and rules, then tasks that no figure explains."""
    before, after = ({item.code: item for item in facts.items} for facts in (old, new))
    late = {
        (row.new.action, row.new.bureau): row.new for row in changes.returns if _came_in(row.old, row.new) and row.new
    }
    told: set[str] = set()
    found = list(_forms(new, changes))
    for code in changes.corrected:
        if code in before and code in after:
            item = after[code]
            told_now = [
                task for task in _states(old, new, changes) if task[0] in item.result.tasks and task[0] not in told
            ]
            told |= {task[0] for task in told_now}
            own = tuple(one for one in changes.figures if one.indicator == code)
            form = late.get((item.result.action, item.result.bureau))
            found.append(_figure(new, before[code], item, own, form, joined((text for _, text in told_now), "；")))
    found += _register(new, changes, before, after)
    found += [
        Entry(text=text) for task, text in _states(old, new, changes) if task not in told and _answered(changes, task)
    ]
    return tuple(found)


def _came_in(old: ExpectedReturn | None, new: ExpectedReturn | None) -> bool:
    return bool(old and new and old.state in _WITHOUT and new.state not in _WITHOUT)


def _forms(new: Facts, changes: Changes) -> Iterator[Entry]:
    for row in changes.returns:
        if row.old is None or row.new is None or "state" not in row.fields:
            continue
        day = f"（{short_date(row.new.received.date())}收到）" if row.new.received and "received" in row.fields else ""
        name = f"{new.bureau(row.new.bureau)}{new.action(row.new.action).name}填报表"
        yield Entry(text=phrase(f"{name}由{_STATES[row.old.state]}更正为{_STATES[row.new.state]}{day}"))


def _figure(
    new: Facts, was: Item, now: Item, own: tuple[FigureChange, ...], form: ExpectedReturn | None, follows: Phrase
) -> Entry:
    note = plain(now.result.note)
    said = sentence(note, new.number("印出字数")) if note != plain(was.result.note) else ""
    return Entry(
        text=_said(was, now, own),
        reason="填报表补报" if form else said,
        letter="" if form else now.bureau,
        follows=follows,
    )


def _said(was: Item, now: Item, own: tuple[FigureChange, ...]) -> Phrase:
    """The figure of the row, or those of its 分项 or 节点."""
    head = f"{now.result.name}（{now.code}，{now.bureau}）"
    if now.result.steps:
        return phrase(head, joined(_steps(was, now, own), "，"))
    period = now.period.span_label
    if now.result.parts:
        return phrase(head, period, joined((_part(was, now, one) for one in own), "，"))
    pairs = [phrase(_DONE.get(now.result.kind, "填报数"), "，", _amounts(was, now))]
    if any(one.field == "prior_year" for one in own):
        pairs = [phrase("与上年同期之差，", _amounts(was, now))] if was.result.actual != now.result.actual else []
        pairs.append(_prior(was, now))
    return phrase(head, period, joined(pairs, "，"))


def _amounts(was: Item, now: Item) -> Phrase:
    old, new = was.result.actual, now.result.actual
    moved = phrase("由", _amount(was), _CORRECTED, _amount(now))
    if old is None or new is None:
        return moved
    return phrase(
        moved, "，", _size(new - old, amounts.in_points(now), now.result.unit, str(_amount(was)), str(_amount(now)))
    )


def _amount(item: Item) -> Figure | str:
    """The figure with its unit; what stands for it where there is none."""
    return amounts.actual(item) if item.result.actual is not None else str(remarks.done(item))


def _size(difference: Decimal, points: bool, unit: str, old: str, new: str) -> str:
    """增加7.0公里, 降低0.5个百分点: with as many decimals as the figures have."""
    places = max(len(text.partition(".")[2].removesuffix(unit)) for text in (old, new))
    size = shown(abs(difference), places)
    if points:
        return f"{'提高' if difference > 0 else '降低'}{size}个百分点"
    return f"{'增加' if difference > 0 else '减少'}{size}{unit}"


def _part(was: Item, now: Item, change: FigureChange) -> Phrase:
    part = next(one for one in (*now.result.parts, *was.result.parts) if one.code == change.code)
    old, new = change.old, change.new
    assert not isinstance(old, date) and not isinstance(new, date)
    moved = phrase(part.name, "由", _of_part(part, old), _CORRECTED, _of_part(part, new))
    if old is None or new is None:
        return moved
    values = [_of_part(part, one) for one in (old, new)]
    size = _size(
        Decimal(new) - Decimal(old), part.unit in amounts.POINT_UNITS, part.unit, str(values[0]), str(values[1])
    )
    return phrase(moved, "，", size)


def _of_part(part: PartResult, value: Decimal | bool | None) -> Figure | str:
    if value is None:
        return "未报"
    return Figure(text=shortest(Decimal(value)) + part.unit, value=Decimal(value), origin=f"{part.code}.actual")


def _prior(was: Item, now: Item) -> Phrase:
    old, new = (one.result.prior_year for one in (was, now))
    texts = ["未报" if one is None else shortest(one) + now.result.unit for one in (old, new)]
    return phrase(f"上年同期数由{texts[0]}{_CORRECTED}{texts[1]}")


def _steps(was: Item, now: Item, own: tuple[FigureChange, ...]) -> Iterator[Phrase]:
    """Each step once, however many of its columns differ."""
    before, after = ({step.code: step for step in item.result.steps} for item in (was, now))
    for code in dict.fromkeys(one.code for one in own):
        if code in before and code in after:
            old, new = _answer(before[code]), _answer(after[code])
            yield turn(Pair(subject=f"“{after[code].name}”", old=old, new=new), verb=_CORRECTED)


def _answer(step: StepResult) -> str:
    if step.done is None:
        return "未报"
    if not step.done:
        return "未完成"
    return f"{short_date(step.finished)}完成" if step.finished else "已完成"


def _register(new: Facts, changes: Changes, before: dict[str, Item], after: dict[str, Item]) -> Iterator[Entry]:
    """Promises, indicators that came or went, rules."""
    for change in changes.promises:
        grounds = [one.basis for one in new.plan.amendments if one.code == change.indicator and one.basis]
        yield Entry(
            text=_promise(new, after[change.indicator], change), decided=True, basis="；".join(dict.fromkeys(grounds))
        )
    for row in changes.indicators:
        gone = row.new is None
        if row.old is None or gone:
            item = (before if gone else after)[str(row.key)]
            yield Entry(
                text=phrase(f"{item.result.name}（{item.code}，{item.bureau}）{'不再' if gone else ''}列入台账"),
                decided=True,
            )
    for rule in changes.rules:
        old, now = rule.old or "（空）", rule.new or "（空）"
        yield Entry(text=phrase(f"规则“{rule.name}”由{old}调整为{now}"), decided=True)


def _promise(new: Facts, item: Item, change: PromiseChange) -> Phrase:
    column = _COLUMNS[change.field]
    step = next((step.name for step in item.result.steps if step.code == change.code), "")
    part = next((part for part in item.result.parts if part.code == change.code), None)
    inner = f"“{step or (part.name if part else '')}”" if change.code != item.code else ""
    unit = part.unit if part else item.result.unit
    values = [_promised(new, one, unit) for one in (change.old, change.new)]
    return phrase(f"{item.result.name}（{item.code}，{item.bureau}）{inner}{column}由{values[0]}调整为{values[1]}")


def _promised(new: Facts, value: object, unit: str) -> str:
    """A column of the register in print."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return shortest(value) + unit
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, Kind):
        return SPECS[value].label
    if isinstance(value, Comparator):
        return value.label
    if isinstance(value, tuple):
        return "、".join(value) or "（空）"
    text = str(value or "")
    return (new.bureau(text) if text in new.plan.bureau_by_code else text) or "（空）"


def _states(old: Facts, new: Facts, changes: Changes) -> list[tuple[str, Phrase]]:
    """Tasks of which the state in print differs, with the sentence that says so."""
    found = []
    for row in changes.tasks:
        if row.old and row.new and task_label(row.old) != task_label(row.new):
            said = f"{row.new.name}（{row.new.code}）进展状态相应由“{task_label(row.old)}”更正为“{task_label(row.new)}”"
            found.append((row.new.code, phrase(said)))
    return found


def _answered(changes: Changes, task: str) -> bool:
    return any(row.key == task and "answers" in row.fields for row in changes.tasks)


def opening(changes: Changes) -> str:
    """有n项指标数据变动、m项指标口径调整: the causes by number."""
    promised = {one.indicator for one in changes.promises} | {
        str(row.key) for row in changes.indicators if row.old is None or row.new is None
    }
    answered = [row for row in changes.tasks if "answers" in row.fields]
    counted = (
        (len(changes.corrected), "项指标数据变动"),
        (len(promised), "项指标口径调整"),
        (len(changes.rules), "项统计规则调整"),
        (len(answered), "项任务填报内容变动"),
        (sum("state" in row.fields for row in changes.returns), "份填报表报送情况变动"),
    )
    return "、".join(f"{number}{words}" for number, words in counted if number) or "部分填报内容变动"
