"""A letter as it came in: who sent it when, what is attached, what its text points at. Pure; nothing is written.

Letters and zips inside letters are opened within limits, so that one hostile letter costs bounded time and memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from datetime import datetime
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parsedate_to_datetime
from hashlib import sha256

from reporter.core.period import BEIJING
from reporter.core.values import dataclass
from reporter.post.headers import decoded, header_text, parameters
from reporter.post.links import cloud_of
from reporter.sheets.limits import MEGABYTE

LARGEST_LETTER = 60 * MEGABYTE
"""The largest letters that Chinese providers carry have 50 MB, a third more in base64."""
MOST_PARTS = 500
DEEPEST = 3
"""Letters inside letters."""
_MOST_NESTED = 60
"""Nested parts cost the parser time with every line; a letter that forwards ten others has about thirty."""
_LONGEST_TEXT = MEGABYTE
_HEADER_LINE = re.compile(
    rb"(?i)^(received|from|return-path|message-id|mime-version|date|subject|delivered-to|to|x-[\w-]+):"
)
_AUTOMATIC = re.compile(r"(?i)^(mailer-daemon|postmaster|no-?reply)@")
_ADDRESS = re.compile(r"([^\s@<>,;:\"]{1,100}@[^\s@<>,;:\"]{1,100})")
_BRACKETED = re.compile(r"<\s*([^\s@<>,;:\"]{1,100}@[^\s@<>,;:\"]{1,100})\s*>\s*$")
_FULL_WIDTH = str.maketrans("＠．", "@.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file in a letter, named as its sender meant it. `embedded` is a picture that its text shows."""

    name: str
    data: bytes
    embedded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbound:
    """One letter. `received` is Beijing time as our own provider wrote it on top, None where it wrote none.

    `clouds` names the services to which links in the text lead; `fault` says why not everything could be opened;
    `automatic` letters (bounces, holiday notes) are nobody's return.
    """

    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    received: datetime | None = None
    dated: datetime | None = None
    enclosures: tuple[Enclosure, ...] = ()
    clouds: tuple[str, ...] = ()
    automatic: bool = False
    fault: str = ""
    digest: str = ""
    """Over what the sender wrote, not over what servers put on top: the same letter by two ways has one."""


def looks_like_letter(data: bytes) -> bool:
    """Whether `data` begins with header lines of a letter."""
    lines = data[:4096].lstrip(b"\xef\xbb\xbf").splitlines()[:3]
    return bool(lines) and any(_HEADER_LINE.match(line) for line in lines)


def parse_letter(data: bytes) -> Inbound:
    """What is in a letter; one that is too large or too intricate has headers only and a `fault`."""
    head, fault = data, ""
    if len(data) > LARGEST_LETTER:
        fault = f"邮件太大（{len(data) // MEGABYTE}MB）"
    elif _nested(data) > _MOST_NESTED:
        fault = "邮件的层次太多"
    if fault:
        head = re.split(rb"\r?\n\r?\n", data[:MEGABYTE], maxsplit=1)[0]
    message = message_from_bytes(head, policy=policy.compat32)
    opened = _Opening()
    if fault:
        opened.faults.append(fault)
    else:
        opened.message(message, 1)
    return _letter(message, opened)


def _nested(data: bytes) -> int:
    lower = data.lower()
    return lower.count(b"boundary=") + lower.count(b"message/")


def _letter(message: Message, opened: _Opening) -> Inbound:
    name, address = _author(_header(message, "From").translate(_FULL_WIDTH))
    one = Inbound(
        message_id=_header(message, "Message-ID")[:300],
        sender=address,
        sender_name=name,
        subject=_header(message, "Subject")[:200],
        received=_received(message),
        dated=_moment(_header(message, "Date")),
        enclosures=tuple(opened.enclosures),
        clouds=tuple(dict.fromkeys(opened.clouds)),
        automatic=_is_automatic(message, address),
        fault="；".join(dict.fromkeys(opened.faults)),
    )
    return _digested(one, opened.text)


def _author(line: str) -> tuple[str, str]:
    """Name and lower-case address of a From line; names with commas and @ in them are met."""
    found = _BRACKETED.search(line) or _ADDRESS.search(line)
    if found is None:
        return line[:60], ""
    name = line[: found.start()].strip(" \"'") if found.re is _BRACKETED else ""
    return name[:60], found[1].lower()[:200]


