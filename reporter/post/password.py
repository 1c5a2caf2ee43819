"""The password of a mail server: environment, then the system's keyring, then asked for. Never in a file."""

from __future__ import annotations

from collections.abc import Callable

from reporter.folder import FolderError


def password_for(server: str, user: str, given: str, ask: Callable[[str], str] | None) -> str:
    """`given` (from the environment), else what the keyring holds, else the answer of `ask`.

    FolderError when there is none and nobody to ask (`ask` None).
    """
    password = given or _from_keyring(server, user)
    if not password and ask is not None:
        password = ask(f"{user}在{server}的密码（163、126、QQ邮箱是授权码）")
    if not password:
        raise FolderError(f"没有“{user}”的邮箱密码。请设环境变量，或者存进系统的密码库，或者在窗口里运行时输入。")
    return password


def _from_keyring(server: str, user: str) -> str:
    """The keyring's password; empty without the package, a backend or an entry."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(f"reporter:{server}", user) or ""
    except KeyringError:
        return ""
