"""汇总表: everything of a period, each figure linked to the cell it came from."""

from __future__ import annotations

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.bureaus import bureau_sheet
from reporter.bulletin.workbooks.indicators import indicator_sheets
from reporter.bulletin.workbooks.overview import overview_sheet
from reporter.bulletin.workbooks.problems import problem_sheet
from reporter.bulletin.workbooks.returns import file_sheet, return_sheet
from reporter.bulletin.workbooks.table import book_of
from reporter.bulletin.workbooks.tasks import list_sheet, task_sheet
from reporter.core.period import Period
from reporter.plan.model import Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec


def summary_book(plan: Plan, results: Results, previous: Results | None, *, period: Period) -> BookSpec:
    """汇总表.xlsx of a period; Unbalanced where counts contradict each other."""
    facts = Facts(plan=plan, results=results, previous=previous)
    sheets = (
        overview_sheet(facts),
        *indicator_sheets(facts),
        task_sheet(facts),
        list_sheet(facts),
        bureau_sheet(facts),
        return_sheet(facts),
        file_sheet(facts),
        problem_sheet(facts, "问题"),
    )
    return book_of(facts, "“八大行动”推进情况汇总表", sheets, period)
