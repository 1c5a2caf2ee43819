"""The chain behind a figure, as a tree: formula, operands, the cells bureaus filled, the register's rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.core.source import Source
from reporter.plan.model import Indicator, Kind
from reporter.record.model import IndicatorResult
from reporter.record.trace import formulas
from reporter.record.trace.counts import place as ranked_place
from reporter.record.trace.counts import share_met
from reporter.record.trace.evidence import Evidence, Witness
from reporter.record.trace.items import state_of
from reporter.record.trace.nodes import Member, Node, entry, place
from reporter.record.trace.origins import CORRECTED, ISSUED, Tracer
from reporter.record.trace.promises import Promises
from reporter.record.trace.terms import (
    Cell,
    Count,
    Known,
    Row,
    Term,
    Total,
    Undefined,
    Where,
    matching,
    operands,
    value_of,
)
from reporter.record.trace.words import condition, exact, formula, percent

_FILLED = ("本期填报", "上年同期", "年初数")
_PROMISED = {"年度目标": "目标值", "目标上限": "目标上限", "年初数": "起点值"}
_FIXED = {Kind.MILESTONE: "全部节点完成为1", Kind.ZERO: "零发生，目标为0", Kind.FIRST: "破零，目标为1",
          Kind.RELATION: "高于即达到，目标为0"}  # fmt: skip
_EXTREMES = {
    "最好位次": "自己未报的全部达到（完成率按100%算）、别人未报的都没有达到（按0算）时的名次",
    "最差位次": "自己未报的都没有达到（完成率按0算）、别人未报的全部达到（按100%算）时的名次",
}
_MONTHS = {"连续滞后月数": "状态", "连续红灯月数": "状态", "连续未报月数": "状态"}


class Chains:
    """Builds the chains of one period."""

    def __init__(self, tracer: Tracer, witness: Witness) -> None:
        self._tracer = tracer
        self._witness = witness
        self._material = tracer.material
        self._promises = Promises(tracer.material, witness)

    def of(self, origin: str) -> Node:
        """The chain of a figure by its origin; UnknownOrigin when no figure has it."""
        traced = self._tracer.of(origin)
        if origin.startswith(ISSUED):
            inner = Chains(self._tracer.as_issued, self._witness).of(origin.removeprefix(ISSUED))
            return Node(meaning=traced.meaning, said=inner.said, children=(inner,))
        if origin.endswith(CORRECTED):
            plain = origin.removesuffix(CORRECTED)
            sides = (self.of(plain), self.of(f"{ISSUED}{plain}"))
            said = f"{sides[0].said} − {sides[1].said}"
            return Node(meaning=traced.meaning, said=exact(self._tracer.value(origin)), formula=said, children=sides)
        node = self._computed(traced.meaning, traced.term, share=traced.percent)
        if origin.endswith(".rank") and not origin.startswith("previous."):
            return Node(meaning=node.meaning, said=node.said, formula=node.formula, members=self._ranking(origin))
        return node

    def _computed(self, meaning: str, term: Term, *, share: bool) -> Node:
        if isinstance(term, Cell):
            return replace(self._cell(term), meaning=meaning, said=self._said(term, share=share))
        if isinstance(term, Count | Total):
            members = self._members(term)
            return Node(
                meaning=meaning,
                said=self._said(term, share=share),
                formula=condition(term, self._tracer.tables),
                members=members,
            )
        parts = tuple(self._operand(one) for one in operands(term) if not isinstance(one, Known))
        words = formula(term, self._tracer.tables)
        return Node(meaning=meaning, said=self._said(term, share=share), formula=words, children=parts)

    def _said(self, term: Term, *, share: bool) -> str:
        try:
            value = value_of(term, self._tracer.tables)
        except Undefined:
            return "没有数"
        return percent(value) if share else exact(value)

    def _operand(self, term: Cell | Known | Count | Total) -> Node:
        if isinstance(term, Cell):
            return self._cell(term)
        meaning = condition(term, self._tracer.tables) if isinstance(term, Count | Total) else ""
        members = self._members(term) if isinstance(term, Count | Total) else ()
        return Node(meaning=meaning, said=self._said(term, share=False), members=members)

    def _members(self, term: Count | Total) -> tuple[Member, ...]:
        rows = self._tracer.tables[term.table].rows
        shown = term.column if isinstance(term, Total) else ""
        return tuple(self._member(term.table, key, rows[key], shown) for key in matching(term, self._tracer.tables))

    def _member(self, table: str, key: str, row: Row, column: str) -> Member:
        name = str(row.get("名称") or row.get("事项") or "")
        known = self._material.plan.bureau_by_code
        if table == "报送":
            bureau = str(row["单位"])
            name = f"{known[bureau].name if bureau in known else bureau}{self._action(str(row['行动']))}"
        if table == "节点":
            return Member(key=key, said=f"{name}，{row['完成']}", source=self._step_source(key))
        value = row.get(column) if column else None
        return Member(key=key, said=f"{name}{f'，{column}{entry(value)}' if value is not None else ''}")

    def _action(self, code: str) -> str:
        known = self._material.plan.action_by_code
        return known[code].name if code in known else code

    def _step_source(self, code: str) -> Source | None:
        steps = (step for one in self._material.results.indicators for step in one.steps if step.code == code)
        return next((step.source for step in steps), None)

    def _ranking(self, origin: str) -> tuple[Member, ...]:
        """Everyone that takes part, by place, with the pair by which places are given."""
        code = origin.removesuffix(".rank")
        table = "行动" if code in self._material.plan.action_by_code else "单位"
        rows = [(key, row) for key, row in self._tracer.tables[table].rows.items() if row["名次"]]
        ranked = sorted(rows, key=lambda pair: (int(str(pair[1]["名次"])), pair[0]))
        return tuple(Member(key=key, said=place(row)) for key, row in ranked)

    def _cell(self, cell: Cell) -> Node:
        meaning = f"{self._owner(cell)}{cell.column}"
        if cell.table == "指标":
            return self._of_item(meaning, cell)
        if cell.table == "分项":
            return self._of_part(meaning, cell)
        if cell.table in ("行动", "单位") and cell.column == "达到占比":
            own = (Where("计入", "是"), Where("行动" if cell.table == "行动" else "填报单位", cell.key))
            return self._computed(meaning, share_met("指标", own), share=True)
        if cell.table in ("行动", "单位") and cell.column == "名次":
            ranked = self._computed(meaning, ranked_place(cell.table, cell.key), share=False)
            return replace(ranked, members=self._ranking(f"{cell.key}.rank"), children=())
        said = self._said(cell, share=cell.column == "上期达到占比")
        if cell.column.startswith("上期") and self._material.comparable:
            return Node(meaning=meaning, said=said, remarks=(f"{self._material.comparable.period}的结果",))
        if cell.column in _EXTREMES:
            return Node(meaning=meaning, said=said, remarks=(_EXTREMES[cell.column],))
        if cell.table == "规则":
            return Node(meaning=meaning, said=said, promise=self._promises.rule(cell.key))
        if cell.table == "节点":
            step = self._promises.step(cell.key)
            return Node(meaning=meaning, said=said, promise=step, evidence=self._seen(self._step_source(cell.key)))
        if cell.table == "各月":
            return Node(meaning=meaning, said=said, evidence=self._seen(self._month_source(cell)))
        if cell.table == "任务" and cell.column == "进度":
            return Node(meaning=meaning, said=said, evidence=self._seen(self._progress_source(cell.key)))
        if cell.table == "报送":
            return Node(meaning=meaning, said=said, remarks=tuple(self._arrival(cell.key)))
        return Node(meaning=meaning, said=said)

    def _owner(self, cell: Cell) -> str:
        row = self._tracer.tables[cell.table].rows[cell.key]
        name = str(row.get("名称") or "")
        return "" if cell.table == "规则" else f"{name}（{cell.key}）"

    def _seen(self, source: Source | None) -> Evidence | None:
        return self._witness.evidence(source) if source else None

    def _of_item(self, meaning: str, cell: Cell) -> Node:
        one, column = self._material.rows[cell.key], cell.column
        made = formulas.definition(self._material, one.code, column)
        share = column in ("完成率", "应达进度") or (column == "差距" and one.expected is not None)
        if made is not None and made != cell:
            share = share or (column == "完成数" and one.kind is Kind.MILESTONE)
            return self._computed(meaning, made, share=share)
        promise = self._material.promise(one.code)
        if column in _FILLED and not (column == "年初数" and promise.base is not None):
            return self._filled(meaning, one, promise, column)
        if column in _PROMISED:
            return self._promised(meaning, one, column)
        said = self._said(cell, share=False)
        if column == "上期完成数":
            before = self._material.before[one.code]
            return Node(meaning=meaning, said=said, evidence=self._seen(before.source))
        if column in _MONTHS:
            return Node(meaning=meaning, said=said, members=tuple(self._by_month(one.code)))
        if column == "逾期节点":
            late = Count("节点", (Where("指标", one.code), Where("到期", "是"), Where("完成", "否")))
            return Node(meaning=meaning, said=said, members=self._members(late))
        if column == "方案处数":
            return Node(meaning=meaning, said=said, promise=self._promises.item(one.code, ("出处",)))
        return Node(meaning=meaning, said=said)

    def _filled(self, meaning: str, one: IndicatorResult, promise: Indicator, column: str) -> Node:
        asked = self._asked(promise)
        source = (one.source if column == "本期填报" else None) or self._witness.cell(asked.code, column)
        remarks = []
        if asked.code != one.code:
            remarks.append(f"台账“取数”写的是{asked.code}，用{asked.name}那一行填的数")
        if one.carried and column == "本期填报":
            remarks.append("填报表勾选“本月无变化”，本期空白，沿用上期数")
        if one.approximate and column == "本期填报":
            remarks.append("填的是约数")
        if source is None:
            remarks.append("不是本月填报表里的数" if column == "年初数" else "没有填报")
        said = self._said(Cell("指标", one.code, column), share=False)
        home = self._promises.item(asked.code, ("填报单位",))
        return Node(meaning=meaning, said=said, evidence=self._seen(source), promise=home, remarks=tuple(remarks))

    def _asked(self, promise: Indicator) -> Indicator:
        """The row whose figure a row shows (取数)."""
        known, seen = self._material.plan.indicator_by_code, {promise.code}
        while promise.uses in known and promise.uses not in seen:
            promise = known[promise.uses]
            seen.add(promise.code)
        return promise

    def _promised(self, meaning: str, one: IndicatorResult, column: str) -> Node:
        said = self._said(Cell("指标", one.code, column), share=False)
        if one.kind in _FIXED and column == "年度目标":
            return Node(meaning=meaning, said=said, remarks=(_FIXED[one.kind],))
        if one.kind is Kind.PAIRED and column == "年度目标":
            part = next(part for part in one.parts if part.target == one.target and part.actual == one.actual)
            return Node(meaning=meaning, said=said, promise=self._promises.part(part.code))
        return Node(meaning=meaning, said=said, promise=self._promises.item(one.code, (_PROMISED[column],)))

    def _of_part(self, meaning: str, cell: Cell) -> Node:
        said = self._said(cell, share=False)
        part = next(part for one in self._material.results.indicators for part in one.parts if part.code == cell.key)
        if cell.column == "年度目标":
            return Node(meaning=meaning, said=said, promise=self._promises.part(part.code))
        home = self._promises.part(part.code)
        return Node(meaning=meaning, said=said, evidence=self._seen(part.source), promise=home)

    def _month_source(self, cell: Cell) -> Source | None:
        rows = self._material.months.get(int(cell.column.removesuffix("月")), {})
        return rows[cell.key].source if cell.key in rows else None

    def _by_month(self, code: str) -> Iterator[Member]:
        for results, rows in zip(self._material.periods, self._material.history, strict=True):
            if code in rows:
                yield Member(key=results.period, said=state_of(rows[code]), source=rows[code].source)

    def _progress_source(self, code: str) -> Source | None:
        task = next(task for task in self._material.results.tasks if task.code == code)
        state = next((answer.source for answer in task.answers if answer.progress is not None), None)
        return (self._witness.cell(code, "进度", state.file) if state else None) or state

    def _arrival(self, key: str) -> Iterator[str]:
        for form in self._material.results.returns:
            if f"{form.action}-{form.bureau}" == key and form.received:
                yield f"{form.file}，{form.received:%Y-%m-%d %H:%M}收到（{form.received_from}）"
