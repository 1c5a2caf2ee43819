"""Names of bureaus: written by 规范名, meaning one body, able to answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reporter.core.problem import Problem
from reporter.plan.checks.finding import at, column_values, items
from reporter.plan.model import Bureau, Plan
from reporter.plan.reading import Loaded
from reporter.plan.tables import BY_NAME

_NAMED = (
    ("单位", "成员"),
    ("单位", "并入"),
    ("行动", "副召集人单位"),
    ("行动", "办公室"),
    ("行动", "成员单位"),
    ("任务", "牵头单位"),
    ("任务", "配合单位"),
    ("指标", "填报单位"),
    ("特批", "单位"),
    ("督办", "单位"),
)
_SINGLE_BODY = (("行动", "办公室"), ("指标", "填报单位"), ("督办", "单位"))


def known(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P131, P132: every bureau is written by 规范名; for an alias the problem says whose it is."""
    aliases = {alias: bureau.name for bureau in plan.bureaus for alias in bureau.aliases}
    for table, heading in _NAMED:
        for index, value in column_values(plan, table, heading):
            if _is_list_in_single_cell(table, heading, value):
                continue
            for name in items(value):
                if name in plan.bureau_by_name:
                    continue
                if name in aliases:
                    yield at(loaded, "P132", table, index, heading, seen=name, name=aliases[name])
                else:
                    yield at(loaded, "P131", table, index, heading, seen=name)


def one_body(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P134, P137: a cell for one bureau holds one, and where somebody must answer it is no collective."""
    for table, heading in _NAMED:
        for index, value in column_values(plan, table, heading):
            if _is_list_in_single_cell(table, heading, value):
                yield at(loaded, "P134", table, index, heading, seen=value)
            elif (table, heading) in _SINGLE_BODY and _is_collective(plan, value):
                yield at(loaded, "P137", table, index, heading, seen=value)


def reporting_bureau(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P104: every indicator has a 填报单位, by whom it is counted."""
    for index, row in enumerate(plan.indicators):
        if not row.bureau:
            yield at(loaded, "P104", "指标", index, "填报单位", item=row.code)


def aliases(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P133: an alias means one body: it is nobody else's alias and nobody's 规范名."""
    owners: dict[str, str] = {}
    for index, bureau in enumerate(plan.bureaus):
        for alias in bureau.aliases:
            clash = _clash(plan.bureau_by_name, owners, alias)
            if clash:
                name, used_as = clash
                yield at(loaded, "P133", "单位", index, "别名", seen=alias, name=name, used_as=used_as)
            owners[alias] = bureau.name


def members(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P138: the members of a collective are bodies themselves."""
    for index, bureau in enumerate(plan.bureaus):
        for member in bureau.members:
            if _is_collective(plan, member):
                yield at(loaded, "P138", "单位", index, "成员", item=bureau.code, seen=member)


def collective_leads(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P135: a collective lead without members has nobody who gets the form."""
    for index, task in enumerate(plan.tasks):
        for name in task.leads:
            if _is_collective(plan, name) and not plan.bureau_by_name[name].members:
                row = plan.bureaus.index(plan.bureau_by_name[name])
                cell = loaded.place("单位", row, "成员").cell
                yield at(loaded, "P135", "任务", index, "牵头单位", item=task.code, seen=name, members_cell=cell)


def leads_in_task_force(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P136: who leads a task is named in the action's task force."""
    for index, task in enumerate(plan.tasks):
        action = plan.action_by_code.get(task.action)
        if action is None or not action.members:
            continue
        force = {*action.members, *action.deputies, action.office}
        for name in task.leads:
            bureau = plan.bureau_by_name.get(name)
            if bureau is not None and not bureau.is_collective and name not in force:
                yield at(loaded, "P136", "任务", index, "牵头单位", item=task.code, seen=name, action=action.name)


def tasks_have_leads(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P191: every task has a lead."""
    for index, task in enumerate(plan.tasks):
        if not task.leads:
            yield at(loaded, "P191", "任务", index, "牵头单位", item=task.code)


def _is_list_in_single_cell(table: str, heading: str, value: str | tuple[str, ...]) -> bool:
    return not BY_NAME[table].column(heading).form.holds_several and len(items(value)) > 1


def _is_collective(plan: Plan, name: str | tuple[str, ...]) -> bool:
    bureau = plan.bureau_by_name.get(name) if isinstance(name, str) else None
    return bureau is not None and bureau.is_collective


def _clash(by_name: Mapping[str, Bureau], owners: Mapping[str, str], alias: str) -> tuple[str, str] | None:
    if alias in by_name:
        return alias, "规范名"
    if alias in owners:
        return owners[alias], "别名"
    return None
