"""The month: from the returned files to results, history included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from hashlib import sha256
from pathlib import Path

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.folder import REGISTRATION, Folder, FolderError
from reporter.forms.layout import FormLayout, layouts
from reporter.intake.read import read_return
from reporter.intake.received import parse_registration, received_time
from reporter.intake.submission import NotAForm, ReturnedFile, Submission
from reporter.ledger.merge import merge
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.model import Results
from reporter.record.past import past_of
from reporter.sheets.open import saved_time
from reporter.workflow.register import Register

Watch = Callable[[str, int, int], None]
"""Told of progress: what is going on, how many are done, of how many."""

_BEIJING = timezone(timedelta(hours=8))
_IGNORED = {REGISTRATION.lower(), "desktop.ini", "thumbs.db", ".ds_store", ".gitkeep"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """A month's results and those of the month before, None when it left nothing."""

    results: Results
    previous: Results | None


def assess(folder: Folder, register: Register, period: Period, watch: Watch) -> Assessed:
    """Read, check, merge and compute a month. Earlier months of the year that have returns are recomputed first.

    FolderError when nothing was returned for the period.
    """
    if not any(returned_files(folder, period)):
        raise FolderError(
            f"“input_sheets/{period}”里没有收到填报表。请把各单位发回来的表放到那里，或者先用"
            f"“reporter sample {period} --seed 1”做一套样例看看。"
        )
    previous, past = previous_month(folder, register, period, watch)
    return Assessed(results=_month(folder, register, period, previous, past, watch), previous=previous)


def previous_month(
    folder: Folder, register: Register, period: Period, watch: Watch
) -> tuple[Results | None, Past | None]:
    """The month before as recomputed from its returns; nothing in January or when it has none."""
    before = period.previous
    if before.year != period.year or not any(returned_files(folder, before)):
        return None, None
    results = assess(folder, register, before, watch).results
    return results, past_of(results, register.plan, sealed=False)


def _month(
    folder: Folder, register: Register, period: Period, previous: Results | None, past: Past | None, watch: Watch
) -> Results:
    plan = register.plan
    forms = layouts(plan, period, past)
    registered, complaints = _registration(folder, period)
    returns = read_returns(folder, register, period, forms, past, watch, registered)
    ledger = merge(plan, period, forms, returns, past)
    bases = past.bases if past else {}
    progress, doubts = compute(plan, period, ledger, bases)
    return build_results(
        Outcome(
            plan=plan,
            fingerprint=register.sha256,
            period=period,
            ledger=ledger,
            progress=progress,
            doubts=(*complaints, *doubts),
            previous=previous,
        )
    )


def read_returns(
    folder: Folder,
    register: Register,
    period: Period,
    forms: tuple[FormLayout, ...],
    past: Past | None,
    watch: Watch,
    registered: Mapping[str, datetime],
) -> list[Submission | NotAForm]:
    """Every file of the period's folder as read; `registered` are received times by sha256."""
    by_key = {(form.action, form.bureau): form for form in forms}
    paths = list(returned_files(folder, period))
    found = []
    for number, path in enumerate(paths):
        watch(f"读取{period.month_label}填报表", number, len(paths))
        data = path.read_bytes()
        file = _returned(folder, period, path, data, registered)
        found.append(read_return(data, file, register.plan, period, by_key, past))
    watch(f"读取{period.month_label}填报表", len(paths), len(paths))
    return found


def returned_files(folder: Folder, period: Period) -> Iterator[Path]:
    """Files of the period's folder at any depth, in a fixed order, without what systems leave behind."""
    found = (path for path in folder.returns(period).rglob("*") if path.is_file())
    kept = (path for path in found if path.name.lower() not in _IGNORED)
    return iter(sorted(kept, key=lambda path: path.relative_to(folder.root).as_posix()))


def _returned(
    folder: Folder, period: Period, path: Path, data: bytes, registered: Mapping[str, datetime]
) -> ReturnedFile:
    digest = sha256(data).hexdigest()
    own = datetime.fromtimestamp(path.stat().st_mtime, _BEIJING).replace(tzinfo=None, microsecond=0)
    issued = datetime.combine(period.last_day.replace(day=1), time())
    moment, source = received_time(registered.get(digest), saved_time(data), own, issued)
    return ReturnedFile(file=folder.relative(path), sha256=digest, received=moment, received_from=source)


def _registration(folder: Folder, period: Period) -> tuple[Mapping[str, datetime], tuple[Problem, ...]]:
    path = folder.returns(period) / REGISTRATION
    if not path.is_file():
        return {}, ()
    times, problems = parse_registration(path.read_bytes(), folder.relative(path))
    return times, problems
