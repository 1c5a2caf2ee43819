"""Everything that was read, as the tables of a register with a remark for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from reporter.core.values import dataclass
from reporter.document.passages.model import Passage
from reporter.plan.draft.bodies import action_rows, bureau_rows
from reporter.plan.draft.duties import task_rows
from reporter.plan.draft.gather import candidates, promise_rows
from reporter.plan.draft.head import Head
from reporter.plan.draft.model import Draft, Remark, Sure
from reporter.plan.draft.read import UNKNOWN_YEAR, read
from reporter.plan.draft.targets import Targets
from reporter.plan.model import CalendarDay, Plan, PlanHead, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a plan never says and every register needs: the shipped rules, and public holidays where known."""

    rules: tuple[Rule, ...]
    calendar: tuple[CalendarDay, ...]
    office_rules: frozenset[str]
    """Rules that hold names of the office: their values are another office's and are left out."""
    may_be_empty: frozenset[str] = frozenset()
    """Those of them that nobody has to fill."""


def draft(passages: Sequence[Passage], defaults: Defaults, year: int | None = None) -> Draft:
    """The register drafted from a document; `year` overrules the one that the document names."""
    found = read(passages, year)
    targets = Targets(promise_rows(found), found.year, found.division.names)
    bureaus, actions, tasks = tuple(bureau_rows(found)), tuple(action_rows(found)), tuple(task_rows(found))
    indicators, parts = tuple(targets.indicators()), tuple(targets.parts())
    steps, rulings = tuple(targets.steps()), tuple(targets.rulings())
    rules = tuple(_rules(defaults, found.year))
    head, remark = _plan_head(found.head)
    plan = Plan(
        head=head,
        bureaus=tuple(row for row, _ in bureaus),
        actions=tuple(row for row, _ in actions),
        tasks=tuple(row for row, _ in tasks),
        indicators=tuple(row for row, _ in indicators),
        parts=tuple(row for row, _ in parts),
        milestones=tuple(row for row, _ in steps),
        rulings=tuple(row for row, _ in rulings),
        calendar=tuple(day for day in defaults.calendar if day.day.year == found.year),
        rules=tuple(row for row, _ in rules),
    )
    tables = {"单位": bureaus, "行动": actions, "任务": tasks, "指标": indicators, "分项": parts, "节点": steps}
    remarks = {name: tuple(said for _, said in rows) for name, rows in tables.items()}
    remarks |= {"裁定": tuple(said for _, said in rulings), "规则": tuple(said for _, said in rules), "方案": (remark,)}
    findings = tuple(_findings(found.head, plan))
    return Draft(plan=plan, remarks=remarks, findings=findings, candidates=tuple(candidates(found)))


def _rules(defaults: Defaults, year: int) -> Iterator[tuple[Rule, Remark]]:
    for rule in defaults.rules:
        is_office = rule.name in defaults.office_rules
        row = replace(rule, since=date(year, 1, 1), value="" if is_office else rule.value)
        if not is_office:
            yield row, Remark(line="默认值")
        elif rule.name in defaults.may_be_empty:
            yield row, Remark(line="空着", sure=Sure.MEDIUM, note="需要时填写")
        else:
            yield row, Remark(line="空着", sure=Sure.LOW, note="本单位的名称，请填写", missing=frozenset(("值",)))


def _plan_head(head: Head) -> tuple[PlanHead, Remark]:
    """方案; what the document does not tell is written empty, since a record cannot be without it."""
    told = {
        "名称": head.name,
        "文号": head.number,
        "印发机关": head.issuer,
        "印发日期": head.issued,
        "年度": head.year,
        "总牵头": head.leader,
    }
    year = head.year or UNKNOWN_YEAR
    row = PlanHead(
        name=head.name,
        number=head.number,
        issuer=head.issuer,
        issued=head.issued or date(year, 1, 1),
        year=year,
        leader=head.leader,
    )
    missing = [heading for heading, value in told.items() if not value]
    notes = [f"没有读出：{'、'.join(missing)}"] if missing else []
    notes += ["年度是按正文里最常出现的年份写的"] if head.year_is_guess and head.year else []
    doubtful = frozenset(("年度",) if head.year_is_guess else ())
    sure = Sure.MEDIUM if notes else Sure.HIGH
    note = "；".join(notes)
    return row, Remark(line=head.place, sure=sure, note=note, doubtful=doubtful, missing=frozenset(missing))


def _findings(head: Head, plan: Plan) -> Iterator[str]:
    if not plan.tasks:
        yield "没有找到写明责任单位的任务；只登记了读到的指标，请检查是不是方案正文"
    if head.year is None:
        yield "没有找到方案的年度，请用--year写明，否则日期都按2000年登记"
    elif head.year_is_guess:
        yield f"方案没有写明年度，按正文里最常出现的{head.year}年登记，不对的请用--year写明"
    if head.year is not None and not plan.calendar:
        yield f"没有{head.year}年的放假安排，“日历”表空着，请补上"
