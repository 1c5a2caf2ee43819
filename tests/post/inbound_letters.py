"""Letters as they come in, written byte by byte: what Chinese mail programs really send, and what hostile ones may."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from urllib.parse import quote

OFFICER = "zhang@163.com"
SENT = "Mon, 3 Jun 2024 09:00:00 +0800"
RECEIVED = "from mail.163.com by mx.example.com with SMTP id 1; Mon, 3 Jun 2024 09:05:07 +0800"


def b64(data: bytes) -> bytes:
    """Base64 in lines of 76."""
    text = b64encode(data)
    return b"\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))


def encoded_word(text: str, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?="


def part(data: bytes, disposition: bytes, kind: bytes = b"application/octet-stream") -> bytes:
    """An attachment with the header lines as given."""
    coding = b"Content-Transfer-Encoding: base64"
    return b"\r\n".join([b"Content-Type: " + kind, coding, b"Content-Disposition: " + disposition, b"", b64(data)])


def attached(name: str, data: bytes) -> bytes:
    """An attachment named in the plain modern way."""
    return part(data, b"attachment; filename*=UTF-8''" + quote(name).encode())


def text_part(text: str, kind: str = "plain") -> bytes:
    return f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + b64(
        text.encode()
    )


def letter(
    *parts: bytes,
    sender: str = OFFICER,
    subject: str = "5月填报表",
    message_id: str | None = "<1@163.com>",
    received: str | None = RECEIVED,
    headers: Sequence[bytes] = (),
    text: str = "请查收",
    boundary: str = "b1",
) -> bytes:
    """A whole letter: its text, then the parts."""
    top = [
        *([b"Received: " + received.encode()] if received else []),
        f"From: {encoded_word('张三')} <{sender}>".encode(),
        b"To: dc@example.com",
        b"Subject: " + encoded_word(subject).encode(),
        b"Date: " + SENT.encode(),
        *([b"Message-ID: " + message_id.encode()] if message_id else []),
        *headers,
        b"MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{boundary}"'.encode(),
        b"",
    ]
    mark = boundary.encode()
    body = [line for one in (text_part(text), *parts) for line in (b"--" + mark, one)]
    return b"\r\n".join([*top, *body, b"--" + mark + b"--", b""])


def forwarded(inner: bytes) -> bytes:
    """A letter carried as a part."""
    return b"Content-Type: message/rfc822\r\n\r\n" + inner
