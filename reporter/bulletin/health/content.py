"""The content of 体检报告.docx: counts, what asks for a ruling, what asks to be looked into, what is only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reporter.bulletin.words import long_date
from reporter.core.values import dataclass
from reporter.plan.health.finding import Finding, Weight
from reporter.plan.model import Plan, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding as a row of an annex."""

    index: int
    subject: str
    code: str
    """The codes it is about, separated by 、."""
    text: str
    standing: str
    """What the register says on it so far; empty when nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one rule."""

    label: str
    weight: str
    number: int
    briefs: tuple[str, ...]
    question: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthReport:
    """Everything 体检报告 says."""

    editor: str
    plan_name: str
    plan_number: str
    year: int
    action_total: int
    task_total: int
    total: int
    number: int
    ruled_number: int
    """Findings that ask for a ruling and have one with a date."""
    groups: tuple[Group, ...]
    to_rule: int
    to_verify: int
    for_information: int


def health_report(plan: Plan, findings: Sequence[Finding]) -> HealthReport:
    """The content for the findings of a plan, in their order."""
    by = {weight: [one for one in findings if one.topic.weight is weight] for weight in Weight}
    return HealthReport(
        editor=plan.rule("编发单位", date(plan.head.year, 12, 31)),
        plan_name=plan.head.name,
        plan_number=plan.head.number,
        year=plan.head.year,
        action_total=sum(action.is_ranked for action in plan.actions),
        task_total=len(plan.tasks),
        total=len(plan.indicators),
        number=len(findings),
        ruled_number=sum(not one.is_open for one in by[Weight.TO_RULE]),
        groups=_groups(findings),
        to_rule=len(by[Weight.TO_RULE]),
        to_verify=len(by[Weight.TO_VERIFY]),
        for_information=len(by[Weight.FOR_INFORMATION]),
    )


def standing(ruling: Ruling | None) -> str:
    """采用A1-K11，1.5万亩（待裁定，暂从严）; empty without a ruling."""
    if ruling is None:
        return ""
    adopted = [f"采用{ruling.adopted}" if ruling.adopted else "", ruling.adopted_scope]
    basis = [ruling.basis, long_date(ruling.ruled) if ruling.ruled else ""]
    said, why = ("，".join(filter(None, parts)) for parts in (adopted, basis))
    return f"{said}（{why}）" if said and why else said or why


def _groups(findings: Sequence[Finding]) -> tuple[Group, ...]:
    """The findings by rule; rows are numbered through all the rules of one weight."""
    by: dict[str, list[Finding]] = {}
    numbers: Counter[Weight] = Counter()
    rows: dict[str, list[FindingRow]] = {}
    for one in findings:
        numbers[one.topic.weight] += 1
        by.setdefault(one.topic.code, []).append(one)
        rows.setdefault(one.topic.code, []).append(_row(numbers[one.topic.weight], one))
    return tuple(
        Group(
            label=own[0].topic.title,
            weight=own[0].topic.weight.value,
            number=len(own),
            briefs=tuple(dict.fromkeys(one.brief for one in own)),
            question=own[0].topic.question,
            rows=tuple(rows[code]),
        )
        for code, own in by.items()
    )


def _row(index: int, one: Finding) -> FindingRow:
    return FindingRow(
        index=index,
        subject=one.subject,
        code="、".join(one.codes),
        text=one.said,
        standing=standing(one.ruling),
    )
