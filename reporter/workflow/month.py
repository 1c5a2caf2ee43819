"""The month and the longer periods: from the returned files to results, history included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.folder import REGISTRATION, Folder, FolderError
from reporter.forms.issued import Values, as_issued, load_issued
from reporter.forms.layout import FormLayout, layouts
from reporter.intake.read import read_return, refused
from reporter.intake.received import parse_registration, received_time
from reporter.intake.submission import NotAForm, ReturnedFile, Submission
from reporter.ledger.merge import merge
from reporter.ledger.model import Ledger
from reporter.plan.force import in_force
from reporter.plan.lenience import ruled
from reporter.plan.model import Plan
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.model import Results
from reporter.record.past import past_of
from reporter.record.succession import followed
from reporter.sheets.open import saved_time
from reporter.workflow.incoming import Incoming, incoming
from reporter.workflow.register import Register

Watch = Callable[[str, int, int], None]
"""Told of progress: what is going on, how many are done, of how many."""

_IGNORED = {REGISTRATION.lower(), "desktop.ini", "thumbs.db", ".ds_store", ".gitkeep"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A period's results and those of the periods of its length before it in the year without a gap, oldest first.

    The earlier ones name bureaus as the period does (see `record.succession`). `months` are the months before the last
    one of a longer period, `gaps` its months of which nothing came back.
    """

    results: Results
    earlier: tuple[Results, ...] = ()
    months: tuple[Results, ...] = ()
    gaps: tuple[Period, ...] = ()

    @property
    def previous(self) -> Results | None:
        """The period before; None in the first of the year, or when it left nothing."""
        return self.earlier[-1] if self.earlier else None


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
        self._known: dict[Period, Results] = {}
        self._plans: dict[Period, Plan] = {}
        self._collected: dict[Period, _Collected] = {}

    def assess(self, period: Period) -> Assessed:
        """Read, check, merge and compute a period, after the earlier ones of the year that have returns.

        A quarter, half-year or year is the view of its last month. FolderError when nothing was returned for that.
        """
        month = period.month
        if not self._has_returns(month):
            raise FolderError(
                f"“input_sheets/{month}”里没有收到填报表。请把各单位发回来的表放到那里，或者先用"
                f"“reporter sample {month} --seed 1”做一套样例看看。"
            )
        earlier = self._earlier(period)
        if period.is_month:
            return Assessed(results=self.results(period), earlier=earlier)
        gaps = tuple(one for one in period.months if not self._has_returns(one))
        return Assessed(results=self.results(period), earlier=earlier, months=self._earlier(month), gaps=gaps)

    def _has_returns(self, month: Period) -> bool:
        return any(returned_files(self.folder, month))

    def plan(self, period: Period) -> Plan:
        """The register as it counts in a period."""
        if period not in self._plans:
            self._plans[period] = in_force(self.register.plan, period)
        return self._plans[period]

    def results(self, period: Period) -> Results:
        """The results of a period; of one for which nothing was returned every form is missing."""
        if period not in self._known:
            self._known[period] = self._compute(period, self.before(period)[0])
        return self._known[period]

    def before(self, period: Period) -> tuple[Results | None, Past | None]:
        """The period before as recomputed from its returns; nothing for the first of the year or when it has none."""
        earlier = self._earlier(period)
        previous = earlier[-1] if earlier else None
        return previous, past_of(previous, self.plan(period), sealed=False) if previous else None

    def _earlier(self, period: Period) -> tuple[Results, ...]:
        """The periods before, back to the first one that was not returned; oldest first."""
        before = period.previous
        if before.year != period.year or not self._has_returns(before.month):
            return ()
        month = self.assess(before)
        plan = self.plan(period)
        return tuple(followed(one, plan, period.last_day) for one in (*month.earlier, month.results))

    def forms(self, period: Period) -> tuple[FormLayout, ...]:
        """The forms of a month as the register and the month before make them today."""
        return layouts(self.plan(period), period, self.before(period)[1])

    def read(
        self, period: Period, forms: Sequence[FormLayout], registered: Mapping[str, datetime]
    ) -> list[Submission | NotAForm]:
        """Every file of the period's folder as read; `registered` are received times by sha256."""
        by_key = {(form.action, form.bureau): form for form in forms}
        plan, past = self.plan(period), self.before(period)[1]
        paths = list(returned_files(self.folder, period))
        found = []
        for number, path in enumerate(paths):
            self.watch(f"读取{period.month_label}填报表", number, len(paths))
            for item in incoming(path, self.folder.relative(path), self.passwords):
                file = _returned(period, item, registered)
                found.append(
                    refused(file, item.fault)
                    if item.fault
                    else read_return(item.data, file, plan, period, by_key, past)
                )
        self.watch(f"读取{period.month_label}填报表", len(paths), len(paths))
        return found

    def _collect(self, month: Period) -> _Collected:
        """The returns of a month, read and merged once."""
        if month not in self._collected:
            plan, past = self.plan(month), self.before(month)[1]
            record = issued_record(self.folder, month)
            forms = tuple(as_issued(form, record) for form in layouts(plan, month, past))
            registered, complaints = _registration(self.folder, month)
            self._collected[month] = _Collected(
                ledger=merge(plan, month, forms, self.read(month, forms, registered), past),
                bases=past.bases if past else {},
                complaints=complaints,
            )
        return self._collected[month]

    def _compute(self, period: Period, previous: Results | None) -> Results:
        """The results of a period from the ledger of its last month."""
        plan, came = self.plan(period), self._collect(period.month)
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
                previous=previous,
                month=None if period.is_month else self.results(period.month),
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
    kept = (path for path in found if path.name.lower() not in _IGNORED)
    return iter(sorted(kept, key=lambda path: path.relative_to(folder.root).as_posix()))


def _returned(period: Period, item: Incoming, registered: Mapping[str, datetime]) -> ReturnedFile:
    listed = next((registered[digest] for digest in item.digests if digest in registered), None)
    issued = datetime.combine(period.last_day.replace(day=1), time())
    moment, source = received_time(listed, saved_time(item.data), item.moment, issued)
    return ReturnedFile(file=item.name, sha256=item.sha256, received=moment, received_from=source)


def _registration(folder: Folder, period: Period) -> tuple[Mapping[str, datetime], tuple[Problem, ...]]:
    path = folder.returns(period) / REGISTRATION
    if not path.is_file():
        return {}, ()
    times, problems = parse_registration(path.read_bytes(), folder.relative(path))
    return times, problems
