"""Lights that turned worse, in words that stay short: green to red, yellow to red, green to yellow."""

from __future__ import annotations

from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase
from reporter.core.values import dataclass

_WORSE = (("绿", "红"), ("黄", "红"), ("绿", "黄"))
_FEW = 3
"""So many items that turned from green to yellow are named; more are counted."""
_FIRST = 5
"""So many names stand before 等n项."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Items whose light turned the same way. `names` is empty where they are only counted."""

    old: str
    new: str
    number: Figure
    names: Phrase


def turns(facts: Facts, limit: int) -> tuple[Turn, ...]:
    """What turned worse, the gravest first; ways that did not occur are left out. Lists longer than `limit` are cut."""
    made = []
    for old, new in _WORSE:
        names = [item.result.name for item in facts.counted if item.turned == (old, new)]
        if names:
            number = count(len(names), f"all.lights.{old}{new}")
            shown = Phrase() if new == "黄" and len(names) > _FEW else _short(names, limit, number)
            made.append(Turn(old=old, new=new, number=number, names=shown))
    return tuple(made)


def _short(names: list[str], limit: int, number: Figure) -> Phrase:
    """All names, or the first five and 等n项; nothing where even those are too many."""
    if len(names) <= limit:
        return joined(names)
    return phrase(joined(names[:_FIRST]), "等", number, "项") if limit >= _FIRST else Phrase()
