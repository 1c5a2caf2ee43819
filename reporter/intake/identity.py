"""Whose form a returned book is: the row tokens say it, the other carriers corroborate (DESIGN 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.tokens import FORM_ID, META, SAMPLE, FormNumber, parse_form_number
from reporter.intake.tagged import Placed, Tagged, Tokens, above, with_tokens
from reporter.sheets.cells import Book, CellKind, Sheet

_NUMBER_IN_TEXT = re.compile(r"20\d\d-\d\d\.A\d+\.B\d+\.[0-9a-f]{2}(?![.\w])")
_IN_NUMBER = ".A"
_SAMPLE_TITLE = "（样例）"
_YES = "是"
_TEXT = CellKind.TEXT
_END_OF_META = 100
LIST_SHEET = "问题清单"
"""The front sheet of a marked-up copy; a copy that comes back corrected may still have it."""
Identity = tuple[Period, str, str]
"""Period, action and bureau."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """What a book says of itself: tokens by sheet and row, form numbers in its other places."""

    sheets: tuple[Tagged, ...]
    """The sheets with tokens; none when the book is no form."""
    numbers: tuple[FormNumber, ...]
    is_sample: bool
    is_copied: bool
    """The sheets were copied into another workbook: `_meta`, defined name and property are gone."""

    identities: tuple[FormNumber, ...]
    """The different forms that the tokens name, editions apart, in order of appearance; one in a sound book."""
    editions: frozenset[str]
    """The editions of the form that the tokens name."""

    @property
    def contradiction(self) -> FormNumber | None:
        """A carrier that names another form than the tokens do; None when they agree or there is no other carrier."""
        known = {_identity(number) for number in self.identities}
        return next((number for number in self.numbers if _identity(number) not in known), None)


def carriers_of(book: Book, known: Tokens | None = None) -> Carriers:
    """Everything in the book that tells whose it is. `known` are tokens that need not be taken apart."""
    found = [(sheet, with_tokens(sheet, known or {})) for sheet in book.sheets]
    sheets = tuple(one for _, one in found if one)
    named = list(_named(sheets))
    heads = [
        one.head if one else above(sheet.cells.items(), _END_OF_META)
        for sheet, one in found
        if one or sheet.name == META
    ]
    return Carriers(
        sheets=sheets,
        numbers=_numbers(book, heads, {str(number): number for number in named}),
        identities=_distinct(named),
        editions=frozenset({number.edition for number in named}),
        is_sample=_is_sample(book, sheets),
        is_copied=not (FORM_ID in book.names or FORM_ID in book.properties or META in {s.name for s in book.sheets}),
    )


def extra_sheets(book: Book, carriers: Carriers) -> tuple[str, ...]:
    """Names of visible sheets that hold something and no token; our own list of problems is none."""
    own = {LIST_SHEET, *(one.sheet.name for one in carriers.sheets)}
    return tuple(s.name for s in book.sheets if s.state == "visible" and s.cells and s.name not in own)


def _numbers(book: Book, heads: Sequence[Sequence[Placed]], known: Mapping[str, FormNumber]) -> tuple[FormNumber, ...]:
    """The different forms that names, properties, `_meta` and the lines above the items name.

    What a bureau typed in a row says nothing about identity. `known` are numbers by their text.
    """
    texts = [*book.names.values(), *book.properties.values(), *(text for head in heads for text in _texts(head))]
    found = dict.fromkeys(number for text in texts if _IN_NUMBER in text for number in _NUMBER_IN_TEXT.findall(text))
    return _distinct(number for text in found if (number := known.get(text) or parse_form_number(text)))


def _texts(head: Sequence[Placed]) -> Iterator[str]:
    """Those texts above the items in which a number may stand, row by row."""
    held = [(place, cell) for place, cell in head if isinstance(cell.value, str) and _IN_NUMBER in cell.value]
    return (cell.text for _, cell in sorted(held) if cell.kind is _TEXT)


def _named(sheets: Sequence[Tagged]) -> Iterator[FormNumber]:
    """The form that the tokens name, anew wherever the next token names another; once in a sound book."""
    last = None
    for token in (token for one in sheets for token in one.tokens.values()):
        said = token.period, token.action, token.bureau, token.edition
        if said != last:
            yield token.form_number
        last = said


def _distinct(numbers: Iterable[FormNumber]) -> tuple[FormNumber, ...]:
    first: dict[Identity, FormNumber] = {}
    for number in numbers:
        first.setdefault(_identity(number), number)
    return tuple(first.values())


def _identity(number: FormNumber) -> Identity:
    return number.period, number.action, number.bureau


def _is_sample(book: Book, sheets: Sequence[Tagged]) -> bool:
    """Whether property, `_meta` or a title says 样例."""
    if book.properties.get(SAMPLE) == _YES:
        return True
    metas = (sheet for sheet in book.sheets if sheet.name == META)
    return any(_says_sample(sheet, row) for sheet in metas for row in sheet.rows()) or any(
        cell.kind is _TEXT and cell.text.rstrip().endswith(_SAMPLE_TITLE) for one in sheets for _, cell in one.head
    )


def _says_sample(sheet: Sheet, row: int) -> bool:
    label, value = sheet.at(row, 1), sheet.at(row, 2)
    return label is not None and value is not None and (label.text, value.text) == (SAMPLE, _YES)
