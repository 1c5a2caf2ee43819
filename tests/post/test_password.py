"""Where a password comes from, in this order: environment, keyring, the person."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from reporter.folder import FolderError
from reporter.post.password import find_password


def keyring(found: str | None) -> SimpleNamespace:
    return SimpleNamespace(get_password=lambda service, user: found if (service, user) == ("mail", "a@b.cn") else None)


def never() -> str:
    raise AssertionError("nobody should be asked")


def test_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring("kept"))
    assert find_password("mail", "a@b.cn", "given", never) == "given"


def test_then_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring("kept"))
    assert find_password("mail", "a@b.cn", None, never) == "kept"
    assert find_password("mail", "other@b.cn", None, lambda: "asked") == "asked"


@pytest.mark.parametrize("broken", ["absent", "locked"])
def test_then_the_person(monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def locked(service: str, user: str) -> str:
        raise RuntimeError("no backend")

    monkeypatch.setitem(sys.modules, "keyring", None if broken == "absent" else SimpleNamespace(get_password=locked))
    assert find_password("mail", "a@b.cn", "", lambda: "asked") == "asked"


def test_without_any_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", keyring(None))
    with pytest.raises(FolderError, match="没有密码，没有发送"):
        find_password("mail", "a@b.cn", None, lambda: "")
