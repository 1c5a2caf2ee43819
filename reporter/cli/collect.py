"""The command that brings forms in: from the mailbox, or from letters and files that lie somewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.app import ENVIRONMENT, MISUSE, app
from reporter.cli.arguments import HERE, JsonOption, PasswordOption, PeriodArgument, RootOption, a_month
from reporter.cli.working import months_at
from reporter.console import complain, say
from reporter.folder import FolderError

if TYPE_CHECKING:
    from reporter.workflow.arrivals import Arrival
    from reporter.workflow.collect import Collection

_PASSWORD, _SERVICE = "REPORTER_IMAP_PASSWORD", "reporter-imap"


@app.command()
def collect(
    period: PeriodArgument,
    source: Annotated[
        Path | None,
        typer.Option("--from", help="不连邮箱，收这个.eml文件或者这个文件夹里的邮件和填报表。", metavar="文件或文件夹"),
    ] = None,
    all_periods: Annotated[bool, typer.Option("--all-periods", help="别的月份的表也收，放进各自的月份。")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看有什么，不写任何文件。")] = False,
    password_file: PasswordOption = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """收表：从邮箱（或存下来的邮件）取出填报表，放进input_sheets，登记收件时间，给发件人写回执草稿。"""
    from reporter.workflow.collect import Collection
    from reporter.workflow.collect_report import as_dict, lines
    from reporter.workflow.collected import finish

    month = a_month(period)
    with months_at(root, password_file) as months:
        collection = Collection(months, month, all_periods=all_periods, dry_run=dry_run)
        report = collection.collect(_arrivals(collection, source))
        files = finish(months, month, collection)
    if json_output:
        say(json.dumps(as_dict(report, files, dry_run=dry_run), ensure_ascii=False))
    else:
        for line in lines(report, files, month, dry_run=dry_run):
            say(line)
    if report.trouble:
        complain(report.trouble)
        raise typer.Exit(ENVIRONMENT)
    if report.is_sealed:
        raise typer.Exit(MISUSE)


def _arrivals(collection: Collection, source: Path | None) -> Iterable[Arrival]:
    from reporter.post.mailbox_settings import mailbox_settings
    from reporter.post.password import find_password
    from reporter.workflow.arrivals import from_mailbox, from_path

    if source is not None:
        return from_path(source)
    box, since = mailbox_settings(collection.folder.settings.tables.get("imap", {}))
    password = find_password(_SERVICE, box.user, os.environ.get(_PASSWORD), lambda: _ask(box.user))
    first = since or collection.period.last_day.replace(day=1)
    return from_mailbox(box, password, first, lambda origin: collection.is_known(origin=origin))


def _ask(user: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise FolderError(f"没有“{user}”的邮箱密码。请设环境变量{_PASSWORD}，或者存进系统的密码库，或者在窗口里运行。")
    return str(typer.prompt(f"{user}的邮箱密码（163、126、QQ邮箱是授权码）", hide_input=True, err=True))
