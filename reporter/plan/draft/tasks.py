"""Tasks: the headings that own a note of responsibility, and rows of tables that name bureaus."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.core.values import dataclass
from reporter.plan.draft.figures import figures_in
from reporter.plan.draft.grid import rows_of
from reporter.plan.draft.notes import Duty, Note, notes_in
from reporter.plan.draft.outline import Node, Piece

_NO_TASKS = re.compile(
    r"(?:工作|主要|总体|发展|预期|奋斗|年度|行动|具体|基本)?目标(?:任务)?$|总体要求|指导思想|基本原则|总体思路|基本思路|(?:推进|工作|保障)机制|组织(?:实施|领导|保障)|保障措施"
    r"|工作要求|有关要求|实施步骤|附则"
)
_BETWEEN = 8
"""Letters between two notes of one heading from which on they belong to two tasks."""
_LONGEST_NAME = 40
_SHORTEST_NAME = 6
_EMPTY_BRACKETS = re.compile(r"（[、，]*）|(?:以上|左右)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """A task as read: its heading, who answers, and the pieces of text that belong to it."""

    node: Node
    name: str
    duty: Duty
    pieces: tuple[Piece, ...]
    line: str
    number: str = ""
    section: str = ""
    due: str = ""
    notes: tuple[str, ...] = ()


def is_goal_or_means(node: Node) -> bool:
    """Whether a heading, or one above it, opens goals or means of organisation, where tasks are not looked for."""
    return any(_NO_TASKS.search(above.title) for above in node.path())


def is_means(node: Node) -> bool:
    """Whether a heading, or one above it, is about organisation: nothing is promised there."""
    found = (_NO_TASKS.search(above.title) for above in node.path())
    return any(match and "目标" not in match.group() for match in found)


def tasks_of(part: Node) -> Iterator[ReadTask]:
    """The tasks of a document or attachment, in its order."""
    yield from _Tasks(part).found()


class _Tasks:
    def __init__(self, part: Node) -> None:
        self._part = part
        self._own = {id(node): tuple(_notes(node)) for node in part.walk()}
        self._rows = {id(node): tuple(rows_of(node.body)) for node in part.walk()}
        self._below = _counts(part, {key: len(notes) for key, notes in self._own.items()})

    def found(self) -> Iterator[ReadTask]:
        yield from self._under(self._part, Duty())

    def _under(self, node: Node, inherited: Duty) -> Iterator[ReadTask]:
        for row in self._rows[id(node)]:
            yield ReadTask(
                node=node,
                name=_name(row.name),
                duty=row.duty,
                pieces=(row.piece,),
                line=row.piece.place(),
                number=row.number,
                section=row.section,
                due=row.duty.due,
                notes=row.duty.doubts,
            )
        own = self._own[id(node)]
        below = self._below[id(node)] - len(own)
        if own and not below:
            yield from self._split(node, own)
        elif not own and below and self._is_summed_up(node):
            yield self._summed_up(node)
        elif not below and self._lacks_note(node, inherited):
            yield self._without_note(node, inherited)
        else:
            passed_on = _duties(own) if own else inherited
            for child in node.children:
                yield from self._under(child, passed_on)

    def _split(self, node: Node, own: Sequence[tuple[Note, Piece]]) -> Iterator[ReadTask]:
        """One task, or one for each note that follows text of its own."""
        groups: list[list[tuple[Note, Piece]]] = []
        for note, piece in own:
            if groups and not _starts_anew(groups[-1][-1], (note, piece)):
                groups[-1].append((note, piece))
            else:
                groups.append([(note, piece)])
        if len(groups) == 1:
            yield _task(node, _name(node.title or _opening(node)), _duties(own), _all_pieces(node))
            return
        ends: dict[int, int] = {}
        for at, group in enumerate(groups, start=1):
            note, piece = group[0]
            begin = piece.start + ends.get(id(piece), 0)
            text = replace(piece, start=begin, end=piece.start + note.start)
            clause = _first_clause(text.plain)
            task = _task(node, _name(f"{node.title}：{clause}" if node.title else clause), _duties(group), (text,))
            yield replace(task, number=f"之{at}", notes=(*task.notes, "一个标题下有几处责任说明，已分成几项"))
            ends[id(group[-1][1])] = group[-1][0].end

    def _is_summed_up(self, node: Node) -> bool:
        """Whether the last of several items holds the note of them all."""
        if node.rank < 3 or len(node.children) < 2 or is_goal_or_means(node):
            return False
        last = node.children[-1]
        return self._below[id(last)] == self._below[id(node)] == 1 and bool(self._own[id(last)]) and not last.children

    def _summed_up(self, node: Node) -> ReadTask:
        duty = _duties(self._own[id(node.children[-1])])
        task = _task(node, _name(node.title), duty, _all_pieces(node))
        return replace(task, notes=(*task.notes, "责任说明写在最后一条后面，按整项登记"))

    def _lacks_note(self, node: Node, inherited: Duty) -> bool:
        """Whether a heading stands where its neighbours have notes and has none."""
        if node.parent is None or node.children or is_goal_or_means(node) or not node.rank:
            return False
        has_note = any(self._below[id(other)] for other in node.parent.children if other is not node)
        return bool(inherited) or has_note

    def _without_note(self, node: Node, inherited: Duty) -> ReadTask:
        note = "责任说明取自上一级标题" if inherited else "没有找到责任单位"
        task = _task(node, _name(node.title or _opening(node)), inherited, _pieces(node))
        return replace(task, notes=(*task.notes, note))


def _counts(part: Node, own: dict[int, int]) -> dict[int, int]:
    """Notes of each node with those below it."""
    totals = dict(own)
    for node in reversed(list(part.walk())):
        if node.parent is not None:
            totals[id(node.parent)] += totals[id(node)]
    return totals


def _notes(node: Node) -> Iterator[tuple[Note, Piece]]:
    for piece in _pieces(node):
        if not piece.paragraph.cells:
            for note in notes_in(piece.plain):
                yield note, piece


def _pieces(node: Node) -> tuple[Piece, ...]:
    heading = (node.head,) if node.head is not None and node.rank else ()
    return (*heading, *(piece for piece in node.body if not piece.paragraph.cells))


def _all_pieces(node: Node) -> tuple[Piece, ...]:
    """The text of a heading and of what stands below it."""
    return tuple(piece for below in node.walk() for piece in _pieces(below))


def _duties(notes: Sequence[tuple[Note, Piece]]) -> Duty:
    """Several notes of one task as one."""
    duty = Duty()
    for note, _ in notes:
        duty = duty.merged(note.duty)
    return replace(duty, supports=tuple(name for name in duty.supports if name not in duty.leads))


def _starts_anew(before: tuple[Note, Piece], now: tuple[Note, Piece]) -> bool:
    if before[1] is now[1]:
        return now[0].start - before[0].end >= _BETWEEN
    return now[0].start >= _BETWEEN


def _task(node: Node, name: str, duty: Duty, pieces: tuple[Piece, ...]) -> ReadTask:
    line = pieces[0].place() if pieces else ""
    return ReadTask(node=node, name=name, duty=duty, pieces=pieces, line=line, due=duty.due, notes=duty.doubts)


def _opening(node: Node) -> str:
    return _first_clause(node.body[0].plain) if node.body else ""


def _first_clause(plain: str) -> str:
    return re.split("[。；：]", plain.lstrip("。；，、："), maxsplit=1)[0]


def _name(title: str) -> str:
    """A short title without its figures: 推进370座户厕改造 → 推进户厕改造."""
    notes = next(notes_in(title), None)
    plain = title[: notes.start] if notes else title
    for figure in reversed(tuple(figures_in(plain))):
        end = figure.end + (len(figure.bracket) + 2 if figure.bracket else 0)
        if not figure.in_chinese:
            plain = plain[: figure.start - figure.compared] + plain[end:]
    clean = _EMPTY_BRACKETS.sub("", plain).strip("。，、；：").replace("，；", "；")
    if len(clean) <= _LONGEST_NAME:
        return clean
    mark = next((at for at, letter in enumerate(clean) if letter in "，；。：" and at >= _SHORTEST_NAME), _LONGEST_NAME)
    return clean[: min(mark, _LONGEST_NAME)]
