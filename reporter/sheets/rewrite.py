"""A workbook that was read, written anew as .xlsx: for a marked-up copy of a file in another format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from math import isinf

from reporter.sheets.cells import Book, Cell, CellKind, Sheet
from reporter.sheets.limits import NOT_IN_TITLE
from reporter.sheets.parts import for_xml
from reporter.sheets.spec import BookSpec, CellSpec, CellValue, SheetSpec, Style
from reporter.sheets.write import write_book

_STYLE = Style(wrap=True, unlocked=True)
_LONGEST_NAME, _LONGEST_BEFORE_NUMBER = 31, 26
_WIDTHS = (10.0, 60.0)
_EPOCH = datetime(2000, 1, 1)


def as_xlsx(book: Book) -> bytes:
    """An .xlsx with the values of `book` at their addresses: sheets, visibility, merged cells, names and properties.

    Formulas become what they showed; looks, pictures and charts are not in a Book and so not in the copy.
    """
    return write_book(
        BookSpec(
            sheets=tuple(
                _sheet(replace(sheet, name=name)) for sheet, name in zip(book.sheets, _titles(book), strict=True)
            ),
            created=book.modified or _EPOCH,
            names={name: f'="{for_xml(value)}"' for name, value in book.names.items() if not set('!"') & set(value)},
            properties={for_xml(name): for_xml(value) for name, value in book.properties.items()},
        )
    )


def _titles(book: Book) -> list[str]:
    """The names of the sheets as an .xlsx can have them: other formats allow longer ones, and any character."""
    found: list[str] = []
    for sheet in book.sheets:
        name = kept = NOT_IN_TITLE.sub("", for_xml(sheet.name))[:_LONGEST_NAME].strip("'") or "表"
        while name.lower() in map(str.lower, found):
            name = f"{kept[:_LONGEST_BEFORE_NUMBER]}（{len(found) + 1}）"
        found.append(name)
    return found


def _sheet(sheet: Sheet) -> SheetSpec:
    cells = {place: CellSpec(value=_value(cell), style=_look(cell)) for place, cell in sheet.cells.items()}
    merges = {box: cells.pop(box[:2], CellSpec()) for box in sheet.merged}
    return SheetSpec(
        name=sheet.name,
        state=sheet.state,
        cells=cells,
        merges=merges,
        widths=_widths(sheet),
        hidden_rows=sheet.hidden_rows,
    )


def _value(cell: Cell) -> CellValue:
    if cell.kind is CellKind.NO_RESULT:
        return cell.formula
    value = cell.value
    if isinstance(value, Decimal) and isinf(float(value)):
        return cell.text
    return value if isinstance(value, str | Decimal | bool | date) else None


def _look(cell: Cell) -> Style:
    return replace(_STYLE, number_format=cell.number_format)


def _widths(sheet: Sheet) -> dict[int, float]:
    """Wide enough for the longest text of a column, within bounds."""
    lengths: dict[int, float] = {}
    for (_, column), cell in sheet.cells.items():
        lengths[column] = max(lengths.get(column, 0), 2.2 * len(cell.text))
    return {column: min(max(length, _WIDTHS[0]), _WIDTHS[1]) for column, length in lengths.items()}
