"""Who knows the files behind a figure: what was typed in a cell, when its file came, from whom."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from reporter.core.numbers import shortest
from reporter.core.period import Period
from reporter.core.source import Source
from reporter.folder import REGISTRATION
from reporter.intake.received import decoded
from reporter.intake.submission import Answer, Submission, TaskAnswer
from reporter.ledger.model import FoundFile
from reporter.record.model import Results
from reporter.record.trace.evidence import Evidence
from reporter.sheets.cells import Sheet, Unreadable
from reporter.sheets.open import open_book
from reporter.workflow.incoming import Incoming, incoming
from reporter.workflow.month import Months

_SENDER_COLUMNS = ("发件人", "来源")
_IN_ZIP = re.compile(r"(?<=\.zip)!", re.IGNORECASE)


class Remembered:
    """Answers from what this run read: no file is opened again, so that a whole county takes no time."""

    def __init__(self, months: Months, period: Period, results: tuple[Results, ...]) -> None:
        self._months = months
        self._period = period
        self._results = results

    def cell(self, code: str, column: str, file: str = "") -> Source | None:
        """Where a bureau answered one column of a row; the newest form that says something."""
        if column == "进度":
            return next((_progress(task) for form in self._submissions if form.file.file == file
                         for task in form.tasks if task.code == code and task.progress_cell), None)  # fmt: skip
        found = [answer for answer in self._answers(code, column) if answer.value is not None]
        return found[-1].source if found else None

    def evidence(self, source: Source) -> Evidence:
        """What stood in a cell when it was read."""
        return replace(self._arrival(source), typed=self._typed.get((source.file, source.sheet, source.cell), ""))

    def register(self, table: str, index: int, heading: str) -> str:
        """The cell of the register workbook."""
        return self._months.register.cell(table, index, heading)

    def _answers(self, code: str, column: str) -> Iterator[Answer]:
        for form in sorted(self._submissions, key=lambda one: one.file.received):
            for row in form.figures:
                answer = {"本期填报": row.current, "上年同期": row.prior_year, "年初数": row.base}.get(column)
                if row.code == code and answer is not None:
                    yield answer

    @cached_property
    def _submissions(self) -> tuple[Submission, ...]:
        return self._months.submissions(self._period)

    @cached_property
    def _typed(self) -> Mapping[tuple[str, str, str], str]:
        """What stood in each cell of a figure or step, by file, sheet and cell."""
        found: dict[tuple[str, str, str], str] = {}
        periods = (Period.parse(results.period) for results in self._results)
        for form in (form for period in periods for form in self._months.submissions(period)):
            for row in form.figures:
                for answer in (row.current, row.prior_year, row.base):
                    if answer is not None:
                        found[_place(answer.source)] = answer.raw
            for step in form.steps:
                found[_place(step.source)] = "" if step.done is None else "是" if step.done else "否"
            for task in form.tasks:
                found[_place(task.source)] = task.state.value if task.state else ""
                if task.progress is not None:
                    found[_place(_progress(task))] = shortest(task.progress)
        return found

    def _arrival(self, source: Source) -> Evidence:
        """When the file of a cell came and from whom."""
        file = self._files.get((source.file, source.sha256))
        return Evidence(
            source=source,
            sender=self._senders.get(source.sha256, ""),
            received=file.received if file else None,
            received_from=file.received_from if file else "",
        )

    @cached_property
    def _files(self) -> Mapping[tuple[str, str], FoundFile]:
        return {(one.file, one.sha256): one for results in self._results for one in results.files}

    @cached_property
    def _senders(self) -> Mapping[str, str]:
        """Who sent each file, by its hash, as far as 收件登记 says."""
        found: dict[str, str] = {}
        for results in self._results:
            path = self._months.folder.returns(Period.parse(results.period).month) / REGISTRATION
            if path.is_file():
                for row in csv.DictReader(io.StringIO(decoded(path.read_bytes()))):
                    said = next((row[name] for name in _SENDER_COLUMNS if row.get(name)), "")
                    found.setdefault((row.get("sha256") or "").strip().lower(), said.strip())
        return found


class Reopened(Remembered):
    """Answers from the files as they lie there now, and says where one is gone or no longer the same."""

    def __init__(self, months: Months, period: Period, results: tuple[Results, ...]) -> None:
        super().__init__(months, period, results)
        self._opened: dict[str, Incoming | None] = {}
        self._books: dict[str, Mapping[str, Sheet]] = {}

    def evidence(self, source: Source) -> Evidence:
        """What stands in a cell now; `fault` says so when the file is another one or gone."""
        arrival = self._arrival(source)
        file = self._file(source.file)
        if file is None or file.fault:
            return replace(arrival, fault="文件已经不在了" if file is None else "文件现在读不出来")
        if file.sha256 != source.sha256:
            now = self._stands(file, source)
            return replace(
                arrival, fault=f"文件已不是计算时的那一份（现在sha256为{file.sha256[:12]}…，这一格现在是“{now}”）"
            )
        return replace(arrival, typed=self._stands(file, source))

    def _file(self, name: str) -> Incoming | None:
        if name not in self._opened:
            outer = _IN_ZIP.split(name)[0]
            path = self._months.folder.root / outer
            found = incoming(path, outer, self._months.passwords) if path.is_file() else iter(())
            self._opened |= {name: None} | {one.name: one for one in found}
        return self._opened[name]

    def _stands(self, file: Incoming, source: Source) -> str:
        if file.name not in self._books:
            try:
                book = open_book(file.data, file.name)
                self._books[file.name] = {sheet.name: sheet for sheet in book.sheets}
            except Unreadable:
                self._books[file.name] = {}
        sheet = self._books[file.name].get(source.sheet)
        cells = (cell for cell in sheet.cells.values() if cell.address == source.cell) if sheet else iter(())
        return next((cell.text for cell in cells), "")


def _progress(task: TaskAnswer) -> Source:
    """The cell of a task's progress, beside that of its state."""
    return replace(task.source, cell=task.progress_cell)


def _place(source: Source) -> tuple[str, str, str]:
    return (source.file, source.sheet, source.cell)
