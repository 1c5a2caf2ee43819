"""One connection to the sending server, step by step: what is certain and what is not never mixes.

Up to the answer to DATA nothing was delivered, whatever happens. After the message is on its way only the server's
last answer tells; a connection that breaks then leaves a letter of which nobody knows.
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from pathlib import Path

from reporter.core.values import dataclass
from reporter.folder import SETTINGS
from reporter.post.settings import MailSettings, Security

_LATER, _CLOSING = 400, 421
_LINE_START_DOT = re.compile(rb"(?m)^\.")
_LONGEST_REPLY = 120
_OURSELVES = "[127.0.0.1]"
"""What we call ourselves. The PC's own name may be Chinese, which no server takes, and asking for it is slow."""


class MailServerError(Exception):
    """The server cannot be used; one Chinese sentence. Nothing was sent in this step."""


class NotSent(Exception):
    """The connection was lost before the message was on its way: certainly not delivered."""


class Unsure(Exception):
    """The connection was lost after the message was on its way: delivered or not, nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the server answered."""

    code: int
    text: str

    @property
    def is_later(self) -> bool:
        """Whether the server asks to come again (4xx)."""
        return _LATER <= self.code < _LATER + 100

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of one message: addresses that got it with the server's answer, and those refused."""

    reply: Reply
    accepted: tuple[str, ...] = ()
    refused: Mapping[str, Reply] = field(default_factory=dict)


