"""Commands of a month: forms out, samples, the main job, who has reported, the demonstration."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.app import BUG, FINDINGS, MISUSE, app
from reporter.cli.arguments import (
    HERE,
    AnyPeriodArgument,
    JsonOption,
    PasswordOption,
    PdfOption,
    PeriodArgument,
    RootOption,
    StrictOption,
    a_day,
    a_month,
    a_period,
)
from reporter.cli.sealed import show_recheck
from reporter.cli.working import months_at
from reporter.console import say
from reporter.core.period import BEIJING, Period
from reporter.core.problem import Severity
from reporter.folder import Folder

if TYPE_CHECKING:
    from reporter.workflow.documents import Written


@app.command()
def forms(
    period: PeriodArgument,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """生成一个月的空白填报表，一个行动、一个单位一份。"""
    from reporter.workflow.forms import write_forms

    month = a_month(period)
    with months_at(root, password_file) as months:
        folder = months.folder
        paths = write_forms(months, month)
    if json_output:
        say(json.dumps({"forms": [folder.relative(path) for path in paths]}, ensure_ascii=False))
    else:
        say(
            f"{month.month_label}填报表{len(paths)}份，在{folder.relative(folder.output(month))}/forms/，按行动分文件夹。"
        )


@app.command()
def sample(
    period: PeriodArgument,
    seed: Annotated[int, typer.Option("--seed", help="样例的种子，同一个数得到同样的样例。", metavar="整数")] = 1,
    root: RootOption = HERE,
) -> None:
    """生成一套填好的样例填报表（标明样例），放到input_sheets里试用。"""
    from reporter.workflow.forms import write_samples

    month = a_month(period)
    with months_at(root) as months:
        added = write_samples(months, month, seed)
    say(f"{month.month_label}样例填报表新增{added}份，在input_sheets/{month}/。")


@app.command()
def run(
    period: AnyPeriodArgument,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    pdf: PdfOption = True,
    json_output: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """主要的一步：读填报表，核对、汇总、计算，写出通报和各种表。"""
    from reporter.prints import print_remarks, print_summary, reading_line
    from reporter.workflow.documents import write_documents
    from reporter.workflow.pdf import PdfReport, write_pdfs
    from reporter.workflow.summary import summary_of

    month = a_period(period)
    with months_at(root, password_file) as months:
        folder = months.folder
        if months.archives.editions(month):
            from reporter.workflow.recheck import recheck

            found = recheck(months, month)
            show_recheck(folder, month, found, json_output=json_output)
            if strict and found.changes:
                raise typer.Exit(FINDINGS)
            return
        assessed = months.assess(month)
        summary = summary_of(assessed.results)
        written = write_documents(months, month, assessed)
        printed = write_pdfs(folder, _papers(folder, month, written)) if pdf else PdfReport()
    files = [folder.relative(path) for path in (*written.paths, *printed.paths)]
    ways = months.ways[month]
    remarks = (*written.faults, *written.remarks, *printed.remarks)
    if json_output:
        shown = {"period": str(month), "files": files, "summary": summary.as_dict(), "remarks": remarks}
        shown["reads"] = asdict(ways)
        say(json.dumps(shown, ensure_ascii=False))
    else:
        print_summary(month, summary, files, sample=assessed.results.sample)
        print_remarks((reading_line(ways), *remarks))
    if written.faults:
        raise typer.Exit(BUG if written.unproved else MISUSE)
    if strict and (summary.problems[Severity.REJECTED.value] or summary.problems[Severity.QUESTIONED.value]):
        raise typer.Exit(FINDINGS)


@app.command()
def status(
    period: PeriodArgument,
    today: Annotated[str | None, typer.Option("--today", help="按哪一天算，不写就是今天。", metavar="日期")] = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """看谁报了、谁迟了、谁没报、有什么问题，离截止还有几天。"""
    from reporter.workflow import status as flow

    month = a_month(period)
    day = a_day(today) if today else datetime.now(BEIJING).date()
    with months_at(root, locked=False) as months:
        found = flow.standing(months, month, day)
    if json_output:
        say(json.dumps(flow.as_dict(found), ensure_ascii=False))
    else:
        for line in flow.lines(found):
            say(line)


@app.command()
def demo(root: RootOption = HERE, pdf: PdfOption = True) -> None:
    """用样例把两个月从头到尾走一遍，看看都出些什么。"""
    from reporter.prints import print_remarks, print_summary
    from reporter.workflow.demo import run_demo
    from reporter.workflow.pdf import PdfReport, write_pdfs
    from reporter.workflow.summary import summary_of

    with months_at(root) as months:
        folder = months.folder
        shown = run_demo(months)
        papers = [path for month, _, written in shown for path in _papers(folder, month, written)]
        printed = write_pdfs(folder, papers) if pdf else PdfReport()
    for month, results, written in shown:
        beside = [path for path in printed.paths if path.parent == folder.output(month)]
        files = [folder.relative(path) for path in (*written.paths, *beside)]
        print_summary(month, summary_of(results), files, sample=results.sample)
        print_remarks((*written.faults, *written.remarks))
    print_remarks(printed.remarks)


def _papers(folder: Folder, period: Period, written: Written) -> list[Path]:
    """The documents that get a PDF: those of the period itself, not the letters to single bureaus."""
    return [path for path in written.paths if path.parent == folder.output(period)]
