"""Part 四 of 民生实事专报: who mends, who supplies, what falls due, who must keep the pace."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reporter.bulletin.circular.next_steps import Coming, coming, due_next
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase, titled
from reporter.bulletin.livelihood.tasks import Deed, State
from reporter.bulletin.phrases import deed as to_be_done
from reporter.bulletin.words import short_date
from reporter.core.values import dataclass
from reporter.plan.calendar import deadline

_FIRST = 5
"""So many names stand before 等n项."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """Everything part 四 says; empty phrases and zero counts where there is nothing."""

    mending: Phrase
    """Bureaus with items behind."""
    supplying: Phrase
    """Bureaus with items not reported."""
    reply_by: str
    milestones: Figure
    steps_due: tuple[Phrase, ...]
    margin_names: Phrase
    margin: Figure
    """Rule 预警余量."""
    margin_bureaus: Phrase
    coming: Coming | None

    @property
    def anything(self) -> bool:
        return bool(self.mending or self.supplying or self.milestones or self.margin_names)


def next_steps(facts: Facts, found: Sequence[Deed]) -> Next:
    """Part 四, from the items' states and the coming month."""
    steps = _steps_due(facts, found)
    near = [item for deed in found if deed.state is State.ON_PACE for item in deed.items if _near(facts, item)]
    return Next(
        mending=_bureaus(facts, [item for deed in found for item in deed.worst]),
        supplying=_bureaus(facts, [item for deed in found for item in deed.silent]),
        reply_by=short_date(deadline(facts.plan, facts.period.month.following)),
        milestones=count(len(steps), "livelihood.milestones"),
        steps_due=tuple(steps),
        margin_names=_short([item.result.name for item in near], facts.number("名单上限")),
        margin=facts.setting("预警余量"),
        margin_bureaus=_bureaus(facts, near),
        coming=coming(facts),
    )


def _bureaus(facts: Facts, items: Sequence[Item]) -> Phrase:
    return joined(facts.bureau(code) for code in facts.in_order({item.result.bureau for item in items}))


def _short(names: Sequence[str], limit: int) -> Phrase:
    """All names, or the first five and 等n项 when there are more than `limit`."""
    if len(names) <= limit:
        return joined(names)
    return phrase(joined(names[:_FIRST]), "等", count(len(names), "livelihood.near"), "项")


def _near(facts: Facts, item: Item) -> bool:
    """Whether an indicator on pace is ahead of it by less than rule 预警余量."""
    if not item.status.is_met or item.result.expected is None or item.result.gap is None:
        return False
    unfinished = item.result.completion_ratio is not None and item.result.completion_ratio < 1
    return unfinished and item.result.gap * 100 < Decimal(facts.rule("预警余量"))


def _steps_due(facts: Facts, found: Sequence[Deed]) -> list[Phrase]:
    """应急广播6月25日前上线（省级第12项，区文旅广电局）."""
    home = {item.code: deed for deed in found for item in deed.items}
    return [
        phrase(
            titled(row.name),
            short_date(step.due),
            "前",
            to_be_done(step.name),
            "（",
            home[row.code].place,
            "，",
            titled(row.bureau),
            "）",
        )
        for row, step in due_next(facts)
        if row.code in home
    ]