class Connection:
    """An open connection. `deliver` may be called again after it returned; after an exception it is dead."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    def deliver(
        self, sender: str, addresses: Sequence[str], data: bytes, before_data: Callable[[Sequence[str]], None]
    ) -> Delivery:
        """Hand over one message. `before_data` is called with the addresses that were taken, before DATA.

        NotSent and Unsure when the connection breaks.
        """
        refused = self._envelope(sender, addresses, len(data))
        taken = [address for address in addresses if address not in refused]
        if not taken:
            self._reset()
            return Delivery(reply=next(iter(refused.values())), refused=refused)
        before_data(taken)
        reply = self._step(lambda: self._server.docmd("DATA"))
        if reply.code != 354:
            self._reset()
            return Delivery(reply=reply, refused={**refused, **dict.fromkeys(taken, reply)})
        reply = self._content(data)
        if reply.code // 100 != 2:
            return Delivery(reply=reply, refused={**refused, **dict.fromkeys(taken, reply)})
        return Delivery(reply=reply, accepted=tuple(taken), refused=refused)

    def close(self) -> None:
        """Say goodbye; whether the server answers does not matter any more."""
        with suppress(smtplib.SMTPException, OSError):
            self._server.quit()
        self._server.close()

    def _envelope(self, sender: str, addresses: Sequence[str], size: int) -> dict[str, Reply]:
        """Sender and addresses; those refused, all of them where the server does not take the sender."""
        options = [f"size={size}"] if self._server.has_extn("size") else []
        reply = self._step(lambda: self._server.mail(sender, options))
        if reply.code // 100 != 2:
            return dict.fromkeys(addresses, reply)
        refused = {}
        for address in addresses:
            reply = self._step(lambda address=address: self._server.rcpt(address))  # type: ignore[misc]
            if reply.code not in (250, 251):
                refused[address] = reply
        return refused

    def _content(self, data: bytes) -> Reply:
        try:
            self._server.send(_LINE_START_DOT.sub(b"..", data) + b".\r\n")
            return _reply(*self._server.getreply())
        except (smtplib.SMTPException, OSError) as error:
            self._server.close()
            raise Unsure(_words(error)) from error

    def _step(self, ask: Callable[[], tuple[int, bytes]]) -> Reply:
        """One question before the message is on its way; NotSent when the server is gone or says that it goes."""
        try:
            reply = _reply(*ask())
        except (smtplib.SMTPException, OSError) as error:
            self._server.close()
            raise NotSent(_words(error)) from error
        if reply.code == _CLOSING:
            self._server.close()
            raise NotSent(str(reply))
        return reply

    def _reset(self) -> None:
        """Forget the envelope. Where that fails the connection is dead, and the next letter finds it so."""
        with suppress(NotSent):
            self._step(self._server.rset)


def connect(settings: MailSettings, password: str, root: Path) -> Connection:
    """A connection ready for messages; MailServerError with one sentence when there is none. Never without TLS."""
    where = f"{settings.host}:{settings.port}"
    try:
        server = _opened(settings, root)
    except ssl.SSLCertVerificationError as error:
        raise MailServerError(_on_certificate(settings, error)) from error
    except ssl.SSLError as error:
        raise MailServerError(
            f'和发信服务器{where}建立加密连接失败（{error.reason}）。465端口写security = "tls"，587端口写"starttls"。'
        ) from error
    except socket.gaierror as error:
        raise MailServerError(
            f"找不到发信服务器“{settings.host}”。请检查网络和reporter.toml里[mail]的host。"
        ) from error
    except ConnectionRefusedError as error:
        raise MailServerError(f"发信服务器{where}不接受连接。请检查端口（465或587），或者防火墙。") from error
    except TimeoutError as error:
        raise MailServerError(f"连接发信服务器{where}超过{settings.timeout:g}秒没有回应。请检查网络和端口。") from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerError(f"连不上发信服务器{where}：{_words(error)}。") from error
    return _logged_in(server, settings, password)


def _opened(settings: MailSettings, root: Path) -> smtplib.SMTP:
    context = _context(settings, root)
    if settings.security is Security.TLS:
        return smtplib.SMTP_SSL(settings.host, settings.port, _OURSELVES, timeout=settings.timeout, context=context)
    server = smtplib.SMTP(settings.host, settings.port, _OURSELVES, timeout=settings.timeout)
    if settings.security is Security.STARTTLS:
        try:
            server.starttls(context=context)
            server.ehlo()
        except smtplib.SMTPNotSupportedError as error:
            server.close()
            raise MailServerError(
                f"发信服务器{settings.host}:{settings.port}不提供加密（STARTTLS），没有发送。"
                + '请改用465端口和security = "tls"。'
            ) from error
        except BaseException:
            server.close()
            raise
    return server


def _context(settings: MailSettings, root: Path) -> ssl.SSLContext:
    if not settings.ca_file:
        return ssl.create_default_context()
    try:
        return ssl.create_default_context(cafile=str(root / settings.ca_file))
    except (OSError, ssl.SSLError) as error:
        raise MailServerError(f"证书文件“{settings.ca_file}”读不了，请检查{SETTINGS}里[mail]的ca_file。") from error


def _logged_in(server: smtplib.SMTP, settings: MailSettings, password: str) -> Connection:
    try:
        server.ehlo_or_helo_if_needed()
        if settings.user:
            server.login(settings.user, password)
    except smtplib.SMTPAuthenticationError as error:
        server.close()
        raise MailServerError(
            f"发信服务器不认用户名或密码（{_reply(error.smtp_code, _bytes(error.smtp_error))}）。"
            "QQ、163邮箱要用“授权码”，不是登录密码。没有发送。"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        server.close()
        raise MailServerError("发信服务器不支持用户名密码登录。没有发送。") from error
    except (smtplib.SMTPException, OSError) as error:
        server.close()
        raise MailServerError(f"登录发信服务器时断了：{_words(error)}。没有发送。") from error
    return Connection(server)


def _on_certificate(settings: MailSettings, error: ssl.SSLCertVerificationError) -> str:
    reasons = {
        18: "是自己签发的",
        19: "是自己签发的",
        20: "的签发机构不认识",
        10: "过期了",
        62: "和服务器名称不符",
        64: "和服务器名称不符",
    }
    reason = reasons.get(error.verify_code, f"核对不过（{error.verify_message}）")
    return (
        f"发信服务器“{settings.host}”的证书{reason}，没有发送，也没有交出密码。请核对host；"
        f"单位自建的服务器，把它的根证书写进{SETTINGS}的ca_file。"
    )


def _reply(code: int, text: bytes | str) -> Reply:
    plain = _bytes(text).decode("utf-8", errors="replace")
    clean = " ".join("".join(one if one.isprintable() else " " for one in plain).split())
    return Reply(code=code, text=clean[:_LONGEST_REPLY])


def _bytes(text: bytes | str) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _words(error: Exception) -> str:
    """What went wrong, in words fit for a sentence."""
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError) or "timed out" in str(error):
        return "服务器太久没有回应"
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return "连接断了"
    if isinstance(error, smtplib.SMTPResponseException):
        return str(_reply(error.smtp_code, error.smtp_error))
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
