"""A bulletin of a handful of items, so that a test shows all of its data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

from reporter.bulletin.facts import Item
from reporter.core.period import Period
from reporter.core.problem import Problem
from reporter.core.status import Status
from reporter.document.blocks import Heading, Note, Paragraph, Table
from reporter.document.markdown import parse
from reporter.ledger.model import ExpectedReturn
from reporter.plan.calendar import deadline
from reporter.plan.model import Plan
from reporter.plan.pace import elapsed_ratio
from reporter.progress.model import decimal_of
from reporter.progress.stability import Standing, bounds
from reporter.record.model import ActionResult, BureauResult, PlanRef, Results, TaskResult
from tests.bulletin.circular import bulletin_markdown
from tests.plans import small_plan

TEMPLATE = (Path(__file__).parents[2] / "templates" / "督查通报.md.j2").read_text(encoding="utf-8")


def plan_of(items: Sequence[Item], **changed: object) -> Plan:
    """The small plan with the indicators of `items` only."""
    tables: dict[str, object] = {"parts": (), "milestones": (), **changed}
    return small_plan(indicators=tuple(item.promise for item in items), **tables)


def results_of(
    items: Sequence[Item],
    *,
    period: str = "2024-05",
    returns: tuple[ExpectedReturn, ...] = (),
    problems: tuple[Problem, ...] = (),
    tasks: tuple[TaskResult, ...] = (),
    ranks: dict[str, int] | None = None,
) -> Results:
    """Results that hold `items`; `ranks` gives places of bureaus and actions by code."""
    plan, month, places = plan_of(items), Period.parse(period), ranks or {}
    own = {action.code: [one for one in items if one.result.action == action.code] for action in plan.actions}
    moves = bounds({code: _standing(own[code]) for code in places if code in own})
    by_bureau: dict[str, list[Item]] = {}
    for one in items:
        by_bureau.setdefault(one.result.bureau, []).append(one)
    return Results(
        period=period,
        sample=False,
        plan=PlanRef(name="", number="", sha256=""),
        elapsed_ratio=decimal_of(elapsed_ratio(month)),
        rules={},
        indicators=tuple(one.result for one in items),
        actions=tuple(
            ActionResult(
                code=action.code, name=action.name, rank=places.get(action.code),
                **dict(zip(("best_rank", "worst_rank"), moves.get(action.code, ()), strict=False)),
                **_tally(own[action.code]),  # type: ignore[arg-type]
            )
            for action in plan.actions
        ),
        bureaus=tuple(
            BureauResult(
                code=code, name="", rank=places.get(code), rank_change=None, timeliness=None, returned_times=0,
                **_tally(found),  # type: ignore[arg-type]
            )
            for code, found in by_bureau.items()
        ),
        returns=returns,
        problems=problems,
        tasks=tasks,
        deadline=deadline(plan, month),
    )  # fmt: skip


def _standing(items: Sequence[Item]) -> Standing:
    """What is known of an action of which no item has a ratio in the mean."""
    tally = _tally(items)
    counts = cast(dict[Status, int], tally["counts"])
    due, on_pace = cast(int, tally["due"]), cast(int, tally["on_pace"])
    return Standing(due=due, on_pace=on_pace, unreported=counts[Status.NOT_REPORTED])


def _tally(items: Sequence[Item]) -> dict[str, object]:
    counted = [one for one in items if one.result.counted]
    due = sum(one.status.is_due for one in counted)
    met = sum(one.status.is_met for one in counted)
    return {
        "counts": {status: sum(one.status is status for one in counted) for status in Status},
        "due": due,
        "on_pace": met,
        "on_pace_share": Decimal(met) / due if due else None,
        "mean_ratio": None,
    }


def sections(
    items: Sequence[Item], results: Results, previous: Results | None = None, issued: date | None = None
) -> dict[str, list[str]]:
    """The paragraphs of the body by their heading; parts and sections that do not occur are absent."""
    markdown, marks = bulletin_markdown(plan_of(items), results, previous, TEMPLATE, issued=issued)
    found: dict[str, list[str]] = {}
    heading = ""
    for block in parse(markdown, marks).blocks:
        assert not isinstance(block, Table | Note)
        text = "".join(marks.plain(span.text) for span in block.inlines)
        if isinstance(block, Heading):
            heading = text
            found.setdefault(heading, [])
        else:
            assert isinstance(block, Paragraph)
            found.setdefault(heading, []).append(text)
    return found


def annex(items: Sequence[Item], results: Results, number: int, previous: Results | None = None) -> list[list[str]]:
    """The rows of every table of an annex, as printed, and its paragraphs as rows of one cell."""
    markdown, marks = bulletin_markdown(plan_of(items), results, previous, TEMPLATE)
    rows: list[list[str]] = []
    for block in parse(markdown, marks).annexes[number - 1].blocks:
        cells = block.rows if isinstance(block, Table) else ((block.inlines,),)
        rows += [["".join(marks.plain(span.text) for span in cell) for cell in row] for row in cells]
    return rows
