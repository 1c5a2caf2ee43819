"""Letters read over IMAP, nothing on the server changed. The one place of imap-tools."""

from __future__ import annotations

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from reporter.core.period import BEIJING
from reporter.core.values import dataclass
from reporter.post.inbound import LARGEST_LETTER
from reporter.sheets.limits import MEGABYTE

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

TLS, STARTTLS, NONE = "tls", "starttls", "none"
_PORTS = {TLS: 993, STARTTLS: 143, NONE: 143}
_WANT_ID = ("163.com", "126.com", "yeah.net", "188.com", "netease.com")
"""Servers that refuse to open a folder before the program has said what it is, whether they advertise ID or not."""
_IDENTITY = '("name" "reporter" "version" "0.1" "vendor" "reporter")'
_TIMEOUT = 60
_LISTED = re.compile(rb'UID (\d+)|RFC822\.SIZE (\d+)|INTERNALDATE "([^"]+)"')
_STATED = re.compile(r"\s*(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class MailboxTrouble(Exception):
    """The mailbox cannot be read; the text is the Chinese sentence for the clerk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """Where forms come in. `security` is tls, starttls or, for this computer itself only, none; `port` 0: the usual."""

    host: str
    user: str
    security: str = TLS
    port: int = 0
    folder: str = "INBOX"
    ca_file: str = ""

    @property
    def address(self) -> str:
        return f"imap://{self.user}@{self.host}/{self.folder}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A letter as it lies on the server. `received` is the server's own time of arrival, in Beijing.

    `too_large` letters have their headers only.
    """

    origin: str
    received: datetime
    data: bytes
    too_large: str = ""


def fetch(box: Mailbox, password: str, since: date, is_known: Callable[[str], bool]) -> Iterator[Fetched]:
    """The letters that arrived since a day, oldest first, without those whose origin is known. MailboxTrouble."""
    with _sentences(box), _opened(box, password) as mailbox:
        client = mailbox.client
        validity = client.response("UIDVALIDITY")[1][0] or b"0"
        place = f"{box.address};{int(validity)}"
        for received, uid, size in _listed(mailbox, since):
            origin = f"{place};{uid}"
            if not is_known(origin):
                yield _fetched(client, origin, received, uid, size)


def _fetched(client: imaplib.IMAP4, origin: str, received: datetime, uid: str, size: int) -> Fetched:
    too_large = f"邮件太大（{size // MEGABYTE}MB）" if size > LARGEST_LETTER else ""
    answer = client.uid("FETCH", uid, "(BODY.PEEK[HEADER])" if too_large else "(BODY.PEEK[])")[1]
    data = next((part[1] for part in answer if isinstance(part, tuple) and isinstance(part[1], bytes)), None)
    if data is None:
        raise MailboxTrouble("邮件服务器没有给出邮件内容。已经收好的不受影响，过一会儿再运行一次，接着收。")
    return Fetched(origin=origin, received=received, data=data, too_large=too_large)


def _listed(mailbox: BaseMailBox, since: date) -> list[tuple[datetime, str, int]]:
    """Arrival, UID and size of the letters since a day. Servers compare days in their own zone: one day is added."""
    from imap_tools import AND

    uids = mailbox.uids(AND(date_gte=since - timedelta(days=1)), charset=None)
    found = []
    for start in range(0, len(uids), 200):
        asked = ",".join(uids[start : start + 200])
        for line in mailbox.client.uid("FETCH", asked, "(UID RFC822.SIZE INTERNALDATE)")[1]:
            stated = _parsed(line if isinstance(line, bytes) else b" ".join(line or ()))
            if stated and stated[0].date() >= since:
                found.append(stated)
    return sorted(found, key=lambda one: (one[0], int(one[1])))


def _parsed(line: bytes) -> tuple[datetime, str, int] | None:
    uid, size, stated = "", 0, ""
    for found in _LISTED.finditer(line):
        uid, size, stated = (
            (found[1] or b"").decode() or uid,
            int(found[2] or size),
            (found[3] or b"").decode("ascii", "replace") or stated,
        )
    moment = _moment(stated)
    return (moment, uid, size) if uid and moment else None


def _moment(stated: str) -> datetime | None:
    """INTERNALDATE as Beijing time; month names are English whatever the computer speaks."""
    found = _STATED.fullmatch(stated)
    if not found or found[2] not in _MONTHS:
        return None
    day, year, hour, minute, second, ahead, behind = (int(found[at]) for at in (1, 3, 4, 5, 6, 8, 9))
    zone = timedelta(hours=ahead, minutes=behind) * (-1 if found[7] == "-" else 1)
    moment = datetime(year, _MONTHS.index(found[2]) + 1, day, hour, minute, min(second, 59))
    offset = BEIJING.utcoffset(None)
    assert offset is not None
    return moment - zone + offset


@contextmanager
def _opened(box: Mailbox, password: str) -> Iterator[BaseMailBox]:
    """The folder opened for reading only."""
    mailbox = _connected(box)
    try:
        _log_in(mailbox, box, password)
        _say_who(mailbox.client, box)
        _open_folder(mailbox, box)
        yield mailbox
    finally:
        with suppress(imaplib.IMAP4.error, OSError):  # done or failed already: a server that hangs up first is no news
            mailbox.client.logout()
        with suppress(OSError):
            mailbox.client.shutdown()


def _connected(box: Mailbox) -> BaseMailBox:
    try:
        from imap_tools import MailBox, MailBoxUnencrypted
    except ImportError as error:
        raise MailboxTrouble(
            "没有装收信用的组件。请运行“pip install reporter[mail]”，或者用 --from 读存下来的邮件。"
        ) from error
    port = box.port or _PORTS[box.security]
    context = ssl.create_default_context(cafile=box.ca_file or None)
    if box.security == TLS:
        return MailBox(box.host, port, _TIMEOUT, ssl_context=context)
    mailbox = MailBoxUnencrypted(box.host, port, _TIMEOUT)
    if box.security == STARTTLS:
        try:
            mailbox.client.starttls(context)
        except BaseException:
            with suppress(OSError):
                mailbox.client.shutdown()
            raise
    return mailbox


def is_this_computer(host: str) -> bool:
    """Whether nothing leaves this computer on the way to `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _log_in(mailbox: BaseMailBox, box: Mailbox, password: str) -> None:
    try:
        mailbox.login(box.user, password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except _refusals() as error:
        raise MailboxTrouble(
            f"“{box.host}”不认“{box.user}”的密码。163、126、QQ邮箱要用在网页上生成的授权码，不是登录密码，"
            "还要先在网页设置里开通IMAP。"
        ) from error


def _say_who(client: imaplib.IMAP4, box: Mailbox) -> None:
    """ID before a folder is opened: 163 and 126 call a program without it unsafe. A server that knows no ID says so."""
    wanted = box.host.lower().endswith(_WANT_ID) or "ID" in client.capabilities
    if wanted or b"ID" in b" ".join(part or b"" for part in client.capability()[1]).split():
        with suppress(imaplib.IMAP4.error):
            client.xatom("ID", _IDENTITY)


def _open_folder(mailbox: BaseMailBox, box: Mailbox) -> None:
    try:
        mailbox.folder.set(box.folder, readonly=True)
    except imaplib.IMAP4.abort:
        raise
    except _refusals() as error:
        unsafe = "unsafe" in str(error).lower()
        said = "说登录不安全，不让读信" if unsafe else f"没有“{box.folder}”这个邮件夹，或者不让读"
        raise MailboxTrouble(f"“{box.host}”{said}。请在网页上看看IMAP设置，再核对reporter.toml的[imap]。") from error


@contextmanager
def _sentences(box: Mailbox) -> Iterator[None]:
    """Every trouble of the network as one sentence."""
    try:
        yield
    except (OSError, EOFError, imaplib.IMAP4.error) as error:
        raise MailboxTrouble(_sentence(error, box)) from error


def _sentence(error: Exception, box: Mailbox) -> str:
    host = f"“{box.host}”"
    if isinstance(error, socket.gaierror):
        return f"找不到邮件服务器{host}。请核对reporter.toml里的host，再看看能不能上网。"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{host}的证书核对不上（{error.verify_message}），没有登录。请核对host；自建的服务器要写ca_file。"
    if isinstance(error, ssl.SSLError):
        return f"和{host}没有建立加密连接。请核对port和security（993用tls，143用starttls）。"
    if isinstance(error, TimeoutError):
        return f"{host}{_TIMEOUT}秒没有回应。已经收好的不受影响，再运行一次，接着收。"
    if isinstance(error, ConnectionRefusedError):
        return f"连不上{host}。请核对reporter.toml里的host和port，再看看网络。"
    return f"和{host}的连接断了，或者它答非所问。已经收好的不受影响，再运行一次，接着收。"


def _refusals() -> tuple[type[Exception], ...]:
    """What a command that the server refuses raises, here or in the library."""
    from imap_tools.errors import ImapToolsError

    return imaplib.IMAP4.error, ImapToolsError, UnicodeError
