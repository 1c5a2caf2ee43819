"""What the files of a letter are: forms by their tokens, whatever they are called; zips opened; the rest named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.forms.tokens import FormNumber
from reporter.intake.identity import carriers_of
from reporter.post.inbound import Enclosure
from reporter.sheets.archive import is_archive, members
from reporter.sheets.cells import Unreadable
from reporter.sheets.open import open_book, without_password

LOCKED = frozenset(("E112", "E113"))
"""A password is missing: only a run that is given it can say whose form this is."""
NO_FORM, CLOUD, OUTLOOK = "E126", "E118", "E727"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A file in a letter. `number` is the form that its rows name; without one `fault` says why it is none.

    `name` is a.zip!b.xlsx inside a zip; `embedded` pictures belong to the letter's text.
    """

    name: str
    data: bytes
    number: FormNumber | None = None
    fault: Problem | None = None
    embedded: bool = False

    @property
    def is_locked(self) -> bool:
        return self.fault is not None and self.fault.code in LOCKED


def contents(enclosures: Sequence[Enclosure], passwords: Sequence[str]) -> Iterator[Content]:
    """Every file of a letter. A zip with a locked file in it stays whole: a run opens it with the password."""
    for one in enclosures:
        if not is_archive(one.data):
            yield _content(one.name, one.data, passwords, embedded=one.embedded)
            continue
        inside = list(members(one.data, one.name, passwords))
        found = [
            _faulty(part.name, part.data, part.fault) if part.fault else _content(part.name, part.data, passwords)
            for part in inside
        ]
        locked = next((part for part in found if part.is_locked), None)
        if locked and locked.fault:
            yield Content(name=one.name, data=one.data, fault=locked.fault)
        else:
            yield from found


def _content(name: str, data: bytes, passwords: Sequence[str], *, embedded: bool = False) -> Content:
    try:
        book = open_book(without_password(data, "", passwords), "")
    except Unreadable as fault:
        return _faulty(name, data, fault, embedded=embedded)
    identities = carriers_of(book).identities
    return (
        Content(name=name, data=data, number=identities[0]) if identities else _faulty(name, data, Unreadable(NO_FORM))
    )


def _faulty(name: str, data: bytes, fault: Unreadable, *, embedded: bool = False) -> Content:
    code = OUTLOOK if fault.values.get("kind") == "邮件" else fault.code
    found = problem(code, Place(file=name), **{"file_name": base_name(name), **fault.values})
    return Content(name=name, data=data, fault=found, embedded=embedded)


def base_name(name: str) -> str:
    """The name of a file without the zips and folders around it."""
    return PurePosixPath(name.replace("!", "/").replace("\\", "/")).name
