"""What is doubtful across rows and bureaus (DOMAIN 7): parts and their whole, two bureaus for one figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.core.problem import Place, Problem, place_of, problem
from reporter.forms.model import FormLayout, SheetKind
from reporter.intake.submission import Submission
from reporter.ledger.accepted import codes_of
from reporter.ledger.model import Ledger, Observation
from reporter.plan.calendar import closing_day, days_late
from reporter.plan.closings import written_on
from reporter.plan.model import Indicator, Plan

SUM_REMARK = "合计"
"""In 备注 of the whole: its parts add up to it."""


def check_ledger(
    plan: Plan, ledger: Ledger, layouts: Sequence[FormLayout], newest: Sequence[Submission]
) -> tuple[Problem, ...]:
    """Everything doubtful across rows; `newest` are the accepted returns, one for each form."""
    return (
        *part_above_whole(plan, ledger),
        *parts_not_adding_up(plan, ledger),
        *answered_by_two(plan, ledger, layouts, newest),
        *replied_late(plan, ledger),
    )


def part_above_whole(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """E410: a row with 上级 exceeds the row of which it is a part."""
    for part in plan.indicators:
        whole = plan.indicator_by_code.get(part.parent)
        mine, other = ledger.figures.get(part.code), ledger.figures.get(part.parent)
        if whole is None or mine is None or other is None or mine.value is None or other.value is None:
            continue
        if part.unit == whole.unit and mine.value > other.value:
            yield _at(
                "E410",
                mine,
                name=part.name,
                whole=whole.code,
                whole_name=whole.name,
                part_value=shortest(mine.value),
                whole_value=shortest(other.value),
            )


def parts_not_adding_up(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """E411: the parts of a row whose 备注 says 合计 do not add up to it; silent while one of them is missing."""
    for whole in plan.indicators:
        seen = ledger.figures.get(whole.code)
        figures = _figures(ledger, [row for row in plan.indicators if row.parent == whole.code])
        if SUM_REMARK not in whole.remark or seen is None or seen.value is None or not figures:
            continue
        total = sum(figures, Decimal(0))
        if total != seen.value:
            yield _at(
                "E411",
                seen,
                name=whole.name,
                whole_value=shortest(seen.value),
                sum=shortest(total),
                difference=shortest(abs(total - seen.value)),
            )


def answered_by_two(
    plan: Plan, ledger: Ledger, layouts: Sequence[FormLayout], newest: Sequence[Submission]
) -> Iterator[Problem]:
    """E412: a bureau reports a figure that another bureau is asked for; only 填报单位 counts."""
    asked = {(one.action, one.bureau): set(codes_of(one, SheetKind.INDICATORS)) for one in layouts}
    for form in newest:
        for row in form.figures:
            seen = ledger.figures.get(row.code)
            own = row.code in asked.get((form.action, form.bureau), set())
            if own or seen is None or seen.value is None or row.current.value in (None, seen.value):
                continue
            yield problem(
                "E412",
                place_of(row.current.source),
                item=row.code,
                bureau=form.bureau,
                seen=row.current.raw,
                name=_name(plan, row.code),
                value=shortest(row.current.value or Decimal(0)),
                other_bureau=plan.bureau_by_code[seen.bureau].name,
                other_value=shortest(seen.value),
                reporting_bureau=plan.bureau_by_code[seen.bureau].name,
            )


def replied_late(plan: Plan, ledger: Ledger) -> Iterator[Problem]:
    """E605: a reply came in after its last day, and none in writing before it; days late are working days."""
    names = {bureau.name for bureau in plan.bureaus}
    for reply in ledger.replies:
        answer = reply.answer
        written = written_on(plan, answer.notice, names, answer.matter, closing_day(plan, ledger.period))
        received = min(written or reply.received, reply.received)
        days = days_late(plan, reply.reply_by, received)
        if days:
            yield problem(
                "E605",
                place_of(answer.source),
                item=answer.code,
                bureau=reply.bureau,
                seen=answer.situation,
                number=answer.notice,
                required=f"{reply.reply_by.month}月{reply.reply_by.day}日",
                received=f"{received.month}月{received.day}日",
                days=days,
            )


def _figures(ledger: Ledger, rows: Sequence[Indicator]) -> list[Decimal]:
    """The figures of `rows`; empty when one has none."""
    seen = [ledger.figures.get(row.code) for row in rows]
    values = [one.value for one in seen if one and one.value is not None]
    return values if len(values) == len(rows) else []


def _at(code: str, seen: Observation, **values: object) -> Problem:
    """A problem in the cell of an accepted figure."""
    place = place_of(seen.source) if seen.source else Place(file="")
    return problem(code, place, item=seen.code, bureau=seen.bureau, seen=shortest(seen.value or Decimal(0)), **values)


def _name(plan: Plan, code: str) -> str:
    """The name of a figure row: of its part or its indicator."""
    part = next((part.name for part in plan.parts if part.code == code), "")
    return part or plan.indicator_by_code[code].name
