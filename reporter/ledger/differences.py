"""What several returns of one form say differently, cell by cell, and what of it is gone since (E105, 已改正)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reporter.core.numbers import shortest
from reporter.core.problem import Problem, Severity
from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.intake.submission import Answer, AnswerState, ReplyAnswer, StepAnswer, Submission, TaskAnswer
from reporter.ledger.model import Difference

_UNUSABLE = (AnswerState.BLANK, AnswerState.REJECTED)
_ASKED = (Severity.REJECTED, Severity.QUESTIONED)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one cell says; `usable` False for a blank and for what was refused."""

    source: Source
    text: str
    usable: bool


def differences(versions: Sequence[Submission]) -> Iterator[Difference]:
    """Every cell in which an earlier return (versions: newest first) says something else than the newest."""
    if len(versions) < 2:
        return
    newest = _cells(versions[0])
    for earlier in reversed(versions[1:]):
        for place, old in _cells(earlier).items():
            new = newest.get(place)
            if new is not None and new.text != old.text:
                yield _difference(versions[0], place, old, new)


def _difference(form: Submission, place: tuple[str, str], old: _Said, new: _Said) -> Difference:
    item, heading = place
    return Difference(
        action=form.action,
        bureau=form.bureau,
        item=item,
        heading=heading,
        old=old.text,
        old_source=old.source,
        new=new.text,
        new_source=new.source,
        chosen=new.text if new.usable or not old.usable else old.text,
    )


def _cells(form: Submission) -> Mapping[tuple[str, str], _Said]:
    """What the cells of a return say, by item and heading."""
    return dict([*_figures(form), *_steps(form.steps), *_tasks(form.tasks), *_replies(form.replies)])


Cell = tuple[tuple[str, str], _Said]


def _figures(form: Submission) -> Iterator[Cell]:
    for row in form.figures:
        headed = (("本期累计", row.current), ("上年同期", row.prior_year), ("年初数", row.base))
        yield from (((row.code, heading), _said(answer)) for heading, answer in headed if answer)


def _said(answer: Answer) -> _Said:
    return _Said(source=answer.source, text=answer.raw, usable=answer.state not in _UNUSABLE)


def _steps(rows: Sequence[StepAnswer]) -> Iterator[Cell]:
    for row in rows:
        word = "" if row.done is None else "是" if row.done else "否"
        day = row.finished.isoformat() if row.finished else ""
        text = f"{word} {day}".strip()
        yield (row.code, "是否完成"), _Said(source=row.source, text=text, usable=bool(text))


def _tasks(rows: Sequence[TaskAnswer]) -> Iterator[Cell]:
    for row in rows:
        state = row.state.value if row.state else ""
        progress = "" if row.progress is None else shortest(row.progress)
        for heading, cell, text in (
            ("进展状态", row.source.cell, state),
            ("进度(%)", row.progress_cell, progress),
            ("进展情况", row.narrative_cell, row.narrative),
        ):
            source = row.source.at(cell)
            yield (row.code, heading), _Said(source=source, text=text, usable=bool(text))


def _replies(rows: Sequence[ReplyAnswer]) -> Iterator[Cell]:
    """What counts of a reply is taken from one return, so all of it is usable or nothing."""
    for row in rows:
        promised = row.promised.isoformat() if row.promised else ""
        for heading, mark, text in (
            ("整改情况", "", row.situation),
            ("措施", "measures", row.measures),
            ("完成时限", "promised", promised),
            ("责任人", "person", row.person),
            ("申请销号", "closing", "是" if row.closing else ""),
        ):
            source = row.source.at(row.cells[mark]) if mark else row.source
            yield (row.code, heading), _Said(source=source, text=text, usable=row.is_acceptable)


def cleared(earlier: Sequence[Submission], now: Sequence[Problem]) -> Iterator[Problem]:
    """What was to be corrected or explained in earlier returns (newest first) and no longer is.

    A cell that was refused and is refused again, for whatever reason, is not put right.
    """
    open_now = {_matter(one) for one in now}
    refused = {one.item for one in now if one.severity is Severity.REJECTED and one.item}
    told: set[tuple[str, ...]] = set()
    for one in (one for form in earlier for one in form.problems):
        matter = _matter(one)
        again = one.severity is Severity.REJECTED and one.item in refused
        if one.severity in _ASKED and matter not in open_now | told and not again:
            told.add(matter)
            yield one


def _matter(one: Problem) -> tuple[str, ...]:
    """What a problem is about: its item, which may have moved; for others sheet and cell."""
    return (one.code, one.item) if one.item else (one.code, one.place.sheet, one.place.cell)
