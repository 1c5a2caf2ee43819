"""One letter as it is composed: to whom, what it says, what hangs on it. No mail library's types."""

from __future__ import annotations

from enum import Enum
from functools import cached_property
from hashlib import sha256

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.post.address import same_mailbox
from reporter.post.contacts import Contact


class Kind(Enum):
    """What a letter is for; the value is its name on the command line, in file names and in the list."""

    BULLETIN = "通报"
    CORRECTION = "更正"
    FORMS = "填报通知"
    BEFORE = "提醒"
    OVERDUE = "催报"
    AGAIN = "再次催报"
    RETURNED = "退回"
    NOTICE = "督办"
    RECEIPT = "回执"


ONCE = frozenset({Kind.BEFORE, Kind.OVERDUE, Kind.AGAIN})
"""Kinds of which one letter is enough, whatever the day that it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that hangs on a letter, by the name that its reader sees."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a letter says, twice: as plain text and as HTML."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter to one person. `to` is None where 通讯录 has no address; `copied` are people of the same bureau.

    `about` tells matters of one kind apart, each of which goes out once: the edition of a circular, the number of a
    notice, the return that is sent back. `answers` is the Message-ID of the letter that this one answers. `hold` says
    why the letter is not to be sent as it is, empty when it may.
    """

    period: Period
    kind: Kind
    who: str
    to: Contact | None
    body: Body
    copied: tuple[Contact, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    about: str = ""
    answers: str = ""
    hold: str = ""
    sample: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """The hash of what the reader gets; of letters that are sent once, of nothing but that."""
        parts = [self.period, self.kind.value, self.about]
        if self.kind not in ONCE:
            parts += [self.body.subject, self.body.text]
            parts += [f"{one.name} {sha256(one.data).hexdigest()}" for one in self.attachments]
        return sha256("\n".join(map(str, parts)).encode()).hexdigest()

    @property
    def envelope(self) -> tuple[Contact, ...]:
        """Everybody who gets it, each address once."""
        people = (self.to, *self.copied) if self.to else ()
        return tuple({same_mailbox(one.address): one for one in reversed(people)}.values())[::-1]

    @property
    def matter(self) -> str:
        """What goes to one address once: kind, what it is about, to whom it is written."""
        return f"{self.kind.value}|{self.about}|{self.who}"

    def id_for(self, address: str) -> str:
        """The short name of this content for one address, which --resend takes."""
        whole = f"{self.period}|{self.matter}|{same_mailbox(address)}|{self.fingerprint}"
        return sha256(whole.encode()).hexdigest()[:10]
