"""Part 一: every figure, promise, rule, task and form that is corrected. Who wrote and when is left to people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from reporter.bulletin import amounts
from reporter.bulletin.correction.turns import Pair, turn
from reporter.bulletin.counts import task_label
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import (
    NOTHING,
    Figure,
    Phrase,
    as_issued,
    coded,
    count,
    dated,
    joined,
    phrase,
    plain_figure,
    titled,
)
from reporter.bulletin.words import plain, sentence, short_date
from reporter.core.numbers import shortest, shown
from reporter.core.values import dataclass
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.kinds import SPECS
from reporter.plan.model import Comparator, Kind
from reporter.record.changes import Changes, FigureChange, PromiseChange, RowChange
from reporter.record.model import IndicatorResult, PartResult, StepResult, TaskResult

_CORRECTED = "更正为"
_FIGURES = {
    Kind.CUMULATIVE: "完成数",
    Kind.INPUT: "完成数",
    Kind.RANGE: "完成数",
    Kind.FIRST: "完成数",
    Kind.ZERO: "发生数",
    Kind.STOCK: "期末数",
}
_COLUMNS = {
    "name": "名称",
    "action": "所属行动",
    "tasks": "所属任务",
    "bureau": "填报单位",
    "kind": "类型",
    "unit": "计量单位",
    "comparator": "比较方式",
    "target": "年度目标",
    "target_upper": "目标上限",
    "counted": "是否计入统计",
    "due": "时限",
}
_STATES = {
    ReturnState.ON_TIME: "按时报送",
    ReturnState.LATE: "迟报",
    ReturnState.MISSING: "未报送",
    ReturnState.REJECTED: "退回后未重报",
}
_WITHOUT = (ReturnState.MISSING, ReturnState.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One correction. `reason` is the bureau's own word, empty when the forms do not say.

    `letter` is the bureau that wrote, empty for what the register or a late form changed, `letter_day` the day on
    which its new form came in (empty: not by a new form); `decided` is set for a change of the register, which has a
    ground (`basis`) and no letter. `follows` says which task states follow.
    """

    text: Phrase
    reason: str = ""
    letter: str = ""
    letter_day: str = ""
    decided: bool = False
    basis: str = ""
    follows: Phrase = NOTHING


def entries(old: Facts, new: Facts, changes: Changes) -> tuple[Entry, ...]:
    """Every correction: forms that came in, figures, promises and rules, then tasks and words no figure explains."""
    before, after = ({item.code: item for item in facts.items} for facts in (old, new))
    came = {str(row.key) for row in changes.returns if _came_in(row.old, row.new)}
    states = _states(changes)
    found = list(_forms(new, changes))
    for code in changes.corrected:
        if code not in before or code not in after:
            continue
        item = after[code]
        follows = [states.pop(task) for task in item.result.tasks if task in states]
        own = tuple(one for one in changes.figures if one.indicator == code)
        late = str((item.result.action, item.result.bureau)) in came
        entry = _figure(new, before[code], item, own, late=late, follows=joined(follows, "；"))
        found.append(replace(entry, letter_day="" if late else _came_on(old, new, own)))
    found += _register(new, changes, before, after)
    answered = {str(row.key) for row in changes.tasks if "answers" in row.fields}
    found += [Entry(text=said) for task, said in states.items() if task in answered]
    if not found or not came:
        found += _words(new, changes, told=set(_states(changes)))
    return tuple(found)


def _came_in(old: ExpectedReturn | None, new: ExpectedReturn | None) -> bool:
    return bool(old and new and old.state in _WITHOUT and new.state not in _WITHOUT)


def _came_on(old: Facts, new: Facts, own: Sequence[FigureChange]) -> str:
    """6月17日: when the form that holds the new figure came in; empty when it was there at the time of issue."""
    known = {one.sha256 for one in old.results.files}
    sources = {one.source.sha256 for one in own if one.source} - known
    days = [one.received for one in new.results.files if one.sha256 in sources]
    return short_date(max(days).date()) if days else ""


def _forms(new: Facts, changes: Changes) -> Iterator[Entry]:
    for row in changes.returns:
        if row.old is None or row.new is None or "state" not in row.fields:
            continue
        came = row.new.received if "received" in row.fields else None
        day = phrase("（", short_date(came.date()), "收到）") if came else NOTHING
        turned = f"填报表由{_STATES[row.old.state]}更正为{_STATES[row.new.state]}"
        yield Entry(text=phrase(new.bureau(row.new.bureau), new.action_name(row.new.action), turned, day))


