"""督办单 from issue to closing: every matter of the year as it stands, and what the next forms ask about (DOMAIN 8).

A matter is one row of one notice. Where a newer notice has the same matter it carries it on, so that a bureau has one
open row for it. What the office confirms stands in the register's table 督办 and counts from the day written there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from reporter.core.past import PastMatter
from reporter.core.period import Period
from reporter.plan.calendar import closing_day, days_late, deadline
from reporter.plan.closings import closed_on, same_number, written_on
from reporter.plan.model import Closing, Plan
from reporter.plan.pace import due_date
from reporter.plan.succession import answering_bureau, heirs
from reporter.record.issue import Issue, IssuedMatter, IssuedNotice
from reporter.record.model import IndicatorResult, MatterState, NoticeResult, ReplyResult, Results
from reporter.record.standing import closing_standard, standing

_ASKED = (MatterState.OPEN, MatterState.IMPROVING, MatterState.CLOSING_PROPOSED)


def notices_of(
    plan: Plan, period: Period, issues: Sequence[Issue], months: Sequence[Results]
) -> tuple[NoticeResult, ...]:
    """Every matter noticed in the year up to `period`, as it stands at its end; oldest notice first.

    `months` are results of the year, the one of `period` among them where it has any. Notices issued for `period`
    itself stand there as new. Confirmations count up to the day on which the period's figures are closed (停收日).
    """
    known = {month.period: month for month in months}
    return tuple(_View(plan=plan, period=period, known=known, listed=_listed(issues, period)).rows())


def open_matters(
    plan: Plan, period: Period, issues: Sequence[Issue], months: Sequence[Results]
) -> tuple[PastMatter, ...]:
    """The matters to which the forms of `period` ask a reply: noticed before it, neither met, closed nor carried on.

    `months` are the months before it.
    """
    before = period.previous
    if before.year != period.year:
        return ()
    rows = notices_of(plan, before, issues, months)
    last = {(row.answering, row.code): row.reply for row in rows if row.reply}
    now = heirs(plan, period.last_day)
    return tuple(
        replace(_asked(plan, row, last.get((row.answering, row.code))), bureau=now.get(row.answering, row.answering))
        for row in rows
        if row.state in _ASKED and not row.met
    )


def _asked(plan: Plan, row: NoticeResult, last: ReplyResult | None) -> PastMatter:
    """The matter with the last reply of its bureau, be it to an older notice."""
    promise, year = plan.indicator_by_code.get(row.code), row.issued.year
    return PastMatter(
        notice=row.number,
        action=row.action,
        bureau=row.answering,
        code=row.code,
        name=row.name,
        colour=row.colour,
        stood=row.stood,
        standard=row.standard,
        reply_by=row.reply_by,
        required=due_date(promise, year) if promise else date(year, 12, 31),
        situation=last.situation if last else "",
        measures=last.measures if last else "",
        promised=last.promised if last else None,
        person=last.person if last else "",
    )


def with_own_issue(
    results: Results, plan: Plan, issue: Issue, issues: Sequence[Issue], earlier: Sequence[Results]
) -> Results:
    """`results` of an issued period with its own notices among them; `issues` and `earlier` are those before it."""
    period = Period.parse(results.period)
    return replace(results, notices=notices_of(plan, period, (*issues, issue), (*earlier, results)))


def unmatched(plan: Plan, period: Period, rows: Sequence[NoticeResult]) -> tuple[Closing, ...]:
    """Rows of the register's table 督办 of the year up to `period` that fit none of its notices (`rows`)."""
    known = [
        (row.number, (plan.bureau_by_code[code].name, row.code))
        for row in rows
        for code in (row.bureau, row.answering)
        if code in plan.bureau_by_code
    ]
    start, end = date(period.year, 1, 1), closing_day(plan, period)
    return tuple(
        one
        for one in plan.closings
        if start <= one.closed <= end
        and not any(what == (one.bureau, one.code) and same_number(one.number, number) for number, what in known)
    )


_Listed = tuple[Issue, IssuedNotice, IssuedMatter]


def _listed(issues: Sequence[Issue], period: Period) -> tuple[_Listed, ...]:
    """Every matter noticed in the year up to a period: by period, then by day and in the order of the issue."""
    end = (period.year, period.last_month)
    own = [issue for issue in issues if (period.year, 1) <= _end(issue) <= end]
    return tuple(
        (issue, notice, matter)
        for issue in sorted(own, key=lambda one: (_end(one), one.day))
        for notice in issue.notices
        for matter in notice.matters
    )


def _end(issue: Issue) -> tuple[int, int]:
    period = Period.parse(issue.period)
    return period.year, period.last_month


