"""The container of old Office files: what it holds, when it was saved, its properties. olefile is used only here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any

from reporter.sheets.cells import Unreadable
from reporter.sheets.values import beijing_time

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCUMENT_SUMMARY = "\x05DocumentSummaryInformation"


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The container; Unreadable E114 when it is damaged: olefile then raises exceptions of many types."""
    from olefile import OleFileIO

    try:
        container = OleFileIO(BytesIO(data))
    except Exception as fault:
        raise Unreadable("E114") from fault
    try:
        yield container
    except Exception as fault:
        raise Unreadable("E114") from fault
    finally:
        container.close()


def root_names(data: bytes) -> frozenset[str]:
    """Names of the streams and storages at the top; what lies deeper belongs to embedded objects."""
    with _opened(data) as container:
        return frozenset(path[0] for path in container.listdir(streams=True, storages=True))


def stream(data: bytes, *names: str) -> bytes:
    """The first of the streams that is there; empty when none is."""
    with _opened(data) as container:
        name = next((name for name in names if container.exists(name)), None)
        return bytes(container.openstream(name).read()) if name else b""


def saved(data: bytes) -> datetime | None:
    """The last-saved time (naive Beijing time); None when there is none or it is damaged."""
    with _opened(data) as container:
        try:
            moment = container.get_metadata().last_saved_time
        except Exception:  # a damaged summary hides nothing that a form needs
            return None
    return beijing_time(moment) if isinstance(moment, datetime) else None


def own_properties(data: bytes) -> Mapping[str, str]:
    """The document's own properties by name; empty when there are none or they are damaged."""
    with _opened(data) as container:
        try:
            found = container.get_userdefined_properties(_DOCUMENT_SUMMARY)
        except Exception:  # they only corroborate what the row tokens say
            return {}
    return {_text(one["property_name"]): _text(one["value"]) for one in found if one.get("property_name")}


def _text(value: object) -> str:
    text = value.decode("utf-8", errors="replace") if isinstance(value, bytes) else str(value)
    return text.rstrip("\x00")
