"""Commands that finish a month: issue it, correct what was issued."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reporter.cli.app import app
from reporter.cli.arguments import (
    HERE,
    AnyPeriodArgument,
    JsonOption,
    PasswordOption,
    PdfOption,
    RootOption,
    a_day,
    a_period,
)
from reporter.cli.working import months_at
from reporter.console import say
from reporter.core.period import BEIJING
from reporter.folder import Folder, FolderError

if TYPE_CHECKING:
    from reporter.record.issue import Issue
    from reporter.workflow.correct import Corrected
    from reporter.workflow.issue import Issued

NumberOption = Annotated[
    str, typer.Option("--number", help="发文字号，例如政办发〔2024〕12号，括号写成[]、()也认得。", metavar="字号")
]
DateOption = Annotated[
    str | None, typer.Option("--date", "--today", help="成文日期，例如2024-06-12，不写就是今天。", metavar="日期")
]


@app.command()
def issue(
    period: AnyPeriodArgument,
    number: NumberOption = "",
    issue_no: Annotated[
        int | None, typer.Option("--issue-no", min=1, help="期号，用简报报头和专报的第几期。", metavar="整数")
    ] = None,
    notice_no: Annotated[
        int | None, typer.Option("--notice-no", min=1, help="督办单从几号编起，不写就接着编。", metavar="整数")
    ] = None,
    day: DateOption = None,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    pdf: PdfOption = True,
    json_output: JsonOption = False,
) -> None:
    """签发：给通报编上文号和日期、给督办单编号，写出全部文书并封存。"""
    from reporter.workflow import issue as flow

    chosen = a_period(period)
    if not number and issue_no is None:
        raise FolderError("请写明文号或期号：--number 字号，或者 --issue-no 期数。")
    cleaned, mended = flow.clean_number(number) if number else ("", "")
    order = flow.Order(number=cleaned, issue_no=issue_no, day=_day(day), first_notice=notice_no)
    with months_at(root, password_file) as months:
        found = flow.issue(months, chosen, order, pdf=pdf)
    _show_issue(months.folder, found, mended, json_output=json_output)


@app.command()
def correct(
    period: AnyPeriodArgument,
    number: NumberOption = "",
    day: DateOption = None,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    pdf: PdfOption = True,
    json_output: JsonOption = False,
) -> None:
    """更正：已签发的报告期数据变了，写更正通报；不写文号是送审稿，写了文号就定稿并封存。"""
    from reporter.workflow import correct as flow
    from reporter.workflow.issue import clean_number

    chosen = a_period(period)
    cleaned, mended = clean_number(number) if number else ("", "")
    with months_at(root, password_file) as months:
        found = flow.correct(months, chosen, cleaned, _day(day), pdf=pdf)
    _show_correction(months.folder, found, flow.said(found), mended, json_output=json_output)


def _day(text: str | None) -> Any:
    return a_day(text) if text else datetime.now(BEIJING).date()


def _show_issue(folder: Folder, found: Issued, mended: str, *, json_output: bool) -> None:
    from reporter.core.period import Period
    from reporter.prints import print_remarks, print_summary
    from reporter.workflow.summary import summary_of

    files = [folder.relative(path) for path in found.paths]
    remarks = (*filter(None, [mended]), *found.remarks)
    if json_output:
        shown = {"period": found.issue.period, "issue": _plain(found.issue), "archive": folder.relative(found.archive),
                 "files": files, "summary": summary_of(found.results).as_dict(), "remarks": remarks}  # fmt: skip
        say(json.dumps(shown, ensure_ascii=False))
        return
    period, numbers = Period.parse(found.issue.period), [one.number for one in found.issue.notices]
    print_summary(period, summary_of(found.results), files, sample=found.results.sample)
    notices = f"；督办单{len(numbers)}份：{numbers[0]}至{numbers[-1]}" if numbers else "；没有督办单"
    named = "，".join(filter(None, (found.issue.number, found.issue.issue_no)))
    say(f"  签发：{named}，{found.issue.day.isoformat()}{notices if period.is_month else ''}")
    say(f"  封存：{folder.relative(found.archive)}")
    print_remarks(remarks)


def _show_correction(folder: Folder, found: Corrected, said: str, mended: str, *, json_output: bool) -> None:
    from reporter.core.period import Period
    from reporter.prints import folded, print_remarks

    month = Period.parse(found.circular.period).called
    files = [folder.relative(path) for path in found.paths]
    if json_output:
        shown = {
            "period": found.circular.period,
            "corrected": _plain(found.circular),
            "issue": _plain(found.issue) if found.issue else None,
            "archive": folder.relative(found.archive) if found.archive else None,
            "changed": said if found.changes else "",
            "causes": [asdict(one) for one in found.causes],
            "files": files,
            "remarks": (*filter(None, [mended]), *found.remarks),
        }
        say(json.dumps(shown, ensure_ascii=False))
        return
    circular = found.circular.number or found.circular.issue_no
    if not found.changes:
        say(f"{month}的数据和印发、更正的一样（{circular}），没有要更正的。")
        return
    say(f"{month}通报（{circular}）印发后有{said}：")
    for one in found.causes:
        where = f"{one.file}“{one.sheet}”页{one.cell}" if one.file else "没有填报表"
        came = f"，{one.received}收到（{one.received_from}）" if one.received else ""
        say(f"  {one.name}（{one.indicator}，{one.bureau}）：{one.old}→{one.new}　{where}{came}")
    say("  文件：" + "、".join(folded(files)))
    if found.issue and found.archive:
        say(f"  定稿：{found.issue.number}，{found.issue.day.isoformat()}；封存：{folder.relative(found.archive)}")
    else:
        say("  这是送审稿，没有封存。定稿时加“--number 字号”。")
    print_remarks((*filter(None, [mended]), *found.remarks))


def _plain(issue: Issue) -> dict[str, Any]:
    return {**asdict(issue), "day": issue.day.isoformat(), "notices": [one.number for one in issue.notices]}
