"""A letter as the bytes of a message. Same letter, same bytes: no clock, no random boundary.

Attachment names stand twice: RFC 2047 in `name=`, and on one line in `filename*=`. Python's own writer would cut the
latter into RFC 2231 continuations, which QQ Mail shows as tcmime.bin.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from reporter.core.values import dataclass
from reporter.post.address import is_address
from reporter.post.letter import Attachment, Body, Letter

_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
_END = "\r\n"
_WORD_BYTES = 39
"""UTF-8 bytes in one encoded word: 64 characters with its frame, which a header line of 76 holds."""
_LONGEST_NAME, _LONGEST_BYTES = 90, 280
"""Characters, and UTF-8 bytes, of an attachment's name: percent-encoded they stay below the 998 of one line."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]')
_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_ATOM = re.compile(r"[A-Za-z0-9 ]+")


class BadHeader(ValueError):
    """A header that would not stay one header; a fault of the program, since addresses and subjects are cleaned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes: an address (empty in a draft of a folder without mail settings) and a name."""

    address: str = ""
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2] or "reporter.invalid"


def draft(letter: Letter, sender: Sender) -> bytes:
    """An .eml file that Outlook, Foxmail and others open ready to be sent (X-Unsent)."""
    return _message(letter, sender, [("X-Unsent", "1")])


def message(letter: Letter, sender: Sender, moment: datetime) -> bytes:
    """The message to be sent at a moment."""
    return _message(letter, sender, [("Date", format_datetime(moment))])


def message_id(letter: Letter, sender: Sender) -> str:
    """The same for the same content to the same person: a server that has it already can tell."""
    to = letter.to.address if letter.to else ""
    return f"<{sha256(f'{letter.matter}|{letter.fingerprint}|{to}'.encode()).hexdigest()[:40]}@{sender.domain}>"


def safe_name(name: str) -> str:
    """An attachment's name that every system can store, its ending kept when it has to be cut."""
    clean = " ".join(_UNSAFE.sub("", name).split()).strip(". ") or "附件"
    if _fits(clean):
        return clean
    stem, dot, ending = clean.rpartition(".")
    stem, tail = (stem, f"…{dot}{ending}") if dot and len(ending) <= 8 else (clean, "…")
    while not _fits(stem + tail):
        stem = stem[:-1]
    return stem + tail


def _fits(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and len(name.encode()) <= _LONGEST_BYTES


def _message(letter: Letter, sender: Sender, more: Iterable[tuple[str, str]]) -> bytes:
    boundary = sha256(f"{letter.fingerprint}{letter.who}".encode()).hexdigest()[:24]
    headers = [
        *(_people("From", [(sender.name, sender.address)]) if sender.address else []),
        *_people("To", [(letter.to.name, letter.to.address)] if letter.to else []),
        *_people("Cc", [(one.name, one.address) for one in letter.copied]),
        f"Subject: {_text(letter.body.subject, len('Subject: '))}",
        f"Message-ID: {_plain(message_id(letter, sender))}",
        *([f"In-Reply-To: {letter.answers}"] if _MESSAGE_ID.fullmatch(letter.answers) else []),
        *(f"{name}: {_plain(value)}" for name, value in more),
        f"X-Reporter: {letter.period} {letter.fingerprint[:16]}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="m-{boundary}"',
    ]
    parts = [_alternative(letter.body, boundary), *map(_attachment, letter.attachments)]
    return _END.join([*headers, "", *_multipart(parts, f"m-{boundary}")]).encode("ascii")


def _multipart(parts: Iterable[str], boundary: str) -> Iterator[str]:
    for part in parts:
        yield f"--{boundary}"
        yield part
    yield f"--{boundary}--"
    yield ""


def _alternative(body: Body, boundary: str) -> str:
    parts = [
        _part(f"text/{kind}; charset=utf-8", text.replace("\n", _END).encode())
        for kind, text in (("plain", body.text), ("html", body.html))
    ]
    head = f'Content-Type: multipart/alternative; boundary="a-{boundary}"'
    return _END.join([head, "", *_multipart(parts, f"a-{boundary}")])


def _attachment(one: Attachment) -> str:
    name = safe_name(one.name)
    kind = _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    disposition = f"Content-Disposition: attachment;{_END} filename*=UTF-8''{quote(name, safe='')}"
    return _part(f'{kind};{_END} name="{_text(name, 7)}"', one.data, disposition)


def _part(kind: str, data: bytes, *more: str) -> str:
    encoded = base64.b64encode(data).decode("ascii")
    lines = [encoded[at : at + 76] for at in range(0, len(encoded), 76)]
    return _END.join([f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *more, "", *lines])


def _people(field: str, people: Iterable[tuple[str, str]]) -> list[str]:
    """The header of some people, one a line; nothing without people."""
    shown = [_person(name, address) for name, address in people]
    return [f"{field}: {f',{_END} '.join(shown)}"] if shown else []


def _person(name: str, address: str) -> str:
    if not is_address(address):
        raise BadHeader(f"no address: {address!r}")
    return f"{_words(name)}{_END} <{address}>" if name and name != address else address


def _words(text: str) -> str:
    """A name: plain letters as they are, everything else in encoded words."""
    return text if _ATOM.fullmatch(text) and len(text) < 60 else _encoded(text)


def _text(text: str, taken: int) -> str:
    """Text of a header; ASCII that needs no care stays readable."""
    if (
        text.isascii()
        and text.isprintable()
        and "=?" not in text
        and not set(text) & set('"\\')
        and len(text) + taken < 76
    ):
        return text
    return _encoded(text)


def _encoded(text: str) -> str:
    """Encoded words (RFC 2047), each whole in its characters, a line each."""
    words: list[bytes] = [b""]
    for character in _plain_spaces(text):
        one = character.encode(errors="replace")
        if len(words[-1]) + len(one) > _WORD_BYTES:
            words.append(b"")
        words[-1] += one
    return f"{_END} ".join(f"=?utf-8?B?{base64.b64encode(word).decode('ascii')}?=" for word in words)


def _plain_spaces(text: str) -> str:
    """`text` without line breaks and other control characters, which end a header."""
    return "".join(" " if character < " " or character == "\x7f" else character for character in text)


def _plain(value: str) -> str:
    if not value.isascii() or not value.isprintable():
        raise BadHeader(f"not one line of ASCII: {value!r}")
    return value
