"""A cell of a returned form that can say where it is: every answer and every problem of a cell starts here."""

from __future__ import annotations

from typing import Protocol

from reporter.core.problem import Place, Problem, problem
from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.intake.submission import ReturnedFile


class Spotted(Protocol):
    """A cell, as far as whoever reads it has to know: where its answer comes from, and how a problem in it is told."""

    @property
    def source(self) -> Source: ...

    def problem(self, code: str, *, seen: str = "", **values: object) -> Problem: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an answer stands or should stand. `bureau` is a code, `heading` the column's heading as issued."""

    file: ReturnedFile
    sheet: str
    cell: str
    item: str
    name: str
    heading: str
    bureau: str

    @property
    def source(self) -> Source:
        return Source(file=self.file.file, sheet=self.sheet, cell=self.cell, sha256=self.file.sha256)

    @property
    def where(self) -> str:
        """“指标”页H9格（A8-K11-2 康复救助月数，本期累计）."""
        return f"“{self.sheet}”页{self.cell}格（{self.item} {self.name}，{self.heading}）"

    def problem(self, code: str, *, seen: str = "", **values: object) -> Problem:
        """The problem of `code` in this cell; {where} and {name} of its sentence are filled."""
        return problem(
            code,
            Place(file=self.file.file, sheet=self.sheet, cell=self.cell),
            item=self.item,
            bureau=self.bureau,
            seen=seen,
            **{"where": self.where, "name": self.name, **values},
        )
