"""Part 一: counts of indicators and tasks, the comparison, the places, and what no ranked action holds."""

from __future__ import annotations

from reporter.bulletin.changes import Changes, changes_of
from reporter.bulletin.circular.actions import ActionPart, action_part
from reporter.bulletin.counts import Counts, Shares, StateCount, agree, counts_of, shares_of, task_counts
from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.figure import Figure, Phrase, count, phrase, share
from reporter.bulletin.places import Place, places
from reporter.core.period import Span
from reporter.core.values import dataclass
from reporter.document.levels import chinese


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything part 一 says."""

    counts: Counts
    shares: Shares
    excluded: Figure
    elapsed: Figure
    many_unreported: bool
    task_total: Figure
    tasks: tuple[StateCount, ...]
    """States that occur."""
    changes: Changes | None
    is_january: bool
    all_actions: Phrase
    """八个行动, or 应统计指标3项以上的七个行动 where some are not ranked."""
    action_places: Phrase
    least_ranked: Figure
    ranked_bureaus: Figure
    bureau_places: Phrase
    others: tuple[ActionPart, ...]
    """Actions without a rank: what the general plan promises itself."""


def overview(facts: Facts) -> Overview:
    """Part 一. Unbalanced where its counts contradict each other or the results."""
    counts = counts_of(facts.counted, "all")
    for action in facts.actions:
        agree(counts_of(facts.of_action(action.code), action.code), action.counts, action.name)
    balance("各行动应统计之和", sum(one.due for one in facts.actions), "应统计", int(counts.due.value))
    unreported = counts.unreported.value * 100
    tasks = task_counts(facts.results.tasks, "all")
    ranked = [one for one in facts.results.bureaus if one.rank is not None]
    return Overview(
        counts=counts,
        shares=shares_of(counts),
        excluded=count(int(counts.total.value - counts.due.value), "all.excluded"),
        elapsed=share(facts.results.elapsed_ratio, "all.elapsed_ratio"),
        many_unreported=bool(counts.due) and unreported >= facts.number("未报提示线") * counts.due.value,
        task_total=count(len(facts.results.tasks), "all.tasks"),
        tasks=tuple(state for state in tasks if state.number),
        changes=changes_of(facts, counts),
        is_january=facts.period.last_month == facts.period.span.value and facts.period.span is not Span.YEAR,
        all_actions=_all_actions(facts),
        action_places=places(_action_places(facts), noun="行动", measure="个"),
        least_ranked=facts.setting("排名最少事项"),
        ranked_bureaus=count(len(ranked), "all.ranked_bureaus"),
        bureau_places=places(
            (
                Place(rank=one.rank, name=facts.bureau(one.code), code=one.code)
                for one in ranked
                if one.rank is not None
            ),
            noun="单位",
            measure="个",
        ),
        others=tuple(action_part(facts, one) for one in facts.actions if not facts.action(one.code).is_ranked),
    )


def _action_places(facts: Facts) -> list[Place]:
    return [
        Place(
            rank=one.rank,
            name=facts.action_name(one.code),
            code=one.code,
            share=share(one.on_pace_share, f"{one.code}.on_pace_share"),
        )
        for one in facts.ranked_actions
        if one.rank is not None and one.on_pace_share is not None
    ]


def _all_actions(facts: Facts) -> Phrase:
    taking_part = sum(one.rank is not None for one in facts.ranked_actions)
    words = f"{chinese(taking_part)}个行动"
    if taking_part == len(facts.ranked_actions):
        return phrase(words)
    return phrase("应统计指标", facts.setting("排名最少事项"), "项以上的", words)
