"""The plan itself: name, number, issuer, date, year, who leads it all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from reporter.core.values import dataclass
from reporter.plan.draft.text import Paragraph

_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,12}[〔\[（(［]20\d\d[〕\]）)］]\d{1,4}号")
_DATE = re.compile(r"(20\d\d)年(\d{1,2})月(\d{1,2})日")
_YEAR = re.compile(r"(20\d\d)年")
_NAMED = re.compile(r"关于印发《(?P<name>.{4,80}?)》的通知|印发《(?P<other>.{4,80}?)》")
_TITLE = re.compile(r"[^。；，]{4,80}(?:方案|计划|意见|要点|通知|任务|分工|规划|报告|清单|表)")
_LEADER = re.compile(
    r"由(?P<who>[^，。；由]{2,30})(?:担任|任|作为)总牵头|总牵头(?:人|领导)?：(?P<other>[^，。；]{2,30})"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff]{4,30}(?:办公室|办公厅|人民政府|委员会|管委会|管委|政府|局|委)")
_FRONT = 40
"""Paragraphs in which the head is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the plan says of itself; empty or None where it says nothing."""

    name: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    year: int | None = None
    year_is_guess: bool = False
    """Whether the year is only the one most often named."""
    leader: str = ""
    place: str = ""


def head_of(paragraphs: Sequence[Paragraph], year: int | None) -> Head:
    """The head of a plan from its first paragraphs; `year` overrules what it says."""
    front = [one for one in paragraphs[:_FRONT] if not one.cells]
    number = next((found.group() for one in front if (found := _NUMBER.search(one.text))), "")
    at, issued = _issued(front)
    name = _name(front)
    told = year or _year(name, number, issued)
    leader = next((found for one in paragraphs if (found := _LEADER.search(one.plain))), None)
    return Head(
        name=name,
        number=number,
        issuer=_issuer(front, at),
        issued=issued,
        year=told or _most_named(paragraphs),
        year_is_guess=told is None,
        leader=(leader["who"] or leader["other"]) if leader else "",
        place=front[0].place() if front else "",
    )


def _issued(front: Sequence[Paragraph]) -> tuple[int, date | None]:
    """The first date that stands alone, and where."""
    for at, one in enumerate(front):
        found = _DATE.fullmatch(one.plain.strip("（）")) or (len(one.plain) < 45 and _DATE.search(one.plain[-12:]))
        if found:
            try:
                return at, date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return -1, None


def _issuer(front: Sequence[Paragraph], at: int) -> str:
    """Who signed: the line above the date, or its front part."""
    for one in (front[at], front[at - 1]) if at > 0 else ():
        found = _ISSUER.match(_DATE.sub("", one.plain))
        if found:
            return found.group()
    return ""


def _name(front: Sequence[Paragraph]) -> str:
    for one in front:
        found = _NAMED.search(one.text)
        if found:
            return found["name"] or found["other"]
    return next((one.text for one in front if _TITLE.fullmatch(one.plain) and len(one.text) > 6), "")


def _year(name: str, number: str, issued: date | None) -> int | None:
    """The year in the title, of the number, of the date."""
    found = re.search(r"(20\d\d)年?", name) or re.search(r"(20\d\d)", number)
    if found:
        return int(found[1])
    return issued.year if issued else None


def _most_named(paragraphs: Sequence[Paragraph]) -> int | None:
    named = Counter(found for one in paragraphs for found in _YEAR.findall(one.plain))
    return int(named.most_common(1)[0][0]) if named else None
