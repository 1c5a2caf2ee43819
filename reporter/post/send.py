"""Sending: each letter once to each address, or it is in the list. The outbox is on disk before every step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from reporter.core.values import dataclass
from reporter.post.contacts import Contact
from reporter.post.letter import Letter
from reporter.post.mime import Sender, message, message_id
from reporter.post.outbox import Outbox, Record, State
from reporter.post.settings import MailSettings
from reporter.post.smtp import Delivery, MailServerError, NotSent, Reply, Unsure
from reporter.post.standing import MOST_ATTEMPTS, Standing

_MOST_BREAKS = 3
"""Connections lost one after another: then the server is left alone."""


class Line(Protocol):
    """A connection as sending sees it."""

    def deliver(
        self, sender: str, addresses: Sequence[str], data: bytes, before_data: Callable[[Sequence[str]], None]
    ) -> Delivery: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What sending needs of the world: connections, the clock (Beijing time), waiting, somebody to tell."""

    connect: Callable[[], Line]
    now: Callable[[], datetime]
    wait: Callable[[float], None]
    tell: Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A letter and those of its addresses that it still has to reach."""

    letter: Letter
    people: tuple[Contact, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(one.address for one in self.people)


def due(found: Sequence[Standing]) -> tuple[Due, ...]:
    """The letters that may leave, in their order, each with its addresses."""
    people: dict[int, list[Contact]] = {}
    letters: dict[int, Letter] = {}
    for one in found:
        if one.stand.leaves and one.person:
            letters[id(one.letter)] = one.letter
            people.setdefault(id(one.letter), []).append(one.person)
    return tuple(Due(letter=letter, people=tuple(people[key])) for key, letter in letters.items())


class Sending:
    """One run of sending. Raises MailServerError when the server cannot be used; what was done by then is kept."""

    def __init__(self, outbox: Outbox, settings: MailSettings, means: Means) -> None:
        self._outbox = outbox
        self._settings = settings
        self._means = means
        self._line: Line | None = None
        self._breaks = 0
        self._handed_over = 0

    @property
    def sender(self) -> Sender:
        return self._settings.as_sender

    def send(self, queue: Sequence[Due]) -> int:
        """Send what is in the queue, come back to those whom the server asked to wait; how many were left for later."""
        try:
            self._connection()
            left = self._round(queue)
            for _ in range(MOST_ATTEMPTS - 1):
                again = self._again(queue)
                if not again or left or not self._settings.retry_wait:
                    break
                self._hang_up()
                minutes = f"{self._settings.retry_wait / 60:g}分钟"
                self._means.tell(
                    f"有{len(again)}封对方要求稍后再发，等{minutes}再试。可以按Ctrl+C停下，下次运行接着发。"
                )
                self._means.wait(self._settings.retry_wait)
                left = self._round(again)
            return left
        finally:
            self._hang_up()

    def _round(self, queue: Sequence[Due]) -> int:
        """One go at every letter; how many were not tried because the limit of a run is reached."""
        for number, one in enumerate(queue):
            if self._handed_over >= self._settings.limit:
                return len(queue) - number
            if number:
                self._means.wait(self._settings.pause)
            self._means.tell(f"发送 {one.letter.kind.value} {one.letter.who}（{'、'.join(one.addresses)}）")
            self._handed_over += 1
            self._one(one)
        return 0

    def _one(self, one: Due) -> None:
        """One letter: its records are prepared, it is handed over, its records say what came of it."""
        for person in one.people:
            self._outbox.write(self._prepared(one.letter, person))
        data = message(one.letter, self.sender, self._means.now())
        try:
            delivery = self._handed(one, data)
        except NotSent as fault:
            self._put_off(one.letter, dict.fromkeys(one.addresses, str(fault)))
            self._broken()
        except Unsure as fault:
            self._turn(one.letter, self._in_the_air(one), State.UNKNOWN, f"发出后{fault}，不知道对方收到没有")
            self._broken()
        else:
            self._breaks = 0
            self._settle(one.letter, delivery)

    def _handed(self, one: Due, data: bytes) -> Delivery:
        """Hand a letter over; once more on a new connection where the old one was lost in time. NotSent, Unsure."""
        try:
            return self._deliver(one, data)
        except NotSent:
            # It certainly did not leave: the records say so before anything else is tried.
            self._turn(one.letter, self._in_the_air(one), State.PREPARED, "连接断了，没有发出")
            self._line = None
        return self._deliver(one, data)

    def _deliver(self, one: Due, data: bytes) -> Delivery:
        line = self._connection()
        return line.deliver(self.sender.address, one.addresses, data, lambda taken: self._leaving(one.letter, taken))

    def _settle(self, letter: Letter, delivery: Delivery) -> None:
        self._turn(letter, delivery.accepted, State.SENT, f"已发（{delivery.reply}）")
        self._put_off(letter, {address: str(reply) for address, reply in delivery.refused.items() if reply.is_later})
        for address, reply in delivery.refused.items():
            if not reply.is_later:
                self._turn(letter, (address,), State.REFUSED, _refusal(reply))

    def _put_off(self, letter: Letter, reasons: Mapping[str, str]) -> None:
        """Not delivered, to be tried again; refused for good after the third time."""
        for address, reason in reasons.items():
            record = self._record(letter, address)
            record = replace(record, attempts=record.attempts + 1)
            last = record.attempts >= MOST_ATTEMPTS
            said = (
                f"试了{record.attempts}次没有发成（{reason}）"
                if last
                else f"第{record.attempts}次没有发成（{reason}），稍后再试"
            )
            state = State.REFUSED if last else State.PREPARED
            self._outbox.write(record.turned(state, said, self._means.now()))

    def _leaving(self, letter: Letter, addresses: Sequence[str]) -> None:
        """On disk before DATA: whoever finds this after a crash knows that nobody knows."""
        self._turn(letter, addresses, State.SENDING, "正在发")

    def _in_the_air(self, one: Due) -> tuple[str, ...]:
        return tuple(address for address in one.addresses if self._record(one.letter, address).state is State.SENDING)

    def _turn(self, letter: Letter, addresses: Sequence[str], state: State, what: str) -> None:
        for address in addresses:
            self._outbox.write(self._record(letter, address).turned(state, what, self._means.now()))

    def _record(self, letter: Letter, address: str) -> Record:
        record = self._outbox[letter.id_for(address)]
        assert record is not None, "a record is written before its letter is handed over"
        return record

    def _prepared(self, letter: Letter, person: Contact) -> Record:
        """The record with which a letter starts; one that was sent off before keeps what happened to it."""
        before = self._outbox[letter.id_for(person.address)]
        fresh = Record(
            id=letter.id_for(person.address), period=str(letter.period), matter=letter.matter, kind=letter.kind.value,
            who=letter.who, name=person.name, address=person.address, subject=letter.body.subject,
            fingerprint=letter.fingerprint, message_id=message_id(letter, self.sender),
            attachments=tuple(one.name for one in letter.attachments), state=State.PREPARED,
        )  # fmt: skip
        if before is None:
            return fresh
        attempts = before.attempts if before.state is State.PREPARED else 0
        return replace(fresh, attempts=attempts, events=before.events)

    def _again(self, queue: Sequence[Due]) -> tuple[Due, ...]:
        """Those of the queue who are to be tried once more."""
        found = (replace(one, people=tuple(self._waiting(one))) for one in queue)
        return tuple(one for one in found if one.people)

    def _waiting(self, one: Due) -> Iterator[Contact]:
        for person in one.people:
            record = self._outbox[one.letter.id_for(person.address)]
            if record is not None and record.state is State.PREPARED and record.attempts:
                yield person

    def _connection(self) -> Line:
        if self._line is None:
            self._line = self._means.connect()
        return self._line

    def _broken(self) -> None:
        """The connection is dead; after several in a row the server is left alone."""
        self._line = None
        self._breaks += 1
        if self._breaks >= _MOST_BREAKS:
            raise MailServerError(f"发信服务器连着断了{self._breaks}次，先停下。没有发的下次运行接着发。")

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def _refusal(reply: Reply) -> str:
    known = {552: "邮件太大", 535: "没有登录", 550: "没有这个邮箱，或者不收", 554: "被当作垃圾邮件，或者不收"}
    return f"被拒收（{reply}{f'，{known[reply.code]}' if reply.code in known else ''}）"
