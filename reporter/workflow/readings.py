"""What returned files said when they were last read, so that an unchanged one is not read again.

It can be deleted at any time. A file is known by the hash of its bytes, never by its name or date alone; a damaged
store, or one of another program, register or month before, is as good as none. Nothing but values can come out of it.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from reporter.folder import FileBusy, write_atomic
from reporter.intake.submission import NotAForm, Submission

Read = tuple[Submission | NotAForm, ...]
_PLAIN: dict[tuple[str, str], Any] = {
    ("decimal", "Decimal"): Decimal,
    ("datetime", "date"): date,
    ("datetime", "datetime"): datetime,
}
_LARGEST = 512 * 1024 * 1024
_MARK = 32


class Readings:
    """What was read, by key. `context` is everything else that a reading depends on."""

    def __init__(self, path: Path, context: object) -> None:
        self._path = path
        self._context = sha256(repr((_program(), context)).encode()).digest()
        self._before = _load(path, self._context)
        self._after: dict[str, bytes] = {}

    def __bool__(self) -> bool:
        """Whether anything is known from before."""
        return bool(self._before)

    def get(self, key: str | None) -> Read | None:
        """What was read under `key`; None when that is not known."""
        stored = self._before.get(key) if key is not None else None
        if stored is None:
            return None
        try:
            found = _Values(io.BytesIO(stored)).load()
        except Exception:  # whatever a damaged entry makes of itself: the file is read
            return None
        return found if isinstance(found, tuple) else None

    def keep(self, key: str | None, read: Read) -> None:
        """Remember a reading for the next run; one without a key is not."""
        if key is not None:
            self._after[key] = self._before.get(key) or pickle.dumps(read, protocol=5)

    def save(self) -> None:
        """Write what is new. A store that cannot be written is no fault: it is only missed."""
        if self._after.keys() == self._before.keys():
            return
        content = self._context + pickle.dumps(self._after, protocol=5)
        try:
            write_atomic(self._path, sha256(content).digest() + content, patience=0)
        except FileBusy:
            return


def _load(path: Path, context: bytes) -> dict[str, bytes]:
    try:
        data = path.read_bytes() if path.stat().st_size <= _LARGEST else b""
        mark, content = data[:_MARK], data[_MARK:]
        if sha256(content).digest() != mark or content[:_MARK] != context:
            return {}
        found = _Values(io.BytesIO(content[_MARK:])).load()
    except Exception:  # whatever a damaged store makes of itself: all files are read
        return {}
    return found if isinstance(found, dict) else {}


class _Values(pickle.Unpickler):
    """Gives values of this program only: nothing that does something can be named."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith("reporter."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, Enum)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name}")


@cache
def _program() -> str:
    """Which program this is: a reading of another one is not believed."""
    root = Path(str(files("reporter")))
    parts = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml"))
    return repr([(path.relative_to(root).as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in parts])
