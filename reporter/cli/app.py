"""The command line's own object, to which the modules beside add their commands, and exit codes."""

from __future__ import annotations

import typer

OK, FINDINGS, MISUSE, ENVIRONMENT, REGISTER_UNUSABLE, BUG = 0, 1, 2, 3, 4, 70

app = typer.Typer(
    name="reporter",
    help="督查通报生成器：发填报表，收回核对，汇总计算，写督查通报。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(help="计划台账：起草、检查、导出。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(plan_app, name="plan")
