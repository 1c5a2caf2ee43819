"""指标, 分项, 节点 and 裁定 of a draft: the promises as rows, with their codes and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reporter.plan.draft.deadlines import deadline
from reporter.plan.draft.model import Remark, Sure
from reporter.plan.draft.names import is_collective
from reporter.plan.draft.promises import Promise
from reporter.plan.draft.read import ALL_MEMBERS
from reporter.plan.draft.same import Clash, Row, clashes, look_alikes
from reporter.plan.model import Indicator, Kind, Milestone, Part, Ruling

_SUM = "合计"


class Targets:
    """The rows of a draft's promises, coded in their order."""

    def __init__(self, rows: Sequence[Row], year: int, actions: Mapping[str, str]) -> None:
        self._rows, self._year, self._actions = rows, year, actions
        self._codes = _codes(rows)
        self._clashes = tuple(clashes(rows))
        self._mark_clashes()

    def indicators(self) -> Iterator[tuple[Indicator, Remark]]:
        for row, code in zip(self._rows, self._codes, strict=True):
            bureau, remark = _reporting(row)
            yield self._indicator(row, code, bureau), remark

    def parts(self) -> Iterator[tuple[Part, Remark]]:
        """The two figures of 双计量."""
        for row, code in zip(self._rows, self._codes, strict=True):
            for number, (value, unit) in enumerate(row.promise.parts, start=1):
                name = f"{row.promise.name}（{unit}）"
                yield Part(indicator=code, number=number, name=name, unit=unit, target=value), _name_doubted(row)

    def steps(self) -> Iterator[tuple[Milestone, Remark]]:
        """The one step of each deed that the plan wants done by a day."""
        for row, code in zip(self._rows, self._codes, strict=True):
            if row.promise.kind is Kind.MILESTONE:
                day = deadline(row.promise.due, self._year) or date(self._year, 12, 31)
                yield Milestone(indicator=code, number=1, name=row.promise.name, due=day), _name_doubted(row)

    def rulings(self) -> Iterator[tuple[Ruling, Remark]]:
        for clash in (*self._clashes, *look_alikes(self._rows)):
            yield self._ruling(clash), Remark(sure=Sure.LOW, doubtful=frozenset(("采用编号", "采用口径")))

    def _mark_clashes(self) -> None:
        """Until a ruling the stricter is asked; the others show its figure and are not counted (DESIGN 5)."""
        for clash in self._clashes:
            for at in clash.rows:
                row = self._rows[at]
                if at != clash.adopted and row.uses is None:
                    row.uses = clash.adopted
                    row.promise = row.promise.questioned("和别处说法不一致，见裁定", "取数")

    def _code(self, at: int | None) -> str:
        return "" if at is None else self._codes[at]

    def _indicator(self, row: Row, code: str, bureau: str) -> Indicator:
        promise = row.promise
        uses, parent = self._code(row.uses), self._code(row.parent)
        inferred = ("填报单位",) if bureau and len(row.leads) > 1 else ()
        return Indicator(
            code=code,
            action=row.action,
            tasks=tuple(row.tasks),
            name=promise.name or "（名称待补）",
            scope=promise.scope,
            kind=promise.kind,
            comparator=promise.comparator,
            target=promise.target,
            target_upper=promise.upper,
            unit=promise.unit,
            decimals=_decimals(promise),
            base=promise.base,
            uses=uses,
            parent=parent,
            counted=promise.counted and not uses and not parent,
            bureau=bureau,
            due=deadline(promise.due, self._year) if promise.due else None,
            inferred=(*promise.inferred, *inferred),
            places=tuple(row.places),
            phrase=promise.phrase,
            remark=_SUM if row.is_sum else "",
        )

    def _ruling(self, clash: Clash) -> Ruling:
        rows = [self._rows[at] for at in clash.rows]
        adopted = clash.adopted
        return Ruling(
            matter=clash.matter,
            codes=tuple(self._codes[at] for at in clash.rows),
            versions="；".join(f"{self._actions[row.action]}：{row.promise.phrase}" for row in rows),
            adopted=self._code(adopted),
            adopted_scope="" if adopted is None else _stated(self._rows[adopted].promise),
            basis="名称相近，是否同一承诺待核" if adopted is None else "待裁定，暂从严",
        )


def _codes(rows: Sequence[Row]) -> list[str]:
    counts: dict[str, int] = {}
    codes = []
    for row in rows:
        counts[row.action] = counts.get(row.action, 0) + 1
        codes.append(f"{row.action}-K{counts[row.action]:02d}")
    return codes


def _reporting(row: Row) -> tuple[str, Remark]:
    """Who reports a promise as far as the plan tells it, and what is to be said of the row."""
    promise = row.promise
    missing, doubtful, notes, sure = set(promise.missing), set(promise.doubtful), list(promise.notes), promise.sure
    single = [name for name in row.leads if not is_collective(name) and not name.endswith(ALL_MEMBERS)]
    if not single:
        missing.add("填报单位")
        sure = min(sure, Sure.MEDIUM)
        notes.append("牵头的是统称，请写明由谁填报" if row.leads else "方案没有写由谁填报")
    elif len(row.leads) > 1:
        doubtful.add("填报单位")
        notes.append("几家牵头，暂写第一家")
    remark = Remark(
        line=promise.line,
        sure=sure,
        note="；".join(notes),
        doubtful=frozenset(doubtful),
        missing=frozenset(missing),
    )
    return single[0] if single else "", remark


def _name_doubted(row: Row) -> Remark:
    return Remark(line=row.promise.line, sure=Sure.MEDIUM, doubtful=frozenset(("名称",)))


def _decimals(promise: Promise) -> int:
    """As many places as the plan prints; one for rates of growth."""
    exponent = (promise.target or Decimal(0)).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return max(places, 1) if promise.kind in (Kind.GROWTH, Kind.RELATION) else places


def _stated(promise: Promise) -> str:
    """What a promise says, in short: 超过40家."""
    label = promise.comparator.label if promise.comparator else ""
    value = f"{promise.target:f}{promise.unit}" if promise.target is not None else ""
    if label in ("左右", "不低于"):
        return f"{value}{'以上' if label == '不低于' else label}"
    return f"{label}{value}"
