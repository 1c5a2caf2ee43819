"""Which colour of notice a matter deserves (DOMAIN 8: 蓝, 黄, 红 from the colour of rule 督办起点 upwards)."""

from __future__ import annotations

from collections.abc import Iterable

from reporter.core.status import Status

LADDER = ("蓝", "黄", "红")
"""From mild to severe."""


def colour(status: Status, before: Status | None, months_behind: int, start: str) -> str:
    """The colour of one matter that is behind: one rung a month from `start`, red when far behind twice running."""
    if status is Status.FAR_BEHIND and before is Status.FAR_BEHIND:
        return "红"
    rung = LADDER.index(start) + max(months_behind, 1) - 1
    return LADDER[min(rung, len(LADDER) - 1)]


def worst(colours: Iterable[str]) -> str:
    """The colour of a bureau's notice: the most severe of its matters."""
    return max(colours, key=LADDER.index)
