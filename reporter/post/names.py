"""File names as they were sent, made fit to lie in a folder of any system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from pathlib import PurePosixPath

_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")
_LEFT_BEHIND = frozenset(("收件登记.csv", "desktop.ini", "thumbs.db"))
_LONGEST, _LONGEST_ENDING = 150, 12
"""Bytes in UTF-8: file systems take 255, and a number may still be added."""


def stored_name(name: str, default: str) -> str:
    """The last part of `name` without what a file system refuses or hides; `default` when nothing is left.

    >>> stored_name("../../x.xlsx", "")
    'x.xlsx'
    """
    last = re.split(r"[/\\!]", unicodedata.normalize("NFC", name))[-1]
    visible = _FORBIDDEN.sub("", last).strip()
    plain = visible.lstrip("~$. ").rstrip(". ")
    path = PurePosixPath(plain)
    if not plain or (visible.startswith(".") and not path.suffix):
        return default
    ending = path.suffix if len(path.suffix.encode()) <= _LONGEST_ENDING else ""
    stem = plain[: len(plain) - len(ending)] if ending else plain
    short = stem.encode()[: _LONGEST - len(ending.encode())].decode(errors="ignore").rstrip(". ")
    whole = short + ending
    return f"_{whole}" if _RESERVED.fullmatch(whole) or whole.lower() in _LEFT_BEHIND else whole


def free_name(name: str, received: datetime, taken: Collection[str]) -> str:
    """`name`, or with the time of receipt and at last a number where another file has it. `taken` is in lower case."""
    if name.lower() not in taken:
        return name
    path = PurePosixPath(name)
    stamped = f"{path.stem}（{received:%m%d-%H%M}"
    candidates = (f"{stamped}{number}）{path.suffix}" for number in ("", *(f"-{again}" for again in range(2, 10_000))))
    return next(one for one in candidates if one.lower() not in taken)
