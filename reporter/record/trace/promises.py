"""Rows of the register behind a figure: table, row, columns, the plan's own words, what was amended or ruled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporter.core.values import dataclass
from reporter.plan.tables import TABLES
from reporter.record.trace.evidence import Witness
from reporter.record.trace.material import Material

_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a row: heading, what stands there, and the cell of the workbook (empty when not known)."""

    heading: str
    value: str
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the register. `phrase` is 原文, `places` are 出处 in the plan; `remarks` say what is not the plan's."""

    table: str
    row: str
    name: str
    columns: tuple[Column, ...]
    phrase: str = ""
    places: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class Promises:
    """Looks up rows of the register that is in force."""

    def __init__(self, material: Material, witness: Witness) -> None:
        self._material = material
        self._plan = material.plan
        self._witness = witness
        self._known: dict[str, Mapping[str, int]] = {}

    def item(self, code: str, headings: Sequence[str]) -> Promise:
        """The row of an indicator with the columns that are asked for."""
        row = self._plan.indicator_by_code[code]
        return Promise(
            table="指标",
            row=code,
            name=row.name,
            columns=self._columns("指标", self._numbers("指标")[code], headings),
            phrase=row.phrase,
            places=row.places,
            remarks=(*self._inferred(row.inferred, headings), *self._changes(code)),
        )

    def part(self, code: str) -> Promise:
        """The row of a 分项, with the words of its indicator."""
        row = next(part for part in self._plan.parts if part.code == code)
        home = self._plan.indicator_by_code[row.indicator]
        return Promise(
            table="分项",
            row=code,
            name=row.name,
            columns=self._columns("分项", self._numbers("分项")[code], ("目标值",)),
            phrase=home.phrase,
            places=home.places,
            remarks=tuple(self._changes(row.indicator)),
        )

    def step(self, code: str) -> Promise:
        """The row of a 节点, with the words of its indicator."""
        row = next(step for step in self._plan.milestones if step.code == code)
        home = self._plan.indicator_by_code[row.indicator]
        return Promise(
            table="节点",
            row=code,
            name=row.name,
            columns=self._columns("节点", self._numbers("节点")[code], ("时限", "权重")),
            phrase=home.phrase,
            places=home.places,
            remarks=tuple(self._inferred(row.inferred, ("时限", "权重"))),
        )

    def rule(self, name: str) -> Promise:
        """The row of a rule that is in force."""
        found = [rule for rule in self._plan.rules if rule.name == name and rule.since <= self._material.day]
        row = max(found, key=lambda rule: rule.since)
        number = next(number for number, rule in enumerate(self._plan.rules) if rule is row)
        columns = self._columns("规则", number, ("值", "起始日期"))
        return Promise(table="规则", row=name, name=row.note, columns=columns)

    def _numbers(self, name: str) -> Mapping[str, int]:
        """Where each code stands in a table."""
        if name not in self._known:
            records = _TABLES[name].records(self._plan)
            self._known[name] = {record.code: number for number, record in reversed(list(enumerate(records)))}
        return self._known[name]

    def _columns(self, name: str, number: int, headings: Sequence[str]) -> tuple[Column, ...]:
        table = _TABLES[name]
        record = table.records(self._plan)[number]
        return tuple(
            Column(
                heading=heading,
                value=table.column(heading).text(record),
                cell=self._witness.register(name, number, heading),
            )
            for heading in headings
        )

    def _inferred(self, inferred: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
        for heading in headings:
            if heading in inferred:
                yield f"“{heading}”是推定的，不是方案原文"

    def _changes(self, code: str) -> Iterator[str]:
        """Amendments in force and rulings that name the row."""
        for one in self._plan.amendments:
            if one.code == code and one.since <= self._material.day:
                basis = f"，依据：{one.basis}" if one.basis else ""
                yield f"“{one.column}”自{one.since.isoformat()}起由{one.old}调整为{one.new}{basis}"
        for ruling in self._plan.rulings:
            if code in ruling.codes:
                when = f"{ruling.ruled.isoformat()}裁定" if ruling.ruled else "尚未裁定"
                adopted = f"采用{ruling.adopted}（{ruling.adopted_scope}）"
                yield f"方案说法不一：{ruling.versions}；{adopted}，{when}，{ruling.basis}"
