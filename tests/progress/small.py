"""A register of one indicator and a ledger of typed figures, so that each test shows its data in one line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from reporter.core.period import Period
from reporter.core.source import Source
from reporter.intake.submission import AnswerState, StepAnswer
from reporter.ledger.model import Ledger, Observation
from reporter.plan.model import Bureau, Comparator, Indicator, Kind, Milestone, Part, Plan, PlanHead, Rule, Waiver
from reporter.progress.figures import Figures
from reporter.progress.judged import Basis
from reporter.progress.measure import measure
from reporter.progress.model import Measure
from reporter.progress.thresholds import Thresholds

RULES = {
    "灯色口径": "points",
    "黄灯百分点": "10",
    "黄灯比例": "80",
    "增速容差": "1",
    "达标容差": "0",
    "左右容差": "",
    "小数目标": "10",
    "增速折算": "否",
    "排名最少事项": "3",
}
HEAD = PlanHead(name="方案", number="", issuer="", issued=date(2024, 3, 14), year=2024, leader="")
CELL = Source(file="a.xlsx", sheet="指标", cell="H7", sha256="0")
Typed = str | None
"""What a bureau answered: a figure, a word, "" for blank, "!" for a refused figure; None when no form came."""


def rules(**changed: str) -> tuple[Rule, ...]:
    """The register's rules with some values changed."""
    return tuple(Rule(name=name, value=value, since=date(2024, 1, 1)) for name, value in (RULES | changed).items())


def observation(code: str, typed: str, *, prior: str = "", base: str = "") -> Observation:
    """The accepted answer to one row."""
    words = {"": AnswerState.BLANK, "!": AnswerState.REJECTED}
    state = words.get(typed) or next((s for s in AnswerState if s.value == typed), AnswerState.VALUE)
    return Observation(
        code=code,
        state=state,
        bureau="B001",
        value=Decimal(typed) if state is AnswerState.VALUE else None,
        source=CELL,
        prior_year=Decimal(prior) if prior else None,
        base=Decimal(base) if base else None,
    )


def measured(
    kind: Kind,
    typed: Typed | tuple[Typed, ...],
    *,
    target: str | None = None,
    upper: str | None = None,
    comparator: Comparator | None = Comparator.AT_LEAST,
    unit: str = "",
    base: str | None = None,
    pace: str = "",
    frequency: str = "月",
    due: date | None = None,
    scope: str = "",
    parts: tuple[tuple[str, str | None], ...] = (),
    prior: str = "",
    answered_base: str = "",
    period: str = "2024-05",
    waiver: str = "",
    changed: Mapping[str, str] | None = None,
) -> Measure:
    """The measure of one indicator A1-K01 whose figure (or whose parts' figures) a bureau typed as given."""
    indicator = Indicator(
        code="A1-K01", action="A1", name="指标", kind=kind, comparator=comparator, unit=unit, scope=scope,
        target=Decimal(target) if target else None, target_upper=Decimal(upper) if upper else None,
        base=Decimal(base) if base else None, pace=pace, frequency=frequency, due=due, bureau="区发改局",
    )  # fmt: skip
    rows = tuple(
        Part(indicator="A1-K01", number=n, name=name, target=Decimal(goal) if goal else None)
        for n, (name, goal) in enumerate(parts, start=1)
    )
    codes = [row.code for row in rows] or ["A1-K01"]
    answers = typed if isinstance(typed, tuple) else (typed,)
    figures = {
        code: observation(code, answer, prior=prior, base=answered_base)
        for code, answer in zip(codes, answers, strict=True)
        if answer is not None
    }
    waivers = (
        Waiver(rule=waiver, code="A1-K01", bureau="", reason="", approved_by="", since=date(2024, 1, 1)),
    ) if waiver else ()  # fmt: skip
    plan = Plan(
        head=HEAD, bureaus=(Bureau(code="B001", name="区发改局"),), indicators=(indicator,), parts=rows,
        rules=rules(**(changed or {})), waivers=waivers,
    )  # fmt: skip
    ledger = Ledger(period=Period.parse(period), sample=False, figures=figures)
    return measure(indicator, _basis(plan, ledger))


def milestone(steps: tuple[tuple[str, str], ...], *, period: str = "2024-05", weights: tuple[int, ...] = ()) -> Measure:
    """The measure of a milestone indicator; steps are (due date, answer): 是, 是 2024-06-02, 否, "" blank, - no form."""
    indicator = Indicator(code="A1-K01", action="A1", name="节点", kind=Kind.MILESTONE, bureau="区发改局")
    rows = tuple(
        Milestone(
            indicator="A1-K01", number=n, name=f"第{n}步", due=date.fromisoformat(due),
            weight=Decimal(weights[n - 1]) if weights else Decimal(1),
        )
        for n, (due, _) in enumerate(steps, start=1)
    )  # fmt: skip
    answers = {row.code: _step(row.code, said) for row, (_, said) in zip(rows, steps, strict=True) if said != "-"}
    plan = Plan(head=HEAD, indicators=(indicator,), milestones=rows, rules=rules())
    return measure(indicator, _basis(plan, Ledger(period=Period.parse(period), sample=False, steps=answers)))


def _step(code: str, said: str) -> StepAnswer:
    word, _, day = said.partition(" ")
    done = {"是": True, "否": False}.get(word)
    finished = date.fromisoformat(day) if day else None
    return StepAnswer(code=code, source=CELL, done=done, finished=finished, rejected=word == "!")


def _basis(plan: Plan, ledger: Ledger) -> Basis:
    figures = Figures(plan=plan, ledger=ledger, bases={})
    return Basis(figures=figures, period=ledger.period, limits=Thresholds.of(plan, ledger.period.last_day))
