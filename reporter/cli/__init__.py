"""Commands and exit codes; the only reader of the clock and the environment."""

from __future__ import annotations

import gc
import sys
import traceback
from typing import Any

import typer

from reporter.cli import collect, issue, mail, month, papers, register, roll, trace
from reporter.cli.app import BUG, ENVIRONMENT, MISUSE, OK, REGISTER_UNUSABLE, app
from reporter.console import complain, prepare_streams
from reporter.document.faults import PdfError
from reporter.folder import FileBusy, FolderError, RegisterUnusable, ToolMissing

__all__ = ["app", "collect", "issue", "mail", "main", "month", "papers", "register", "roll", "trace"]

_UsageError: Any = typer.BadParameter.__base__
"""The command library's own error of wrong use; it has no public name in every release."""


_SEARCH_AFTER = 50_000
"""New values between two searches for reference cycles. A command makes millions of values and hardly a cycle; with
Python's own 700 the search takes an eighth of a month's processor time."""


def main() -> None:
    """Run a command and end the process with its exit code; a user's mistake prints one sentence, never a traceback."""
    gc.set_threshold(_SEARCH_AFTER, 20, 50)
    prepare_streams()
    sys.exit(_guarded())


def _guarded() -> int:
    try:
        code = app(standalone_mode=False)
        return code if isinstance(code, int) else OK
    except RegisterUnusable as error:
        from reporter.prints import print_problems

        print_problems(error.problems)
        complain("计划台账有不能用的地方，已逐条列出。请改好input_sheets里的“计划台账.xlsx”再运行。")
        return REGISTER_UNUSABLE
    except PdfError as error:
        complain(f"PDF没有生成：{error}。")
        return ENVIRONMENT
    except (FileBusy, ToolMissing) as error:
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
