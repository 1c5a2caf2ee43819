"""The outbox: what became of each letter for each address, one JSON file each, on disk before the letter leaves.

A record found in `sending` when a run begins was cut off in mid-air: nobody knows, hence `unknown`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from reporter.core.values import dataclass
from reporter.folder import FolderError, write_atomic
from reporter.post.address import same_mailbox


class State(Enum):
    """How far a letter has come."""

    PREPARED = "prepared"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened when (Beijing time, ISO)."""

    at: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One letter to one address. `attempts` counts how often the server asked to come later."""

    id: str
    period: str
    matter: str
    kind: str
    who: str
    name: str
    address: str
    subject: str
    fingerprint: str
    message_id: str
    attachments: tuple[str, ...]
    state: State
    attempts: int = 0
    events: tuple[Event, ...] = ()

    def turned(self, state: State, what: str, moment: datetime) -> Record:
        """The record in a new state, with what happened."""
        event = Event(at=moment.isoformat(timespec="seconds"), what=what)
        return replace(self, state=state, events=(*self.events, event))

    @property
    def last(self) -> str:
        """The last thing that happened; empty before anything did."""
        return self.events[-1].what if self.events else ""

    @property
    def when(self) -> datetime | None:
        """When the last thing happened."""
        return datetime.fromisoformat(self.events[-1].at) if self.events else None


class Outbox:
    """The records of one period. Without a place they are kept in memory only: a test run leaves nothing behind."""

    def __init__(self, place: Path | None) -> None:
        self._place = place
        self._records = {one.id: one for one in _read(place)} if place else {}

    def __getitem__(self, key: str) -> Record | None:
        return self._records.get(key)

    @property
    def records(self) -> tuple[Record, ...]:
        return tuple(self._records.values())

    def of(self, matter: str, address: str) -> tuple[Record, ...]:
        """Every record of a matter for an address, whatever its content was."""
        return tuple(
            one for one in self.records if one.matter == matter and same_mailbox(one.address) == same_mailbox(address)
        )

    def write(self, record: Record) -> None:
        """Keep a record; it is on disk when this returns."""
        if self._place is not None:
            write_atomic(self._place / f"{record.id}.json", _dumped(record))
            _sync(self._place)
        self._records[record.id] = record

    def settle(self, moment: datetime) -> tuple[Record, ...]:
        """Turn what a killed run left in mid-air to `unknown`; those turned."""
        left = [one for one in self.records if one.state is State.SENDING]
        for one in left:
            self.write(one.turned(State.UNKNOWN, "上次发到一半停了，不知道对方收到没有", moment))
        return tuple(left)


def _dumped(record: Record) -> bytes:
    plain = {**asdict(record), "state": record.state.value}
    return (json.dumps(plain, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def _read(place: Path) -> Iterable[Record]:
    for path in sorted(place.glob("*.json")):
        try:
            record = _record(json.loads(path.read_bytes()))
        except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
            raise FolderError(
                f"发件记录“{path.name}”坏了，读不出来，这时发送可能重发，没有发。请从备份拷回{place.name}文件夹，"
                "或者问清这封信发过没有再处理。"
            ) from error
        if record.id != path.stem:
            raise FolderError(f"发件记录“{path.name}”被改过（里面写的是{record.id}），没有发。请从备份拷回来。")
        yield record


def _record(plain: Mapping[str, object]) -> Record:
    values = dict(plain)
    events = values.pop("events")
    attachments = values.pop("attachments")
    if not isinstance(events, list) or not isinstance(attachments, list):
        raise TypeError("no record")
    return Record(
        **{**values, "state": State(values["state"])},  # type: ignore[arg-type]
        events=tuple(Event(**one) for one in events),
        attachments=tuple(attachments),
    )


def _sync(place: Path) -> None:
    """Bring the folder's own entry to disk where the system can: Windows opens no folder."""
    with suppress(OSError):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
