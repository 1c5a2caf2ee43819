"""The sheets of a returned book with the tokens in their rows: everything else is found from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporter.core.remember import for_same
from reporter.core.values import dataclass
from reporter.forms.guide import contact_sheet
from reporter.forms.model import FormLayout, FormSheet
from reporter.forms.tokens import CENTURY, Token, parse
from reporter.sheets.cells import Cell, CellKind, Sheet

_TOKEN_COLUMNS = 12
"""Tokens are looked for in the first columns, since some may have been inserted before theirs."""
_TEXT = CellKind.TEXT
Placed = tuple[tuple[int, int], Cell]
"""A cell with its row and column."""
Layouts = Mapping[tuple[str, str], FormLayout]
"""The forms of the period by action and bureau code."""
Tokens = Mapping[str, Token]
"""What tokens say, by their text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is known of a month's forms before the first comes back: their sheets, 填表说明 first, and all tokens."""

    sheets: Mapping[tuple[str, str], tuple[FormSheet, ...]]
    tokens: Tokens


@for_same
def expected(layouts: Layouts) -> Expected:
    """What is to come back of `layouts`: most tokens in a returned file are known from it."""
    sheets = {key: (contact_sheet(layout), *layout.sheets) for key, layout in layouts.items()}
    tokens = (found for key, layout in layouts.items() for found in _tokens_of_form(layout, sheets[key]))
    return Expected(sheets=sheets, tokens=dict(tokens))


def _tokens_of_form(layout: FormLayout, sheets: Sequence[FormSheet]) -> Iterator[tuple[str, Token]]:
    period, action, bureau, edition = layout.period, layout.action, layout.bureau, layout.edition
    for row in (row for sheet in sheets for row in sheet.rows):
        yield row.token, Token(period=period, action=action, bureau=bureau, code=row.code, edition=edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """A sheet with its tokens by row number, in ascending order; there is one at least."""

    sheet: Sheet
    tokens: Mapping[int, Token]
    codes: frozenset[str]
    """The rows that the tokens name."""
    head: tuple[Placed, ...]
    """What stands above the first row with a token, in the order of the file."""

    @property
    def first(self) -> int:
        """The first row with a token."""
        return next(iter(self.tokens))

    def only(self, codes: frozenset[str]) -> Tagged | None:
        """The sheet with those tokens only that name one of `codes`; None when there is none."""
        if self.codes <= codes:
            return self
        if self.codes.isdisjoint(codes):
            return None
        return tagged(self.sheet, {row: token for row, token in self.tokens.items() if token.code in codes})


def tagged(sheet: Sheet, tokens: Mapping[int, Token]) -> Tagged | None:
    """The sheet with its tokens (by row, ascending); None when it has none."""
    if not tokens:
        return None
    return Tagged(
        sheet=sheet,
        tokens=tokens,
        codes=frozenset({token.code for token in tokens.values()}),
        head=tuple(above(sheet.cells.items(), next(iter(tokens)))),
    )


def above(cells: Iterable[Placed], first: int) -> list[Placed]:
    """The cells above a row; `cells` stand row by row."""
    found = []
    for placed in cells:
        if placed[0][0] >= first:
            break
        found.append(placed)
    return found


def with_tokens(sheet: Sheet, known: Tokens) -> Tagged | None:
    """The sheet with the tokens in it, the leftmost where a row has several; None when it has none.

    `known` are tokens that need not be taken apart.
    """
    # By position, not by name: a month has hundreds of thousands of cells.
    likely = [cell for cell in sheet.cells.values() if cell[2] is _TEXT and CENTURY in cell[3]]  # type: ignore[operator]
    found: dict[int, Token] = {}
    columns: dict[int, int] = {}
    for row, column, _, value, *_ in likely:
        token = known.get(str(value)) or parse(str(value)) if column <= _TOKEN_COLUMNS else None
        if token is not None and column < columns.get(row, column + 1):
            found[row], columns[row] = token, column
    return tagged(sheet, dict(sorted(found.items())))
