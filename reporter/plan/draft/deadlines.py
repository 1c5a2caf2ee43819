"""Dates that a plan sets: 2024年6月底前, 上半年, 三季度末, 年底前."""

from __future__ import annotations

import calendar
import re
from datetime import date

_YEAR = r"(?:(?P<year>20\d\d)年)?"
_FULL = re.compile(
    rf"{_YEAR}(?P<month>1[0-2]|0?[1-9])月(?P<part>底|末|上旬|中旬|下旬|初|(?P<day>[0-3]?\d)日)?(?P<before>前|之前|以前)?"
)
_SEASON = re.compile(
    rf"{_YEAR}(?P<season>第?[一二三四1234]季度|上半年|下半年|年底|年末|年内|全年)(?:末|底)?(?P<before>前|之前)?"
)
_DOTTED = re.compile(r"(20\d\d)[-./](\d{1,2})(?:[-./](\d{1,2}))?")
_SEASONS = {"一": 3, "1": 3, "二": 6, "2": 6, "三": 9, "3": 9, "四": 12, "4": 12}
_DAYS = {"上旬": 10, "中旬": 20, "初": 10}


def deadline(text: str, year: int) -> date | None:
    """The day by which a text of a deadline wants something done; None where it names none (长期坚持, 每月).

    >>> deadline("2024年6月底前", 2024), deadline("三季度", 2024), deadline("持续推进", 2024)
    (datetime.date(2024, 6, 30), datetime.date(2024, 9, 30), None)
    """
    dotted = _DOTTED.search(text)
    if dotted:
        month = int(dotted[2])
        return _day(int(dotted[1]), month, int(dotted[3]) if dotted[3] else None)
    found = list(_FULL.finditer(text))
    if found:
        full = found[-1]
        own = int(full["year"] or year)
        return _day(own, int(full["month"]), int(full["day"]) if full["day"] else _DAYS.get(full["part"] or ""))
    season = _SEASON.search(text)
    if season is None:
        return None
    own, word = int(season["year"] or year), season["season"]
    if "季度" in word:
        return _day(own, _SEASONS[word.removeprefix("第")[0]], None)
    return date(own, 6, 30) if word == "上半年" else date(own, 12, 31)


def due_in(text: str) -> str:
    """The words of a deadline inside a clause (3月底前); empty where it sets none but the year's end."""
    for found in _FULL.finditer(text):
        if found["before"] or found["part"] in ("底", "末"):
            return found.group()
    season = _SEASON.search(text)
    return season.group() if season and season["season"] in ("上半年",) and season["before"] else ""


def _day(year: int, month: int, of_month: int | None) -> date | None:
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(of_month or last, last))
