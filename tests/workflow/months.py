"""A working folder of a small plan in which forms come back month by month, without a process or a document."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from reporter.core.period import Period
from reporter.folder import Folder, Settings
from reporter.forms.model import Issued, SheetKind
from reporter.forms.write import write_form
from reporter.plan.model import Plan
from reporter.record.model import IndicatorResult, Results
from reporter.workflow.month import Months
from reporter.workflow.register import Register

Answers = Mapping[tuple[SheetKind, str, str], Issued]


def months_of(root: Path, plan: Plan) -> Months:
    """The months of the folder as the plan makes them today."""
    return Months(Folder(root=root, settings=Settings()), Register(plan=plan, sha256="0"), lambda *_: None)


def give_back(root: Path, plan: Plan, period: str, answers: Answers, *, forms: tuple[str, ...] = ()) -> None:
    """Every form of the month, or those named A1-B001, comes back with the answers that belong to it."""
    month = Period.parse(period)
    months = months_of(root, plan)
    for form in months.forms(month):
        if not forms or f"{form.action}-{form.bureau}" in forms:
            path = root / "input_sheets" / period / form.file_name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(write_form(form, answers=answers))


def typed(**figures: int | str) -> Answers:
    """Answers in 本期累计 by code, a _ for each hyphen: A1_K01=500."""
    return {
        (SheetKind.INDICATORS, code.replace("_", "-"), "current"): Decimal(value) if isinstance(value, int) else value
        for code, value in figures.items()
    }


def row(results: Results, code: str) -> IndicatorResult:
    """The indicator of that code."""
    return next(one for one in results.indicators if one.code == code)