def _figure(new: Facts, was: Item, now: Item, own: tuple[FigureChange, ...], *, late: bool, follows: Phrase) -> Entry:
    """`late`: the figure came with a form that was missing at the time of issue."""
    note = plain(now.result.note)
    said = sentence(note, new.number("印出字数")) if note != plain(was.result.note) else ""
    return Entry(
        text=_said(was, now, own),
        reason="填报表补报" if late else said,
        letter="" if late else now.bureau,
        follows=follows,
    )


def _said(was: Item, now: Item, own: tuple[FigureChange, ...]) -> Phrase:
    """The figure of the row, or those of its 分项 or 节点."""
    head = _named(now)
    if now.result.steps:
        return phrase(head, joined(_steps(was, now, own), "，"))
    period = dated(now.period.span_label)
    if now.result.parts:
        return phrase(head, period, joined((_part(was, now, one) for one in own), "，"))
    return phrase(head, joined(_of_row(was, now, {one.field for one in own}), "；"))


def _of_row(was: Item, now: Item, fields: set[str]) -> Iterator[Phrase]:
    """The figure, that of the year before, the level at the start of the year."""
    old, new = was.result, now.result
    if "actual" in fields and (new.kind is not Kind.RELATION or "prior_year" not in fields):
        named = _FIGURES.get(new.kind, "填报数")
        yield phrase(dated(now.period.span_label), named, "，", _moved(now, old.actual, new.actual, "actual"))
    elif "actual" in fields:
        yield phrase("本期数，", _moved(now, old.reported, new.reported, "reported"))
    if "prior_year" in fields:
        yield phrase("上年同期数，", _moved(now, old.prior_year, new.prior_year, "prior_year"))
    if "base" in fields:
        yield phrase("年初数，", _moved(now, old.base, new.base, "base"))


def _moved(item: Item, old: Decimal | None, new: Decimal | None, what: str) -> Phrase:
    """由38.6公里更正为45.6公里，增加7.0公里."""
    unit, origin = item.result.unit, f"{item.code}.{what}"
    texts: list[Figure | str] = ["未报" if one is None else amounts.amount(item, one, what) for one in (old, new)]
    if str(texts[0]) == str(texts[1]):  # they differ in a place that the circular does not print
        texts = ["未报" if one is None else plain_figure(one, origin, unit) for one in (old, new)]
    moved = phrase("由", as_issued(phrase(texts[0])), _CORRECTED, texts[1])
    if old is None or new is None:
        return moved
    return phrase(moved, "，", _size(new - old, unit, [str(one) for one in texts], origin))


def _size(difference: Decimal, unit: str, texts: Sequence[str], origin: str) -> Phrase:
    """增加7.0公里, 降低0.5个百分点: with as many decimals as the figures have."""
    places = max(len(text.removesuffix(unit).partition(".")[2]) for text in texts)
    in_points = unit in amounts.POINT_UNITS
    text = shown(abs(difference), places) + ("个百分点" if in_points else unit)
    size = Figure(text=text, value=difference, origin=f"{origin}.corrected")
    words = ("提高", "降低") if in_points else ("增加", "减少")
    return phrase(words[0] if difference > 0 else words[1], size)


def _part(was: Item, now: Item, change: FigureChange) -> Phrase:
    part = next(one for one in (*now.result.parts, *was.result.parts) if one.code == change.code)
    values = [_number(one) for one in (change.old, change.new)]
    texts = [_of_part(part, one) for one in values]
    moved = phrase(titled(part.name), "由", as_issued(phrase(texts[0])), _CORRECTED, texts[1])
    if values[0] is None or values[1] is None:
        return moved
    size = _size(values[1] - values[0], part.unit, [str(one) for one in texts], f"{part.code}.actual")
    return phrase(moved, "，", size)


