"""A draft against a register that is already there: what is new, what changed, what is gone, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reporter.core.values import dataclass
from reporter.plan.draft.model import Draft
from reporter.plan.draft.same import core
from reporter.plan.guide import lines_of, row_height
from reporter.plan.model import Bureau, Indicator, Kind, Plan, Task
from reporter.plan.tables import BY_NAME
from reporter.sheets.spec import CellSpec, Page, SheetSpec, Style

SHEET = "和原台账比"
_HEADINGS = ("表", "情况", "原编号", "草稿编号", "名称", "栏目", "原值", "草稿值")
_WIDTHS = (8, 8, 11, 11, 36, 12, 44, 44)
_COMPARED: Mapping[str, tuple[str, ...]] = {
    "单位": ("类别",),
    "行动": ("召集人", "副召集人单位", "办公室", "成员单位", "名单开放"),
    "任务": ("章节", "牵头单位", "配合单位", "名单开放", "时限"),
    "指标": ("类型", "比较", "目标值", "目标上限", "计量单位", "填报单位", "时限"),
}
_FILLS = {"新增": "E2EFDA", "变化": "FFF2CC", "减少": "F8CBAD"}
_HEADING = Style(font="黑体", size=10.5, fill="E7E6E6", border=True, align="center", wrap=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One line: a row that came or went, or a column of a row that changed. Values as they stand in the tables."""

    table: str
    kind: str
    old_code: str = ""
    new_code: str = ""
    name: str = ""
    column: str = ""
    old: str = ""
    new: str = ""


def differences(old: Plan, draft: Draft) -> tuple[Difference, ...]:
    """What the draft holds otherwise than the register, in the order of the tables. Codes alone are no difference."""
    return tuple(one for table in _COMPARED for one in _Comparison(old, draft, table).found())


def difference_sheet(found: Sequence[Difference]) -> SheetSpec:
    """The differences as a sheet of the drafted workbook."""
    cells = {(1, at): CellSpec(value=text, style=_HEADING) for at, text in enumerate(_HEADINGS, start=1)}
    heights = {1: row_height(1)}
    for row, one in enumerate(found, start=2):
        values = (one.table, one.kind, one.old_code, one.new_code, one.name, one.column, one.old, one.new)
        widest = zip(values, _WIDTHS, strict=True)
        heights[row] = row_height(max(lines_of(value, width) for value, width in widest))
        for at, value in enumerate(values, start=1):
            fill = _FILLS[one.kind] if at == 2 else ""
            cells[row, at] = CellSpec(value=value or None, style=Style(size=10, border=True, wrap=True, fill=fill))
    return SheetSpec(
        name=SHEET,
        cells=cells,
        widths=dict(enumerate(_WIDTHS, start=1)),
        heights=heights,
        freeze=(2, 1),
        autofilter=(1, 1, len(found) + 1, len(_HEADINGS)),
        page=Page(repeat_rows=(1, 1)),
        tab_color="FFC000",
    )


