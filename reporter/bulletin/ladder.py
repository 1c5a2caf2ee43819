"""Which colour of notice a matter deserves (DOMAIN 8: 蓝, 黄, 红 from the colour of rule 督办起点 upwards)."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.bulletin.facts import Item
from reporter.core.status import Status

LADDER = ("蓝", "黄", "红")
"""From mild to severe."""


def colour(item: Item, start: str) -> str:
    """The colour of one matter that is behind: one rung a month from `start`, red when far behind twice."""
    twice = item.status is Status.FAR_BEHIND and item.status_before is Status.FAR_BEHIND
    rung = LADDER.index(start) + max(item.result.months_behind, 1) - 1
    return "红" if twice else LADDER[min(rung, len(LADDER) - 1)]


def worst(colours: Iterable[str]) -> str:
    """The colour of a bureau's notice: the most severe of its matters."""
    return max(colours, key=LADDER.index)
