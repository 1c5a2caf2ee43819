"""The month: from the returned files to results, history included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.folder import REGISTRATION, UNFINISHED, Folder, FolderError
from reporter.forms.issued import Values, as_issued, load_issued
from reporter.forms.layout import FormLayout, layouts
from reporter.intake.received import Registered, parse_registration
from reporter.intake.submission import NotAForm, Submission
from reporter.ledger.merge import merge
from reporter.plan.force import in_force
from reporter.plan.lenience import ruled
from reporter.plan.model import Plan
from reporter.post.contacts import Contacts
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.history import (
    History,
    PastMonth,
    Receipt,
    load_history,
    load_issues,
    load_receipts,
    receipts_of,
)
from reporter.record.issue import Issue
from reporter.record.model import Results
from reporter.record.notices import open_matters
from reporter.record.past import figures_of_last_year, past_of
from reporter.workflow.archives import Archives, earlier_months
from reporter.workflow.contacts import load_contacts
from reporter.workflow.reading import Asked, Reading, Times, Watch, Ways, read_all
from reporter.workflow.register import Register
from reporter.workflow.sealed import HISTORY, ISSUE, RECEIVED, sealed_history, unpacked

_IGNORED = {REGISTRATION.lower(), "desktop.ini", "thumbs.db", ".ds_store", ".gitkeep"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A month's results, what they rest on, and how it was issued (None: not yet)."""

    results: Results
    history: History = field(default_factory=History)
    issue: Issue | None = None

    @property
    def earlier(self) -> tuple[Results, ...]:
        """The months of the year before it without a gap, oldest first."""
        return self.history.results

    @property
    def previous(self) -> Results | None:
        """The month before; None in January, or when it left nothing."""
        return self.history.previous.results if self.history.previous else None


