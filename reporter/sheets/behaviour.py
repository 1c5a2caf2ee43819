"""Drop-downs, input hints and conditional looks, kept within the limits of Office."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from reporter.sheets.spec import Highlight, Validation

LONGEST_TITLE, LONGEST_MESSAGE, LONGEST_ERROR = 32, 255, 224
"""Beyond these Excel repairs or refuses the file; xlsxwriter checks 255 for the error text (MS-OI29500 2.1.613)."""
FRAME = {"border": 1, "border_color": "#808080"}
"""The line around a cell of a table."""
_KINDS = ("any", "list", "decimal", "whole", "date", "custom")
_LOWEST: dict[str, Decimal | date] = {"decimal": Decimal("-1e15"), "whole": Decimal("-1e15"), "date": date(1900, 1, 1)}
_HIGHEST: dict[str, Decimal | date] = {"decimal": Decimal("1e15"), "whole": Decimal("1e15"), "date": date(9999, 12, 31)}


def add_validation(sheet: Any, validation: Validation) -> None:
    """Puts the validation on its range; ValueError where Office would refuse or cut it."""
    _check(validation)
    options: dict[str, object] = {"validate": validation.kind, "error_type": "stop" if validation.blocks else "warning"}
    texts = {"input_title": validation.title, "input_message": validation.message, "error_message": validation.error}
    options |= {name: text for name, text in texts.items() if text}
    options |= _condition(validation)
    box = (validation.first_row, validation.first_column, validation.last_row, validation.last_column)
    if sheet.data_validation(*(number - 1 for number in box), options) != 0:
        raise ValueError(f"validation was not accepted: {validation}")


def _check(validation: Validation) -> None:
    if validation.kind not in _KINDS:
        raise ValueError(f"unknown kind of validation: {validation.kind}")
    limits = (
        (validation.title, LONGEST_TITLE),
        (validation.message, LONGEST_MESSAGE),
        (validation.error, LONGEST_ERROR),
    )
    for text, longest in limits:
        if len(text.encode("utf-16-le")) // 2 > longest:
            raise ValueError(f"longer than {longest} characters: {text}")
    if validation.kind == "list" and (not validation.source.startswith("=") or '"' in validation.source):
        raise ValueError(f"a drop-down takes a range or a defined name: {validation.source!r}")


def _condition(validation: Validation) -> dict[str, object]:
    if validation.kind == "any":
        return {}
    if validation.kind in ("list", "custom"):
        return {"value": validation.source}
    lowest, highest = validation.minimum, validation.maximum
    return {
        "criteria": "between",
        "minimum": _bound(_LOWEST[validation.kind] if lowest is None else lowest),
        "maximum": _bound(_HIGHEST[validation.kind] if highest is None else highest),
    }


def _bound(value: Decimal | date) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def add_highlight(book: Any, sheet: Any, highlight: Highlight) -> None:
    """Puts a data bar from 0 to 1, or a look under a condition, on its range."""
    box = (highlight.first_row, highlight.first_column, highlight.last_row, highlight.last_column)
    options = _data_bar(highlight) if highlight.data_bar else _look(book, highlight)
    if sheet.conditional_format(*(number - 1 for number in box), options) != 0:
        raise ValueError(f"highlight was not accepted: {highlight}")


def _data_bar(highlight: Highlight) -> dict[str, object]:
    return {
        "type": "data_bar",
        "bar_color": f"#{highlight.data_bar}",
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }


def _look(book: Any, highlight: Highlight) -> dict[str, object]:
    look: dict[str, object] = {}
    if highlight.fill:
        look["bg_color"] = f"#{highlight.fill}"
    if highlight.color:
        look["font_color"] = f"#{highlight.color}"
    if highlight.border:
        look |= FRAME
    return {"type": "formula", "criteria": highlight.formula, "format": book.add_format(look)}
