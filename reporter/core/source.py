"""Where a figure came from."""

from __future__ import annotations

from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A cell of a returned file. `file` is relative to the root with `/`; `sha256` is of the file's bytes."""

    file: str
    sheet: str
    cell: str
    sha256: str

    def at(self, cell: str) -> Source:
        """Another cell of the same sheet."""
        return Source(file=self.file, sheet=self.sheet, cell=cell, sha256=self.sha256)
