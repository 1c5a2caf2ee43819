"""Sending the letters of a period: what leaves, what must be said before, a test to one address."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from reporter.folder import Folder, FolderError
from reporter.post.address import NoAddress, read_address
from reporter.post.body import subject_line
from reporter.post.contacts import Contact
from reporter.post.letter import Body, Letter
from reporter.post.outbox import Outbox
from reporter.post.send import Due, Means, Sending, due
from reporter.post.settings import for_sending
from reporter.post.smtp import Connection, connect
from reporter.workflow.mail import Mail, judged, write_index

_TEST = "[测试]"


def refuse_what_must_not_leave(mail: Mail, resend: Collection[str], *, allow_sample: bool) -> None:
    """FolderError for settings that cannot send, samples without leave, and a --resend that names no letter."""
    for_sending(mail.settings)
    if mail.sample and not allow_sample:
        raise FolderError("这个月的数据是样例，没有发送。确实要发样例的，加上“--allow-sample”。")
    unknown = sorted(set(resend) - {one.id for one in mail.found})
    if unknown:
        raise FolderError(f"没有编号是{'、'.join(unknown)}的邮件，没有发送。编号在清单最后一列。")


def to_send(mail: Mail) -> tuple[Due, ...]:
    """The letters that would leave now."""
    return due(mail.found)


def only(queue: tuple[Due, ...], mail: Mail, resend: Collection[str]) -> tuple[Due, ...]:
    """With --resend, just the letters that it names."""
    if not resend:
        return queue
    named = {(id(one.letter), one.person.address) for one in mail.found if one.id in resend and one.person}
    kept = (replace(one, people=tuple(p for p in one.people if (id(one.letter), p.address) in named)) for one in queue)
    return tuple(one for one in kept if one.people)


def send_mail(
    folder: Folder, mail: Mail, queue: tuple[Due, ...], outbox: Outbox, means: Means, *, listed: bool = True
) -> tuple[Mail, int]:
    """Send the queue; how the letters stand afterwards, and how many are left for the next run.

    Whatever ends it, the list says how far it came (not for a test: `listed`). MailServerError when the server cannot
    be used.
    """
    try:
        left = Sending(outbox, mail.settings, means).send(queue)
    finally:
        after = judged(mail, outbox)
        if listed:
            write_index(folder, after)
    return after, left


def as_test(mail: Mail, typed: str) -> Mail:
    """The whole set to one address, marked [测试]; nothing of it is remembered. FolderError for no address."""
    try:
        address = read_address(typed).text
    except NoAddress as fault:
        raise FolderError(f"“{' '.join(typed.split())}”不是一个邮箱地址，没有发送。") from fault
    made = tuple(replace(one, letter=_as_test(one.letter, address)) for one in mail.made)
    return judged(replace(mail, made=made), Outbox(None))


def _as_test(letter: Letter, address: str) -> Letter:
    real = "、".join(one.address for one in letter.envelope) or "（缺地址）"
    said = f"这是测试。正式发送时的收件人：{real}。"
    body = Body(
        subject=subject_line(_TEST + letter.body.subject),
        text=f"{said}\n\n{letter.body.text}",
        html=letter.body.html.replace("<body>", f"<body><p>{said}</p>", 1),
    )
    to = Contact(name="", bureau="", roles=(), address=address)
    return replace(letter, to=to, copied=(), body=body, about=f"测试 {real} {letter.about}", hold="")


def means_of(
    folder: Folder, mail: Mail, password: str, now: Callable[[], datetime], wait: Callable[[float], None],
    tell: Callable[[str], None],
) -> Means:  # fmt: skip
    """Sending over the server of reporter.toml."""

    def line() -> Connection:
        return connect(mail.settings, password, folder.root)

    return Means(connect=line, now=now, wait=wait, tell=tell)
