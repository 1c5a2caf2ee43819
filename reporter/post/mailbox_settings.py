"""Where forms come in: table [imap] of reporter.toml. No password stands there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from reporter.folder import SETTINGS, FolderError
from reporter.post.mailbox import NONE, STARTTLS, TLS, Mailbox, is_this_computer

_TEXTS = ("host", "user", "security", "folder", "ca_file")
_KNOWN = (*_TEXTS, "port", "since")


def mailbox_settings(table: Mapping[str, object]) -> tuple[Mailbox, date | None]:
    """The mailbox of table [imap], and the day before which nothing is looked at (None: the period decides).

    FolderError naming the key that cannot be.
    """
    if "password" in table:
        raise FolderError(
            f"{SETTINGS}的[imap]里不能写密码（password），请删掉。密码用环境变量REPORTER_IMAP_PASSWORD，或者运行时输入。"
        )
    unknown = next((key for key in table if key not in _KNOWN), None)
    if unknown:
        raise FolderError(f"{SETTINGS}的[imap]里不认识“{unknown}”，可写：{'、'.join(_KNOWN)}。")
    texts = {key: _text(table, key) for key in _TEXTS if table.get(key, "") != ""}
    missing = [key for key in ("host", "user") if key not in texts]
    if missing:
        raise FolderError(
            f"{SETTINGS}的[imap]还没有写{'、'.join(missing)}，不能从邮箱收表。请先填好，"
            "或者用“--from 文件夹”收存下来的邮件和填报表。"
        )
    box = Mailbox(**texts, port=_port(table))
    _check(box)
    return box, _since(table)


def _check(box: Mailbox) -> None:
    if box.security not in (TLS, STARTTLS, NONE):
        raise FolderError(f'{SETTINGS}的[imap]里security只能写"tls"（993端口）或"starttls"（143端口）。')
    if box.security == NONE and not is_this_computer(box.host):
        raise FolderError(f'{SETTINGS}的[imap]写了security = "none"，不加密只能用于本机。请改成"tls"或"starttls"。')
    if box.security == STARTTLS and box.port == 993:
        raise FolderError(f'{SETTINGS}的[imap]里993端口要写security = "tls"，starttls用143端口。')


def _text(table: Mapping[str, object], key: str) -> str:
    value = table[key]
    if not isinstance(value, str) or any(character < " " for character in value):
        raise FolderError(f'{SETTINGS}的[imap]里{key}要写成一行带英文引号的文字，例如{key} = ""。')
    return value.strip()


def _port(table: Mapping[str, object]) -> int:
    value = table.get("port", 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 65535:
        raise FolderError(f"{SETTINGS}的[imap]里port要写成端口号，例如port = 993。")
    return value


def _since(table: Mapping[str, object]) -> date | None:
    value = table.get("since", "")
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError as error:
        raise FolderError(f'{SETTINGS}的[imap]里since要写成日期，例如since = "2024-05-20"。') from error