class _Comparison:
    def __init__(self, old: Plan, draft: Draft, table: str) -> None:
        self._old, self._draft, self._new = old, draft, draft.plan
        self._table = BY_NAME[table]
        self._names = {name: one.name for one in old.bureaus for name in (one.name, *one.aliases)}

    def found(self) -> Iterator[Difference]:
        before, after = self._table.records(self._old), self._table.records(self._new)
        pairs = _paired(before, after, self._keys())
        known = set(pairs.values())
        for at, record in enumerate(after):
            if at in pairs:
                yield from self._changes(before[pairs[at]], record, at)
            else:
                yield self._line("新增", new=record)
        for at, record in enumerate(before):
            if at not in known and not _is_step(record):
                yield self._line("减少", old=record)

    def _keys(self) -> tuple[Callable[[Any], object], ...]:
        """By what rows are known again, the surest first; None knows none."""
        if self._table.name == "单位":
            return (lambda one: self._names.get(one.name, one.name), self._by_alias)
        if self._table.name == "行动":
            return (lambda one: one.name,)
        if self._table.name == "任务":
            return (lambda one: (self._action(one), one.name), lambda one: (one.places or None, self._action(one)))
        return (
            lambda one: "".join(one.phrase.split()) or None,
            lambda one: (self._action(one), core(one.name), one.unit),
            lambda one: (self._task_names(one), one.target, one.unit) if one.target and one.tasks else None,
            lambda one: (core(one.name), one.unit),
            lambda one: (_goals(one), one.target, one.unit) if one.target and _goals(one) else None,
        )

    def _by_alias(self, one: Any) -> object:
        return next((self._names[alias] for alias in one.aliases if alias in self._names), None)

    def _action(self, one: Task | Indicator) -> str:
        plan = self._old if one in _members(self._old, one) else self._new
        action = plan.action_by_code.get(one.action)
        return action.name if action else one.action

    def _task_names(self, one: Indicator) -> tuple[str, ...]:
        plan = self._old if one in _members(self._old, one) else self._new
        return tuple(core(plan.task_by_code[code].name) for code in one.tasks[:1] if code in plan.task_by_code)

    def _changes(self, before: Any, after: Any, at: int) -> Iterator[Difference]:
        if isinstance(after, Bureau):
            yield from self._spellings(before, after)
        remarks = self._draft.remarks.get(self._table.name, ())
        unsure = remarks[at].missing | remarks[at].doubtful if remarks else frozenset()
        for heading in _COMPARED[self._table.name]:
            column = self._table.column(heading)
            old, new = column.text(before), self._known(column.text(after))
            if heading not in unsure and set(old.split("、")) != set(new.split("、")):
                yield self._line("变化", old=before, new=after, column=heading, values=(old, new))

    def _spellings(self, before: Bureau, after: Bureau) -> Iterator[Difference]:
        """Spellings that the register does not know."""
        unknown = [name for name in (after.name, *after.aliases) if name not in self._names]
        if unknown:
            values = ("、".join(before.aliases), "、".join(unknown))
            yield self._line("变化", old=before, new=after, column="别名", values=values)

    def _known(self, text: str) -> str:
        """Names in the words of the register, so that another spelling is no change."""
        return "、".join(self._names.get(name, name) for name in text.split("、"))

    def _line(
        self, kind: str, *, old: Any = None, new: Any = None, column: str = "", values: tuple[str, str] = ("", "")
    ) -> Difference:
        record = new if new is not None else old
        return Difference(
            table=self._table.name,
            kind=kind,
            old_code=old.code if old is not None else "",
            new_code=new.code if new is not None else "",
            name=record.name,
            column=column,
            old=values[0],
            new=values[1],
        )


def _goals(one: Indicator) -> tuple[str, ...]:
    """Places of an indicator that are no tasks."""
    return tuple(place for place in one.places if " " in place)


def _is_step(record: Any) -> bool:
    """Whether a row is a 节点, which a draft registers only where the plan sets a day."""
    return isinstance(record, Indicator) and record.kind is Kind.MILESTONE


def _members(plan: Plan, one: Task | Indicator) -> Sequence[object]:
    return plan.tasks if isinstance(one, Task) else plan.indicators


def _paired(before: Sequence[Any], after: Sequence[Any], keys: Sequence[Callable[[Any], object]]) -> Mapping[int, int]:
    """Rows of the draft by index, each with that of the register that it continues."""
    pairs: dict[int, int] = {}
    free = dict.fromkeys(range(len(before)))
    for key in keys:
        waiting: dict[object, list[int]] = {}
        for at in free:
            waiting.setdefault(key(before[at]), []).append(at)
        for at, record in enumerate(after):
            found = key(record)
            if at not in pairs and found is not None and waiting.get(found):
                pairs[at] = waiting[found].pop(0)
                free.pop(pairs[at])
    return pairs
