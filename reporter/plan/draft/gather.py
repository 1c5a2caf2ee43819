"""Every promise of a document with its place: those of tasks, those of goals, deeds that have a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.plan.draft.deadlines import deadline
from reporter.plan.draft.deeds import deeds_in
from reporter.plan.draft.model import Candidate, Sure
from reporter.plan.draft.notes import notes_in
from reporter.plan.draft.outline import Node, Piece
from reporter.plan.draft.promises import Promise, promises_in
from reporter.plan.draft.read import Read
from reporter.plan.draft.same import Row, merged, wholes
from reporter.plan.draft.tasks import is_means
from reporter.plan.model import Kind

_BARE = frozenset(("投入", "投资", "完成投资", "资金", "补助", "", "新增", "净增"))
"""Names that say nothing without their task."""


def promise_rows(found: Read) -> list[Row]:
    """The promises, each once, in the order of actions and tasks; goals stand first."""
    rows = merged([*_goals(found), *_of_tasks(found)])
    order = list(found.division.names)
    rows.sort(key=lambda row: (order.index(row.action), row.tasks[:1]))
    wholes(rows)
    return rows


def candidates(found: Read) -> Iterator[Candidate]:
    """Deeds without a number or a day, for the office to choose from."""
    for task in found.tasks:
        for piece in task.pieces:
            for deed in deeds_in(piece, _skipped(piece)):
                if not deed.due:
                    code = found.codes[id(task)]
                    yield Candidate(task=code, name=deed.name, phrase=deed.phrase, line=deed.line)


def _goals(found: Read) -> Iterator[Row]:
    """What is promised outside every task."""
    holding = {id(task.node.part()) for task in found.tasks}
    taken = {id(piece.paragraph) for task in found.tasks for piece in task.pieces}
    for part in found.parts:
        for node in part.walk():
            if is_means(node) or not (node.rank or id(part) in holding):
                continue
            action, place = found.division.code(node), found.division.goal_place(node)
            for piece in _pieces(node):
                if id(piece.paragraph) not in taken and not piece.paragraph.cells:
                    for one in promises_in(piece, found.year, _skipped(piece)):
                        yield Row(promise=one, action=action, tasks=[], places=[place])


def _of_tasks(found: Read) -> Iterator[Row]:
    for task in found.tasks:
        action, code = found.division.code(task.node), found.codes[id(task)]
        leads = found.answering(task.duty.leads, action)
        for piece in task.pieces:
            for one in (*promises_in(piece, found.year, _skipped(piece)), *_dated(piece, found.year)):
                named = replace(one, name=f"{task.name}{one.name}") if one.name in _BARE else one
                in_title = task.node.head is piece
                yield Row(promise=named, action=action, tasks=[code], places=[code], leads=leads, in_title=in_title)


def _dated(piece: Piece, year: int) -> Iterator[Promise]:
    """Deeds without a number that the plan wants done by a day."""
    for deed in deeds_in(piece, _skipped(piece)):
        if deed.due and deadline(deed.due, year) is not None:
            yield Promise(
                name=deed.name,
                kind=Kind.MILESTONE,
                phrase=deed.phrase,
                line=deed.line,
                at=deed.at,
                due=deed.due,
                sure=Sure.MEDIUM,
                notes=("方案写了时限的事项，按节点登记",),
            )


def _pieces(node: Node) -> tuple[Piece, ...]:
    return ((node.head,) if node.head is not None and node.rank else ()) + tuple(node.body)


def _skipped(piece: Piece) -> tuple[tuple[int, int], ...]:
    """Where notes of responsibility stand: nothing is promised there."""
    return tuple((note.start, note.end) for note in notes_in(piece.plain))
