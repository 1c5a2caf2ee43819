"""The table of 民生实事专报: one row for each item; several indicators share a cell, each after its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, joined, phrase, titled
from reporter.bulletin.livelihood.tasks import Deed, State
from reporter.bulletin.matters import since
from reporter.bulletin.words import last_period
from reporter.core.values import dataclass

_LIGHTS = {State.DONE: "绿", State.ON_PACE: "绿", State.YELLOW: "黄", State.RED: "红"}
_SYMBOLS = {State.UNREPORTED: "未报", State.NOT_DUE: "○", State.NOT_APPLICABLE: "／"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row."""

    index: int
    ordinal: str
    """省级第16项."""
    name: str
    target: Phrase
    actual: Phrase
    ratio: Phrase
    gap: Phrase
    light: str
    leads: str
    remark: Phrase


def table(facts: Facts, found: Sequence[Deed]) -> tuple[TableRow, ...]:
    """Every item, in order."""
    return tuple(_row(facts, index, deed) for index, deed in enumerate(found, 1))


def _row(facts: Facts, index: int, deed: Deed) -> TableRow:
    return TableRow(
        index=index,
        ordinal=deed.place,
        name=titled(deed.task.name),
        target=_cell(deed, lambda item: amounts.goal(item, unit=True)),
        actual=_cell(deed, lambda item: remarks.done(item, unit=True)),
        ratio=_cell(deed, remarks.share_done),
        gap=_cell(deed, remarks.distance),
        light=remarks.LIGHTS[_LIGHTS[deed.state]] if deed.state in _LIGHTS else _SYMBOLS[deed.state],
        leads=deed.leads,
        remark=_remark(facts, deed),
    )


def _cell(deed: Deed, said: Callable[[Item], Figure | Phrase | str]) -> Phrase:
    """What is said of the only indicator, or of each after its name; — once where there is nothing to say."""
    cells = [(item, said(item)) for item in deed.items]
    if all(str(cell) == remarks.NOTHING for _, cell in cells):
        return phrase(remarks.NOTHING)
    if len(cells) == 1:
        return phrase(cells[0][1])
    return joined((phrase(item.result.name, cell) for item, cell in cells), "；")


def _remark(facts: Facts, deed: Deed) -> Phrase:
    """Done; since when behind or silent; which light it had before."""
    if deed.state is State.DONE:
        return phrase("已完成")
    if deed.state.lagging:
        own = [(item, since(facts, item)) for item in deed.worst]
        named = len(deed.items) > 1
        return joined((phrase(item.result.name if named else "", said) for item, said in own if said), "；") or phrase(
            remarks.NOTHING
        )
    if deed.state is State.UNREPORTED:
        names = joined(item.result.name for item in deed.silent) if len(deed.items) > 1 else Phrase()
        again = f"，{last_period(facts.period)}也未报" if deed.before is State.UNREPORTED else ""
        return phrase(names, f"未报{again}") if names or again else phrase("未报送")
    if deed.before and deed.before.lagging:
        return phrase(f"由{deed.before.value}转绿灯")
    return phrase(remarks.NOTHING)
