"""Commands on the register and the folder it lies in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import FINDINGS, MISUSE, REGISTER_UNUSABLE, app, plan_app
from reporter.cli.arguments import HERE, JsonOption, RootOption, StrictOption, text_in
from reporter.console import say
from reporter.core.problem import Severity
from reporter.folder import FolderError, one_run_at_a_time, open_folder


@app.command()
def init(
    target: Annotated[Path, typer.Argument(help="新建的工作文件夹。", metavar="文件夹")],
    plan: Annotated[
        str,
        typer.Option(
            "--plan", help="用哪一套计划台账：名称、CSV文件夹或台账工作簿，不写就是自带的一套。", metavar="名称或路径"
        ),
    ] = "",
) -> None:
    """新建一个工作文件夹：计划台账、文书模板、设置。"""
    from reporter.workflow import register as flow

    year = flow.init_folder(target, plan).head.year
    say(f"工作文件夹建好了：{target}")
    say(f"下一步：核对input_sheets里的“计划台账.xlsx”，再进到这个文件夹运行“reporter forms {year}-05”生成填报表。")


@plan_app.command("check")
def plan_check(
    source: Annotated[
        Path | None, typer.Option("--source", help="方案原文（文本文件），核对每条原文是否在里面。", metavar="文件")
    ] = None,
    root: RootOption = HERE,
    rulings: Annotated[
        Path | None,
        typer.Option("--rulings", help="填好裁定意见的体检报告.xlsx，据此另写一份计划台账。", metavar="文件"),
    ] = None,
    json_output: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """检查计划台账，逐条写明表和单元格；台账能用的，再给方案做体检，写出体检报告。"""
    from reporter.prints import plain, plan_lines, print_problems
    from reporter.workflow import health
    from reporter.workflow import register as flow

    text = text_in(source) if source else None
    folder = open_folder(root)
    loaded, problems = flow.check_register(folder, text)
    usable = loaded.plan is not None and all(one.severity is not Severity.REJECTED for one in problems)
    made = health.Made()
    if loaded.plan and usable:
        with one_run_at_a_time(folder):
            made = health.make(folder, loaded.plan, text or "", rulings)
    problems += made.problems
    if json_output:
        found = [health.as_dict(one) for one in made.findings]
        files = [folder.relative(path) for path in made.paths]
        shown = {"problems": [plain(one) for one in problems], "findings": found, "files": files}
        say(json.dumps({**shown, "remarks": made.remarks}, ensure_ascii=False))
    else:
        print_problems(problems)
        for line in plan_lines(loaded.plan) if loaded.plan else ("计划台账读不出来。",):
            say(line)
        for line in health.lines(folder, made) if usable else ("台账有要退回改的地方，这次没有写体检报告。",):
            say(line)
    if not usable:
        raise typer.Exit(REGISTER_UNUSABLE)
    if made.fault:
        raise typer.Exit(MISUSE)
    doubtful = any(one.severity is not Severity.REMARK for one in problems)
    if strict and (doubtful or any(one.is_open for one in made.findings)):
        raise typer.Exit(FINDINGS)


@plan_app.command("export")
def plan_export(
    csv: Annotated[Path | None, typer.Option("--csv", help="导出成CSV，放到这个文件夹。", metavar="文件夹")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="导出成一个Excel工作簿。", metavar="文件")] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="从这个CSV文件夹读，不写就读计划台账.xlsx。", metavar="文件夹")
    ] = None,
    root: RootOption = HERE,
) -> None:
    """把计划台账导出成CSV或Excel，两种互相转换不丢内容。"""
    from reporter.workflow import register as flow

    if (csv is None) == (xlsx is None):
        raise FolderError("请写明导出成什么：--csv 文件夹，或者 --xlsx 文件。")
    loaded = flow.csv_register(source) if source else flow.read_register(open_folder(root))
    if csv is not None:
        flow.export_csv(loaded, csv)
    if xlsx is not None:
        flow.export_workbook(loaded, xlsx)
    say(f"已导出到{csv or xlsx}")


@plan_app.command("draft")
def plan_draft(
    source: Annotated[Path, typer.Argument(help="方案：.docx、.txt、.pdf，或.doc等老格式。", metavar="方案文件")],
    out: Annotated[Path, typer.Option("--out", help="草稿写到哪个Excel工作簿。", metavar="台账.xlsx")],
    onto: Annotated[
        Path | None,
        typer.Option("--onto", help="和这份台账（工作簿或CSV文件夹）比，写明新增、变化、减少。", metavar="台账"),
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="方案管哪一年，不写就从方案里读。", min=2000, max=2099)
    ] = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="没有找到任务、年度等时以1退出。")] = False,
) -> None:
    """从方案文件起草计划台账：任务、责任单位、指标，注明出处和把握，没有把握的标黄。"""
    from reporter.prints import draft_lines, draft_summary
    from reporter.workflow.draft import draft_register
    from reporter.workflow.single_paper import settings_at

    drafted = draft_register(source, out, settings_at(root), year=year, onto=onto)
    if json_output:
        say(json.dumps(draft_summary(drafted), ensure_ascii=False))
    else:
        for line in draft_lines(drafted):
            say(line)
        say(f"草稿写好了：{out}。核对、改好以后，用“reporter plan check”检查。")
    if strict and drafted.draft.findings:
        raise typer.Exit(FINDINGS)
