"""Workbooks with an open password, opened with the passwords that the office knows. msoffcrypto is used only here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO

from msoffcrypto import OfficeFile

from reporter.sheets.cells import Unreadable
from reporter.sheets.ole import stream

_BUILT_IN = "VelvetSweatshop"
"""Excel's own password for a workbook that is locked against changes only: nobody is asked for it."""
_SPINS = re.compile(rb'spinCount="(\d+)"')
_MOST_SPINS = 1_000_000
"""Office writes 100 000; each million takes about a second for each password."""
_MARKUP = (b"<!DOCTYPE", b"<!ENTITY")


def unlocked(data: bytes, passwords: Sequence[str]) -> bytes:
    """The workbook without its password; Unreadable E112 when no password is known, E113 when none of them fits."""
    if _is_tractable(stream(data, "EncryptionInfo")):
        for password in (_BUILT_IN, *passwords):
            opened = _opened(data, password)
            if opened:
                return opened
    raise Unreadable("E113", count=str(len(passwords))) if passwords else Unreadable("E112")


def _is_tractable(description: bytes) -> bool:
    """Whether the description of the encryption asks for no endless work and declares no entities."""
    spins = _SPINS.search(description)
    few = spins is None or (len(spins.group(1)) < 10 and int(spins.group(1)) <= _MOST_SPINS)
    return few and not any(mark in description for mark in _MARKUP)


def _opened(data: bytes, password: str) -> bytes:
    """The decrypted bytes; empty when the password does not fit. Damaged files fail with exceptions of many types."""
    result = BytesIO()
    try:
        office = OfficeFile(BytesIO(data))
        if office.format == "ooxml":
            office.load_key(password=password, verify_password=True)
        else:
            office.load_key(password=password)
        office.decrypt(result)
    except Exception:
        return b""
    return result.getvalue()