def _digested(one: Inbound, text: list[str]) -> Inbound:
    files = [f"{file.name}:{sha256(file.data).hexdigest()}" for file in one.enclosures]
    written = [
        one.message_id,
        one.sender,
        one.subject,
        str(one.dated),
        *files,
        *(" ".join(body.split()) for body in text),
    ]
    return replace(one, digest=sha256("\n".join(written).encode("utf-8", "replace")).hexdigest())


@dataclass(slots=True)
class _Opening:
    """A letter being opened: it and the letters inside share one allowance."""

    enclosures: list[Enclosure] = field(default_factory=list)
    clouds: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    parts: int = 0
    size: int = 0

    def message(self, message: Message, depth: int) -> None:
        """Everything in a letter and in those it carries."""
        if _is_report(message):
            return
        for part in _leaves(message):
            self.parts += 1
            if self.parts > MOST_PARTS:
                self.faults.append(f"附件超过{MOST_PARTS}个，后面的没有打开")
                return
            if part.get_content_type() == "message/rfc822":
                self._inside(_carried(part), depth)
            else:
                self._leaf(part, depth)

    def _leaf(self, part: Message, depth: int) -> None:
        name = file_name(part)
        data = _content(part)
        self.size += len(data)
        if self.size > LARGEST_LETTER:
            self.faults.append("附件太大，后面的没有打开")
            return
        kind, shown = part.get_content_maintype(), not _is_attachment(part)
        if kind in ("text", "multipart") and shown and not name:
            self._body(decoded(data[:_LONGEST_TEXT], parameters(_raw(part, "Content-Type")).get("charset", "")))
        elif looks_like_letter(data) and (name.lower().endswith(".eml") or not name):
            self._inside(message_from_bytes(data, policy=policy.compat32), depth)
        elif data or name:
            embedded = kind == "image" and (shown or _raw(part, "Content-ID") != "")
            self.enclosures.append(Enclosure(name=name or f"附件{self.parts}", data=data, embedded=embedded))

    def _inside(self, message: Message, depth: int) -> None:
        if depth >= DEEPEST:
            self.faults.append(f"邮件套了{DEEPEST}层以上，里面的没有打开")
        else:
            self.message(message, depth + 1)

    def _body(self, text: str) -> None:
        self.text.append(text)
        self.clouds += cloud_of(text)


def _leaves(message: Message) -> Iterator[Message]:
    """The parts in order; a carried letter is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [one for one in reversed(payload) if isinstance(one, Message)]
        else:
            yield part


def _carried(part: Message) -> Message:
    """The letter in a message/rfc822 part; some programs encode it although they must not."""
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else Message()
    if not isinstance(inner, Message):
        return Message()
    if _header(part, "Content-Transfer-Encoding").lower() in ("base64", "quoted-printable"):
        shell = Message()
        shell["Content-Transfer-Encoding"] = _header(part, "Content-Transfer-Encoding")
        shell.set_payload(inner.as_bytes().decode("ascii", "replace").lstrip())
        return message_from_bytes(_content(shell), policy=policy.compat32)
    return inner


def file_name(part: Message) -> str:
    """The name of an attachment in whichever of the spellings it stands; empty when it has none."""
    disposition = parameters(_raw(part, "Content-Disposition")).get("filename", "")
    return (disposition or parameters(_raw(part, "Content-Type")).get("name", "")).strip()


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _is_attachment(part: Message) -> bool:
    return _raw(part, "Content-Disposition").strip().lower().startswith("attachment")


def _raw(part: Message, name: str) -> str:
    """A header as it was sent; the class would wrap raw bytes into an object that has lost them."""
    wanted = name.lower()
    return next((str(value) for key, value in part.raw_items() if key.lower() == wanted), "")


def _header(part: Message, name: str) -> str:
    return header_text(_raw(part, name))


def _received(message: Message) -> datetime | None:
    """The time on the topmost Received line, which our own provider wrote; those below may be forged."""
    top = _raw(message, "Received")
    return _moment(header_text(top).rpartition(";")[2]) if top else None


def _moment(text: str) -> datetime | None:
    """A time of a header as Beijing time; one without a zone is taken to be that already."""
    try:
        moment = parsedate_to_datetime(text.strip())
        return (moment.astimezone(BEIJING) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_report(message: Message) -> bool:
    return message.get_content_type() == "multipart/report"


def _is_automatic(message: Message, sender: str) -> bool:
    """Bounces and notes of absence: they carry our own forms back, and nobody filled them."""
    submitted = _header(message, "Auto-Submitted").lower()
    nobody = _header(message, "Return-Path").replace(" ", "") == "<>"
    return bool(_is_report(message) or (submitted and submitted != "no") or nobody or _AUTOMATIC.match(sender))
