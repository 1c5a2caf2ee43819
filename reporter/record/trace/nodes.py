"""The tree of a chain: figures, the rows they count, and where they end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporter.core.source import Source
from reporter.core.values import dataclass
from reporter.record.trace.evidence import Evidence
from reporter.record.trace.promises import Promise
from reporter.record.trace.terms import Entry
from reporter.record.trace.words import exact, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One row that a count takes; `source` is the cell that decided it, where one did."""

    key: str
    said: str
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One figure of a chain: what it means, its exact value in words, how it was computed, what stands below it.

    A leaf ends in `evidence` (a cell of a returned file) or in `promise` (a row of the register).
    """

    meaning: str
    said: str = ""
    formula: str = ""
    members: tuple[Member, ...] = ()
    evidence: Evidence | None = None
    promise: Promise | None = None
    remarks: tuple[str, ...] = ()
    children: tuple[Node, ...] = ()


def entry(value: Entry) -> str:
    """A cell of a table in words."""
    if isinstance(value, Fraction | Decimal | int):
        return exact(Fraction(value))
    return value.isoformat() if isinstance(value, date) else str(value or "")


def place(row: Mapping[str, Entry]) -> str:
    """A row of 行动 or 单位 by its place, with the pair by which places are given."""
    share, mean = row["达到占比"], row["完成率均值"]
    met = f"，达到{row['达到']}÷应统计{row['应统计']}＝{percent(share)}" if isinstance(share, Fraction) else ""
    score = f"，完成率均值{percent(Fraction(mean))}" if isinstance(mean, Decimal | Fraction) else ""
    return f"第{row['名次']}位 {row['名称']}{met}{score}"
