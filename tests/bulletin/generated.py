"""Plausible results for a whole register: what bureaus might have sent, drawn from a seed, computed as usual."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from reporter.core.period import Period
from reporter.core.problem import Place, Problem, Severity
from reporter.core.source import Source
from reporter.core.status import TaskState
from reporter.intake.submission import AnswerState, StepAnswer, TaskAnswer
from reporter.ledger.model import ExpectedReturn, Ledger, Observation, ReturnState
from reporter.plan.calendar import deadline
from reporter.plan.kinds import asks_prior_year, figure_codes
from reporter.plan.model import Indicator, Kind, Plan
from reporter.plan.pace import calendar_share, figure_due
from reporter.progress.compute import compute
from reporter.record.build import Outcome, build_results
from reporter.record.model import Results

CELL = Source(file="input_sheets/2024-05/a.xlsx", sheet="指标", cell="H7", sha256="0")
_TROUBLES = (
    "用地手续未办结",
    "雨天较多，2个标段停工",
    "在谈项目合同条款未商定",
    "设备采购未完成；供应商更换",
    "资金尚未到位。",
)


def generated(plan: Plan, period: str, seed: int, previous: Results | None = None) -> Results:
    """The results of one month; about one form in fifteen is missing or refused, one figure in six lags."""
    return computed(plan, ledger_of(plan, period, seed), previous)


def ledger_of(plan: Plan, period: str, seed: int) -> Ledger:
    """What the bureaus might have sent for one month."""
    month, dice = Period.parse(period), random.Random(f"{seed} {period}")
    returns = tuple(_returns(plan, month, dice))
    silent = {(one.action, one.bureau) for one in returns if one.state in (ReturnState.MISSING, ReturnState.REJECTED)}
    return Ledger(
        period=month,
        sample=True,
        figures=dict(_figures(plan, month, dice, silent)),
        steps=dict(_steps(plan, month, dice, silent)),
        tasks=dict(_tasks(plan, dice, silent)),
        returns=returns,
        problems=tuple(_doubts(plan, dice)),
    )


def computed(plan: Plan, ledger: Ledger, previous: Results | None = None) -> Results:
    """The results of a ledger as a run computes them."""
    month = ledger.period
    progress, doubts = compute(plan, month, ledger, {})
    return build_results(
        Outcome(
            plan=plan, fingerprint="0" * 64, period=month, ledger=ledger, progress=progress, doubts=doubts,
            previous=previous, previous_sealed=True,
        )
    )  # fmt: skip


def _forms(plan: Plan) -> list[tuple[str, str]]:
    asked = {(row.action, plan.bureau_by_name[row.bureau].code) for row in plan.indicators if row.is_asked}
    asked |= {(task.action, bureau.code) for task in plan.tasks for bureau in plan.answering(task.leads)}
    return sorted(asked)


def _returns(plan: Plan, month: Period, dice: random.Random) -> Iterator[ExpectedReturn]:
    due = datetime.combine(deadline(plan, month), datetime.min.time())
    for action, bureau in _forms(plan):
        state = dice.choices(list(ReturnState), weights=[86, 7, 4, 2])[0]
        days = dice.randint(1, 2) if state is ReturnState.LATE else 0
        came = state is not ReturnState.MISSING
        yield ExpectedReturn(
            action=action,
            bureau=bureau,
            state=state,
            days_late=days,
            received=due + timedelta(days=days) if came else None,
            received_from="邮件" if came else "",
            returned_times=dice.choices([0, 1, 2], weights=[90, 8, 2])[0] if came else 0,
        )


def _figures(
    plan: Plan, month: Period, dice: random.Random, silent: set[tuple[str, str]]
) -> Iterator[tuple[str, Observation]]:
    for row in plan.indicators:
        bureau = plan.bureau_by_name[row.bureau].code
        if (row.action, bureau) in silent:
            continue
        if not figure_due(row, month) and row.kind is not Kind.MILESTONE:
            continue
        targets = {part.code: part.target for part in plan.parts_of.get(row.code, ())}
        base = (
            Decimal(9868) if row.kind is Kind.STOCK and row.base is None and row.target and row.target > 9868 else None
        )
        for code in figure_codes(plan, row):
            value = _value(row, targets.get(code, row.target), month, dice, code)
            yield (
                code,
                Observation(
                    code=code,
                    state=AnswerState.VALUE if value is not None else AnswerState.BLANK,
                    bureau=bureau,
                    value=value,
                    source=CELL,
                    base=base,
                    note=dice.choice(("", "", "区统计局6月3日反馈", *_TROUBLES)),
                    prior_year=Decimal("1.2") if asks_prior_year(plan, row) else None,
                ),
            )


def _value(row: Indicator, target: Decimal | None, month: Period, dice: random.Random, code: str) -> Decimal | None:
    if dice.random() < 0.03:
        return None
    places = Decimal(1).scaleb(-row.decimals)
    match row.kind:
        case Kind.ZERO:
            return Decimal(0 if dice.random() < 0.95 else 1)
        case Kind.FIRST:
            return Decimal(0)
        case Kind.SHARE if target is None:
            return Decimal(dice.choice((19, 20)) if code.endswith("-1") else 20)
        case Kind.GROWTH | Kind.STANDARD | Kind.SHARE | Kind.REDUCTION:
            goal = target or Decimal(5)
            return (goal * Decimal(dice.choice(("0.8", "0.95", "1", "1.05", "1.2", "1")))).quantize(places)
        case Kind.RELATION:
            return Decimal(dice.choice(("6.1", "7.3", "1.3", "1.1")))
        case Kind.STOCK:
            return ((target or Decimal(1)) * Decimal("0.98")).quantize(places)
    pace = Decimal(calendar_share(row, month).numerator) / Decimal(calendar_share(row, month).denominator)
    speed = Decimal(dice.choice(("0.5", "0.85", "0.95", "1", "1.02", "1.2", "1.3", "2.6")))
    return ((target or Decimal(10)) * max(pace, Decimal("0.1")) * speed).quantize(places)


def _steps(
    plan: Plan, month: Period, dice: random.Random, silent: set[tuple[str, str]]
) -> Iterator[tuple[str, StepAnswer]]:
    for row in plan.indicators:
        if (row.action, plan.bureau_by_name[row.bureau].code) in silent:
            continue
        for step in plan.milestones_of.get(row.code, ()):
            done = dice.random() < (0.8 if step.due <= month.last_day else 0.1)
            yield (
                step.code,
                StepAnswer(
                    code=step.code,
                    source=CELL,
                    done=done,
                    finished=month.last_day - timedelta(days=dice.randint(1, 25)) if done else None,
                    note="" if done else dice.choice(("方案已定", "招标文件已送审", "")),
                ),
            )


def _tasks(
    plan: Plan, dice: random.Random, silent: set[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], TaskAnswer]]:
    for task in plan.tasks:
        for bureau in plan.answering(task.leads):
            if (task.action, bureau.code) in silent:
                continue
            state = dice.choices(list(TaskState), weights=[4, 70, 15, 3, 8])[0]
            lags = state in (TaskState.SLOW, TaskState.STALLED)
            yield (
                (task.code, bureau.code),
                TaskAnswer(
                    code=task.code,
                    source=CELL,
                    state=state,
                    progress=Decimal(dice.randint(5, 100)),
                    narrative=f"{task.name}按计划推进，召开调度会{dice.randint(1, 4)}次，完成现场核查并建立台账。",
                    trouble=dice.choice(_TROUBLES) if lags else "无",
                    next_steps="6月底前完成整改并报送材料",
                ),
            )


def _doubts(plan: Plan, dice: random.Random) -> Iterator[Problem]:
    for row in dice.sample(list(plan.indicators), min(9, len(plan.indicators))):
        yield Problem(
            code="E401",
            severity=Severity.QUESTIONED,
            place=Place(file="a.xlsx", sheet="指标", cell="H7"),
            message=f"{row.name}本期累计3，比上期5少了2。累计数一般不会变小，请说明。",
            needed="说明原因或改数",
            item=row.code,
            bureau=plan.bureau_by_name[row.bureau].code,
        )
