"""What stands behind a chain outside the results: the returned files and the register as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from reporter.core.source import Source
from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A cell of a returned file: what was typed, when the file came and from whom.

    `fault` is a Chinese phrase when the file is gone or no longer the one that was read; then `typed` is empty.
    `sender` is what 收件登记 says of where the file came from.
    """

    source: Source
    typed: str = ""
    fault: str = ""
    sender: str = ""
    received: datetime | None = None
    received_from: str = ""


class Witness(Protocol):
    """Who knows the files."""

    def cell(self, code: str, column: str, file: str = "") -> Source | None:
        """Where a bureau answered one column of a row (本期填报, 上年同期, 年初数, 进度), in `file` if it is named.

        None when it did not.
        """

    def evidence(self, source: Source) -> Evidence:
        """What stands in a cell, and how its file came."""

    def register(self, table: str, index: int, heading: str) -> str:
        """The cell of the register workbook; empty when it is not known."""
