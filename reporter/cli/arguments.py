"""What commands have in common: options, and words of the command line turned into values."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reporter.core.period import Period, Span
from reporter.folder import FolderError

RootOption = Annotated[Path, typer.Option("--root", help="工作文件夹，不写就是当前文件夹。", metavar="文件夹")]
PeriodArgument = Annotated[str, typer.Argument(help="报告期，例如2024-05。", metavar="报告期")]
AnyPeriodArgument = Annotated[
    str, typer.Argument(help="报告期，例如2024-05、2024-Q2、2024-H1、2024。", metavar="报告期")
]
JsonOption = Annotated[bool, typer.Option("--json", help="结果印成一个JSON对象，给别的程序用。")]
PasswordOption = Annotated[
    Path | None,
    typer.Option("--password-file", help="打开带密码的填报表用的密码，文本文件，一行一个。", metavar="文件"),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="有退回、存疑时以1退出。")]
PdfOption = Annotated[bool, typer.Option("--pdf/--no-pdf", help="有LibreOffice时同时出PDF。")]
HERE = Path()


def a_period(text: str) -> Period:
    """The month, quarter, half-year or year named on the command line; FolderError (exit 2) when it is none."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise FolderError(f"{error}。") from error


def a_month(text: str) -> Period:
    """The month named on the command line; FolderError (exit 2) when it is none."""
    period = a_period(text)
    if period.span is not Span.MONTH:
        raise FolderError(f"“{text}”不是一个月。这一步按月做，请写成2024-05这样的月份。")
    return period


def a_day(text: str) -> date:
    """The day named on the command line; FolderError (exit 2) when it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise FolderError(f"“{text}”不是日期，请写成2024-06-05。") from error


def passwords_in(path: Path | None) -> tuple[str, ...]:
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


def text_in(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FolderError(f"“{path}”不是UTF-8编码的文本文件，请另存为UTF-8文本。") from error
    except OSError as error:
        raise FolderError(f"“{path}”读不了（{error.strerror}）。") from error
