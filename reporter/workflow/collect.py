"""Forms in: every letter is dealt with once, its files first, the record of it last.

Whatever stops the work in between, the next run finds the files by their content and goes on; nothing comes in twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from reporter.core.period import BEIJING, Period
from reporter.folder import REGISTRATION, Folder, FolderError, write_atomic
from reporter.intake.received import MAILBOX, Registered, registration_text
from reporter.post.collect import Desk, Sorted, attention, sort_letter
from reporter.post.journal import (
    IN_FOLDER,
    NOTHING,
    Collected,
    Item,
    Journal,
    Outcome,
    dump_journal,
    load_journal,
)
from reporter.post.mailbox import MailboxTrouble
from reporter.post.names import free_name, stored_name
from reporter.workflow.arrivals import Arrival
from reporter.workflow.collect_report import Report
from reporter.workflow.month import Months
from reporter.workflow.period_files import registration, returned_files

_JOURNAL, _LETTERS = "collected.json", "letters"
_NOT_KEPT = frozenset(("E130", "E723", "E706"))
"""What a person sees to without the letter."""


@dataclass(slots=True)
class _Shelf:
    """The folder of a period: what lies there by content and by name, and its list of received times."""

    by_content: dict[str, str]
    names: set[str]
    listed: dict[str, Registered]


class Collection:
    """Letters taken into a working folder for one period."""

    def __init__(self, months: Months, period: Period, *, all_periods: bool = False, dry_run: bool = False) -> None:
        self.folder, self.period, self.dry_run = months.folder, period, dry_run
        self.desk = Desk(
            plan=months.plan(period),
            period=period,
            contacts=months.contacts,
            all_periods=all_periods,
            issued=_issued(months.folder),
            passwords=months.passwords,
            is_sealed=lambda one: months.archives.newest(one) is not None,
        )
        self.journals = _journals(months.folder)
        self._shelves: dict[Period, _Shelf] = {}
        self._filed = {item.sha256 for one in self._entries() for item in one.items if item.outcome in IN_FOLDER}

    def collect(self, arrivals: Iterable[Arrival]) -> Report:
        """Deal with the letters that are not known yet; the mailbox's trouble ends it and is told."""
        taken, known, trouble = list[Collected](), 0, ""
        try:
            for arrival in arrivals:
                if self.is_known(digest=arrival.letter.digest):
                    known += 1
                else:
                    taken.append(self._take(arrival))
        except MailboxTrouble as error:
            trouble = str(error)
        return Report(letters=tuple(taken), known=known, trouble=trouble)

    def is_known(self, *, digest: str = "", origin: str = "") -> bool:
        """Whether a letter was dealt with, for whichever period, and holds nothing that waits for this run's."""
        found = [
            one for one in self._entries() if (digest and one.digest == digest) or (origin and one.origin == origin)
        ]
        waits = {item.period for one in found for item in one.items if item.outcome is Outcome.OTHER_PERIOD}
        done = {item.period for one in found for item in one.items if item.outcome is not Outcome.OTHER_PERIOD}
        wanted = waits - done
        return bool(found) and not (wanted if self.desk.all_periods else wanted & {str(self.period)})

    def letters(self) -> tuple[Collected, ...]:
        """Everything ever collected for the period, whichever run did it."""
        name = str(self.period)
        own = self.own_letters()
        others = (one for other, journal in sorted(self.journals.items()) if other != name for one in journal.letters)
        return (*own, *(one for one in others if any(item.path and item.period == name for item in one.items)))

    def own_letters(self) -> tuple[Collected, ...]:
        """What runs for the period collected."""
        return self.journals.get(str(self.period), NOTHING).letters

    def answer(self, digests: frozenset[str]) -> None:
        """Remember that receipts of these letters are written."""
        letters = tuple(replace(one, answered=one.answered or one.digest in digests) for one in self.own_letters())
        self._remember(Journal(letters=letters))

    def _entries(self) -> Iterator[Collected]:
        return (one for journal in self.journals.values() for one in journal.letters)

    def _take(self, arrival: Arrival) -> Collected:
        letter = arrival.letter
        found = [one for one in sort_letter(letter, self.desk) if not self._is_elsewhere(one)]
        items = tuple(self._file(one, arrival) for one in found)
        self._register(arrival, items)
        entry = Collected(
            digest=letter.digest,
            origin=arrival.origin,
            message_id=letter.message_id,
            sender=letter.sender,
            sender_name=letter.sender_name,
            subject=letter.subject,
            received=arrival.received,
            time_source=arrival.time_source,
            automatic=letter.automatic,
            items=items,
            attention=attention(letter, items, self.desk),
        )
        entry = replace(entry, kept=self._keep(entry, arrival))
        others = tuple(one for one in self.own_letters() if one.digest != entry.digest)
        self._remember(Journal(letters=(*others, entry)))
        return entry

    def _is_elsewhere(self, one: Sorted) -> bool:
        """Whether a form of another period is in that period's folder already."""
        return one.item.outcome is Outcome.OTHER_PERIOD and one.item.sha256 in self._filed

    def _file(self, one: Sorted, arrival: Arrival) -> Item:
        if one.item.outcome is Outcome.SEALED and self._lies_there(one):
            return replace(one.item, outcome=Outcome.KNOWN, code="", said="", needed="")
        if one.period is None:
            return one.item
        shelf = self._shelf(one.period)
        owner = f"{one.item.action}-{self.desk.bureau(one.item.bureau)}" if one.item.bureau else "填报表"
        wished = stored_name(one.content.name, default=f"{one.period}-{owner}.xlsx")
        lies = shelf.by_content.get(one.item.sha256)
        if lies is not None:
            # Under the very name it would get, and no record of it: an earlier run was stopped before it wrote one.
            here = Path(lies).name
            own = free_name(wished, arrival.moment, shelf.names - {here.lower()})
            is_new = one.item.sha256 not in self._filed and here == own
            return replace(one.item, path=lies, outcome=one.item.outcome if is_new else Outcome.KNOWN)
        name = free_name(wished, arrival.moment, shelf.names)
        path = self.folder.returns(one.period) / name
        shelf.by_content[one.item.sha256] = self.folder.relative(path)
        shelf.names.add(name.lower())
        if not self.dry_run:
            write_atomic(path, one.content.data)
            stamp = arrival.moment.replace(tzinfo=BEIJING).timestamp()
            os.utime(path, (stamp, stamp))
        return replace(one.item, path=self.folder.relative(path))

    def _lies_there(self, one: Sorted) -> bool:
        """Whether the form lies in its sealed period's folder already."""
        number = one.content.number
        return number is not None and one.item.sha256 in self._shelf(number.period).by_content

    def _register(self, arrival: Arrival, items: Sequence[Item]) -> None:
        """Add received time and sender of the filed forms to the lists of their periods."""
        if arrival.received is None:
            return
        by_folder: dict[str, list[Registered]] = {}
        for item in items:
            if item.path:
                line = Registered(
                    sha256=item.sha256,
                    name=Path(item.path).name,
                    received=arrival.received,
                    source=arrival.time_source,
                    sender=arrival.letter.sender,
                )
                by_folder.setdefault(item.period or str(self.period), []).append(line)
        for name, lines in by_folder.items():
            self._list(Period.parse(name), lines)

    def _list(self, period: Period, lines: Sequence[Registered]) -> None:
        shelf = self._shelf(period)
        added = [one for one in lines if _is_news(one, shelf.listed.get(one.sha256))]
        shelf.listed.update({one.sha256: one for one in added})
        path = self.folder.returns(period) / REGISTRATION
        if added and not self.dry_run:
            write_atomic(path, registration_text(path.read_bytes() if path.is_file() else None, added))

    def _keep(self, entry: Collected, arrival: Arrival) -> str:
        """Where the letter itself is kept for a person to look at; empty when nobody needs to."""
        if not arrival.raw or all(one.code in _NOT_KEPT for one in entry.attention):
            return ""
        path = self._sealed / _LETTERS / f"{arrival.moment:%m%d-%H%M}-{entry.digest[:8]}.eml"
        if not self.dry_run:
            write_atomic(path, arrival.raw)
        return self.folder.relative(path)

    def _remember(self, journal: Journal) -> None:
        self.journals[str(self.period)] = journal
        self._filed |= {item.sha256 for one in journal.letters for item in one.items if item.outcome in IN_FOLDER}
        if not self.dry_run:
            write_atomic(self._sealed / _JOURNAL, dump_journal(journal))

    @cached_property
    def _sealed(self) -> Path:
        return self.folder.output(self.period) / "sealed"

    def _shelf(self, period: Period) -> _Shelf:
        if period not in self._shelves:
            place = self.folder.returns(period)
            files = [(path, _digest(path)) for path in returned_files(self.folder, period)]
            names = {path.name.lower() for path in place.iterdir()} if place.is_dir() else set[str]()
            self._shelves[period] = _Shelf(
                by_content={digest: self.folder.relative(path) for path, digest in reversed(files) if digest},
                names=names | {REGISTRATION.lower()},
                listed=dict(registration(self.folder, period)[0]),
            )
        return self._shelves[period]


def _issued(folder: Folder) -> frozenset[str]:
    """The sha256 of every blank form in output/."""
    return frozenset(filter(None, map(_digest, (folder.root / "output").glob("*/forms/**/*.xlsx"))))


def _journals(folder: Folder) -> dict[str, Journal]:
    found = {}
    for path in sorted((folder.root / "output").glob(f"*/sealed/{_JOURNAL}")):
        try:
            found[path.parent.parent.name] = load_journal(path.read_bytes())
        except ValueError as error:
            raise FolderError(
                f"“{folder.relative(path)}”坏了，读不出哪些邮件收过了。请从备份拷回来；没有备份的，删掉它再收一遍，"
                "收过的表不会重复。"
            ) from error
    return found


def _is_news(line: Registered, before: Registered | None) -> bool:
    """Whether the list of received times lacks it: the mailbox corrects what was typed, nothing else does."""
    if before is None:
        return True
    return line.source == MAILBOX and (before.source != MAILBOX or line.received < before.received)


def _digest(path: Path) -> str:
    """The sha256 of a file; empty when another program holds it."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
