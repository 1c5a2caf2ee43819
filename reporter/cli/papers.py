"""Commands on single documents: templates, a Markdown text, a Word file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from reporter.cli.app import FINDINGS, app
from reporter.cli.arguments import HERE, JsonOption, RootOption, StrictOption
from reporter.console import say
from reporter.folder import open_folder


@app.command()
def templates(root: RootOption = HERE, strict: StrictOption = False) -> None:
    """检查文书模板：用了没有的名称、标签没有写完，逐条写明哪个模板、第几行。"""
    from reporter.workflow.single_paper import check_templates

    faults = check_templates(open_folder(root))
    for fault in faults:
        say(fault)
    say(f"模板检查完毕：{len(faults)}处要改。" if faults else "模板检查完毕：没有发现问题。")
    if strict and faults:
        raise typer.Exit(FINDINGS)


@app.command()
def doc(
    source: Annotated[Path, typer.Argument(help="Markdown文稿。", metavar="文稿.md")],
    out: Annotated[Path | None, typer.Option("--out", help="写到哪里，不写就在文稿旁边。", metavar="文件.docx")] = None,
    pdf: Annotated[bool, typer.Option("--pdf", help="同时出PDF（要装LibreOffice）。")] = False,
    root: RootOption = HERE,
) -> None:
    """把一份Markdown文稿排成公文（Word）。"""
    from reporter.workflow.single_paper import settings_at, write_paper

    target = out or source.with_suffix(".docx")
    paths = write_paper(source, target, settings_at(root), pdf=pdf)
    say("写好了：" + "、".join(str(path) for path in paths))


@app.command()
def inspect(
    source: Annotated[Path, typer.Argument(help="要检查的Word文件。", metavar="文件.docx")],
    pdf: Annotated[bool, typer.Option("--pdf", help="用LibreOffice排出来，量一量版面。")] = False,
    root: RootOption = HERE,
    json_output: JsonOption = False,
    strict: Annotated[bool, typer.Option("--strict", help="有必须改的地方时以1退出。")] = False,
) -> None:
    """按GB/T 9704检查一个Word文件：版面、字体、文字、表格，逐条写明在哪里、要怎样。"""
    from reporter.document.inspect import Severity
    from reporter.prints import print_findings
    from reporter.workflow.single_paper import inspect_file, settings_at

    result = inspect_file(source, settings_at(root), measured=pdf)
    if json_output:
        found = [asdict(one) for one in result.findings]
        say(json.dumps({"file": str(source), "findings": found, "remark": result.remark}, ensure_ascii=False))
    else:
        print_findings(source, result.findings)
        if result.remark:
            say(result.remark)
    if strict and any(one.severity is Severity.MUST for one in result.findings):
        raise typer.Exit(FINDINGS)
