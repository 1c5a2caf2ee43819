"""The documents of a month: everything that `run` leaves in output/<period>/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reporter.bulletin.wording import bulletin_markdown
from reporter.bulletin.workbooks import city_book, problem_book, summary_book
from reporter.core.period import Period
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.folder import Folder, write_atomic
from reporter.plan.model import Plan
from reporter.record.results import dump_results
from reporter.sheets.write import write_book
from reporter.workflow.month import Assessed, Months
from reporter.workflow.returned import write_returned

BULLETIN = "督查通报"


def write_documents(months: Months, period: Period, month: Assessed) -> list[Path]:
    """Write results.json, workbooks, bulletin and marked-up copies of a period; their paths, results first."""
    folder, watch, plan = months.folder, months.watch, months.register.plan
    results, previous = month.results, month.previous
    makers: dict[str, Callable[[], bytes]] = {
        "results.json": lambda: dump_results(results),
        "汇总表.xlsx": lambda: write_book(summary_book(plan, results, previous, period=period)),
        "上报表.xlsx": lambda: write_book(city_book(plan, results, period=period)),
        "问题清单.xlsx": lambda: write_book(problem_book(plan, results, period=period)),
        f"{BULLETIN}.docx": lambda: _bulletin(folder, plan, month),
    }
    paths = []
    for number, (name, make) in enumerate(makers.items()):
        watch("写文件", number, len(makers))
        path = folder.output(period) / name
        write_atomic(path, make())
        paths.append(path)
    watch("写文件", len(makers), len(makers))
    return paths + write_returned(months, period, results)


def _bulletin(folder: Folder, plan: Plan, month: Assessed) -> bytes:
    template = folder.template(f"{BULLETIN}.md.j2")
    text, marks = bulletin_markdown(plan, month.results, month.previous, template)
    return write(parse(text, marks), marks)
