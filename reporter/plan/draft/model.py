"""A draft: a register, and for each of its rows where it comes from and how sure the reading is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum

from reporter.core.values import dataclass
from reporter.plan.model import Plan


class Sure(IntEnum):
    """How sure a reading is; `label` is printed."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @property
    def label(self) -> str:
        return {1: "低", 2: "中", 3: "高"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said of a drafted row.

    `doubtful` are headings whose value is to be checked, `missing` those that the plan does not tell: they are written
    empty, whatever the record holds.
    """

    line: str = ""
    sure: Sure = Sure.HIGH
    note: str = ""
    doubtful: frozenset[str] = field(default_factory=frozenset)
    missing: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A deed without a number or a day, by its task: the office decides whether it becomes a 节点."""

    task: str
    name: str
    phrase: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A drafted register. `remarks` holds one for each row of a table, in its order; a table without is as shipped."""

    plan: Plan
    remarks: Mapping[str, tuple[Remark, ...]]
    findings: tuple[str, ...] = ()
    """What is to be said of the whole: no tasks, no year, tables without a column for bureaus."""
    candidates: tuple[Candidate, ...] = ()
