"""Marked-up copies: for every form with something to correct or to explain, the bureau's own file with the marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.folder import write_atomic
from reporter.forms.model import FormLayout
from reporter.intake.annotate import Review, annotate
from reporter.ledger.model import ExpectedReturn, FoundFile, Outcome, ReturnState
from reporter.plan.calendar import correction_day
from reporter.record.model import Results
from reporter.sheets.cells import Unreadable
from reporter.sheets.open import open_book
from reporter.workflow.incoming import incoming
from reporter.workflow.month import Months

Key = tuple[str, str]
"""Action and bureau code of a form."""


def write_returned(months: Months, period: Period, results: Results, where: Path) -> list[Path]:
    """Write returned/ below `where`; copies of an earlier run that nobody needs any more go. The paths written."""
    place = where / "returned"
    reviews = list(_reviews(months, period, results))
    written = []
    for number, review in enumerate(reviews):
        months.watch("写批注表", number, len(reviews))
        path = place / review.layout.file_name
        data = _data(months, review.file)
        with suppress(Unreadable):
            write_atomic(path, annotate(data, open_book(data, review.file), review))
            written.append(path)
    months.watch("写批注表", len(reviews), len(reviews))
    _remove_others(place, written)
    return written


def _data(months: Months, file: str) -> bytes:
    """The bytes of a returned form, out of its zip and free of its password."""
    outer = file.split("!")[0]
    found = incoming(months.folder.root / outer, outer, months.passwords)
    return next((one.data for one in found if one.name == file), b"")


def _remove_others(place: Path, kept: list[Path]) -> None:
    """A copy that somebody has open at the moment stays until the next run."""
    for path in place.glob("*.xlsx"):
        if path not in kept:
            with suppress(PermissionError):
                path.unlink()


def _reviews(months: Months, period: Period, results: Results) -> Iterator[Review]:
    layouts = {(form.action, form.bureau): form for form in months.forms(period)}
    owners = {one.file: (one.action, one.bureau) for one in results.files}
    by_file: dict[str, list[Problem]] = {}
    for one in results.problems:
        by_file.setdefault(one.place.file, []).append(one)
    for form in results.returns:
        key = form.action, form.bureau
        if form.file and form.received and key in layouts:
            review = _review(months, period, form, layouts[key], by_file)
            later = [one for file in _refused_later(results, form) for one in by_file.get(file.file, ())]
            review = replace(review, sample=results.sample, problems=(*review.problems, *later))
            review = replace(review, cleared=_own(results.cleared, owners, key))
            if review.is_needed:
                yield review


def _review(
    months: Months, period: Period, form: ExpectedReturn, layout: FormLayout, by_file: Mapping[str, list[Problem]]
) -> Review:
    assert form.received is not None
    return Review(
        layout=layout,
        file=form.file,
        received=form.received,
        problems=tuple(by_file.get(form.file, ())),
        returned_times=form.returned_times,
        rejected=form.state is ReturnState.REJECTED,
        answer_by=correction_day(months.plan(period), period, form.received.date()),
    )


def _refused_later(results: Results, form: ExpectedReturn) -> list[FoundFile]:
    """Files of the form that came after the one that stands for it and could not be used."""
    return [
        one
        for one in results.files
        if (one.action, one.bureau) == (form.action, form.bureau)
        and one.outcome is Outcome.REJECTED
        and one.file != form.file
        and form.received is not None
        and one.received > form.received
    ]


def _own(cleared: tuple[Problem, ...], owners: Mapping[str, Key], key: Key) -> tuple[Problem, ...]:
    return tuple(one for one in cleared if owners.get(one.place.file) == key)