@dataclass(frozen=True, kw_only=True)
class _View:
    """The notices of a year seen from the end of a period."""

    plan: Plan
    period: Period
    known: Mapping[str, Results]
    listed: tuple[_Listed, ...]

    @cached_property
    def cutoff(self) -> date:
        """The last day whose confirmations count."""
        return closing_day(self.plan, self.period)

    @cached_property
    def answering(self) -> Mapping[str, str]:
        """The code of the bureau that answers at the period's end, by the code of the bureau noticed."""
        day = self.period.last_day
        return {one.code: answering_bureau(self.plan, one.name, day).code for one in self.plan.bureaus}

    @cached_property
    def carrier(self) -> Mapping[tuple[str, str], str]:
        """The number of the newest notice of a matter that stands, by answering bureau and indicator."""
        return {
            (self.answering.get(notice.bureau, notice.bureau), matter.code): notice.number
            for issue, notice, matter in self.listed
            if not self._is_withdrawn(issue, matter)
        }

    def _is_withdrawn(self, issue: Issue, matter: IssuedMatter) -> bool:
        """Whether the period's results, as corrected since, say that the matter was not behind."""
        then = self._result(issue.period, matter.code)
        return then is not None and not (then.counted and then.status.is_lagging)

    def rows(self) -> Iterator[NoticeResult]:
        return (self._row(issue, notice, matter) for issue, notice, matter in self.listed)

    def _row(self, issue: Issue, notice: IssuedNotice, matter: IssuedMatter) -> NoticeResult:
        plan, code = self.plan, matter.code
        then, now = self._result(issue.period, code), self._result(str(self.period), code)
        names = self._names(notice.bureau)
        answering = self.answering.get(notice.bureau, notice.bureau)
        reply = self._reply(notice.number, code)
        written = written_on(plan, notice.number, names, code, self.cutoff)
        replied = min(filter(None, (written, self._first_reply(notice.number, code))), default=None)
        closed = closed_on(plan, notice.number, names, code, self.cutoff)
        newest = self.carrier.get((answering, code), notice.number)
        is_new = _end(issue) == (self.period.year, self.period.last_month)
        met = now is not None and now.status.is_met and not is_new
        state = _state(
            closed=closed is not None,
            withdrawn=self._is_withdrawn(issue, matter),
            carried=newest != notice.number,
            proposed=met or (reply is not None and reply.closing),
            replied=replied is not None,
        )
        due = notice.reply_by or deadline(plan, Period.parse(issue.period).month.following)
        ended = state in (MatterState.CLOSED, MatterState.WITHDRAWN)
        return NoticeResult(
            number=notice.number,
            period=issue.period,
            bureau=notice.bureau,
            answering=answering,
            code=code,
            action=self._action(code, then),
            name=self._name(code, then),
            colour=matter.colour,
            months_behind=matter.months_behind,
            state=state,
            issued=issue.day,
            reply_by=due,
            replied=replied,
            days_late=days_late(plan, due, replied) if replied else 0,
            overdue=replied is None and not is_new and not ended,
            met=met,
            closing_proposed=state is MatterState.CLOSING_PROPOSED,
            closed=closed,
            carried_by=newest if state is MatterState.CARRIED_ON else "",
            stood=standing(then, Period.parse(issue.period).last_day) if then else "",
            stands=standing(now, self.period.last_day) if now else "",
            standard=closing_standard(row)[1] if (row := then or now) else "",
            reply=reply,
        )

    def _result(self, period: str, code: str) -> IndicatorResult | None:
        month = self.known.get(period)
        return next((row for row in month.indicators if row.code == code), None) if month else None

    def _names(self, bureau: str) -> tuple[str, ...]:
        """The names under which the office may confirm: of the bureau noticed and of the one that answers."""
        known = self.plan.bureau_by_code
        codes = dict.fromkeys((bureau, self.answering.get(bureau, bureau)))
        return tuple(known[code].name for code in codes if code in known)

    def _replies(self, number: str, code: str) -> Iterator[ReplyResult]:
        """The replies to a matter of a notice, oldest month first."""
        for month in sorted(self.known):
            yield from (one for one in self.known[month].replies if (one.notice, one.code) == (number, code))

    def _reply(self, number: str, code: str) -> ReplyResult | None:
        return next(reversed(tuple(self._replies(number, code))), None)

    def _first_reply(self, number: str, code: str) -> date | None:
        return next((one.received for one in self._replies(number, code)), None)

    def _action(self, code: str, then: IndicatorResult | None) -> str:
        promise = self.plan.indicator_by_code.get(code)
        return promise.action if promise else then.action if then else code.partition("-")[0]

    def _name(self, code: str, then: IndicatorResult | None) -> str:
        promise = self.plan.indicator_by_code.get(code)
        return promise.name if promise else then.name if then else ""


def _state(*, closed: bool, withdrawn: bool, carried: bool, proposed: bool, replied: bool) -> MatterState:
    """The first of these that is so, in this order."""
    if closed:
        return MatterState.CLOSED
    if withdrawn:
        return MatterState.WITHDRAWN
    if carried:
        return MatterState.CARRIED_ON
    if proposed:
        return MatterState.CLOSING_PROPOSED
    return MatterState.IMPROVING if replied else MatterState.OPEN
