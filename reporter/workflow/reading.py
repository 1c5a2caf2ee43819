"""Every returned file of a month, read: in one process or several, and only when it is not known from last time."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import NamedTuple

from reporter.core.past import Past
from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import Folder
from reporter.forms.layout import FormLayout
from reporter.intake.read import read_book, refused
from reporter.intake.received import Registered, received_time
from reporter.intake.submission import NotAForm, ReturnedFile, Submission
from reporter.plan.model import Plan
from reporter.sheets.cells import Book, Unreadable
from reporter.sheets.open import open_book, saved_time
from reporter.workflow.incoming import Incoming, fingerprint, incoming
from reporter.workflow.readings import Readings

Watch = Callable[[str, int, int], None]
"""Told of progress: what is going on, how many are done, of how many."""
Read = tuple[Submission | NotAForm, ...]
Mark = tuple[str, datetime]
"""Hash of a file and its time."""
SEVERAL_FROM = 400
"""Files from which a second process pays: to start one costs what some hundred forms do."""
_BUNCH, _MOST_CELLS_AT_ONCE = 50, 50_000
"""How many files are open at once: so many, or those that hold so many cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the returns of a month answer: the register in force, the forms by action and bureau, the month before."""

    plan: Plan
    period: Period
    forms: Mapping[tuple[str, str], FormLayout]
    past: Past | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """When files came and who sent them: lines of 收件登记.csv by sha256, and what was sealed, by file and sha256.

    `sent_for` are the bureaus for which each sender stands in 通讯录; None while nobody stands there.
    """

    registered: Mapping[str, Registered]
    sealed: Mapping[tuple[str, str], ReturnedFile]
    sent_for: Mapping[str, tuple[str, ...]] | None = None

    def of(self, name: str, digest: str, more: Sequence[str] = ()) -> tuple[Registered | None, ReturnedFile | None]:
        """The line and the sealed receipt of a file; `more` are other hashes under which it may be listed."""
        listed = next((self.registered[one] for one in (digest, *more) if one in self.registered), None)
        return listed, self.sealed.get((name, digest)) or self.sealed.get(("", digest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that reading a file depends on besides its bytes."""

    root: Path
    asked: Asked
    times: Times
    passwords: tuple[str, ...]

    def name(self, path: Path) -> str:
        """The file's name relative to the working folder, with `/`."""
        return path.as_posix().removeprefix(self.root.as_posix().rstrip("/") + "/")

    def key(self, name: str, mark: Mark | None) -> str | None:
        """Which reading a file has: by its name, bytes and times. None where it cannot be had: it is read anew."""
        if mark is None:
            return None
        digest, moment = mark
        listed, known = self.times.of(name, digest)
        senders = self.times.sent_for
        return repr((name, digest, moment, listed, known, senders and listed and senders.get(listed.sender)))

    def files(self, paths: Iterable[Path]) -> Iterator[Fresh]:
        """What each file says, or each file in it when it is a zip.

        Some are opened one after the other, then looked through: the processor is quicker at many of the same.
        """
        opened: list[_Opened] = []
        cells = 0
        for path in paths:
            opened.append(self._open(path))
            cells += opened[-1].cells
            if len(opened) == _BUNCH or cells > _MOST_CELLS_AT_ONCE:
                yield from map(self._fresh, opened)
                opened, cells = [], 0
        yield from map(self._fresh, opened)

    def _open(self, path: Path) -> _Opened:
        name = self.name(path)
        return _Opened(path, name, [(item, _book_of(item)) for item in incoming(path, name, self.passwords)])

    def _fresh(self, opened: _Opened) -> Fresh:
        asked, found = self.asked, []
        mark: Mark | None = None
        for item, book in opened.items:
            if item.book is not None:
                mark = item.sha256, item.moment
            returned = _returned(asked.period, item, book, self.times)
            found.append(
                read_book(book, returned, asked.plan, asked.period, asked.forms, asked.past)
                if isinstance(book, Book)
                else refused(returned, book)
            )
        return Fresh(
            key=self.key(opened.name, mark or fingerprint(opened.path)),
            read=tuple(found),
            short=all(item.book is not None for item, _ in opened.items),
        )


