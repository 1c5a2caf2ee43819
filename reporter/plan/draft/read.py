"""What a document holds, before it becomes tables: its headings, tasks, task forces and bodies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporter.document.passages.model import Passage
from reporter.plan.draft.actions import Division, divide
from reporter.plan.draft.bureaus import Bodies, resolve
from reporter.plan.draft.forces import Force, force_in
from reporter.plan.draft.head import Head, head_of
from reporter.plan.draft.outline import Node, outline
from reporter.plan.draft.tasks import ReadTask, tasks_of
from reporter.plan.draft.text import paragraphs

UNKNOWN_YEAR = 2000
ALL_MEMBERS = "各成员单位"


@dataclass(frozen=True, kw_only=True)
class Read:
    """A document as read. `year` is UNKNOWN_YEAR where nothing names one."""

    head: Head
    year: int
    parts: tuple[Node, ...]
    tasks: tuple[ReadTask, ...]
    division: Division
    forces: Mapping[str, Force]
    """By the code of the action."""
    bodies: Bodies

    @cached_property
    def codes(self) -> Mapping[int, str]:
        """The code of each task, by its id()."""
        counts: dict[str, int] = {}
        codes = {}
        for task in self.tasks:
            action = self.division.code(task.node)
            counts[action] = counts.get(action, 0) + 1
            codes[id(task)] = f"{action}-T{counts[action]:02d}"
        return codes

    def collective(self, action: str) -> str:
        """The name of 各成员单位 of an action: another collective in each."""
        return f"{self.division.names.get(action, '')}{ALL_MEMBERS}"

    def named(self, names: Sequence[str]) -> tuple[str, ...]:
        """Spellings as the names chosen for their bodies, each once."""
        return tuple(dict.fromkeys(self.bodies.name(name) for name in names))

    def answering(self, names: Sequence[str], action: str) -> tuple[str, ...]:
        """The same for a note of an action."""
        own = {ALL_MEMBERS: self.collective(action)}
        return tuple(dict.fromkeys(own.get(name) or self.bodies.name(name) for name in names))


def read(passages: Sequence[Passage], year: int | None) -> Read:
    """The document in `passages`; `year` overrules the one that it names."""
    found = paragraphs(passages)
    head = head_of(found, year)
    parts = outline(found)
    tasks = tuple(task for part in parts for task in tasks_of(part))
    division = divide(parts, tasks, head.name)
    forces = dict(_forces(parts, division))
    return Read(
        head=head,
        year=head.year or UNKNOWN_YEAR,
        parts=parts,
        tasks=tasks,
        division=division,
        forces=forces,
        bodies=resolve(_lists(tasks, forces)),
    )


def _forces(parts: Sequence[Node], division: Division) -> Iterator[tuple[str, Force]]:
    """The task force of each action, by its code; the first one that an action founds counts."""
    seen: set[str] = set()
    for part in parts:
        for node in part.walk():
            code = division.code(node)
            for piece in node.body:
                force = None if code in seen else force_in(piece.plain, piece.place())
                if force is not None:
                    seen.add(code)
                    yield code, force


def _lists(tasks: Sequence[ReadTask], forces: Mapping[str, Force]) -> Iterator[tuple[str, ...]]:
    """Names that stand together, in the order of the plan."""
    for task in tasks:
        yield task.duty.named
    for force in forces.values():
        yield force.members
        yield force.deputies
        yield (force.office,) if force.office else ()
