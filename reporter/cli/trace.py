"""The command that walks a printed number back to a cell."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from reporter.cli.app import app
from reporter.cli.arguments import (
    HERE,
    AnyPeriodArgument,
    JsonOption,
    PasswordOption,
    RootOption,
    a_period,
)
from reporter.cli.working import months_at
from reporter.console import say


@app.command()
def trace(
    period: AnyPeriodArgument,
    asked: Annotated[
        str, typer.Argument(help="编号、单位名称、印出来的数（84.0%）或者Word里的书签名。", metavar="查什么")
    ],
    everything: Annotated[bool, typer.Option("--all", help="全部列出、全部展开。")] = False,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """查一个数从哪来：印在哪里、怎样算的、哪份填报表哪一格、方案原文。"""
    from reporter.workflow.trace import trace as find
    from reporter.workflow.trace_lines import as_dict, lines

    month = a_period(period)
    with months_at(root, password_file, locked=False) as months:
        found = find(months, month, asked)
    if json_output:
        say(json.dumps(as_dict(found), ensure_ascii=False))
    else:
        for line in lines(found, everything=everything):
            say(line)
