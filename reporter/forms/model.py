"""The description of a form that writer, hints, drop-downs, reader and checks share (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from reporter.core.period import Period
from reporter.core.texts import unspaced
from reporter.core.values import dataclass
from reporter.forms.judge import Measure
from reporter.forms.tokens import FormNumber

Issued = str | Decimal | date | None
PLAN_MARKS = ("name", "unit", "target", "matter", "step", "due", "notice")
"""What a row promises; an older edition counts as long as these are unchanged (DESIGN 6)."""
_LAST_FIGURE = "previous"


class SheetKind(Enum):
    """Sheets of a form; the value is the sheet's name."""

    GUIDE = "填表说明"
    INDICATORS = "指标"
    STEPS = "节点"
    TASKS = "任务"
    LISTS = "清单"
    REPLIES = "督办回复"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its mark (hidden row above the headings), heading, and the hint of an input."""

    mark: str
    heading: str
    width: float
    is_input: bool = False
    hint_title: str = ""
    hint: str = ""
    entry: str = "text"
    """What an input takes: figure (a number or a word for none), number, percent, date, choice:NAME, text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of a sheet: `code` of the item, its hidden token, issued values and open cells by column mark.

    An issued value under an open mark is a pre-filled answer; one without a column (kind) is remembered only.
    `formats` and `hints` hold what differs from the column's; `measure` is set on rows of 指标. `other_kind_in` are
    older editions of the form in which the row was of another kind.
    """

    code: str
    token: str
    issued: Mapping[str, Issued] = field(default_factory=dict)
    inputs: frozenset[str] = frozenset()
    formats: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    measure: Measure | None = None
    other_kind_in: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class FormSheet:
    """One sheet with something to fill, and what every returned file is compared with."""

    kind: SheetKind
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]

    @cached_property
    def row_by_code(self) -> Mapping[str, FormRow]:
        return {row.code: row for row in self.rows}

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the rows."""
        return frozenset(self.row_by_code)

    @cached_property
    def open_marks(self) -> frozenset[str]:
        """The columns in which some row is open."""
        return frozenset(mark for row in self.rows for mark in row.inputs)

    @cached_property
    def heading_by_mark(self) -> Mapping[str, str]:
        return {column.mark: column.heading for column in self.columns}

    @cached_property
    def mark_by_heading(self) -> Mapping[str, str]:
        """Marks by heading without white space."""
        return {unspaced(column.heading): column.mark for column in self.columns}

    @cached_property
    def head_words(self) -> frozenset[str]:
        """Marks and headings as they stand in an issued form."""
        return frozenset({word for column in self.columns for word in (column.mark, column.heading)})

    @cached_property
    def promised(self) -> Mapping[str, tuple[tuple[str, Issued], ...]]:
        """By row code the locked cells that a returned row must still hold: its code, what it promises, last figure."""
        return {row.code: tuple(self._promised_by(row)) for row in self.rows}

    def _promised_by(self, row: FormRow) -> Iterator[tuple[str, Issued]]:
        marks = self.heading_by_mark
        if "code" in marks:
            yield "code", row.code
        for mark in (*PLAN_MARKS, _LAST_FIGURE):
            issued = row.issued.get(mark)
            is_held = isinstance(issued, Decimal) if mark == _LAST_FIGURE else issued not in (None, "")
            if is_held and mark in marks and mark not in row.inputs:
                yield mark, issued


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLayout:
    """The form of one action and bureau for one month. Bureau and action are codes.

    `sheets` are those with items; the fields of 填表说明 are those of `forms.guide.contact_sheet`.
    """

    period: Period
    action: str
    bureau: str
    action_name: str
    bureau_name: str
    edition: str
    deadline: date
    closing_day: date
    contact: str
    sheets: tuple[FormSheet, ...]

    @property
    def file_name(self) -> str:
        """2024-05-A1-区发改局.xlsx: period, action and bureau wherever the file lands."""
        return f"{self.period}-{self.action}-{self.bureau_name}.xlsx"

    @property
    def number(self) -> FormNumber:
        """The form's number, 2024-05.A1.B012.3f."""
        return FormNumber(period=self.period, action=self.action, bureau=self.bureau, edition=self.edition)

    def sheet(self, kind: SheetKind) -> FormSheet | None:
        """The sheet of that kind, None when the form has none."""
        return next((sheet for sheet in self.sheets if sheet.kind is kind), None)
