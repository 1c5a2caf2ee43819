"""What a collection leaves to read: the list of letters, and a receipt for every sender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reporter.bulletin.facts import Facts
from reporter.bulletin.wording import TemplateFault, markdown
from reporter.core.period import Period
from reporter.document.blocks import DocumentError
from reporter.document.markdown import parse
from reporter.folder import Folder, FolderError, write_atomic
from reporter.post.body import body_of
from reporter.post.collected_book import collected_book
from reporter.post.journal import Collected, Item
from reporter.post.mime import draft
from reporter.post.names import stored_name
from reporter.post.receipt import by_sender, is_answered, receipt, receipt_letter
from reporter.post.settings import mail_settings
from reporter.sheets.write import write_book
from reporter.workflow.collect import Collection
from reporter.workflow.mail_source import facts_now
from reporter.workflow.month import Months

LIST, RECEIPTS = "收件清单.xlsx", "receipts"
_TEMPLATE = "邮件-回执.md.j2"


def finish(months: Months, period: Period, collection: Collection) -> tuple[str, ...]:
    """Write the list of everything collected for the period, and receipts of the letters that have none yet.

    Paths relative to the root, the list first.
    """
    letters = collection.letters()
    if collection.dry_run or not letters:
        return ()
    written = [_write_list(months.folder, period, collection, letters), *_write_receipts(months, period, collection)]
    return tuple(months.folder.relative(path) for path in written)


def _write_list(folder: Folder, period: Period, collection: Collection, letters: Sequence[Collected]) -> Path:
    desk = collection.desk

    def named(item: Item) -> str:
        return f"{desk.bureau(item.bureau)}　{desk.action(item.action)}"

    path = folder.output(period) / LIST
    write_atomic(path, write_book(collected_book(letters, period, named)))
    return path


def _write_receipts(months: Months, period: Period, collection: Collection) -> Iterator[Path]:
    """A draft for each sender with a letter that has no receipt. The letters are marked once all are written."""
    waiting = [one for one in collection.own_letters() if not one.answered]
    asked = [one for one in waiting if is_answered(one, known=collection.desk.stands_in_contacts(one.sender))]
    if not asked:
        return
    facts = facts_now(months, period)
    for sender, letters in by_sender(asked).items():
        path = months.folder.output(period) / RECEIPTS / _name(sender, letters)
        write_atomic(path, _draft(months.folder, facts, letters))
        yield path
    collection.answer(frozenset(one.digest for one in asked))


def _draft(folder: Folder, facts: Facts, letters: Sequence[Collected]) -> bytes:
    try:
        text, marks = markdown(receipt(facts, letters), folder.template(_TEMPLATE), name=_TEMPLATE)
        body = body_of(parse(text, marks), marks)
    except (TemplateFault, DocumentError) as fault:
        reason = str(fault).removesuffix("其他文书照常生成。")
        raise FolderError(f"填报表已经收好，回执没有写：{reason}请改好templates里的模板，再运行一次。") from fault
    sender = mail_settings(folder.settings.tables.get("mail", {})).as_sender
    return draft(receipt_letter(facts, letters, body), sender)


def _name(sender: str, letters: Sequence[Collected]) -> str:
    """回执-zhang@163.com-0603-0905-ab12.eml: a later receipt to the same person has another name."""
    last = letters[-1]
    moment = f"{last.received:%m%d-%H%M}-" if last.received else ""
    return stored_name(f"回执-{sender}-{moment}{last.digest[:4]}.eml", default="回执.eml")
