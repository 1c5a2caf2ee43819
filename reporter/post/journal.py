"""What was collected for a period, remembered letter by letter: output/<period>/sealed/collected.json."""

from __future__ import annotations

import json
from datetime import datetime
from enum import Enum

from reporter.core.values import dataclass
from reporter.record.codec import decode, encode


class Outcome(Enum):
    """What became of a file in a letter."""

    FILED = "filed"
    LOCKED = "locked"
    KNOWN = "known"
    BLANK = "blank"
    OTHER_PERIOD = "other_period"
    SEALED = "sealed"
    NOT_TAKEN = "not_taken"


class Verdict(Enum):
    """What became of a letter, as the screen lists it."""

    NEW = "新收"
    KNOWN = "已有"
    PERSON = "要人看"
    NO_FORM = "不是填报表"


FORMS = frozenset(Outcome) - {Outcome.NOT_TAKEN}
IN_FOLDER = frozenset((Outcome.FILED, Outcome.LOCKED, Outcome.KNOWN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file in a letter; `period`, `action`, `bureau` as its rows say. `path` is where it lies, relative to the root.

    `code` and `said` tell, by the catalogue, why it was not simply filed; `embedded` pictures belong to the text.
    """

    name: str
    sha256: str
    outcome: Outcome
    period: str = ""
    action: str = ""
    bureau: str = ""
    path: str = ""
    code: str = ""
    said: str = ""
    needed: str = ""
    embedded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """Something in a letter that a person must look at, in the words of the catalogue."""

    code: str
    said: str
    needed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A letter that was dealt with. `origin` is where it was fetched, so that it is not fetched again.

    `kept` is the letter itself, where a person must look at it; `answered` is set once its receipt is written.
    """

    digest: str
    origin: str = ""
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    received: datetime | None = None
    time_source: str = ""
    automatic: bool = False
    items: tuple[Item, ...] = ()
    attention: tuple[Attention, ...] = ()
    kept: str = ""
    answered: bool = False

    @property
    def verdict(self) -> Verdict:
        outcomes = {item.outcome for item in self.items}
        if outcomes & {Outcome.FILED, Outcome.LOCKED}:
            return Verdict.NEW
        if self.attention:
            return Verdict.PERSON
        return Verdict.KNOWN if Outcome.KNOWN in outcomes else Verdict.NO_FORM


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """All letters dealt with for a period, in the order in which that was done."""

    letters: tuple[Collected, ...]


NOTHING = Journal(letters=())


def dump_journal(journal: Journal) -> bytes:
    """The bytes of collected.json: UTF-8, sorted keys."""
    return (json.dumps(encode(journal), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8")


def load_journal(data: bytes) -> Journal:
    """The journal that `dump_journal` wrote; ValueError when it is none."""
    try:
        return decode(Journal, json.loads(data))
    except (TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValueError("no record of collected letters") from error
