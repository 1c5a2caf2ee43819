"""A real SMTP server on loopback (aiosmtpd) that misbehaves as told, and counts what it took.

`faults` maps an address to a list of faults; each delivery attempt to it uses up one. Faults:
rcpt 550 … (refused at RCPT), data 552 … (answer after DATA), drop-rcpt, drop-data (before 354), drop-after (the mail is
taken, the answer never comes), slow-after (the answer comes too late).
"""

# ruff: noqa: N802 (aiosmtpd finds its hooks by these names)

from __future__ import annotations

import asyncio
import email
import email.policy
import ssl
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from reporter.post.settings import MailSettings, Security

PASSWORD = "abcd1234"


class Box:
    """What the server took: one entry for each recipient and message."""

    def __init__(self, faults: Mapping[str, Sequence[str]] | None = None) -> None:
        self.faults = {address: list(found) for address, found in (faults or {}).items()}
        self.taken: list[tuple[str, str, bytes]] = []
        self.attempts: Counter[str] = Counter()

    def _next(self, address: str, *stages: str) -> str:
        waiting = self.faults.get(address, [])
        return waiting.pop(0) if waiting and waiting[0].split()[0] in stages else ""

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        fault = self._next("MAIL", "mail")
        if fault:
            return fault.removeprefix("mail ")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.attempts[address] += 1
        fault = self._next(address, "rcpt", "drop-rcpt")
        if fault == "drop-rcpt":
            server.transport.abort()  # type: ignore[union-attr]
            return "451 gone"
        if fault:
            return fault.removeprefix("rcpt ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        fault = next(
            filter(None, (self._next(one, "data", "drop-after", "slow-after") for one in envelope.rcpt_tos)), ""
        )
        if fault.startswith("data "):
            return fault.removeprefix("data ")
        content = envelope.content or b""
        name = str(email.message_from_bytes(bytes(content), policy=email.policy.default)["Message-ID"])
        self.taken += [(address, name, bytes(content)) for address in envelope.rcpt_tos]
        if fault == "drop-after":
            server.transport.abort()  # type: ignore[union-attr]
        if fault == "slow-after":
            await asyncio.sleep(1.5)
        return "250 taken"

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How often each message reached each address."""
        return Counter((address, name) for address, name, _ in self.taken)

    def to(self, address: str) -> int:
        return sum(one == address for one, _, _ in self.taken)


class _Dropping(SMTP):
    """Drops the connection at DATA, before it says 354, when the box says so."""

    async def smtp_DATA(self, arg: str) -> None:
        for address in self.envelope.rcpt_tos if self.envelope else ():
            if self.event_handler._next(address, "drop-data"):  # type: ignore[attr-defined]
                self.transport.abort()  # type: ignore[union-attr]
                return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, box: Box, *, serving: ssl.SSLContext | None = None, **options: Any) -> None:
        self._options = options
        super().__init__(box, hostname="127.0.0.1", port=0, ssl_context=serving)

    def factory(self) -> SMTP:
        return _Dropping(self.handler, hostname="localhost", **self._options)

    def _trigger_server(self) -> None:
        """Port 0: the port is known only once the server listens."""
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def served(box: Box, *, serving: ssl.SSLContext | None = None, **options: Any) -> Iterator[MailSettings]:
    """The server while the block runs, and settings that reach it."""
    controller = _Controller(box, serving=serving, **options)
    controller.start()
    try:
        yield MailSettings(
            host="127.0.0.1", port=controller.port, security=Security.NONE, sender="dcs@qy.gov.cn",
            from_name="区督查室", pause=0, retry_wait=0, timeout=1,
        )  # fmt: skip
    finally:
        controller.stop()


def authenticating(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    """Takes one password."""
    good = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=good, handled=False)


def certificate(name: str, place: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for a name by an authority of our own; the file of that authority."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    file = place / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return context, file
