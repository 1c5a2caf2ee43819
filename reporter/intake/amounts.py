"""A number cell to an answer: blank, zero, a word, a quantity or not usable, with the one problem that matters most."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from reporter.core.numbers import half_up, shortest
from reporter.core.problem import Problem
from reporter.core.quantity import Quantity, Refusal, Word, parse_quantity
from reporter.intake.asked import Asked
from reporter.intake.spot import Spotted
from reporter.intake.submission import Answer, AnswerState
from reporter.plan.model import Kind
from reporter.sheets.cells import Cell, CellKind

Read = tuple[Answer, Problem | None]

_STATES = {
    Word.BLANK: AnswerState.BLANK,
    Word.NOT_DUE: AnswerState.NOT_DUE,
    Word.NOT_PUBLISHED: AnswerState.NOT_PUBLISHED,
    Word.NOT_APPLICABLE: AnswerState.NOT_APPLICABLE,
}
_FLAG_CODES = (
    ("scaled", "E226"),
    ("approximate", "E225"),
    ("unit_removed", "E231"),
    ("percent_sign", "E228"),
    ("thousands", "E223"),
    ("full_width", "E222"),
    ("text_number", "E221"),
)
"""What to remark about a quantity in words, weightiest first: a cell has one problem."""
_EXTERNAL = re.compile(r"\[([^\]]+)\]")
_MOST_DIGITS = 15
_MOST_WHOLE_DIGITS = 18
"""More before the point than any amount has, an identity number typed into the wrong cell included."""


def read_figure(cell: Cell | None, spot: Spotted, asked: Asked) -> Read:
    """The answer in a number cell; a blank has no problem here, since not every blank is one."""
    if cell is None:
        return Answer(state=AnswerState.BLANK, source=spot.source), None
    if cell.kind is CellKind.NUMBER:
        return _read_number(cell, spot, asked)
    if cell.kind is CellKind.TEXT:
        return _read_text(cell, spot, asked)
    return _rejected(cell, spot, asked, _unusable(cell))


def _unusable(cell: Cell) -> str:
    if cell.kind is CellKind.ERROR:
        return "E207"
    if cell.kind is CellKind.NO_RESULT:
        return "E237" if _EXTERNAL.search(cell.formula) else "E208"
    return "E232" if cell.kind is CellKind.DATE else "E203"


def _read_text(cell: Cell, spot: Spotted, asked: Asked) -> Read:
    found = parse_quantity(cell.text, asked.unit)
    if isinstance(found, Word):
        return Answer(state=_STATES[found], source=spot.source, raw=cell.text.strip()), None
    if isinstance(found, Refusal):
        answer, problem = _rejected(cell, spot, asked, found.code, **found.values)
        # 无, — and / leave the question open; they are no figure that was refused (DOMAIN 2).
        return (replace(answer, state=AnswerState.BLANK), problem) if found.code == "E220" else (answer, problem)
    return _read_quantity(found, cell, spot, asked)


def _read_number(cell: Cell, spot: Spotted, asked: Asked) -> Read:
    if not isinstance(cell.value, Decimal):
        raise TypeError(f"{cell.address}: a number cell without a number")
    if "%" not in cell.number_format:
        return _read_quantity(Quantity(value=cell.value), cell, spot, asked)
    if asked.unit != "%":
        return _rejected(cell, spot, asked, "E203")
    return _read_quantity(Quantity(value=cell.value * 100), cell, spot, asked, is_percent=True)


def _read_quantity(found: Quantity, cell: Cell, spot: Spotted, asked: Asked, *, is_percent: bool = False) -> Read:
    """Refuse what cannot be (1E+308, negative counts, 0.85 in a share); else take the value with its remark."""
    digits = found.value.adjusted() + 1
    if digits > _MOST_WHOLE_DIGITS:
        return _rejected(cell, spot, asked, "E250", digits=str(digits))
    if found.value < 0 and not asked.may_be_negative:
        return _rejected(cell, spot, asked, "E216")
    remark = _remark(found, cell, asked)
    if not (is_percent or found.percent_sign or found.scaled) and is_ambiguous_share(found.value, asked):
        if asked.kind is Kind.SHARE:
            both = {"used": shortest(found.value), "hundredfold": shortest(found.value * 100)}
            return _rejected(cell, spot, asked, "E243", **both)
        remark = "E227"
    return _accepted(found.value, found.approximate, cell, spot, asked, remark)


def is_ambiguous_share(value: Decimal, asked: Asked) -> bool:
    """Whether 0.85 may mean 85%: a fraction of at most 1 where the target is above 1 (DOMAIN 7)."""
    if asked.unit != "%" or asked.kind not in (Kind.SHARE, Kind.GROWTH):
        return False
    return 0 < abs(value) <= 1 and asked.target is not None and asked.target > 1


def _remark(found: Quantity, cell: Cell, asked: Asked) -> str:
    """The code of what is to be said about a usable quantity; empty for nothing."""
    if len(found.value.normalize().as_tuple().digits) > _MOST_DIGITS:
        return "E238"
    typed = next((code for flag, code in _FLAG_CODES if getattr(found, flag)), "")
    if typed or cell.formula:
        return typed or "E229"
    return "E230" if asked.decimals is not None and found.decimals > asked.decimals else ""


def _accepted(value: Decimal, approximate: bool, cell: Cell, spot: Spotted, asked: Asked, remark: str) -> Read:
    answer = Answer(
        state=AnswerState.VALUE, source=spot.source, value=value, raw=cell.text.strip(), approximate=approximate
    )
    if not remark:
        return answer, None
    places = asked.decimals or 0
    return answer, spot.problem(
        remark,
        seen=cell.text.strip(),
        used=shortest(value),
        unit=asked.unit,
        example=asked.example,
        hundredfold=shortest(value * 100),
        places=Quantity(value=value).decimals,
        shown_places=places,
        printed=shortest(half_up(value, places)),
        digits=len(value.normalize().as_tuple().digits),
    )


def _rejected(cell: Cell, spot: Spotted, asked: Asked, code: str, **values: str) -> Read:
    """The cell is not used; the sentence says what stands there and gives an example."""
    external = _EXTERNAL.search(cell.formula)
    answer = Answer(state=AnswerState.REJECTED, source=spot.source, raw=cell.text.strip())
    fields = {
        "example": asked.example,
        "last_day": asked.last_day_shown,
        "previous": "上期的数" if asked.previous is None else asked.previous_shown,
        "external": external.group(1) if external else "",
    }
    return answer, spot.problem(code, seen=cell.text.strip(), **{**fields, **values})
