"""The matters of the notices of the month before: how they were answered, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.record.model import MatterState, NoticeResult
from reporter.record.trace.items import yes
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Count, Row, Term, Where

TABLE = "上月督办"
_FIRST = Where("单首", "是")
_MET = Where("达到", "是")
_FIGURES: dict[str, tuple[str, Term]] = {
    "number": ("上月督办单份数", Count(TABLE, (_FIRST,))),
    "replied": ("按期回复的督办单份数", Count(TABLE, (_FIRST, Where("回复", "按期")))),
    "replied_late": ("逾期回复的督办单份数", Count(TABLE, (_FIRST, Where("回复", "逾期")))),
    "unanswered": ("逾期未回复的督办单份数", Count(TABLE, (_FIRST, Where("回复", "未回复")))),
    "needless": ("回复前已办结、或者未到回复期限的督办单份数", Count(TABLE, (_FIRST, Where("回复", "无")))),
    "matters": ("上月督办事项数", Count(TABLE, ())),
    "recovered": ("达到进度要求的上月督办事项数", Count(TABLE, (_MET,))),
    "confirmed": ("已销号的上月督办事项数", Count(TABLE, (Where("销号", "是"),))),
    "to_confirm": ("达到进度要求、待销号的上月督办事项数", Count(TABLE, (_MET, Where("销号", "是", "≠")))),
}


def notice_rows(material: Material) -> Iterator[Row]:
    """One row for each matter of a notice that was not withdrawn; 单首 marks the first matter of each notice."""
    before = str(material.period.month.previous)
    rows = [one for one in material.results.notices if one.period == before]
    notices: dict[str, list[NoticeResult]] = {}
    for one in rows:
        if one.state is not MatterState.WITHDRAWN:
            notices.setdefault(one.number, []).append(one)
    for own in notices.values():
        answered = _answered(own)
        for place, one in enumerate(own):
            yield {
                "编号": f"{one.number} {one.code}",
                "字号": one.number,
                "单位": one.bureau,
                "事项": one.code,
                "单首": yes(place == 0),
                "回复": answered,
                "未回复或者逾期": yes(one.overdue if answered == "未回复" else one.days_late),
                "达到": yes(one.met),
                "销号": yes(one.state is MatterState.CLOSED),
            }


def _answered(own: Sequence[NoticeResult]) -> str:
    if any(one.overdue for one in own):
        return "未回复"
    if any(one.days_late for one in own):
        return "逾期"
    return "按期" if any(one.replied for one in own) else "无"


def last_notices(what: str) -> tuple[str, Term] | None:
    """Meaning and formula of a figure on last month's notices; None for a word it does not have."""
    head, _, bureau = what.partition(".")
    if head == "concerned" and bureau:
        where = (Where("单位", bureau), Where("未回复或者逾期", "是"))
        return "未回复或者逾期回复的督办事项数", Count(TABLE, where)
    return _FIGURES.get(what)
