"""Next year's register from this year's and its last results, as a workbook in which the open cells are yellow."""

from __future__ import annotations

from pathlib import Path

from reporter.core.period import Period
from reporter.core.values import dataclass
from reporter.folder import FolderError, write_atomic
from reporter.plan.force import in_force
from reporter.plan.model import Kind, Plan
from reporter.plan.roll import Rolled, YearEnd, rolled
from reporter.plan.roll_guide import roll_guide
from reporter.plan.store import write_workbook
from reporter.record.model import Results
from reporter.workflow.month import Months
from reporter.workflow.period_files import returned_files

_MONTHS = range(12, 0, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledRegister:
    """What was written and what the clerk must know."""

    rolled: Rolled
    remarks: tuple[str, ...]


def roll(months: Months, year: int, out: Path) -> RolledRegister:
    """Write the register of `year` to `out`. FolderError for another year than the next, or a place that is taken."""
    folder, plan = months.folder, months.register.plan
    if year != plan.head.year + 1:
        raise FolderError(f"计划台账是{plan.head.year}年的，只能接着做{plan.head.year + 1}年的，不能做{year}年的。")
    if out.exists():
        raise FolderError(f"已经有“{out}”，没有改动。请换个文件名。")
    if out.resolve().is_relative_to(folder.root / "input_sheets"):
        raise FolderError("请先写到别的文件夹，填好、检查好以后再自己放进input_sheets。")
    results = last_results(months)
    end = year_end(results) if results and not results.sample else None
    made = rolled(in_force(plan, Period(plan.head.year, 12)), end)
    remarks = (*_remarks(plan, results, made), *_next_steps(year))
    write_atomic(out, write_workbook(made.plan, made.cells, (roll_guide(made, remarks),)))
    return RolledRegister(rolled=made, remarks=remarks)


def last_results(months: Months) -> Results | None:
    """The results of the last month of the plan's year that was issued or came back; None when there is none."""
    for number in _MONTHS:
        period = Period(months.register.plan.head.year, number)
        sealed = months.archives.newest(period)
        if sealed:
            return months.archives.results(sealed)
        if any(returned_files(months.folder, period)):
            return months.results(period)
    return None


def year_end(results: Results) -> YearEnd:
    """The figures of a month as the next year begins with them."""
    period = Period.parse(results.period)
    return YearEnd(
        label=period.month_label,
        is_december=period.last_month == 12,
        actual={one.code: one.actual for one in results.indicators if one.actual is not None},
        approximate=frozenset(one.code for one in results.indicators if one.approximate),
    )


def _remarks(plan: Plan, results: Results | None, made: Rolled) -> list[str]:
    stocks = sum(row.kind is Kind.STOCK for row in plan.indicators)
    if results is None:
        return [f"没有{plan.head.year}年的结果，“起点值”{stocks}格都空着。"]
    label = Period.parse(results.period).month_label
    if results.sample:
        return [f"{label}的结果是样例，不作年初数，“起点值”{stocks}格都空着。"]
    named = [f"“起点值”取自{label}末的结果，填了{len(made.based)}格。"]
    if not results.period.endswith("-12"):
        named.append(f"{plan.head.year}年12月还没有结果，这些不是年末数，12月结果出来后请核对。")
    if made.unbased:
        named.append(f"没有数或只有约数、空着的：{'、'.join(made.unbased)}。")
    return named


def _next_steps(year: int) -> tuple[str, ...]:
    return (
        f"{year}年的放假安排还不知道，“日历”表空着，截止日期只按周末推算；国务院办公厅通知出来后补上。",
        "“裁定”“调整”“特批”“督办”是上年的事，没有带过来；“规则”按年末的值从1月1日起用。",
        "“出处”“备注”“标签”“名称”还是上年的，对照新方案逐条核对；不再有的事项整行删去。",
    )
