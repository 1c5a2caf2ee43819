"""The month and the longer periods: from the returned files to results, history included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.folder import Folder, FolderError, open_folder
from reporter.forms.issued import as_issued
from reporter.forms.layout import FormLayout, layouts
from reporter.intake.received import Registered
from reporter.intake.submission import NotAForm, Submission
from reporter.ledger.late import with_late
from reporter.ledger.merge import merge
from reporter.ledger.model import Ledger
from reporter.plan.force import in_force
from reporter.plan.lenience import ruled
from reporter.plan.model import Plan
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.history import (
    History,
    PastMonth,
    load_history,
    load_issues,
)
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.notices import open_matters
from reporter.record.past import figures_of_last_year, past_of
from reporter.record.seal import Sealed, unpack
from reporter.record.succession import followed
from reporter.workflow.archives import Archives, earlier_periods
from reporter.workflow.assessed import Assessed
from reporter.workflow.period_files import issued_record, known_receipts, registration, returned_files
from reporter.workflow.reading import Asked, Reading, Times, Watch, Ways, read_all
from reporter.workflow.register import Register
from reporter.workflow.sealed import HISTORY, ISSUE, LAST_MONTH, sealed_history, sealed_plan, unpack_into, unpacked

if TYPE_CHECKING:
    from reporter.post.contacts import Contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Collected:
    """What came back for a month, merged; year-start levels of before, and what is wrong with the registration."""

    ledger: Ledger
    bases: Mapping[str, Decimal]
    complaints: tuple[Problem, ...]


class Months:
    """The months of a working folder and the longer periods they make; each is read and computed once while this lives.

    `passwords` are tried on returned files that are locked with one.
    """

    def __init__(self, folder: Folder, register: Register, watch: Watch, passwords: Sequence[str] = ()) -> None:
        self.folder = folder
        self.register = register
        self.watch = watch
        self.passwords = passwords
        self.archives = Archives(folder)
        self.ways: dict[Period, Ways] = {}
        """How the files of each month were read."""
        self._known: dict[Period, Results] = {}
        self._histories: dict[Period, History] = {}
        self._read: dict[Period, tuple[Submission | NotAForm, ...]] = {}
        self._plans: dict[Period, Plan] = {}
        self._forms: dict[Period, tuple[FormLayout, ...]] = {}
        self._collected: dict[Period, _Collected] = {}

    @cached_property
    def contacts(self) -> Contacts | None:
        """The 通讯录 by which senders are judged; None while nobody stands in it."""
        from reporter.workflow.contacts import load_contacts  # only where 收件登记.csv names senders

        found = load_contacts(self.folder, self.register.plan)
        return found if found.people else None

    def assess(self, period: Period) -> Assessed:
        """Read, check, merge and compute a period, after the earlier ones of the year that have returns.

        A quarter, half-year or year is the view of its last month. FolderError when nothing was returned for that.
        """
        month = period.month
        if not (any(returned_files(self.folder, month)) or (month != period and self.sealed_month(period))):
            raise FolderError(
                f"“input_sheets/{month}”里没有收到填报表。请把各单位发回来的表放到那里，或者先用"
                f"“reporter sample {month} --seed 1”做一套样例看看。"
            )
        return Assessed(results=self.results(period), history=self.history(period), issue=self.issue(period))

    def _is_known(self, period: Period) -> bool:
        """Whether a period is sealed, or its last month is, or something was returned for that."""
        sealed = self.archives.newest(period) or self.sealed_month(period)
        return sealed is not None or any(returned_files(self.folder, period.month))

    def sealed_month(self, period: Period) -> Sealed | None:
        """The sealed record of a period's last month: in this folder, or as an archive unpacked here brought it."""
        return self.archives.newest(period.month) or unpacked(self.folder, period, LAST_MONTH, unpack)

    def plan(self, period: Period) -> Plan:
        """The register as it counts in a period."""
        if period not in self._plans:
            self._plans[period] = in_force(self.register.plan, period)
        return self._plans[period]

    def results(self, period: Period) -> Results:
        """The results of a period; of one for which nothing was returned every form is missing."""
        if period not in self._known:
            self._known[period] = self._compute(period)
        return self._known[period]

    def before(self, period: Period) -> tuple[Results | None, Past | None]:
        """The month before as sealed, else as its returns make it now; and what it left, with last year's figures."""
        history, plan = self.history(period), self.plan(period)
        previous, year_ago = history.previous, history.year_ago
        matters = open_matters(plan, period, history.issues, history.results)
        if previous:
            past = past_of(previous.results, plan, sealed=previous.sealed, year_ago=year_ago, matters=matters)
            return previous.results, past
        known = bool(year_ago or matters)
        return None, Past(period=period.previous, year_ago=year_ago, matters=matters) if known else None

    def history(self, period: Period) -> History:
        """The periods of its length before a period, back to the first neither sealed nor returned, and the issues."""
        if period not in self._histories:
            self._histories[period] = self._history(period)
        return self._histories[period]

    def issue(self, period: Period) -> Issue | None:
        """How the circular of a period was issued; None while it is a draft."""
        editions = self.archives.editions(period)
        if editions:
            return editions[0].issue
        issues = unpacked(self.folder, period, ISSUE, load_issues)
        return issues[0] if issues else None

    def _history(self, period: Period) -> History:
        plan, kept = self.plan(period), self._kept(period)
        before = tuple(
            replace(one, results=followed(one.results, plan, period.last_day)) for one in self._periods_before(period)
        )
        if not period.is_month:
            return kept or self._longer_history(period, before)
        if not before and kept:
            return kept
        sealed = [self.archives.editions(month) for month in earlier_periods(period)]
        return History(
            months=before,
            issues=tuple(editions[0].issue for editions in sealed if editions),
            year_ago=self._year_ago(period) or (kept.year_ago if kept else {}),
        )

    def _longer_history(self, period: Period, before: tuple[PastMonth, ...]) -> History:
        gaps = tuple(one for one in period.months if not self._is_known(one))
        return History(months=before, within=self.history(period.month).results, gaps=gaps)

    def _kept(self, period: Period) -> History | None:
        """What the period rested on when it was sealed, by its archive unpacked here; a month's also while packed.

        A longer period in its own folder rests on the months as they are there.
        """
        sealed = self.archives.newest(period)
        if sealed:
            return sealed_history(sealed) if period.is_month else None
        return unpacked(self.folder, period, HISTORY, load_history)

    def _periods_before(self, period: Period) -> tuple[PastMonth, ...]:
        before = period.previous
        if before.year != period.year or not self._is_known(before):
            return ()
        sealed = self.archives.newest(before)
        if sealed:
            return (*self._periods_before(before), PastMonth(results=self.archives.results(sealed), sealed=True))
        past = PastMonth(results=self.results(before), sealed=self.archives.newest(before.month) is not None)
        return (*self.history(before).months, past)

    def _year_ago(self, period: Period) -> Mapping[str, Decimal]:
        sealed = self.archives.newest(Period(period.year - 1, period.last_month))
        return figures_of_last_year(self.archives.results(sealed), self.plan(period)) if sealed else {}

    def forms(self, period: Period) -> tuple[FormLayout, ...]:
        """The forms of a month as the register and the month before make them today."""
        if period not in self._forms:
            self._forms[period] = layouts(self.plan(period), period, self.before(period)[1])
        return self._forms[period]

    def read(
        self, period: Period, forms: Sequence[FormLayout], registered: Mapping[str, Registered]
    ) -> list[Submission | NotAForm]:
        """Every file of the period's folder as read; `registered` are the lines of 收件登记.csv by sha256."""
        asked = Asked(
            plan=self.plan(period),
            period=period,
            forms={(form.action, form.bureau): form for form in forms},
            past=self.before(period)[1],
        )
        senders = {one.sender for one in registered.values() if one.sender}
        times = Times(
            registered=registered,
            sealed=known_receipts(self.folder, self.archives, period),
            sent_for={one: tuple(sorted(self.contacts.bureaus_of(one))) for one in senders}
            if senders and self.contacts
            else None,
        )
        reading = Reading(root=self.folder.root, asked=asked, times=times, passwords=tuple(self.passwords))
        record = self.folder.issued_record(period)
        context = (self.register.sha256, record.read_bytes() if record.is_file() else b"")
        paths = list(returned_files(self.folder, period))
        found, self.ways[period] = read_all(self.folder, reading, paths, context, self.watch)
        self._read[period] = tuple(found)
        return found

    def submissions(self, period: Period) -> tuple[Submission, ...]:
        """The forms that this run read for the results of a period; none of a month that it did not read."""
        found = self._read.get(period, self._read.get(period.month, ()))
        return tuple(one for one in found if isinstance(one, Submission))

    def _collect(self, month: Period) -> _Collected:
        """The returns of a month, read and merged once."""
        if month not in self._collected:
            plan, past = self.plan(month), self.before(month)[1]
            record = issued_record(self.folder, month)
            forms = tuple(as_issued(form, record) for form in self.forms(month))
            registered, complaints = registration(self.folder, month)
            self._collected[month] = _Collected(
                ledger=merge(plan, month, forms, self.read(month, forms, registered), past),
                bases=past.bases if past else {},
                complaints=complaints,
            )
        return self._collected[month]

    def _collect_for(self, period: Period) -> _Collected:
        """The returns of a period's last month.

        A longer period views those of a sealed month as they were sealed, with figures published only afterwards.
        """
        if period.is_month:
            return self._collect(period)
        sealed = self.sealed_month(period)
        with TemporaryDirectory() as place:
            months = self._sealed_months(sealed, Path(place)) if sealed else self
            came = months._collect(period.month)
        self._read[period], self.ways[period] = months._read[period.month], months.ways[period.month]
        if sealed and any(returned_files(self.folder, period.month)):
            since = self._collect(period.month).ledger
            came = replace(came, ledger=with_late(came.ledger, since, self.plan(period)))
            self._read[period] += self._read[period.month]
        return came

    def _sealed_months(self, sealed: Sealed, place: Path) -> Months:
        """The working folder that was sealed, unpacked at an empty place."""
        unpack_into(sealed, place)
        register = Register(plan=sealed_plan(sealed), sha256=self.register.sha256)
        return Months(open_folder(place), register, self.watch, self.passwords)

    def _last_month(self, period: Period) -> Results | None:
        """The results of the month that a longer period views, as sealed where they are; None for a month."""
        if period.is_month:
            return None
        sealed = self.sealed_month(period)
        return self.archives.results(sealed) if sealed else self.results(period.month)

    def _compute(self, period: Period) -> Results:
        """The results of a period from the ledger of its last month."""
        plan, history, came = self.plan(period), self.history(period), self._collect_for(period)
        before = history.previous
        progress, found = compute(plan, period, came.ledger, came.bases)
        doubts = ruled(found, plan, period.last_day)
        return build_results(
            Outcome(
                plan=plan,
                fingerprint=self.register.sha256,
                period=period,
                ledger=replace(came.ledger, waived=came.ledger.waived + doubts.waived),
                progress=progress,
                doubts=(*came.complaints, *doubts.shown),
                previous=before.results if before else None,
                previous_sealed=before is not None and before.sealed,
                issues=history.issues,
                earlier=history.results,
                month=self._last_month(period),
            )
        )
