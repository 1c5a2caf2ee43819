"""Whether two names may mean the same thing: by the two-letter groups that they share."""

from __future__ import annotations

import re
from decimal import Decimal

from reporter.plan.health.finding import data

_ASIDE = re.compile(r"（[^）]*）|[^\w]")


def core_of(name: str) -> str:
    """`name` without what stands in brackets, marks, and words that any promise may hold.

    >>> core_of("科技型中小企业入库（主体强身）")
    '科技型中小企业入库'
    """
    plain = _ASIDE.sub("", name)
    for word in data()["similar"]["left_out"]:
        plain = plain.replace(word, "")
    return plain


def alike(one: str, other: str) -> bool:
    """Whether two names may mean the same: a level named in both is the same one, and most groups are shared."""
    limits = data()["similar"]
    first, second = _levels(one), _levels(other)
    if first and second and first != second:
        return False
    groups, others = _groups(core_of(one)), _groups(core_of(other))
    if min(len(groups), len(others)) < limits["least_groups"]:
        return False
    shared = Decimal(len(groups & others))
    of_all = shared / len(groups | others) >= Decimal(str(limits["of_all"]))
    return of_all and shared / min(len(groups), len(others)) >= Decimal(str(limits["of_shorter"]))


def _groups(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _levels(name: str) -> set[str]:
    return {level for level in data()["similar"]["levels"] if level in name}
