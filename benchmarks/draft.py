"""How well `plan draft` reads a plan: its draft beside the register that people made from the same text.

`python -m benchmarks.draft PLAN [REGISTER]`; REGISTER is a folder of CSV files, the shipped one if left out. The method
stands in docs/decisions/0013: tasks are compared by place, bureaus after both lists are written in the register's
names, a target is found when value and unit agree and the two rows share a task or a goals section.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from reporter.document.passages.reading import read_passages
from reporter.plan.draft.assemble import Defaults, draft
from reporter.plan.draft.model import Candidate, Draft
from reporter.plan.model import Indicator, Kind, Plan, Task
from reporter.plan.store import read_folder, shipped, shipped_plans

_TASK = re.compile(r"A\d+-T\d+")
Figures = tuple[Decimal | None, Decimal | None]


def share(found: int, of: int) -> str:
    return f"{found}/{of}（{found / of:.3f}）" if of else "0/0"


def register_names(old: Plan, new: Plan) -> Callable[[str], str]:
    """The register's name of a body, by any spelling that the register or the draft knows."""
    known = {name: one.name for one in old.bureaus for name in (one.name, *one.aliases)}
    drafted = {
        one.name: next((known[alias] for alias in one.aliases if alias in known), one.name) for one in new.bureaus
    }
    return lambda name: known.get(name) or drafted.get(name, name)


def compare_tasks(old: Plan, new: Plan) -> None:
    before, after = ({place: task for task in plan.tasks for place in task.places[:1]} for plan in (old, new))
    both = before.keys() & after.keys()
    print(f"任务：召回{share(len(both), len(before))}，准确{share(len(both), len(after))}")
    print(f"  名称相同{share(sum(before[at].name == after[at].name for at in both), len(both))}")
    print(f"  名单开放相同{share(sum(before[at].open_list == after[at].open_list for at in both), len(both))}")
    name = register_names(old, new)
    compare_lists("牵头单位", before, after, lambda task: [name(one) for one in task.leads])
    compare_lists("配合单位", before, after, lambda task: [name(one) for one in task.supports])


def compare_lists(
    title: str, before: Mapping[str, Task], after: Mapping[str, Task], names: Callable[[Task], list[str]]
) -> None:
    same = wanted = found = ordered = 0
    places = before.keys() | after.keys()
    for place in places:
        one = names(before[place]) if place in before else []
        other = names(after[place]) if place in after else []
        same, wanted, found = same + len(set(one) & set(other)), wanted + len(set(one)), found + len(set(other))
        ordered += one == other
    print(f"{title}：召回{share(same, wanted)}，准确{share(same, found)}，整条相同{share(ordered, len(places))}")


def compare_bodies(old: Plan, new: Plan) -> None:
    """Pairs of spellings that are one body: grouping can err in both directions."""
    spelled = [{name for one in plan.bureaus for name in (one.name, *one.aliases)} for plan in (old, new)]
    both = spelled[0] & spelled[1]
    pairs = [
        {
            (one, other)
            for body in plan.bureaus
            for one in {body.name, *body.aliases} & both
            for other in {body.name, *body.aliases} & both
            if one < other
        }
        for plan in (old, new)
    ]
    same = len(pairs[0] & pairs[1])
    print(
        f"单位：{len(new.bureaus)}家（台账{len(old.bureaus)}家），写法归并：召回{share(same, len(pairs[0]))}，", end=""
    )
    print(f"准确{share(same, len(pairs[1]))}")


def targets(plan: Plan) -> list[tuple[Indicator, Figures, str, set[str]]]:
    """Rows with a number that the plan prints, each with value, unit and places."""
    found = []
    for row in plan.indicators:
        parts = plan.parts_of.get(row.code, ())
        paired = row.kind is Kind.PAIRED and len(parts) == 2
        figures = (parts[0].target, parts[1].target) if paired else (row.target, row.target_upper)
        if figures[0] is not None and "目标值" not in row.inferred:
            unit = parts[0].unit if paired else row.unit
            places = {*row.tasks, *(_section(place) for place in row.places)}
            found.append((row, figures, unit, places))
    return found


def _section(place: str) -> str:
    """A place down to its main heading."""
    return place if _TASK.fullmatch(place) else " ".join(part[:2] for part in place.split(" ")[:2])


def compare_targets(old: Plan, new: Plan) -> None:
    before, after = targets(old), targets(new)
    pairs = paired(before, after)
    print(f"数值目标：召回{share(len(pairs), len(before))}，准确{share(len(pairs), len(after))}")
    rows = [(before[one][0], after[other][0]) for one, other in pairs.items()]
    print(f"  类型相同{share(sum(one.kind is other.kind for one, other in rows), len(rows))}", end="，")
    print(f"比较相同{share(sum(one.comparator is other.comparator for one, other in rows), len(rows))}", end="，")
    print(f"计入相同{share(sum(one.counted is other.counted for one, other in rows), len(rows))}")


def paired(
    before: Sequence[tuple[Indicator, Figures, str, set[str]]],
    after: Sequence[tuple[Indicator, Figures, str, set[str]]],
) -> dict[int, int]:
    """Rows of the register by index, each with one of the draft; those with the same words first."""
    possible = [
        (-_common(one[0].phrase, other[0].phrase), at, where)
        for at, one in enumerate(before)
        for where, other in enumerate(after)
        if one[1] == other[1] and one[2] == other[2] and one[3] & other[3]
    ]
    pairs: dict[int, int] = {}
    for _, at, where in sorted(possible):
        if at not in pairs and where not in pairs.values():
            pairs[at] = where
    return pairs


def _common(one: str, other: str) -> int:
    """Pairs of letters that two phrases have in common."""
    pairs = [
        {text[at : at + 2] for at in range(len(text) - 1)} for text in ("".join(one.split()), "".join(other.split()))
    ]
    return len(pairs[0] & pairs[1])


def compare_deeds(old: Plan, new: Draft) -> None:
    """节点 of the register that stand among the candidates, or are drafted with a date."""
    deeds = [row for row in old.indicators if row.kind is Kind.MILESTONE and row.tasks]
    held = [*new.candidates, *(row for row in new.plan.indicators if row.kind is Kind.MILESTONE)]
    found = sum(any(_holds(row.phrase, one) for one in held) for row in deeds)
    print(f"节点：任务里的{len(deeds)}行，候选里有{share(found, len(deeds))}；候选共{len(held)}条")


def _holds(phrase: str, one: Candidate | Indicator) -> bool:
    packed = ["".join(text.split()) for text in (phrase, one.phrase)]
    return packed[0] in packed[1] or packed[1] in packed[0]


def main(plan: Path, register: Path | None) -> None:
    old = read_folder(register or shipped(shipped_plans()[0])).plan
    if old is None:
        sys.exit("the register cannot be read")
    with tempfile.TemporaryDirectory() as workdir:
        passages = read_passages(plan.read_bytes(), soffice="", workdir=Path(workdir))
    new = draft(passages, Defaults(rules=(), calendar=(), office_rules=frozenset()))
    compare_tasks(old, new.plan)
    compare_bodies(old, new.plan)
    compare_targets(old, new.plan)
    compare_deeds(old, new)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
