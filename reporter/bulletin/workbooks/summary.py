"""汇总表.xlsx: everything of a period in one workbook, each figure linked to the cell it came from."""

from __future__ import annotations

from reporter.bulletin.facts import Facts
from reporter.bulletin.workbooks.action_sheets import action_sheets
from reporter.bulletin.workbooks.bureau_sheet import bureau_sheet
from reporter.bulletin.workbooks.difference_sheet import difference_sheet
from reporter.bulletin.workbooks.looks import day_after
from reporter.bulletin.workbooks.outlook_sheet import outlook_sheet
from reporter.bulletin.workbooks.overview import overview_sheet
from reporter.bulletin.workbooks.problems import item_names, problem_sheet
from reporter.bulletin.workbooks.return_sheet import file_sheet, return_sheet
from reporter.bulletin.workbooks.stability_sheet import stability_sheet
from reporter.bulletin.workbooks.task_sheets import list_sheet, task_sheet
from reporter.core.period import Period
from reporter.plan.model import Plan
from reporter.record.model import Results
from reporter.sheets.spec import BookSpec


def summary_book(
    plan: Plan,
    results: Results,
    previous: Results | None,
    *,
    period: Period,
    earlier: tuple[Results, ...] = (),
    months: tuple[Results, ...] = (),
) -> BookSpec:
    """汇总表: 总览, one sheet per action, 任务, 清单, 单位, 赶超账, 位次稳定性, 报送, 文件, 差异, 问题.

    `earlier` and `months` as in Facts. Unbalanced when counts disagree.
    """
    facts = Facts(plan=plan, results=results, previous=previous, earlier=earlier, months=months)
    return BookSpec(
        sheets=(
            overview_sheet(facts),
            *action_sheets(facts),
            task_sheet(facts),
            list_sheet(facts),
            bureau_sheet(facts),
            outlook_sheet(facts),
            stability_sheet(facts),
            return_sheet(facts),
            file_sheet(facts),
            difference_sheet(facts, item_names(facts)),
            problem_sheet(facts, name="问题"),
        ),
        created=day_after(period),
        title=f"{period.label}汇总表",
        author=facts.rule("印发机关"),
    )