class _Opened(NamedTuple):
    """A file whose workbooks are open: itself, or those in it when it is a zip, each with its workbook or why none."""

    path: Path
    name: str
    items: Sequence[tuple[Incoming, Book | Unreadable]]

    @property
    def cells(self) -> int:
        """How many cells it holds in memory."""
        return sum(len(sheet.cells) for _, book in self.items if isinstance(book, Book) for sheet in book.sheets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A file just read: under which key it is remembered, and whether the short way sufficed."""

    key: str | None
    read: Read
    short: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How many files were read the short way, cell by cell by the faithful reader, and not at all: known unchanged."""

    short: int = 0
    faithful: int = 0
    known: int = 0


def read_all(
    folder: Folder, reading: Reading, paths: Sequence[Path], context: object, watch: Watch
) -> tuple[list[Submission | NotAForm], Ways]:
    """What every file says, in the order of `paths`, whatever the number of processes and whatever was known before.

    `context` is what the reading depends on besides the files and `reading`'s past and times.
    """
    what = f"读取{reading.asked.period.month_label}填报表"
    known = Readings(folder.readings(reading.asked.period), (context, repr(reading.asked.past), reading.passwords))
    keys = [reading.key(reading.name(path), fingerprint(path)) if known else None for path in paths]
    before = [known.get(key) for key in keys]
    unknown = [path for path, read in zip(paths, before, strict=True) if read is None]
    found: list[Read] = []
    short = 0
    with _no_search_for_cycles():
        fresh = _read(reading, unknown, folder.settings.processes)
        for number, (key, read) in enumerate(zip(keys, before, strict=True)):
            watch(what, number, len(paths))
            if read is None:
                now = next(fresh)
                key, read, short = now.key, now.read, short + now.short
            found.append(read)
            known.keep(key, read)
    watch(what, len(paths), len(paths))
    known.save()
    ways = Ways(short=short, faithful=len(unknown) - short, known=len(paths) - len(unknown))
    return [one for read in found for one in read], ways


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Reading makes a great many small values that do not refer to each other in circles: the search finds nothing.

    Afterwards they count as old (frozen and unfrozen), so that the next search does not begin with all of them.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        if was:
            gc.enable()


def _read(reading: Reading, paths: Sequence[Path], processes: int) -> Iterator[Fresh]:
    if processes < 2 or len(paths) < SEVERAL_FROM:
        return reading.files(paths)
    return _read_by_several(reading, paths, processes)


def _read_by_several(reading: Reading, paths: Sequence[Path], processes: int) -> Iterator[Fresh]:
    """Started afresh on every system alike: a copy of this process would copy the thread that draws the bar."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    bunches = [paths[at : at + _BUNCH] for at in range(0, len(paths), _BUNCH)]
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (reading,)) as pool:
        for read in pool.map(_read_here, bunches):
            yield from read


_here: list[Reading] = []


def _begin(reading: Reading) -> None:
    _here[:] = [reading]
    gc.disable()


def _read_here(paths: Sequence[Path]) -> list[Fresh]:
    return list(_here[0].files(paths))


def _book_of(item: Incoming) -> Book | Unreadable:
    """The workbook, or why there is none."""
    if item.fault:
        return item.fault
    if item.book:
        return item.book
    try:
        return open_book(item.data, item.name)
    except Unreadable as fault:
        return fault


def _returned(period: Period, item: Incoming, book: Book | Unreadable, times: Times) -> ReturnedFile:
    """The file with its received time, that of the list, else as it was sealed, else as the file tells; and who sent
    it, as far as the list says so.
    """
    listed, known = times.of(item.name, item.sha256, item.digests)
    if listed is None and known:
        moment, source = known.received, known.received_from
    else:
        saved = book.modified if isinstance(book, Book) else saved_time(item.data)
        issued = datetime.combine(period.last_day.replace(day=1), time())
        moment, source = received_time(listed, saved, item.moment, issued)
    sender, owners = listed.sender if listed else "", None
    if known:
        sender, owners = known.sender, known.sent_for
    elif times.sent_for is not None and sender:
        owners = times.sent_for.get(sender, ())
    return ReturnedFile(
        file=item.name, sha256=item.sha256, received=moment, received_from=source, sender=sender, sent_for=owners
    )
