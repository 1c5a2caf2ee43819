"""Where a password comes from: environment, then the system's keyring, then the person. Never from a file here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from reporter.folder import FolderError


def find_password(service: str, user: str, given: str | None, ask: Callable[[], str]) -> str:
    """The password of `user` at a service (reporter-mail): `given` by the environment, kept by the keyring, or asked.

    FolderError when nobody gives one.
    """
    found = given or _kept(service, user) or ask()
    if not found:
        raise FolderError("没有密码，没有发送。")
    return found


def _kept(service: str, user: str) -> str:
    """What the keyring (an extra) holds; empty without the extra, or when it has none or cannot be opened."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        return ""
    try:
        return keyring.get_password(service, user) or ""
    except Exception:  # every system's keyring has errors of its own; the person is asked instead
        return ""
