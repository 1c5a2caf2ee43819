"""Replies to 督办单: given, complete, within the plan's time, not the words of last time (examples, E6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.core.past import PastMatter
from reporter.core.problem import Problem
from reporter.forms.replies import reply_code
from reporter.intake.returned import Returned
from reporter.intake.spot import Spot
from reporter.intake.submission import ReplyAnswer
from reporter.plan.calendar import closing_day
from reporter.plan.closings import written_on

_HEADINGS = {"measures": "措施", "promised": "完成时限", "person": "责任人"}
_SITUATION = "整改情况"


def not_replied(returned: Returned) -> Iterator[Problem]:
    """E601: nothing stands in 整改情况. 本月无变化 answers no notice; a reply in writing that is recorded does."""
    for answer in returned.submission.replies:
        if not answer.situation and answer.source.cell and not _is_written(returned, answer):
            yield _spot(returned, answer).problem("E601", number=answer.notice)


def incomplete(returned: Returned) -> Iterator[Problem]:
    """E602 in the first cell that is missing of 措施, 完成时限, 责任人."""
    for answer in returned.submission.replies:
        missing = [mark for mark in _HEADINGS if answer.cells.get(mark) and not _is_given(answer, mark)]
        if answer.situation and missing:
            names = "、".join(_HEADINGS[mark] for mark in missing)
            spot = _spot(returned, answer, missing[0])
            yield spot.problem("E602", number=answer.notice, missing=names)


def _is_given(answer: ReplyAnswer, mark: str) -> bool:
    return bool(getattr(answer, mark)) or (mark == "promised" and answer.promised_refused)


def promised_late(returned: Returned) -> Iterator[Problem]:
    """E604: the day promised lies after the one the plan leaves for the matter."""
    for answer, matter in _with_matters(returned):
        if answer.promised is not None and answer.promised > matter.required:
            yield _spot(returned, answer, "promised").problem(
                "E604",
                seen=answer.promised.isoformat(),
                number=answer.notice,
                required=f"{matter.required.month}月{matter.required.day}日",
                promised=f"{answer.promised.year}年{answer.promised.month}月{answer.promised.day}日",
            )


def repeated(returned: Returned) -> Iterator[Problem]:
    """E606: word for word the reply of last time."""
    for answer, matter in _with_matters(returned):
        if answer.situation and answer.situation == matter.situation:
            yield _spot(returned, answer).problem("E606", seen=answer.situation, number=answer.notice)


def _with_matters(returned: Returned) -> Iterator[tuple[ReplyAnswer, PastMatter]]:
    """The replies, each with what is known of its matter."""
    matters = returned.past.matters if returned.past else ()
    known = {reply_code(one.code, one.notice): one for one in matters if one.bureau == returned.submission.bureau}
    return ((answer, known[answer.code]) for answer in returned.submission.replies if answer.code in known)


def _is_written(returned: Returned, answer: ReplyAnswer) -> bool:
    plan, by = returned.plan, closing_day(returned.plan, returned.layout.period)
    names = {bureau.name for bureau in plan.bureaus}
    return written_on(plan, answer.notice, names, answer.matter, by) is not None


def _spot(returned: Returned, answer: ReplyAnswer, mark: str = "") -> Spot:
    """The place of 整改情况 or of another input of a reply."""
    source = replace(answer.source, cell=answer.cells[mark]) if mark else answer.source
    return returned.spot(answer.code, _HEADINGS.get(mark, _SITUATION), source)
