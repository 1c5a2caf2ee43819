"""A form as a workbook: the blank one that is issued and, with answers, the one that sample data fills (DESIGN 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from reporter.forms.columns import CHOICES, OWN_TASKS
from reporter.forms.guide import contact_sheet
from reporter.forms.guide_page import guide_page
from reporter.forms.item_page import item_page
from reporter.forms.model import FormLayout, Issued, SheetKind
from reporter.forms.tokens import FORM_ID, META, SAMPLE
from reporter.sheets.cells import column_letters
from reporter.sheets.spec import BookSpec, CellSpec, SheetSpec
from reporter.sheets.write import write_book

LISTS = "_lists"

Answers = Mapping[tuple[SheetKind, str, str], Issued]


def write_form(
    layout: FormLayout,
    *,
    sample: bool = False,
    answers: Answers | None = None,
    contact: Mapping[str, str] | None = None,
    nil_return: bool = False,
    saved: datetime | None = None,
) -> bytes:
    """The .xlsx of a form. `answers` are by sheet, row code and column mark, `contact` by label of 填表说明.

    `saved` is the last-saved time inside the file (Beijing time); without it the morning of the period's last day.
    """
    number = str(layout.number)
    choices = _choices(layout)
    pages = [guide_page(layout, contact_sheet(layout), contact or {}, nil_return=nil_return, sample=sample)]
    pages += [item_page(layout, sheet, answers or {}, sample=sample) for sheet in layout.sheets]
    return write_book(
        BookSpec(
            sheets=(*pages, _lists_sheet(choices), _meta_sheet(layout, sample=sample)),
            created=saved or datetime.combine(layout.period.last_day, time(8)),
            names={FORM_ID: f'="{number}"', **_choice_names(choices)},
            properties={FORM_ID: number, **({SAMPLE: "是"} if sample else {})},
            title=f"{layout.period} {layout.action} {layout.bureau_name} 填报表",
            author="督查通报生成器",
            locked_structure=True,
        )
    )


def _choices(layout: FormLayout) -> dict[str, tuple[str, ...]]:
    """Entries of the form's drop-downs by name; 所属任务 has the tasks of the form itself."""
    tasks = layout.sheet(SheetKind.TASKS)
    own = tuple(f"{row.code} {row.issued['name']}" for row in tasks.rows) if tasks else ()
    return {**CHOICES, **({OWN_TASKS: own} if own else {})}


def _lists_sheet(choices: Mapping[str, tuple[str, ...]]) -> SheetSpec:
    cells = {}
    for column, (name, entries) in enumerate(choices.items(), 1):
        for row, text in enumerate((name, *entries), 1):
            cells[(row, column)] = CellSpec(value=text)
    return SheetSpec(name=LISTS, cells=cells, state="hidden", protected=True)


def _choice_names(choices: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    names = {}
    for column, (name, entries) in enumerate(choices.items(), 1):
        letters = column_letters(column)
        names[f"RPT_{name}"] = f"='{LISTS}'!${letters}$2:${letters}${len(entries) + 1}"
    return names


def _meta_sheet(layout: FormLayout, *, sample: bool) -> SheetSpec:
    """What the form is, for a reader that lost the tokens."""
    lines = {
        "表号": str(layout.number),
        "报告期": str(layout.period),
        "行动": layout.action,
        "单位": layout.bureau,
        "版次": layout.edition,
        **({SAMPLE: "是"} if sample else {}),
    }
    cells = {}
    for row, (label, value) in enumerate(lines.items(), 1):
        cells[(row, 1)] = CellSpec(value=label)
        cells[(row, 2)] = CellSpec(value=value)
    return SheetSpec(name=META, cells=cells, state="veryHidden", protected=True)
