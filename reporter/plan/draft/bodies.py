"""单位 and 行动 of a draft: bodies with their members, actions with their task forces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reporter.plan.draft.actions import GENERAL
from reporter.plan.draft.bureaus import Body
from reporter.plan.draft.forces import Force
from reporter.plan.draft.model import Remark, Sure
from reporter.plan.draft.read import ALL_MEMBERS, Read
from reporter.plan.model import Action, Bureau

_COLLECTIVE, _TOWN = "集合", "乡镇街道"
_UNTOLD = "方案没有写成员，请补上"


def bureau_rows(found: Read) -> Iterator[tuple[Bureau, Remark]]:
    """A row for each body, in the order in which the plan names them."""
    lines = _first_lines(found)
    for at, body in enumerate(_all_bodies(found), start=1):
        members, note = _members(body, found)
        row = Bureau(
            code=f"B{at:03d}",
            name=body.name,
            aliases=body.aliases,
            category=body.category,
            members=members,
            order=at * 10,
        )
        line = next((lines[one] for one in (body.name, *body.aliases) if one in lines), lines.get(ALL_MEMBERS, ""))
        yield row, _remark(body, note, line)


def action_rows(found: Read) -> Iterator[tuple[Action, Remark]]:
    """A row for each action, that of the general plan first."""
    for code, name in found.division.names.items():
        force = found.forces.get(code, Force())
        missing = () if force or code == GENERAL else ("召集人", "办公室", "成员单位")
        row = Action(
            code=code,
            name=name,
            convener=force.convener,
            deputies=found.named(force.deputies),
            office=found.bodies.name(force.office) if force.office else "",
            members=found.named(force.members),
            open_list=force.open_list,
        )
        sure = Sure.HIGH if (force.members and force.office) or code == GENERAL else Sure.MEDIUM
        note = "没有找到专班" if missing else ""
        yield row, Remark(line=force.place, sure=sure, note=note, missing=frozenset(missing))


def _remark(body: Body, note: str, line: str) -> Remark:
    doubtful = {"别名"} if body.aliases and body.sure is not Sure.HIGH else set()
    doubtful |= {"规范名"} if body.note and not body.aliases else set()
    doubtful |= {"成员"} if body.category == _COLLECTIVE else set()
    sure = min(body.sure, Sure.MEDIUM) if body.category == _COLLECTIVE else body.sure
    notes = "；".join(filter(None, (body.note, note)))
    return Remark(line=line, sure=sure, note=notes, doubtful=frozenset(doubtful))


def _all_bodies(found: Read) -> Iterator[Body]:
    """The bodies; 各成员单位 is another collective in each action that names it."""
    for body in found.bodies.found:
        if body.name != ALL_MEMBERS:
            yield body
            continue
        users = dict.fromkeys(found.division.code(task.node) for task in found.tasks if ALL_MEMBERS in task.duty.named)
        for code in users:
            alias = (ALL_MEMBERS,) if len(users) == 1 else ()
            yield replace(body, name=found.collective(code), aliases=alias)


def _members(body: Body, found: Read) -> tuple[tuple[str, ...], str]:
    """Who answers for a collective, where the plan tells it, and what is to be said of that."""
    if body.category != _COLLECTIVE:
        return (), ""
    if body.name.endswith(ALL_MEMBERS):
        code = next((code for code in found.division.names if found.collective(code) == body.name), "")
        members = found.named(found.forces[code].members) if code in found.forces else ()
        return members, "成员取自专班名单" if members else _UNTOLD
    if body.name.startswith("各乡镇") or "街道" in body.name:
        towns = tuple(one.name for one in found.bodies.found if one.category == _TOWN)
        return towns, "成员取方案里写到的乡镇、街道，请补全" if towns else _UNTOLD
    return (), _UNTOLD


def _first_lines(found: Read) -> dict[str, str]:
    """Where each spelling stands first."""
    lines: dict[str, str] = {}
    for task in found.tasks:
        for name in task.duty.named:
            lines.setdefault(name, task.line)
    for force in found.forces.values():
        for name in (*force.members, *force.deputies, force.office):
            lines.setdefault(name, force.place)
    return lines
