"""The command that carries the register into the next year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import plan_app
from reporter.cli.arguments import HERE, RootOption
from reporter.cli.working import months_at
from reporter.console import say


@plan_app.command("roll")
def plan_roll(
    year: Annotated[int, typer.Argument(help="做哪一年的台账，例如2025。", metavar="年度")],
    out: Annotated[Path, typer.Option("--out", help="写到哪个文件，不能是已有的。", metavar="文件.xlsx")],
    root: RootOption = HERE,
) -> None:
    """由今年的计划台账和年末结果做下一年的台账：目标空着，要填的格子标黄。"""
    from reporter.workflow.roll import roll

    with months_at(root) as months:
        made = roll(months, year, out)
    say(f"{year}年计划台账写好了：{out}，黄格{len(made.rolled.cells)}个，按“滚动说明”页填。")
    for remark in made.remarks:
        say(f"  {remark}")