class Months:
    """The months of a working folder; each is read and computed once while this lives.

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

    @cached_property
    def contacts(self) -> Contacts | None:
        """The 通讯录 by which senders are judged; None while nobody stands in it."""
        found = load_contacts(self.folder, self.register.plan)
        return found if found.people else None

    def assess(self, period: Period) -> Assessed:
        """Read, check, merge and compute a month, after the earlier months of the year that have returns.

        FolderError when nothing was returned for the period.
        """
        if not any(returned_files(self.folder, period)):
            raise FolderError(
                f"“input_sheets/{period}”里没有收到填报表。请把各单位发回来的表放到那里，或者先用"
                f"“reporter sample {period} --seed 1”做一套样例看看。"
            )
        return Assessed(results=self.results(period), history=self.history(period), issue=self.issue(period))

    def plan(self, period: Period) -> Plan:
        """The register as it counts in a period."""
        return in_force(self.register.plan, period)

    def results(self, period: Period) -> Results:
        """The results of a month; of one for which nothing was returned every form is missing."""
        if period not in self._known:
            self._known[period] = self._compute(period, *self.before(period))
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
        """The months before a period, back to the first that is neither sealed nor returned, and who was issued."""
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
        before, kept = self._months_before(period), self._kept(period)
        if not before and kept:
            return kept
        sealed = [self.archives.editions(month) for month in earlier_months(period)]
        return History(
            months=before,
            issues=tuple(editions[0].issue for editions in sealed if editions),
            year_ago=self._year_ago(period) or (kept.year_ago if kept else {}),
        )

    def _kept(self, period: Period) -> History | None:
        """What the period rested on when it was sealed, by its own archive, still packed or unpacked here."""
        sealed = self.archives.newest(period)
        return sealed_history(sealed) if sealed else unpacked(self.folder, period, HISTORY, load_history)

    def _months_before(self, period: Period) -> tuple[PastMonth, ...]:
        before = period.previous
        if before.year != period.year:
            return ()
        sealed = self.archives.newest(before)
        if sealed:
            return (*self._months_before(before), PastMonth(results=self.archives.results(sealed), sealed=True))
        if not any(returned_files(self.folder, before)):
            return ()
        return (*self.history(before).months, PastMonth(results=self.results(before), sealed=False))

    def _year_ago(self, period: Period) -> Mapping[str, Decimal]:
        sealed = self.archives.newest(Period(period.year - 1, period.last_month))
        return figures_of_last_year(self.archives.results(sealed), self.plan(period)) if sealed else {}

    def forms(self, period: Period) -> tuple[FormLayout, ...]:
        """The forms of a month as the register and the month before make them today."""
        return layouts(self.plan(period), period, self.before(period)[1])

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
            sealed=self._receipts(period),
            sent_for={one: tuple(sorted(self.contacts.bureaus_of(one))) for one in senders} if self.contacts else None,
        )
        reading = Reading(root=self.folder.root, asked=asked, times=times, passwords=tuple(self.passwords))
        record = self.folder.issued_record(period)
        context = (self.register.sha256, record.read_bytes() if record.is_file() else b"")
        paths = list(returned_files(self.folder, period))
        found, self.ways[period] = read_all(self.folder, reading, paths, context, self.watch)
        self._read[period] = tuple(found)
        return found

    def _receipts(self, period: Period) -> Mapping[tuple[str, str], Receipt]:
        """Received times as they were sealed, by file and hash; by hash alone where one file had it, renamed or not.

        Empty for a draft.
        """
        sealed = self.archives.newest(period)
        if sealed:
            found = receipts_of(self.archives.results(sealed))
        else:
            found = unpacked(self.folder, period, RECEIVED, load_receipts) or ()
        times = Counter(one.sha256 for one in found)
        alone = {("", one.sha256): one for one in found if times[one.sha256] == 1}
        return {**alone, **{(one.file, one.sha256): one for one in found}}

    def submissions(self, period: Period) -> tuple[Submission, ...]:
        """The forms of a month as this run read them for its results; none of a month that it did not read."""
        return tuple(one for one in self._read.get(period, ()) if isinstance(one, Submission))

    def _compute(self, period: Period, previous: Results | None, past: Past | None) -> Results:
        plan, history = self.plan(period), self.history(period)
        record = issued_record(self.folder, period)
        forms = tuple(as_issued(form, record) for form in layouts(plan, period, past))
        registered, complaints = registration(self.folder, period)
        ledger = merge(plan, period, forms, self.read(period, forms, registered), past)
        progress, found = compute(plan, period, ledger, past.bases if past else {})
        doubts = ruled(found, plan, period.last_day)
        return build_results(
            Outcome(
                plan=plan,
                fingerprint=self.register.sha256,
                period=period,
                ledger=replace(ledger, waived=ledger.waived + doubts.waived),
                progress=progress,
                doubts=(*complaints, *doubts.shown),
                previous=previous,
                previous_sealed=past is not None and past.sealed,
                issues=history.issues,
                earlier=history.results,
            )
        )


def issued_record(folder: Folder, period: Period) -> Mapping[str, Values]:
    """The forms of the period as issued, by form number; empty while none was. FolderError when it is damaged."""
    path = folder.issued_record(period)
    if not path.is_file():
        return {}
    try:
        return load_issued(path.read_bytes())
    except ValueError as error:
        raise FolderError(
            f"“{folder.relative(path)}”坏了，读不出发出去的填报表是什么样子。请从备份拷回来；没有备份的，"
            f"删掉它再运行“reporter forms {period}”。"
        ) from error


def returned_files(folder: Folder, period: Period) -> Iterator[Path]:
    """Files of the period's folder at any depth, in a fixed order, without what systems leave behind."""
    found = (path for path in folder.returns(period).rglob("*") if path.is_file())
    kept = (path for path in found if path.name.lower() not in _IGNORED and not path.name.startswith(UNFINISHED))
    return iter(sorted(kept, key=lambda path: path.relative_to(folder.root).as_posix()))


def registration(folder: Folder, period: Period) -> tuple[Mapping[str, Registered], tuple[Problem, ...]]:
    """The lines of 收件登记.csv by sha256, and those that cannot be used."""
    path = folder.returns(period) / REGISTRATION
    if not path.is_file():
        return {}, ()
    return parse_registration(path.read_bytes(), folder.relative(path))
