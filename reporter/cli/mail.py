"""Letters out."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from reporter.cli.app import app
from reporter.cli.arguments import HERE, JsonOption, PeriodArgument, RootOption, a_day, a_month
from reporter.console import Bar, say
from reporter.core.period import BEIJING
from reporter.folder import one_run_at_a_time, open_folder


@app.command()
def mail(
    period: PeriodArgument,
    kind: Annotated[str | None, typer.Option("--kind", help="只要这几类，例如通报,督办。", metavar="类别")] = None,
    today: Annotated[str | None, typer.Option("--today", help="按哪一天算，不写就是今天。", metavar="日期")] = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """写邮件草稿：通报、填报通知、提醒、催报、退回、督办、更正。"""
    from reporter.post.outbox import Outbox
    from reporter.prints import print_problems, print_remarks
    from reporter.workflow import mail as flow
    from reporter.workflow.mail_list import as_dict, lines
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register

    month, day, kinds = a_month(period), a_day(today) if today else datetime.now(BEIJING).date(), flow.kinds_named(kind)
    folder = open_folder(root)
    with one_run_at_a_time(folder), Bar() as bar:
        months = Months(folder, load_register(folder), bar)
        made = flow.compose_mail(months, month, day, kinds, Outbox(folder.outbox(month)), ())
        flow.write_drafts(folder, made)
    if json_output:
        say(json.dumps(as_dict(made), ensure_ascii=False))
        return
    for line in lines(made.found):
        say(line)
    print_problems(made.problems)
    print_remarks(made.remarks)
    say(f"草稿在{folder.relative(folder.output(month))}/mail/，先看index.html。没有发送。")
