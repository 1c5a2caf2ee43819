"""Who is first and who is last, in words that stand ties (句式库 五)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase
from reporter.core.values import dataclass

_ENOUGH_FOR_BOTTOM = 6
_LIST = 8
_SHOWN = 5
_TOP = {1: "居首位", 2: "居前两位"}
_RANKED = {"行动": "ranked_actions", "单位": "ranked_bureaus"}
"""How origins name those that take part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One that takes part: its place, its name, and the share to print beside it (None: none is printed)."""

    rank: int
    name: str
    code: str
    share: Figure | None = None

    @property
    def place(self) -> Figure:
        """The place as a figure."""
        return count(self.rank, f"{self.code}.rank")


Group = tuple[int, tuple[Place, ...]]


def first_and_last(entries: Iterable[Place], *, noun: str, measure: str) -> tuple[Phrase, Phrase]:
    """Who stands in the first three places and who in the last: 甲、乙、丙; 丁（并列第5位），戊（第7位）.

    Empty where `places` names nobody.
    """
    groups = _grouped(entries)
    number = sum(len(members) for _, members in groups)
    if number < 3 or len(groups) == 1:
        return Phrase(), Phrase()
    top, bottom = _top(groups), _bottom(groups)
    hidden = number < _ENOUGH_FOR_BOTTOM or bottom[0][0] <= top[-1][0]
    return _with_rank(top, noun, measure), Phrase() if hidden else _with_rank(bottom, noun, measure)


def places(entries: Iterable[Place], *, noun: str, measure: str) -> Phrase:
    """甲、乙、丙居前三位，丁、戊、己居后三位. `noun` and `measure` word the cases without places (单位, 个)."""
    groups = _grouped(entries)
    number = sum(len(members) for _, members in groups)
    if number < 3:
        return phrase(f"本期参加排名的{noun}不足3个，不排名次")
    if len(groups) == 1:
        return phrase("参加排名的", count(number, f"all.{_RANKED[noun]}"), f"{measure}{noun}达到占比相同，不排名次")
    top, bottom = _top(groups), _bottom(groups)
    above = phrase(_top_words(top, noun, measure))
    overlap = bottom and bottom[0][0] <= top[-1][0]
    if number < _ENOUGH_FOR_BOTTOM or overlap:
        return above
    return phrase(above, "，", _bottom_words(bottom, noun, measure))


def _grouped(entries: Iterable[Place]) -> list[Group]:
    ranked = sorted(entries, key=lambda place: place.rank)
    return [(rank, tuple(group)) for rank, group in groupby(ranked, key=lambda place: place.rank)]


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
        rank_words = phrase("居第", singles[0].place, "位") if len(singles) == 1 else phrase(_TOP[len(singles)])
        parts.append(phrase(joined(_name(place) for place in singles), rank_words))
    for _, members in groups[len(singles) :]:
        word = "并列第" if len(members) > 1 else "居第"
        parts.append(phrase(_names(members, noun, measure), word, members[0].place, "位"))
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
    return phrase(_with_rank(groups, noun, measure), "居后三位")


def _with_rank(groups: Sequence[Group], noun: str, measure: str) -> Phrase:
    """The names, with their places where any is shared."""
    if all(len(members) == 1 for _, members in groups):
        return joined(_name(members[0]) for _, members in groups)
    parts = []
    for _, members in groups:
        tie = "并列" if len(members) > 1 else ""
        parts.append(phrase(_names(members, noun, measure), f"（{tie}第", members[0].place, "位）"))
    return joined(parts, "，")


def _names(members: Sequence[Place], noun: str, measure: str) -> Phrase:
    if len(members) <= _LIST:
        return joined(_name(place) for place in members)
    together = count(len(members), f"{members[0].code}.rank.together")
    return phrase(joined(_name(place) for place in members[:_SHOWN]), "等", together, f"{measure}{noun}")


def _name(place: Place) -> Phrase:
    return phrase(place.name, "（", place.share, "）") if place.share else phrase(place.name)
