"""How mail leaves this PC: table [mail] of reporter.toml. No password stands there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from reporter.core.values import dataclass
from reporter.folder import SETTINGS, FolderError
from reporter.post.address import is_address
from reporter.post.mime import Sender

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_MEGABYTE = 1024 * 1024


class Security(Enum):
    """How the connection is kept private; `none` serves loopback only."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """Where and how to send. Empty `host`: drafts only. Times in seconds."""

    host: str = ""
    port: int = 0
    security: Security = Security.TLS
    user: str = ""
    sender: str = ""
    from_name: str = ""
    ca_file: str = ""
    pause: float = 2
    limit: int = 200
    """Messages of one run."""
    limit_mb: float = 20
    """Size of one message with all that hangs on it."""
    timeout: float = 60
    retry_wait: float = 300
    """Before those whom the server asked to come later are tried again in the same run; 0: not in the same run."""

    @property
    def as_sender(self) -> Sender:
        return Sender(address=self.sender, name=self.from_name)

    @property
    def most_bytes(self) -> int:
        return int(self.limit_mb * _MEGABYTE)


_TEXTS = {"host": "host", "user": "user", "from": "sender", "from_name": "from_name", "ca_file": "ca_file"}
_NUMBERS = {"pause": 0.0, "limit_mb": 0.01, "timeout": 1.0, "retry_wait": 0.0}


def mail_settings(table: Mapping[str, object]) -> MailSettings:
    """The settings in table [mail]; FolderError naming the key that cannot be."""
    if "password" in table:
        raise FolderError(
            f"{SETTINGS}的[mail]里不能写密码（password），请删掉。密码用环境变量REPORTER_MAIL_PASSWORD，或者运行时输入。"
        )
    known = {*_TEXTS, *_NUMBERS, "port", "limit", "security"}
    for key in table:
        if key not in known:
            raise FolderError(f"{SETTINGS}的[mail]里不认识“{key}”，可写：{'、'.join(sorted(known))}。")
    values: dict[str, object] = {field: _text(table, key) for key, field in _TEXTS.items() if key in table}
    values |= {key: _number(table, key, least) for key, least in _NUMBERS.items() if key in table}
    values |= {key: _whole(table, key) for key in ("port", "limit") if key in table}
    security = _security(table)
    found = MailSettings(**{**values, "security": security})  # type: ignore[arg-type]
    return _checked(found)


def for_sending(settings: MailSettings) -> MailSettings:
    """The settings, complete enough to send; FolderError saying what is missing."""
    missing = [key for key, value in (("host", settings.host), ("from", settings.sender)) if not value]
    if missing:
        raise FolderError(f"{SETTINGS}的[mail]还没有写{'、'.join(missing)}，不能发送，只写草稿。请先填好发信服务器。")
    return settings


def _checked(found: MailSettings) -> MailSettings:
    if found.sender and not is_address(found.sender):
        raise FolderError(f"{SETTINGS}的[mail]里from = “{' '.join(found.sender.split())}”不是一个邮箱地址。")
    if any(character < " " for text in (found.from_name, found.host, found.user) for character in text):
        raise FolderError(f"{SETTINGS}的[mail]里有换行，请写在一行里。")
    if found.security is Security.NONE and found.host not in _LOOPBACK:
        raise FolderError(f'{SETTINGS}的[mail]写了security = "none"，不加密只能用于本机。请改成"tls"或"starttls"。')
    return found if found.port else replace(found, port=_PORTS[found.security.value])


def _security(table: Mapping[str, object]) -> Security:
    try:
        return Security(table.get("security", "tls"))
    except ValueError as error:
        raise FolderError(f'{SETTINGS}的[mail]里security只能写"tls"（465端口）或"starttls"（587端口）。') from error


def _text(table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str):
        raise FolderError(f'{SETTINGS}的[mail]里{key}要写成带英文引号的文字，例如{key} = ""。')
    return value.strip(" ")


def _number(table: Mapping[str, object], key: str, least: float) -> float:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= 86400:
        raise FolderError(f"{SETTINGS}的[mail]里{key}要写成不小于{least:g}的数，例如{key} = 20。")
    return float(value)


def _whole(table: Mapping[str, object], key: str) -> int:
    value = table[key]
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 65535:
        raise FolderError(f"{SETTINGS}的[mail]里{key}要写成大于0的整数。")
    return value
