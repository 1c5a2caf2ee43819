"""Rows of 督办 against the notices that were issued; without any nothing can be said of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.plan.checks.finding import at
from reporter.plan.closings import same_number
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """One matter of an issued notice. `bureaus` are the 规范名 that may stand in its row."""

    number: str
    bureaus: frozenset[str]
    code: str
    issued: date


def fit_notices(loaded: Loaded, plan: Plan, noticed: Sequence[Noticed]) -> Iterator[Problem]:
    """P176, P177, P178, P179: the number was issued, to that bureau, for that matter, before that day."""
    if not noticed:
        return
    for index, row in enumerate(plan.closings):
        own = [one for one in noticed if same_number(row.number, one.number)]
        bureau = [one for one in own if row.bureau in one.bureaus]
        matter = [one for one in bureau if one.code == row.code]
        if not own:
            yield at(loaded, "P176", "督办", index, "字号", item=row.code, seen=row.number)
        elif not bureau:
            to = "、".join(sorted(own[0].bureaus))
            yield at(loaded, "P177", "督办", index, "单位", item=row.code, seen=row.bureau, number=row.number, to=to)
        elif not matter:
            said = {"number": row.number, "codes": "、".join(one.code for one in bureau)}
            yield at(loaded, "P178", "督办", index, "编号", item=row.code, seen=row.code, **said)
        elif row.closed < matter[0].issued:
            said = {"number": row.number, "issued": matter[0].issued.isoformat()}
            yield at(loaded, "P179", "督办", index, "日期", item=row.code, seen=row.closed.isoformat(), **said)
