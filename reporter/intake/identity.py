"""Whose form a returned book is: the row tokens say it, the other carriers corroborate (DESIGN 6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.tokens import FORM_ID, META, SAMPLE, FormNumber, Token, parse_form_number
from reporter.intake.grid import tokens_of
from reporter.sheets.cells import Book, CellKind, Sheet

_NUMBER_IN_TEXT = re.compile(r"20\d\d-\d\d\.A\d+\.B\d+\.[0-9a-f]{2}(?![.\w])")
_SAMPLE_TITLE = "（样例）"
_YES = "是"
LIST_SHEET = "问题清单"
"""The front sheet of a marked-up copy; a copy that comes back corrected may still have it."""
Identity = tuple[Period, str, str]
"""Period, action and bureau."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carriers:
    """What a book says of itself: tokens by sheet and row, form numbers in its other places."""

    sheets: tuple[tuple[Sheet, Mapping[int, Token]], ...]
    numbers: tuple[FormNumber, ...]
    is_sample: bool
    is_copied: bool
    """The sheets were copied into another workbook: `_meta`, defined name and property are gone."""

    identities: tuple[FormNumber, ...]
    """The different forms that the tokens name, editions apart, in order of appearance; one in a sound book."""

    @property
    def tokens(self) -> Sequence[Token]:
        return [token for _, tokens in self.sheets for token in tokens.values()]

    @property
    def contradiction(self) -> FormNumber | None:
        """A carrier that names another form than the tokens do; None when they agree or there is no other carrier."""
        known = {_identity(number) for number in self.identities}
        return next((number for number in self.numbers if _identity(number) not in known), None)


def carriers_of(book: Book) -> Carriers:
    """Everything in the book that tells whose it is."""
    found = [(sheet, tokens_of(sheet)) for sheet in book.sheets]
    texts = [*book.names.values(), *book.properties.values(), *_texts_outside_rows(found)]
    numbers = (parse_form_number(number) for text in texts for number in _NUMBER_IN_TEXT.findall(text))
    return Carriers(
        sheets=tuple((sheet, tokens) for sheet, tokens in found if tokens),
        numbers=_distinct(number for number in numbers if number),
        identities=_distinct(token for _, tokens in found for token in tokens.values()),
        is_sample=_is_sample(book, found),
        is_copied=not (FORM_ID in book.names or FORM_ID in book.properties or META in {s.name for s in book.sheets}),
    )


def extra_sheets(book: Book, carriers: Carriers) -> tuple[str, ...]:
    """Names of visible sheets that hold something and no token; our own list of problems is none."""
    own = {LIST_SHEET, *(sheet.name for sheet, _ in carriers.sheets)}
    return tuple(s.name for s in book.sheets if s.state == "visible" and s.cells and s.name not in own)


def _distinct(numbers: Iterable[Token | FormNumber]) -> tuple[FormNumber, ...]:
    first: dict[Identity, FormNumber] = {}
    for number in numbers:
        if _identity(number) not in first:
            first[_identity(number)] = number if isinstance(number, FormNumber) else number.form_number
    return tuple(first.values())


def _identity(number: Token | FormNumber) -> Identity:
    return number.period, number.action, number.bureau


def _texts_outside_rows(found: Sequence[tuple[Sheet, Mapping[int, Token]]]) -> Iterator[str]:
    """Texts of `_meta` and of the lines above the items; what a bureau typed in a row says nothing about identity."""
    for sheet, tokens in found:
        if tokens or sheet.name == META:
            first = min(tokens, default=100)
            above = [(place, cell) for place, cell in sheet.cells.items() if place[0] < first]
            yield from (cell.text for _, cell in sorted(above) if cell.kind is CellKind.TEXT)


def _is_sample(book: Book, found: Sequence[tuple[Sheet, Mapping[int, Token]]]) -> bool:
    """Whether property, `_meta` or a title says 样例."""
    if book.properties.get(SAMPLE) == _YES:
        return True
    for sheet, tokens in found:
        if sheet.name == META and any(_says_sample(sheet, row) for row in sheet.rows()):
            return True
        if tokens and any(text.rstrip().endswith(_SAMPLE_TITLE) for text in _texts_outside_rows([(sheet, tokens)])):
            return True
    return False


def _says_sample(sheet: Sheet, row: int) -> bool:
    label, value = sheet.at(row, 1), sheet.at(row, 2)
    return label is not None and value is not None and (label.text, value.text) == (SAMPLE, _YES)
