"""Which file of a period counts: order of arrival, same bytes, samples among real returns (DESIGN 7 and 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import PurePosixPath

from reporter.core.problem import Place, Problem, Severity, problem
from reporter.core.values import dataclass
from reporter.forms.model import FormLayout
from reporter.intake.received import FILE_TIME, REGISTERED, SAVED
from reporter.intake.submission import NotAForm, ReturnedFile, Submission
from reporter.ledger.model import FoundFile, Outcome

Key = tuple[str, str]
"""Action and bureau code of a form."""
_TRUST = {FILE_TIME: 0, SAVED: 1, REGISTERED: 2}
_MOST_TRUSTED = 3
"""The collection record of the mailbox, under whatever name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """The returns of a period: `accepted` by form, newest first; every other file with its outcome."""

    accepted: Mapping[Key, tuple[Submission, ...]]
    refused: Mapping[Key, tuple[Submission, ...]]
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    sample: bool


def sort_returns(returns: Sequence[Submission | NotAForm], layouts: Mapping[Key, FormLayout]) -> Sorted:
    """Every returned file in its place; the order of `returns` does not matter."""
    ordered = sorted(returns, key=lambda one: arrival(one.file))
    forms = [one for one in ordered if isinstance(one, Submission)]
    only_samples = all(form.sample for form in forms)
    first = {_content_key(one): one for one in reversed(ordered)}
    kept = [one for one in first.values() if isinstance(one, Submission)]
    faults = {
        form.file.sha256: form.problems if form.rejected else _sample_problems(form, layouts, only_samples)
        for form in kept
    }
    refused = _by_form([form for form in kept if form.rejected or faults[form.file.sha256]])
    accepted = _by_form([form for form in kept if not (form.rejected or faults[form.file.sha256])])
    sorting = _Sorting(first=first, faults=faults, accepted=accepted)
    return Sorted(
        accepted=accepted,
        refused=refused,
        files=tuple(sorted((sorting.file(one) for one in ordered), key=lambda found: found.file)),
        problems=tuple(problem for one in ordered for problem in sorting.problems(one)),
        sample=bool(forms) and only_samples,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sorting:
    """What is known of the files by their content: the first arrival of each, and by hash why a form is refused."""

    first: Mapping[str, Submission | NotAForm]
    faults: Mapping[str, tuple[Problem, ...]]
    accepted: Mapping[Key, tuple[Submission, ...]]

    def file(self, one: Submission | NotAForm) -> FoundFile:
        """The outcome of a file."""
        first = self.first[_content_key(one)]
        if one is not first:
            return _found(one, Outcome.DUPLICATE, f"与“{_base(first.file)}”一模一样")
        if isinstance(one, NotAForm):
            return _found(one, Outcome.NOT_A_FORM, _why(one.problems))
        versions = self.accepted.get((one.action, one.bureau), ())
        if one not in versions:
            return _found(one, Outcome.REJECTED, _why(self.faults[one.file.sha256]))
        newest = versions[0].file
        if one.file == newest:
            return _found(one, Outcome.COUNTED, "")
        return _found(one, Outcome.SUPERSEDED, f"已用{moment_of(newest)}收到的“{_base(newest)}”")

    def problems(self, one: Submission | NotAForm) -> tuple[Problem, ...]:
        """What is wrong with a file as a whole; the problems of an accepted form are not repeated here."""
        first = self.first[_content_key(one)]
        if one is not first:
            return (_file_problem("E104", one, time=moment_of(first.file)),)
        return one.problems if isinstance(one, NotAForm) else self.faults[one.file.sha256]


def _content_key(one: Submission | NotAForm) -> str:
    """The same for files of the same bytes; a file whose bytes could not be read is like no other."""
    return one.file.sha256 or one.file.file


def _by_form(forms: Sequence[Submission]) -> dict[Key, tuple[Submission, ...]]:
    """The returns of each form, newest first."""
    found: dict[Key, tuple[Submission, ...]] = {}
    for form in sorted(forms, key=lambda one: arrival(one.file), reverse=True):
        found[form.action, form.bureau] = (*found.get((form.action, form.bureau), ()), form)
    return found


def arrival(file: ReturnedFile) -> tuple[datetime, int, str, str]:
    """Order of arrival: received time, then how far its source is trusted, then the hash (DESIGN 9)."""
    return file.received, _TRUST.get(file.received_from, _MOST_TRUSTED), file.sha256, file.file


def moment_of(file: ReturnedFile) -> str:
    """6月3日9:05."""
    moment = file.received
    return f"{moment.month}月{moment.day}日{moment.hour}:{moment.minute:02d}"


def _sample_problems(form: Submission, layouts: Mapping[Key, FormLayout], only_samples: bool) -> tuple[Problem, ...]:
    """E125 for a sample among real returns."""
    if not form.sample or only_samples:
        return ()
    layout = layouts.get((form.action, form.bureau))
    issued = layout.file_name if layout else _base(form.file)
    return (_file_problem("E125", form, file_name=_base(form.file), issued_file=issued),)


def _found(one: Submission | NotAForm, outcome: Outcome, reason: str) -> FoundFile:
    return FoundFile(
        file=one.file.file,
        sha256=one.file.sha256,
        received=one.file.received,
        received_from=one.file.received_from,
        sender=one.file.sender,
        sent_for=one.file.sent_for,
        action=one.action if isinstance(one, Submission) else "",
        bureau=one.bureau if isinstance(one, Submission) else "",
        outcome=outcome,
        reason=reason,
    )


def _why(problems: Sequence[Problem]) -> str:
    return next((found.message for found in problems if found.severity is Severity.REJECTED), "")


def _file_problem(code: str, one: Submission | NotAForm, **values: str) -> Problem:
    bureau = one.bureau if isinstance(one, Submission) else ""
    return problem(code, Place(file=one.file.file), bureau=bureau, **values)


def _base(file: ReturnedFile) -> str:
    return PurePosixPath(file.file.replace("!", "/")).name
