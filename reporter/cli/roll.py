"""The command that carries the register into the next year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import plan_app
from reporter.cli.arguments import HERE, RootOption
from reporter.console import Bar, say
from reporter.folder import one_run_at_a_time, open_folder


@plan_app.command("roll")
def plan_roll(
    year: Annotated[int, typer.Argument(help="做哪一年的台账，例如2025。", metavar="年度")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件，不能是已有的。", metavar="文件.xlsx")],
    root: RootOption = HERE,
) -> None:
    """由今年的计划台账和年末结果做下一年的台账：目标空着，要填的格子标黄。"""
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register
    from reporter.workflow.roll import roll

    folder = open_folder(root)
    with one_run_at_a_time(folder), Bar() as bar:
        made = roll(Months(folder, load_register(folder), bar), year, out)
    say(f"{year}年计划台账写好了：{out}，黄格{len(made.rolled.cells)}个，按“滚动说明”页填。")
    for remark in made.remarks:
        say(f"  {remark}")
