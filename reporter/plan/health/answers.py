"""What the office wrote into 体检报告.xlsx, and the register with those rulings in 裁定.

A row is found by its topic, codes and subject, never by its position; what stands in its other cells is not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from reporter.core.problem import Place, Problem, problem
from reporter.core.values import dataclass
from reporter.plan.convert import CODES, DATE, clean, plain
from reporter.plan.health.finding import Finding
from reporter.plan.health.matters import matter_of, ruling_codes, same_matter
from reporter.plan.model import Plan, Ruling
from reporter.sheets.cells import Cell, Sheet, Unreadable, address
from reporter.sheets.open import open_book

TOPIC, SUBJECT, ROWS = "代码", "事项", "涉及编号"
ADOPTED, SCOPE, BASIS, RULED = "采用编号", "采用口径", "依据", "日期"
KEY, FILLED = (TOPIC, SUBJECT, ROWS), (ADOPTED, SCOPE, BASIS, RULED)
"""Headings by which a row is known, and those that the office fills."""

_LAST_HEADING_ROW = 10
Key = tuple[str, str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The office's ruling on one finding."""

    finding: Finding
    adopted: tuple[str, ...]
    scope: str
    basis: str
    ruled: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The rulings that can be used, in the order of the report, and what is wrong with the others."""

    taken: tuple[Answer, ...]
    problems: tuple[Problem, ...]


def read_answers(data: bytes, name: str, findings: Sequence[Finding]) -> Answers:
    """The rulings in a filled report; `name` is the file name that problems show. An empty row says nothing."""
    try:
        book = open_book(data, name)
    except Unreadable as refusal:
        kind = refusal.values.get("kind", "打不开的文件")
        return Answers(taken=(), problems=(problem("P112", Place(file=name), kind=kind),))
    for sheet in book.sheets:
        headings = _headings(sheet)
        if headings is not None:
            return _read(sheet, *headings, name, findings)
    return Answers(taken=(), problems=(problem("P201", Place(file=name), columns="、".join((*KEY, *FILLED))),))


def is_filled(data: bytes, name: str) -> bool:
    """Whether the office has written into a report; False for a file that is none."""
    try:
        sheets = open_book(data, name).sheets
    except Unreadable:
        return False
    found = ((sheet, _headings(sheet)) for sheet in sheets)
    return any(
        bool(_Line(sheet=sheet, row=row, columns=headings[1], file=name).filled)
        for sheet, headings in found
        if headings
        for row in sheet.rows()
        if row > headings[0]
    )


def with_rulings(plan: Plan, answers: Sequence[Answer]) -> Plan:
    """The plan with the rulings in 裁定: in the row that is on the same matter, else in a new one below."""
    rulings = list(plan.rulings)
    for answer in answers:
        finding = answer.finding
        at = next((at for at, one in enumerate(rulings) if same_matter(plan, finding, one)), len(rulings))
        if at == len(rulings):
            codes = ruling_codes(plan, finding)
            rulings.append(Ruling(matter=matter_of(finding), codes=codes, versions=finding.said))
        rulings[at] = replace(
            rulings[at],
            adopted="、".join(answer.adopted),
            adopted_scope=answer.scope,
            basis=answer.basis,
            ruled=answer.ruled,
        )
    return replace(plan, rulings=tuple(rulings))


def _headings(sheet: Sheet) -> tuple[int, Mapping[str, int]] | None:
    """The row of the headings and their columns; None for a sheet that lacks one."""
    for row in sheet.rows():
        if row > _LAST_HEADING_ROW:
            return None
        texts = {plain(cell.text): column for (at, column), cell in sheet.cells.items() if at == row}
        if set(texts) >= {*KEY, *FILLED}:
            return row, texts
    return None


def _read(sheet: Sheet, top: int, columns: Mapping[str, int], name: str, findings: Sequence[Finding]) -> Answers:
    known: dict[Key, Finding] = {(one.topic.code, one.subject, frozenset(one.codes)): one for one in findings}
    taken: dict[Key, Answer] = {}
    problems: list[Problem] = []
    for row in sheet.rows():
        line = _Line(sheet=sheet, row=row, columns=columns, file=name)
        if row <= top or not line.filled:
            continue
        found = list(_faults(line, known, taken))
        problems += found
        if not found:
            taken[line.key] = _answer(line, known[line.key])
    order = list(known)
    return Answers(
        taken=tuple(taken[key] for key in sorted(taken, key=order.index)),
        problems=tuple(problems),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One row of the filled report."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    file: str

    def text(self, heading: str) -> str:
        cell: Cell | None = self.sheet.at(self.row, self.columns[heading])
        return clean(cell.text) if cell else ""

    def place(self, heading: str) -> Place:
        return Place(file=self.file, sheet=self.sheet.name, cell=address(self.row, self.columns[heading]))

    @property
    def filled(self) -> bool:
        return any(self.text(heading) for heading in FILLED)

    @property
    def key(self) -> Key:
        return plain(self.text(TOPIC)), self.text(SUBJECT), frozenset(CODES.read(self.text(ROWS)))


def _faults(line: _Line, known: Mapping[Key, Finding], taken: Mapping[Key, Answer]) -> Iterator[Problem]:
    if line.key not in known:
        yield problem("P202", line.place(SUBJECT), seen=line.text(SUBJECT))
        return
    if line.key in taken:
        yield problem("P205", line.place(SUBJECT), seen=line.text(SUBJECT))
    strange = [code for code in CODES.read(line.text(ADOPTED)) if code not in known[line.key].codes]
    if strange:
        yield problem("P203", line.place(ADOPTED), seen="、".join(strange), rows=line.text(ROWS))
    if not line.text(ADOPTED) and not line.text(SCOPE):
        yield problem("P204", line.place(SCOPE), heading=f"{ADOPTED}”或“{SCOPE}")
    for heading in (BASIS, RULED):
        if not line.text(heading):
            yield problem("P204", line.place(heading), heading=heading)
    if line.text(RULED) and _day(line) is None:
        yield problem("P106", line.place(RULED), heading=RULED, seen=line.text(RULED))


def _answer(line: _Line, finding: Finding) -> Answer:
    ruled = _day(line)
    assert ruled is not None
    return Answer(
        finding=finding,
        adopted=CODES.read(line.text(ADOPTED)),
        scope=line.text(SCOPE),
        basis=line.text(BASIS),
        ruled=ruled,
    )


def _day(line: _Line) -> date | None:
    try:
        day: date | None = DATE.read(line.text(RULED))
    except ValueError:
        return None
    return day
