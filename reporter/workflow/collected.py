"""What a collection leaves to read: the list of letters, and a receipt for every sender."""

from __future__ import annotations

from pathlib import Path

from reporter.core.period import Period
from reporter.folder import write_atomic
from reporter.post.collected_book import collected_book
from reporter.post.journal import Item
from reporter.sheets.write import write_book
from reporter.workflow.collect import Collection
from reporter.workflow.month import Months

LIST = "收件清单.xlsx"


def finish(months: Months, period: Period, collection: Collection) -> tuple[str, ...]:
    """Write the list of everything collected for the period; paths relative to the root."""
    letters = collection.letters()
    if collection.dry_run or not letters:
        return ()
    desk = collection.desk

    def named(item: Item) -> str:
        return f"{desk.bureau(item.bureau)}　{desk.action(item.action)}"

    path = months.folder.output(period) / LIST
    write_atomic(path, write_book(collected_book(letters, period, named)))
    return (_shown(months, path),)


def _shown(months: Months, path: Path) -> str:
    return months.folder.relative(path)