def _number(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _of_part(part: PartResult, value: Decimal | None) -> Figure | str:
    if value is None:
        return "未报"
    return plain_figure(value, f"{part.code}.actual", part.unit)


def _steps(was: Item, now: Item, own: tuple[FigureChange, ...]) -> Iterator[Phrase]:
    """Each step once, however many of its columns differ."""
    before, after = ({step.code: step for step in item.result.steps} for item in (was, now))
    for code in dict.fromkeys(one.code for one in own):
        if code in before and code in after:
            old, new = _answer(before[code]), _answer(after[code])
            yield turn(Pair(subject=phrase("“", titled(after[code].name), "”"), old=old, new=new), verb=_CORRECTED)


def _answer(step: StepResult) -> str | Phrase:
    if step.done is None:
        return "未报"
    if not step.done:
        return "未完成"
    return phrase(short_date(step.finished), "完成") if step.finished else "已完成"


def _register(new: Facts, changes: Changes, before: dict[str, Item], after: dict[str, Item]) -> Iterator[Entry]:
    """Promises, indicators that came or went, rules."""
    for change in changes.promises:
        grounds = dict.fromkeys(one.basis for one in new.plan.amendments if one.code == change.indicator and one.basis)
        text = _promise(new, after[change.indicator], change)
        yield Entry(text=text, decided=True, basis=titled("；".join(grounds)))
    for row in changes.indicators:
        if row.old is None or row.new is None:
            item = (after if row.old is None else before)[str(row.key)]
            verb = "列入台账" if row.old is None else "不再列入台账"
            yield Entry(text=phrase(_named(item), verb), decided=True)
    for rule in changes.rules:
        old, now = rule.old or "（空）", rule.new or "（空）"
        yield Entry(text=phrase("规则“", titled(rule.name), "”由", titled(old), "调整为", titled(now)), decided=True)


def _promise(new: Facts, item: Item, change: PromiseChange) -> Phrase:
    column = _COLUMNS[change.field]
    step = next((step.name for step in item.result.steps if step.code == change.code), "")
    part = next((part for part in item.result.parts if part.code == change.code), None)
    inner = phrase("“", titled(step or (part.name if part else "")), "”") if change.code != item.code else NOTHING
    unit = part.unit if part else item.result.unit
    values = [titled(_promised(new, one, unit)) for one in (change.old, change.new)]
    return phrase(_named(item), inner, column, "由", values[0], "调整为", values[1])


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


def _named(item: Item) -> Phrase:
    return phrase(item.result.name, "（", item.code, "，", item.bureau, "）")


def _states(changes: Changes) -> dict[str, Phrase]:
    """Tasks of which the state in print differs, with the sentence that says so."""
    found = {}
    for row in changes.tasks:
        if row.old and row.new and task_label(row.old) != task_label(row.new):
            states = f"由“{task_label(row.old)}”更正为“{task_label(row.new)}”"
            by_answer = "" if "answers" in row.fields else "相应"
            named = phrase(titled(row.new.name), "（", coded(row.new.code), "）")
            found[row.new.code] = phrase(named, f"进展状态{by_answer}{states}")
    return found


def _words(new: Facts, changes: Changes, *, told: set[str]) -> Iterator[Entry]:
    """Matters of which only words of the bureaus differ, in one entry."""
    rows: list[RowChange[TaskResult] | RowChange[IndicatorResult]] = [
        row for row in changes.tasks if "answers" in row.fields and row.key not in told
    ]
    rows += [row for row in changes.indicators if "note" in row.fields and row.key not in changes.corrected]
    names = [phrase(titled(row.new.name), "（", coded(row.new.code), "）") for row in rows if row.new]
    if names:
        whole = phrase(count(len(names), "correction.words"), "项任务、指标")
        listed = joined(names) if len(names) <= new.number("名单上限") else whole
        yield Entry(text=phrase(listed, "的进展情况、说明等文字有更正，见附件"))
    if changes.lists:
        yield Entry(text=phrase("清单有", count(len(changes.lists), "correction.lists"), "条更正，见汇总表"))


def opening(changes: Changes) -> Phrase:
    """有n项指标数据变动、m项指标口径调整: the causes by number."""
    promised = {one.indicator for one in changes.promises} | {
        str(row.key) for row in changes.indicators if row.old is None or row.new is None
    }
    answered = [row for row in changes.tasks if "answers" in row.fields]
    moved = [row for row in changes.returns if row.old and row.new and "state" in row.fields]
    counted = (
        ("figures", len(changes.corrected), "项指标数据变动"),
        ("promises", len(promised), "项指标口径调整"),
        ("rules", len(changes.rules), "项统计规则调整"),
        ("tasks", len(answered), "项任务填报内容变动"),
        ("returns", len(moved), "份填报表报送情况变动"),
    )
    said = joined(phrase(count(number, f"correction.{what}"), words) for what, number, words in counted if number)
    return said or phrase("部分填报内容变动")
