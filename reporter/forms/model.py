"""The description of a form that writer, hints, drop-downs, reader and checks share (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import Enum

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.forms.judge import Measure
from reporter.forms.tokens import FormNumber

Issued = str | Decimal | date | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """One sheet with something to fill."""

    kind: SheetKind
    columns: tuple[Column, ...]
    rows: tuple[FormRow, ...]


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
