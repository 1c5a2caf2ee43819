"""Which headings are the actions of a register: the attachments, or the highest headings that divide the tasks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from reporter.core.values import dataclass
from reporter.plan.draft.outline import Node
from reporter.plan.draft.tasks import ReadTask

GENERAL = "A0"
GENERAL_NAME = "总体方案"
_KIND_OF_PAPER = re.compile(
    r"(?:(?:年度)?(?:实施|工作|行动|推进)?(?:方案|计划|意见|要点)|(?:任务)?(?:分解|分工|责任)表|清单)(?:（.*）)?$"
)
_SAYS_NOTHING = re.compile(r"(?:重点|工作|主要|具体|目标|年度)*(?:任务|举措|措施|工作|内容)(?:分工|分解|安排)?")
_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """The actions of a plan: code and name, and the code of the action to which a heading belongs."""

    names: Mapping[str, str]
    roots: Mapping[int, str]

    def code(self, node: Node) -> str:
        """The action of a heading; that of the general plan for what belongs to none."""
        above: Node | None = node
        while above is not None:
            if id(above) in self.roots:
                return self.roots[id(above)]
            above = above.parent
        return GENERAL

    def place(self, node: Node, number: str = "") -> str:
        """Where a heading stands, as 出处 prints it: A1 二、（一）1; a lone heading with its title."""
        code = self.code(node)
        path = node.path()
        last = number or (path[-1].number if path else "")
        above = path if number else path[:-1]
        label = "".join(_short(one) for one in above) + last.rstrip(".、．")
        if len(path) == 1 and not number:
            label = f"{path[0].number}{path[0].title}"
        return f"{GENERAL_NAME if code == GENERAL else code} {label}".strip()

    def goal_place(self, node: Node) -> str:
        """Where a promise of the goals stands: the main heading above it, with its title."""
        path = node.path()
        goal = next((one for one in path if "目标" in one.title), None)
        return self.place(goal or node)


def divide(parts: Sequence[Node], tasks: Sequence[ReadTask], title: str) -> Division:
    """The actions of a plan, in its order."""
    holding = {id(task.node.part()) for task in tasks}
    with_tasks = [part for part in parts if id(part) in holding]
    roots: Sequence[Node] = with_tasks
    if len(with_tasks) == 1:
        roots = _headings(with_tasks[0], [task.node for task in tasks])
    codes = {id(root): f"A{at}" for at, root in enumerate(roots, start=1)}
    names = {codes[id(root)]: _name(root, title) or f"行动{at}" for at, root in enumerate(roots, start=1)}
    return Division(names={GENERAL: GENERAL_NAME, **names}, roots=codes)


def _headings(part: Node, nodes: Iterable[Node]) -> list[Node]:
    """The children of the lowest heading that holds every task, if each holds several; else that heading itself."""
    chains = [_chain(node) for node in nodes]
    common = part
    for level in zip(*chains, strict=False):
        if len({id(node) for node in level}) > 1:
            break
        common = level[0]
    below = list({id(chain[at]): chain[at] for chain in chains if len(chain) > (at := _depth(common))}.values())
    are_tasks = any(len(chain) <= _depth(common) + 1 for chain in chains)
    return [common] if are_tasks or len(below) < 2 else below


def _chain(node: Node) -> list[Node]:
    """The headings from the part down to `node`."""
    chain = [node]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain[::-1]


def _depth(node: Node) -> int:
    return len(_chain(node))


def _short(node: Node) -> str:
    """The number of a heading inside a longer place: 1. loses its full stop."""
    return node.number.rstrip(".．") if node.rank > 2 else node.number


def _name(node: Node, title: str) -> str:
    own = "" if _SAYS_NOTHING.fullmatch(node.title) else node.title
    text = own or title or node.title
    clean = _KIND_OF_PAPER.sub("", text) or text
    clean = re.sub(r"^.*?(?:关于印发)?《|》.*$|^关于(?:印发)?|的通知$", "", clean)
    return clean if len(clean) <= _LONGEST else re.split("[，；、：]", clean, maxsplit=1)[0][:_LONGEST]
