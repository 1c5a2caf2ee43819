"""Who answers: promises without a bureau, bureaus outside the task force, tasks that nothing measures, load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.plan.convert import number_text
from reporter.plan.health.finding import Finding, found, limit, quoted
from reporter.plan.model import Indicator, Plan, Task


def without_bureau(plan: Plan) -> Iterator[Finding]:
    """H301: rows whose 填报单位 is not text of the plan, by that bureau."""
    by: dict[str, list[Indicator]] = {}
    for row in plan.indicators:
        if "填报单位" in row.inferred and row.bureau:
            by.setdefault(row.bureau, []).append(row)
    for bureau in plan.bureaus:
        rows = by.get(bureau.name, [])
        if rows:
            said = f"推定由{bureau.name}填报{len(rows)}项：{_named(rows)}"
            places = tuple(place for row in rows for place in row.places)
            codes = tuple(row.code for row in rows)
            yield found("H301", bureau.name, said, brief=f"{bureau.name}{len(rows)}项", codes=codes, places=places)


def without_target(plan: Plan) -> Iterator[Finding]:
    """H302: rows whose target is not text of the plan."""
    for row in plan.indicators:
        if "目标值" in row.inferred and row.target is not None:
            said = f"推定目标{number_text(row.target)}{row.unit}，原文{quoted(row.phrase)}"
            yield found("H302", row.name, said, codes=(row.code,), places=row.places)


def outside_task_force(plan: Plan) -> Iterator[Finding]:
    """H303: bureaus that lead or support tasks of an action and are not in its task force, by action."""
    for action in plan.actions:
        force = {*action.members, *action.deputies, action.office}
        tasks = [task for task in plan.tasks if task.action == action.code]
        outside = [bureau for bureau in plan.bureaus if not bureau.is_collective and bureau.name not in force]
        work = {bureau.name: _work(bureau.name, tasks) for bureau in outside if action.members}
        working = {name: own for name, own in work.items() if own}
        if working:
            open_list = "（名单以“等”结尾）" if action.open_list else ""
            shares = "、".join(f"{name}（{_shares(name, own)}）" for name, own in working.items())
            own = tuple({task.code: task for found_tasks in working.values() for task in found_tasks}.values())
            yield found(
                "H303",
                action.name,
                f"{len(working)}个单位不在专班名单{open_list}：{shares}",
                brief=f"{action.name}{len(working)}个单位",
                codes=tuple(task.code for task in own),
                places=tuple(place for task in own for place in task.places),
            )


def unmeasured(plan: Plan) -> Iterator[Finding]:
    """H304: tasks without indicator and step, by action."""
    measured = {code for row in plan.indicators for code in row.tasks}
    for action in plan.actions:
        own = [task for task in plan.tasks if task.action == action.code]
        bare = [task for task in own if task.code not in measured]
        if bare:
            said = f"{len(own)}项任务中{len(bare)}项：{_named(bare)}"
            places = tuple(place for task in bare for place in task.places)
            brief, codes = f"{action.name}{len(bare)}项", tuple(task.code for task in bare)
            yield found("H304", action.name, said, brief=brief, codes=codes, places=places)


def overloaded(plan: Plan) -> Iterator[Finding]:
    """H503: bureaus with many times the mean of items, the most first. Items are rows to report and tasks to lead."""
    rows = Counter(row.bureau for row in plan.indicators if row.is_asked and row.bureau)
    tasks = Counter(bureau.name for task in plan.tasks for bureau in plan.answering(task.leads))
    whole = rows + tasks
    mean = Decimal(whole.total()) / max(len(whole), 1)
    least = max(mean * limit("load_times"), limit("load_least"))
    for bureau, number in sorted(whole.items(), key=lambda one: (-one[1], plan.bureau_by_name[one[0]].order)):
        if number >= least:
            said = (
                f"填报指标{rows[bureau]}项、牵头任务{tasks[bureau]}项，共{number}项；"
                f"{len(whole)}个单位平均{shortest(mean, 1)}项"
            )
            yield found("H503", bureau, said, brief=f"{bureau}{number}项")


def _work(bureau: str, tasks: Sequence[Task]) -> list[Task]:
    return [task for task in tasks if bureau in (*task.leads, *task.supports)]


def _shares(bureau: str, tasks: Sequence[Task]) -> str:
    """牵头4项、配合2项."""
    leads = sum(bureau in task.leads for task in tasks)
    parts = (("牵头", leads), ("配合", len(tasks) - leads))
    return "、".join(f"{word}{number}项" for word, number in parts if number)


def _named(rows: Sequence[Indicator] | Sequence[Task]) -> str:
    return "、".join(f"{row.name}（{row.code}）" for row in rows)
