"""Commands and exit codes; the only reader of the clock and the environment."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from reporter.console import Bar, complain, prepare_streams, say
from reporter.core.period import Period, Span
from reporter.core.problem import Severity
from reporter.document.inspect import Severity as Weight
from reporter.document.pdf import PdfError
from reporter.folder import FileBusy, Folder, FolderError, one_run_at_a_time, open_folder
from reporter.prints import plain, plan_lines, print_findings, print_problems, print_remarks, print_summary
from reporter.workflow import demo as demo_flow
from reporter.workflow import forms as forms_flow
from reporter.workflow import register as register_flow
from reporter.workflow import single_paper
from reporter.workflow import status as status_flow
from reporter.workflow.documents import Written, write_documents
from reporter.workflow.incoming import BEIJING
from reporter.workflow.month import Months
from reporter.workflow.pdf import PdfReport, write_pdfs
from reporter.workflow.register import RegisterUnusable
from reporter.workflow.summary import summary_of

OK, FINDINGS, MISUSE, ENVIRONMENT, REGISTER_UNUSABLE, BUG = 0, 1, 2, 3, 4, 70
_UsageError: Any = typer.BadParameter.__base__
"""The command library's own error of wrong use; it has no public name in every release."""

app = typer.Typer(
    name="reporter",
    help="督查通报生成器：发填报表，收回核对，汇总计算，写督查通报。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
plan_app = typer.Typer(help="计划台账：检查、导出。", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(plan_app, name="plan")

RootOption = Annotated[Path, typer.Option("--root", help="工作文件夹，不写就是当前文件夹。", metavar="文件夹")]
PeriodArgument = Annotated[str, typer.Argument(help="报告期，例如2024-05。", metavar="报告期")]
JsonOption = Annotated[bool, typer.Option("--json", help="结果印成一个JSON对象，给别的程序用。")]
PasswordOption = Annotated[
    Path | None,
    typer.Option("--password-file", help="打开带密码的填报表用的密码，文本文件，一行一个。", metavar="文件"),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="有退回、存疑时以1退出。")]
PdfOption = Annotated[bool, typer.Option("--pdf/--no-pdf", help="有LibreOffice时同时出PDF。")]
HERE = Path()


@app.command()
def init(
    target: Annotated[Path, typer.Argument(help="新建的工作文件夹。", metavar="文件夹")],
    plan: Annotated[str, typer.Option("--plan", help="用哪一套计划台账。", metavar="名称")] = "quyuan-2024",
) -> None:
    """新建一个工作文件夹：计划台账、文书模板、设置。"""
    register_flow.init_folder(target, plan)
    say(f"工作文件夹建好了：{target}")
    say("下一步：核对input_sheets里的“计划台账.xlsx”，再进到这个文件夹运行“reporter forms 2024-05”生成填报表。")


@plan_app.command("check")
def plan_check(
    source: Annotated[
        Path | None, typer.Option("--source", help="方案原文（文本文件），核对每条原文是否在里面。", metavar="文件")
    ] = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """检查计划台账：名称、编号、填报单位、目标值……，逐条写明表和单元格。"""
    text = _read_text(source) if source else None
    loaded, problems = register_flow.check_register(open_folder(root), text)
    if json_output:
        say(json.dumps({"problems": [plain(one) for one in problems]}, ensure_ascii=False))
    else:
        print_problems(problems)
        for line in plan_lines(loaded.plan) if loaded.plan else ("计划台账读不出来。",):
            say(line)
    if loaded.plan is None or any(one.severity is Severity.REJECTED for one in problems):
        raise typer.Exit(REGISTER_UNUSABLE)
    if strict and any(one.severity is Severity.QUESTIONED for one in problems):
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
    if (csv is None) == (xlsx is None):
        raise FolderError("请写明导出成什么：--csv 文件夹，或者 --xlsx 文件。")
    loaded = register_flow.csv_register(source) if source else register_flow.read_register(open_folder(root))
    if csv is not None:
        register_flow.export_csv(loaded, csv)
    if xlsx is not None:
        register_flow.export_workbook(loaded, xlsx)
    say(f"已导出到{csv or xlsx}")


@app.command()
def forms(
    period: PeriodArgument,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """生成一个月的空白填报表，一个行动、一个单位一份。"""
    month = _month(period)
    folder = open_folder(root)
    passwords = _passwords(password_file)
    with one_run_at_a_time(folder), Bar() as bar:
        months = Months(folder, register_flow.load_register(folder), bar, passwords)
        paths = forms_flow.write_forms(months, month)
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
    month = _month(period)
    folder = open_folder(root)
    with one_run_at_a_time(folder), Bar() as bar:
        added = forms_flow.write_samples(Months(folder, register_flow.load_register(folder), bar), month, seed)
    say(f"{month.month_label}样例填报表新增{added}份，在input_sheets/{month}/。")


@app.command()
def run(
    period: PeriodArgument,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    pdf: PdfOption = True,
    json_output: JsonOption = False,
    strict: StrictOption = False,
) -> None:
    """主要的一步：读填报表，核对、汇总、计算，写出通报和各种表。"""
    month = _month(period)
    folder = open_folder(root)
    passwords = _passwords(password_file)
    with one_run_at_a_time(folder), Bar() as bar:
        months = Months(folder, register_flow.load_register(folder), bar, passwords)
        assessed = months.assess(month)
        summary = summary_of(assessed.results)
        written = write_documents(months, month, assessed)
        printed = write_pdfs(folder, _papers(folder, month, written)) if pdf else PdfReport()
    files = [folder.relative(path) for path in (*written.paths, *printed.paths)]
    remarks = (*written.faults, *written.remarks, *printed.remarks)
    if json_output:
        shown = {"period": str(month), "files": files, "summary": summary.as_dict(), "remarks": remarks}
        say(json.dumps(shown, ensure_ascii=False))
    else:
        print_summary(month, summary, files, sample=assessed.results.sample)
        print_remarks(remarks)
    if written.faults:
        raise typer.Exit(MISUSE)
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
    month = _month(period)
    day = _day(today) if today else datetime.now(BEIJING).date()
    folder = open_folder(root)
    with Bar() as bar:
        found = status_flow.standing(Months(folder, register_flow.load_register(folder), bar), month, day)
    if json_output:
        say(json.dumps(status_flow.as_dict(found), ensure_ascii=False))
    else:
        for line in status_flow.lines(found):
            say(line)


@app.command()
def demo(root: RootOption = HERE, pdf: PdfOption = True) -> None:
    """用样例把两个月从头到尾走一遍，看看都出些什么。"""
    folder = open_folder(root)
    with one_run_at_a_time(folder), Bar() as bar:
        shown = demo_flow.run_demo(Months(folder, register_flow.load_register(folder), bar))
        papers = [path for month, _, written in shown for path in _papers(folder, month, written)]
        printed = write_pdfs(folder, papers) if pdf else PdfReport()
    for month, results, written in shown:
        beside = [path for path in printed.paths if path.parent == folder.output(month)]
        files = [folder.relative(path) for path in (*written.paths, *beside)]
        print_summary(month, summary_of(results), files, sample=results.sample)
        print_remarks((*written.faults, *written.remarks))
    print_remarks(printed.remarks)


@app.command()
def templates(root: RootOption = HERE, strict: StrictOption = False) -> None:
    """检查文书模板：用了没有的名称、标签没有写完，逐条写明哪个模板、第几行。"""
    faults = single_paper.check_templates(open_folder(root))
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
    target = out or source.with_suffix(".docx")
    paths = single_paper.write_paper(source, target, single_paper.settings_at(root), pdf=pdf)
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
    result = single_paper.inspect_file(source, single_paper.settings_at(root), measured=pdf)
    if json_output:
        found = [asdict(one) for one in result.findings]
        say(json.dumps({"file": str(source), "findings": found, "remark": result.remark}, ensure_ascii=False))
    else:
        print_findings(source, result.findings)
        if result.remark:
            say(result.remark)
    if strict and any(one.severity is Weight.MUST for one in result.findings):
        raise typer.Exit(FINDINGS)


def _month(text: str) -> Period:
    """The month named on the command line; FolderError (exit 2) when it is none."""
    try:
        period = Period.parse(text)
    except ValueError as error:
        raise FolderError(f"{error}。") from error
    if period.span is not Span.MONTH:
        raise FolderError(f"“{text}”不是一个月。这一步按月做，请写成2024-05这样的月份。")
    return period


def _day(text: str) -> date:
    """The day named on the command line; FolderError (exit 2) when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FolderError(f"“{text}”不是日期，请写成2024-06-05。") from error


def _passwords(path: Path | None) -> tuple[str, ...]:
    """The passwords in the file, one a line, each once; none without a file. FolderError when it cannot be read."""
    if path is None:
        return ()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FolderError(f"密码文件“{path}”读不了（{error.strerror}）。") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return tuple(dict.fromkeys(line for line in text.splitlines() if line.strip()))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FolderError(f"“{path}”不是UTF-8编码的文本文件，请另存为UTF-8文本。") from error
    except OSError as error:
        raise FolderError(f"“{path}”读不了（{error.strerror}）。") from error


def _papers(folder: Folder, period: Period, written: Written) -> list[Path]:
    """The documents that get a PDF: those of the period itself, not the letters to single bureaus."""
    return [path for path in written.paths if path.parent == folder.output(period)]


def main() -> None:
    """Run a command and end the process with its exit code; a user's mistake prints one sentence, never a traceback."""
    prepare_streams()
    sys.exit(_guarded())


def _guarded() -> int:
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else OK
    except RegisterUnusable as error:
        print_problems(error.problems)
        complain("计划台账有不能用的地方，已逐条列出。请改好input_sheets里的“计划台账.xlsx”再运行。")
        return REGISTER_UNUSABLE
    except PdfError as error:
        complain(f"PDF没有生成：{error}。")
        return ENVIRONMENT
    except FileBusy as error:
        complain(str(error))
        return ENVIRONMENT
    except FolderError as error:
        complain(str(error))
        return MISUSE
    except _UsageError as error:
        complain(f"命令写得不对：{error.format_message()}")
        complain("用“reporter --help”看有哪些命令，用“reporter 命令 --help”看怎么写。")
        return MISUSE
    except typer.Abort:
        return MISUSE
    except Exception:
        complain("程序自己出了错，不是填报表的问题。请把下面的内容发给维护人员：")
        complain(traceback.format_exc())
        return BUG
