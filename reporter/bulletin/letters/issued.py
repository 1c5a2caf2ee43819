"""The notices of a period as they are issued: one for each bureau behind, in the fixed order, not yet numbered."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.letters.notice import noticed
from reporter.plan.calendar import nth_working_day
from reporter.progress.ladder import LADDER, worst
from reporter.record.issue import IssuedMatter, IssuedNotice


def issued_notices(facts: Facts, day: date) -> tuple[IssuedNotice, ...]:
    """The notices issued on `day`, without numbers. A red one is answered in writing by its `reply_by`."""
    return tuple(_issued(facts, bureau, day) for bureau in noticed(facts))


def _issued(facts: Facts, bureau: str, day: date) -> IssuedNotice:
    start = facts.rule("督办起点")
    items = [item for item in facts.lagging if item.result.bureau == bureau]
    colour = worst(item.notice(start) for item in items)
    days = facts.number("红单回复工作日")
    return IssuedNotice(
        number="",
        bureau=bureau,
        colour=colour,
        matters=tuple(_matter(item, start) for item in items),
        reply_by=nth_working_day(facts.plan, day, days) if colour == LADDER[-1] else None,
    )


def _matter(item: Item, start: str) -> IssuedMatter:
    return IssuedMatter(code=item.code, colour=item.notice(start), months_behind=item.result.months_behind)
