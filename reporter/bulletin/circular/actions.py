"""Part 二: one section per action, with what goes well, what lags and what was not reported."""

from __future__ import annotations

from collections.abc import Sequence

from reporter.bulletin.amounts import shortfall
from reporter.bulletin.changes import share_against
from reporter.bulletin.counts import Counts, counts_of
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, FixedText, Phrase, count, joined, titled
from reporter.bulletin.fragments import behind, good, paragraph, unreported
from reporter.bulletin.words import name_before
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.plan.model import Kind
from reporter.record.model import ActionResult

_LIGHT_ORDER = {Status.FAR_BEHIND: 0, Status.BEHIND: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Indicators that a task of this action quotes but that are counted in another one."""

    names: Phrase
    number: Figure
    action: FixedText


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPart:
    """One action: its counts, its change of share, and its sentences in order of print."""

    code: str
    name: str
    office: str
    counts: Counts
    change: Phrase
    zero_kept: Figure
    """Indicators of kind 零发生 that hold."""
    zero_name: str
    """The name of the only one of them; empty when there are none or several."""
    zero_total: Figure
    good: tuple[Phrase, ...]
    lagging: tuple[Phrase, ...]
    unreported: Phrase
    elsewhere: tuple[Elsewhere, ...]


def action_part(facts: Facts, action: ActionResult) -> ActionPart:
    """The section of one action."""
    items = facts.of_action(action.code)
    before = facts.action_before(action.code)
    zeros = [item for item in items if item.result.kind is Kind.ZERO and item.status.is_due]
    kept = [item for item in zeros if item.status.is_met]
    return ActionPart(
        code=action.code,
        name=facts.action_name(action.code),
        office=titled(facts.action(action.code).office),
        counts=counts_of(items, action.code),
        change=share_against(
            action.on_pace_share,
            before.on_pace_share if before else None,
            name_before(facts.period),
            action.code,
        ),
        zero_kept=count(len(kept), f"{action.code}.zero_kept"),
        zero_name=kept[0].result.name if len(kept) == 1 else "",
        zero_total=count(len(zeros), f"{action.code}.zero"),
        good=paragraph(good(item) for item in best(items, facts.number("进展事项数"))),
        lagging=paragraph(behind(item) for item in worst_first(items)),
        unreported=joined(unreported(item) for item in items if item.status is Status.NOT_REPORTED),
        elsewhere=_elsewhere(facts, action.code),
    )


def best(items: Sequence[Item], limit: int) -> list[Item]:
    """At most `limit` items that go well: newly done, light turned green, then by distance ahead."""
    met = [item for item in items if item.status.is_met and item.result.kind is not Kind.ZERO and _says_something(item)]
    return sorted(met, key=lambda item: (not item.newly_achieved, item.turned is None, -shortfall(item)))[:limit]


def worst_first(items: Sequence[Item]) -> list[Item]:
    """Items behind: red before yellow, longest first, milestones first, then the larger distance."""
    return sorted(
        (item for item in items if item.status.is_lagging),
        key=lambda item: (
            _LIGHT_ORDER[item.status],
            -item.result.months_behind,
            item.result.kind is not Kind.MILESTONE,
            shortfall(item),
        ),
    )


def _says_something(item: Item) -> bool:
    """A milestone without a finished step has nothing to show yet."""
    return item.result.kind is not Kind.MILESTONE or bool(item.result.actual)


def _elsewhere(facts: Facts, code: str) -> tuple[Elsewhere, ...]:
    """By action in which they are counted, in order."""
    home: dict[str, list[Item]] = {}
    tasks = facts.plan.task_by_code
    for item in facts.counted:
        quoted = any(tasks[task].action == code for task in item.promise.tasks if task in tasks)
        if quoted and item.result.action != code:
            home.setdefault(item.result.action, []).append(item)
    return tuple(
        Elsewhere(
            names=joined(item.result.name for item in items),
            number=count(len(items), f"{code}.elsewhere.{other}"),
            action=facts.action_name(other),
        )
        for other, items in home.items()
    )
