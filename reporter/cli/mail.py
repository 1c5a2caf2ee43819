"""Letters out: drafts, or sending when told to."""

from __future__ import annotations

import json
import os
import time
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from reporter.cli.app import ENVIRONMENT, app
from reporter.cli.arguments import HERE, AnyPeriodArgument, JsonOption, RootOption, a_day, a_period
from reporter.console import Bar, complain, say
from reporter.core.period import BEIJING
from reporter.folder import Folder, FolderError, one_run_at_a_time, open_folder

if TYPE_CHECKING:
    from reporter.post.outbox import Outbox
    from reporter.post.send import Due
    from reporter.workflow.mail import Mail

_PASSWORD, _SERVICE = "REPORTER_MAIL_PASSWORD", "reporter-mail"


@app.command()
def mail(
    period: AnyPeriodArgument,
    kind: Annotated[str | None, typer.Option("--kind", help="只要这几类，例如通报,督办。", metavar="类别")] = None,
    send: Annotated[bool, typer.Option("--send", help="发送（先列清单，输入yes才发）。不写就只写草稿。")] = False,
    test: Annotated[str | None, typer.Option("--test", help="整套发到这个邮箱看看，不记账。", metavar="邮箱")] = None,
    resend: Annotated[
        list[str] | None, typer.Option("--resend", help="这个编号的再发一次，可以写几个。", metavar="编号")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="演练：列出要发的，不连接服务器。")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不问，直接发；要同时写--count。")] = False,
    count: Annotated[int | None, typer.Option("--count", help="要发几封，对不上就不发。", metavar="封数")] = None,
    allow_sample: Annotated[bool, typer.Option("--allow-sample", help="样例数据也发。")] = False,
    today: Annotated[str | None, typer.Option("--today", help="按哪一天算，不写就是今天。", metavar="日期")] = None,
    root: RootOption = HERE,
    json_output: JsonOption = False,
) -> None:
    """写邮件草稿（通报、填报通知、提醒、催报、退回、督办、更正）；加--send才发送。"""
    from reporter.post.outbox import Outbox
    from reporter.workflow import mail as flow
    from reporter.workflow.mail_send import as_test, only, refuse_what_must_not_leave, to_send
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register

    asked = _checked(resend or [], send=send, test=test, dry_run=dry_run, yes=yes, count=count)
    chosen, day, kinds = a_period(period), a_day(today) if today else _now().date(), flow.kinds_named(kind)
    folder = open_folder(root)
    with one_run_at_a_time(folder):
        outbox = Outbox(folder.outbox(chosen))
        if send and not dry_run:
            outbox.settle(_now())
        with Bar() as bar:
            made = flow.compose_mail(Months(folder, load_register(folder), bar), chosen, day, kinds, outbox, asked)
        flow.write_drafts(folder, made)
        if not (send or test or dry_run):
            _show(folder, made, json_output=json_output)
            return
        refuse_what_must_not_leave(made, asked, allow_sample=allow_sample)
        box, ready = (Outbox(None), as_test(made, test)) if test else (outbox, made)
        queue = only(to_send(ready), ready, asked)
        if not json_output:
            _list(ready)
        if _may_go(queue, dry_run=dry_run, yes=yes, count=count):
            ready = _send(folder, ready, queue, box, test=bool(test), quiet=json_output)
    if json_output:
        _show(folder, ready, json_output=True)
    if any(one.stand.is_trouble for one in ready.found):
        raise typer.Exit(ENVIRONMENT)


def _checked(
    resend: list[str], *, send: bool, test: str | None, dry_run: bool, yes: bool, count: int | None
) -> list[str]:
    """The numbers to send again; FolderError for options that do not go together."""
    if test and (send or resend):
        raise FolderError("--test不和--send、--resend一起用：测试只发到一个邮箱，不记账。")
    if resend and not (send or dry_run):
        raise FolderError("--resend要和--send一起用。")
    if yes and count is None:
        raise FolderError("用--yes时要同时写--count 封数，对得上才发。先用--dry-run看看是几封。")
    return [one.strip().lower() for one in resend]


def _number(queue: tuple[Due, ...]) -> int:
    """How many get something, those with a copy too: as the list counts them."""
    return sum(len(one.people) for one in queue)


def _may_go(queue: tuple[Due, ...], *, dry_run: bool, yes: bool, count: int | None) -> bool:
    """Whether there is something to send and it is agreed to; says so where not."""
    if dry_run:
        say(f"演练：会发{_number(queue)}封，没有连接服务器，什么也没有发。")
    elif not queue:
        say("没有要发的。")
    return bool(queue) and not dry_run and _agreed(queue, yes=yes, count=count)


def _agreed(queue: tuple[Due, ...], *, yes: bool, count: int | None) -> bool:
    """Whether the person, or the number given beforehand, agrees; FolderError when the number does not."""
    number = _number(queue)
    if count is not None and count != number:
        raise FolderError(f"要发的是{number}封，不是--count写的{count}封，没有发送。")
    if yes:
        return True
    answer: str = typer.prompt(f"要发{number}封。输入yes发送，别的取消", default="", show_default=False)
    if answer.strip().lower() == "yes":
        return True
    say("没有发送。")
    return False


def _send(folder: Folder, mail: Mail, queue: tuple[Due, ...], outbox: Outbox, *, test: bool, quiet: bool) -> Mail:
    from reporter.post.password import find_password
    from reporter.post.smtp import MailServerError
    from reporter.prints import print_problems
    from reporter.workflow.mail_send import means_of, send_mail

    user = mail.settings.user
    password = find_password(_SERVICE, user, os.environ.get(_PASSWORD), lambda: _ask(user)) if user else ""
    tell = (lambda _: None) if quiet else (lambda text: say(f"  {text}"))
    means = means_of(folder, mail, password, _now, time.sleep, tell)
    try:
        after, left = send_mail(folder, mail, queue, outbox, means, listed=not test)
    except MailServerError as error:
        complain(str(error))
        raise typer.Exit(ENVIRONMENT) from error
    if not quiet:
        _list(after)
        print_problems([one for one in after.problems if one.code in ("E704", "E705")])
    if left:
        complain(f"一次最多发{mail.settings.limit}封，还有{left}封没有发，请过一会儿再运行一次。")
        raise typer.Exit(ENVIRONMENT)
    return after


def _ask(user: str) -> str:
    return str(typer.prompt(f"{user}的密码（QQ、163邮箱是授权码）", hide_input=True))


def _list(mail: Mail) -> None:
    from reporter.workflow.mail_list import lines

    for line in lines(mail.found):
        say(line)


def _show(folder: Folder, mail: Mail, *, json_output: bool) -> None:
    from reporter.prints import print_problems, print_remarks
    from reporter.workflow.mail_list import as_dict

    if json_output:
        say(json.dumps(as_dict(mail), ensure_ascii=False))
        return
    _list(mail)
    print_problems(mail.problems)
    print_remarks(mail.remarks)
    say(f"草稿在{folder.relative(folder.output(mail.period))}/mail/，先看index.html。没有发送。")


def _now() -> datetime:
    return datetime.now(BEIJING)
