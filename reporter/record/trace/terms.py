"""Formulas as values: each can be computed, said in words, and written as a formula of a spreadsheet.

Their operands are cells and rows of tables (see `tables`), so that a reader finds each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reporter.core.numbers import shares_of_whole
from reporter.core.values import dataclass

Entry = str | int | Decimal | Fraction | date | None
Row = Mapping[str, Entry]
Condition = tuple[str, str, str | int | Fraction]
"""Column, sign and value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows by their key, which is the first column; `name` is the sheet that shows it.

    While a table is still computed, `meeting` is None; afterwards it remembers which rows meet a condition.
    """

    name: str
    columns: tuple[str, ...]
    rows: Mapping[str, Row]
    meeting: dict[Condition, frozenset[str]] | None = field(default=None, compare=False, repr=False)

    def rows_that(self, condition: Condition) -> frozenset[str]:
        """Keys of the rows that meet a condition."""
        known = self.meeting
        if known is None:
            return self._meeting(condition)
        if condition not in known:
            column, sign, want = condition
            if sign == "＝" and isinstance(want, str):
                known |= self._by_text(column)
                known.setdefault(condition, frozenset())
            else:
                known[condition] = self._meeting(condition)
        return known[condition]

    def _meeting(self, condition: Condition) -> frozenset[str]:
        column, sign, want = condition
        return frozenset(key for key, row in self.rows.items() if _meets(row[column], sign, want))

    def _by_text(self, column: str) -> Mapping[Condition, frozenset[str]]:
        """The keys for every text that stands in a column, found in one pass: most are asked for sooner or later."""
        found: dict[str, list[str]] = {}
        for key, row in self.rows.items():
            found.setdefault(_text(row[column]), []).append(key)
        return {(column, "＝", text): frozenset(keys) for text, keys in found.items()}


Tables = Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in one row of a table."""

    table: str
    key: str
    column: str


@dataclass(frozen=True, slots=True)
class Known:
    """A number that stands in no table; `why` says where it comes from."""

    value: Fraction
    why: str


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on a column. `sign` is ＝, ≠, ＞, ≥ or 含 (a list in the cell that holds the text)."""

    column: str
    value: str | int | Cell
    sign: str = "＝"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows meet every condition."""

    table: str
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column over the rows that meet every condition, or its `kind`: 合计, 平均, 最大, 最小."""

    table: str
    column: str
    where: tuple[Where, ...]
    kind: str = "合计"


@dataclass(frozen=True, slots=True)
class Op:
    """Two terms and a sign: ＋ − × ÷."""

    sign: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A term, or the floor where it is lower."""

    term: Term
    floor: int = 0


@dataclass(frozen=True, slots=True)
class ShareOfWhole:
    """One of several percentages that are printed together and add up to 100.0% (largest remainder)."""

    index: int
    counts: tuple[Term, ...]


Term = Cell | Known | Count | Total | Op | AtLeast | ShareOfWhole


class Undefined(Exception):
    """A term without a value: an operand is blank, or there is nothing to divide by."""


def value_of(term: Term, tables: Tables) -> Fraction:
    """The exact value; Undefined where there is none, KeyError for a row or table that does not exist."""
    match term:
        case Known(value=value):
            return value
        case Cell():
            return _number(tables[term.table].rows[term.key][term.column])
        case Count():
            return Fraction(len(matching(term, tables)))
        case Total():
            return _total(term, tables)
        case AtLeast():
            return max(value_of(term.term, tables), Fraction(term.floor))
        case ShareOfWhole():
            counts = [int(value_of(one, tables)) for one in term.counts]
            return Fraction(shares_of_whole(counts)[term.index]) / 100
        case Op():
            return _combined(term, tables)


def matching(term: Count | Total, tables: Tables) -> tuple[str, ...]:
    """The keys of the rows that a count or total takes, in the table's order."""
    table = tables[term.table]
    met = [
        table.rows_that(
            (one.column, one.sign, value_of(one.value, tables) if isinstance(one.value, Cell) else one.value)
        )
        for one in term.where
    ]
    if not met:
        return tuple(table.rows)
    keys = frozenset.intersection(*met)
    return tuple(key for key in table.rows if key in keys)


def operands(term: Term) -> Iterator[Cell | Known | Count | Total]:
    """What a term is made of, each once, in the order of the formula."""
    seen: dict[Cell | Known | Count | Total, None] = {}
    for one in _leaves(term):
        seen[one] = None
    yield from seen


def _leaves(term: Term) -> Iterator[Cell | Known | Count | Total]:
    match term:
        case Op():
            yield from _leaves(term.left)
            yield from _leaves(term.right)
        case AtLeast():
            yield from _leaves(term.term)
        case ShareOfWhole():
            for one in term.counts:
                yield from _leaves(one)
        case _:
            yield term


def _number(entry: Entry) -> Fraction:
    if isinstance(entry, int | Decimal | Fraction):
        return Fraction(entry)
    raise Undefined


def _combined(term: Op, tables: Tables) -> Fraction:
    left, right = value_of(term.left, tables), value_of(term.right, tables)
    match term.sign:
        case "＋":
            return left + right
        case "−":
            return left - right
        case "×":
            return left * right
    if right == 0:
        raise Undefined
    return left / right


def _total(term: Total, tables: Tables) -> Fraction:
    rows = tables[term.table].rows
    found = [entry for key in matching(term, tables) if (entry := rows[key][term.column]) is not None]
    numbers = [_number(entry) for entry in found]
    if term.kind == "合计":
        return sum(numbers, Fraction(0))
    if not numbers:
        raise Undefined
    if term.kind == "平均":
        return sum(numbers, Fraction(0)) / len(numbers)
    return max(numbers) if term.kind == "最大" else min(numbers)


def _text(entry: Entry) -> str:
    return entry if isinstance(entry, str) else str(entry or "")


def _meets(entry: Entry, sign: str, want: str | int | Fraction) -> bool:
    if sign == "含":
        return isinstance(entry, str) and f"|{want}|" in entry
    if isinstance(want, str):
        return (_text(entry) == want) is (sign == "＝")
    if not isinstance(entry, int | Decimal | Fraction):
        return sign == "≠"
    return {"＝": entry == want, "≠": entry != want, "＞": entry > want, "≥": entry >= want}[sign]
