"""One promise, several sayings: rows that show another's figure, rows of like names, what 裁定 already holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from reporter.plan.convert import number_text
from reporter.plan.health.finding import Finding, data, found
from reporter.plan.health.matters import topic_of
from reporter.plan.health.similar import alike
from reporter.plan.kinds import SPECS
from reporter.plan.model import Indicator, Kind, Plan

_STEPWISE = (Kind.MILESTONE, Kind.RELATION)


def contradictions(plan: Plan) -> Iterator[Finding]:
    """H101: what 裁定 holds, then rows with 取数 that differ from the row they take and stand in no ruling."""
    for ruling in plan.rulings:
        if topic_of(ruling) != "H101":
            continue
        rows = _rows(plan, ruling.codes)
        places = tuple(place for row in rows for place in row.places)
        said = _opened(rows, ruling.versions or _versions(plan, rows))
        yield found("H101", ruling.matter, said, codes=ruling.codes, places=places, ruling=ruling)
    for row in plan.indicators:
        used = plan.indicator_by_code.get(row.uses)
        if used is None or row.kind is Kind.RELATION or _ruled_together(plan, row, used):
            continue
        if _differences((used, row)):
            yield _of_rows("H101", plan, (used, row))


def like_names(plan: Plan) -> Iterator[Finding]:
    """H102: rows of like names that nothing connects, in different places of the plan: one place lists what differs."""
    for one, other in combinations(plan.indicators, 2):
        apart = not set(one.tasks) & set(other.tasks) and not set(one.places) & set(other.places)
        if apart and _comparable(one, other) and alike(one.name, other.name) and not _connected(plan, one, other):
            yield _of_rows("H102", plan, (one, other))


def open_remarks(plan: Plan) -> Iterator[Finding]:
    """H103: a remark that leaves something open, of a row that no ruling and no other finding asks about."""
    ruled = {code for ruling in plan.rulings if topic_of(ruling) == "H101" for code in ruling.codes}
    for row in plan.indicators:
        if row.code not in ruled and not row.uses and any(word in row.remark for word in data()["words"]["pending"]):
            yield found("H103", row.name, row.remark, codes=(row.code,), places=row.places)


def _of_rows(code: str, plan: Plan, rows: Sequence[Indicator]) -> Finding:
    places = tuple(place for row in rows for place in row.places)
    said = _opened(rows, _versions(plan, rows))
    return found(code, rows[0].name, said, codes=tuple(row.code for row in rows), places=places)


def _rows(plan: Plan, codes: Sequence[str]) -> list[Indicator]:
    return [plan.indicator_by_code[code] for code in codes if code in plan.indicator_by_code]


def _ruled_together(plan: Plan, one: Indicator, other: Indicator) -> bool:
    return any({one.code, other.code} <= set(ruling.codes) for ruling in plan.rulings)


def _connected(plan: Plan, one: Indicator, other: Indicator) -> bool:
    """Whether the register already says how two rows stand to each other."""
    sources = {row.uses or row.code for row in (one, other)}
    above = {one.parent, other.parent} & {one.code, other.code}
    return len(sources) == 1 or bool(above) or _ruled_together(plan, one, other)


def _comparable(one: Indicator, other: Indicator) -> bool:
    """A deed and a figure do not contradict each other."""
    return (one.kind in _STEPWISE) == (other.kind in _STEPWISE)


def _opened(rows: Sequence[Indicator], versions: str) -> str:
    """目标值、计量单位不同：…; only the sayings where the rows are not of one name or differ in nothing."""
    same = all(
        alike(one.name, other.name) or other.code == one.uses or one.code == other.uses
        for one, other in combinations(rows, 2)
    )
    differ = _differences(rows) if len(rows) > 1 and same else ()
    return f"{'、'.join(differ)}不同：{versions}" if differ else versions


def _differences(rows: Sequence[Indicator]) -> tuple[str, ...]:
    """Headings under which the rows differ."""
    columns = (
        ("目标值", {(row.target, row.target_upper) for row in rows}),
        ("比较", {row.comparator for row in rows}),
        ("计量单位", {row.unit for row in rows}),
        ("类型", {row.kind for row in rows}),
        ("填报单位", {row.bureau for row in rows}),
    )
    return tuple(heading for heading, values in columns if len(values) > 1)


def _versions(plan: Plan, rows: Sequence[Indicator]) -> str:
    return "；".join(f"{_where(plan, row)}：{goal(row)}（{row.code}，{row.bureau}）" for row in rows)


def _where(plan: Plan, row: Indicator) -> str:
    action = plan.action_by_code.get(row.action)
    return action.name if action else row.action


def goal(row: Indicator) -> str:
    """不低于1.5万亩; 1—2个; the label of the kind where there is no figure."""
    if row.target is None:
        return SPECS[row.kind].label
    upper = f"—{number_text(row.target_upper)}" if row.target_upper is not None else ""
    label = row.comparator.label if row.comparator and not upper else ""
    return f"{label}{number_text(row.target)}{upper}{row.unit}"
