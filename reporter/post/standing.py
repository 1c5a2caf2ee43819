"""How a letter stands for an address: what the outbox knows decides whether it may leave."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum

from reporter.core.values import dataclass
from reporter.post.contacts import Contact
from reporter.post.letter import Letter
from reporter.post.outbox import Outbox, Record, State

MOST_ATTEMPTS = 3


class Stand(Enum):
    """The value is the word in the list."""

    READY = "待发"
    LATER = "稍后再试"
    NO_ADDRESS = "缺地址"
    TOO_BIG = "超过上限"
    HELD = "未签发"
    SENT = "已发"
    REFUSED = "被拒收"
    UNKNOWN = "不明"
    CHANGED = "内容有变"

    @property
    def leaves(self) -> bool:
        """Whether the next --send takes it without being asked."""
        return self in (Stand.READY, Stand.LATER)

    @property
    def is_trouble(self) -> bool:
        """Whether somebody has to look after it."""
        return self in (Stand.LATER, Stand.REFUSED, Stand.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One letter for one person; `person` is None where there is no address. `id` is what --resend takes."""

    letter: Letter
    person: Contact | None
    stand: Stand
    size: int
    id: str = ""
    record: Record | None = None

    @property
    def said(self) -> str:
        """What happened last."""
        return self.record.last if self.record else ""


def standings(
    letters: Sequence[tuple[Letter, int]], outbox: Outbox, most_bytes: int, resend: Collection[str] = ()
) -> tuple[Standing, ...]:
    """Each letter (with its size in bytes) for each of its addresses; those named in `resend` are ready again."""
    found = []
    for letter, size in letters:
        if not letter.envelope:
            found.append(Standing(letter=letter, person=None, stand=Stand.NO_ADDRESS, size=size))
        for person in letter.envelope:
            key = letter.id_for(person.address)
            record, stand = _stand(letter, person, outbox, asked=key in resend)
            if stand.leaves:
                stand = _kept_back(letter, size, most_bytes) or stand
            found.append(Standing(letter=letter, person=person, stand=stand, size=size, id=key, record=record))
    return tuple(found)


def _kept_back(letter: Letter, size: int, most_bytes: int) -> Stand | None:
    if letter.hold:
        return Stand.HELD
    return Stand.TOO_BIG if size > most_bytes else None


def _stand(letter: Letter, person: Contact, outbox: Outbox, *, asked: bool) -> tuple[Record | None, Stand]:
    record = outbox[letter.id_for(person.address)]
    if asked:
        return record, Stand.READY
    if record is not None:
        return record, _of_record(record)
    arrived = [
        one
        for one in outbox.of(letter.matter, person.address)
        if one.state in (State.SENT, State.UNKNOWN, State.SENDING)
    ]
    return (arrived[-1], Stand.CHANGED) if arrived else (None, Stand.READY)


def _of_record(record: Record) -> Stand:
    if record.state is State.PREPARED:
        return Stand.LATER if record.attempts else Stand.READY
    return {State.SENT: Stand.SENT, State.REFUSED: Stand.REFUSED}.get(record.state, Stand.UNKNOWN)
