"""What every rule uses: the shape of a rule, a problem at a cell of a row, the values of a column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from reporter.core.problem import Problem, problem
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded
from reporter.plan.tables import BY_NAME

Check: TypeAlias = Callable[[Loaded, Plan], Iterator[Problem]]


def at(
    loaded: Loaded, code: str, table: str, index: int, heading: str, *, item: str = "", seen: str = "", **values: Any
) -> Problem:
    """The problem `code` at the cell under `heading` of the `index`-th row of a table."""
    place = loaded.place(table, index, heading)
    return problem(code, place, item=item, seen=seen, heading=heading, **values)


def of_table(loaded: Loaded, code: str, table: str, **values: Any) -> Problem:
    """The problem `code` of a table as a whole."""
    return problem(code, loaded.place(table), **values)


def column_values(plan: Plan, table: str, heading: str) -> Iterator[tuple[int, Any]]:
    """Index of the row and value of one column, in the order of the table."""
    column = BY_NAME[table].column(heading)
    for index, record in enumerate(BY_NAME[table].records(plan)):
        yield index, getattr(record, column.field)


def items(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """The names or codes of a cell, whether it holds one or several; none for an empty cell."""
    if isinstance(value, tuple):
        return value
    return tuple(item for item in value.split("、") if item)
