"""Who is first and who is last, in words that stand ties (句式库 五)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reporter.bulletin.figure import Figure, Phrase, joined, phrase

_ENOUGH_FOR_BOTTOM = 6
_LIST = 8
_SHOWN = 5
_TOP = {1: "居首位", 2: "居前两位"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One that takes part: its place, its name, and the share to print beside it (None: none is printed)."""

    rank: int
    name: str
    share: Figure | None = None


Group = tuple[int, tuple[Place, ...]]


def places(entries: Iterable[Place], *, noun: str, measure: str) -> Phrase:
    """甲、乙、丙居前三位，丁、戊、己居后三位. `noun` and `measure` word the cases without places (单位, 个)."""
    entries = sorted(entries, key=lambda place: place.rank)
    number = len(entries)
    if number < 3:
        return phrase(f"本期参加排名的{noun}不足3个，不排名次")
    groups = [(rank, tuple(group)) for rank, group in groupby(entries, key=lambda place: place.rank)]
    if len(groups) == 1:
        return phrase(f"参加排名的{number}{measure}{noun}达到占比相同，不排名次")
    top, bottom = _top(groups), _bottom(groups)
    above = phrase(_top_words(top, noun, measure))
    overlap = bottom and bottom[0][0] <= top[-1][0]
    if number < _ENOUGH_FOR_BOTTOM or overlap:
        return above
    return phrase(above, "，", _bottom_words(bottom, noun, measure))


def _top(groups: Sequence[Group]) -> list[Group]:
    return [group for group in groups if group[0] <= 3]


def _bottom(groups: Sequence[Group]) -> list[Group]:
    """The last groups that together hold at least three, best first."""
    taken: list[Group] = []
    for group in reversed(groups):
        if sum(len(members) for _, members in taken) >= 3:
            break
        taken.insert(0, group)
    return taken


def _top_words(groups: Sequence[Group], noun: str, measure: str) -> Phrase:
    if all(len(members) == 1 for _, members in groups):
        return phrase(joined(_name(members[0]) for _, members in groups), "居前三位")
    parts: list[Phrase] = []
    singles = _leading_singles(groups)
    if singles:
        rank_words = "居第1位" if len(singles) == 1 else _TOP[len(singles)]
        parts.append(phrase(joined(_name(place) for place in singles), rank_words))
    for rank, members in groups[len(singles) :]:
        word = f"并列第{rank}位" if len(members) > 1 else f"居第{rank}位"
        parts.append(phrase(_names(members, noun, measure), word))
    return joined(parts, "，")


def _leading_singles(groups: Sequence[Group]) -> list[Place]:
    """The places before the first tie."""
    found: list[Place] = []
    for _, members in groups:
        if len(members) > 1:
            break
        found.append(members[0])
    return found


def _bottom_words(groups: Sequence[Group], noun: str, measure: str) -> Phrase:
    if all(len(members) == 1 for _, members in groups):
        return phrase(joined(_name(members[0]) for _, members in groups), "居后三位")
    parts = []
    for rank, members in groups:
        tie = "并列" if len(members) > 1 else ""
        parts.append(phrase(_names(members, noun, measure), f"（{tie}第{rank}位）"))
    return phrase(joined(parts, "，"), "居后三位")


def _names(members: Sequence[Place], noun: str, measure: str) -> Phrase:
    if len(members) <= _LIST:
        return joined(_name(place) for place in members)
    return phrase(joined(_name(place) for place in members[:_SHOWN]), f"等{len(members)}{measure}{noun}")


def _name(place: Place) -> Phrase:
    return phrase(place.name, "（", place.share, "）") if place.share else phrase(place.name)
