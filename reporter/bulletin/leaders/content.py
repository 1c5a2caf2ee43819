"""The content of 领导专报: three conclusions, what changed, the picture, what needs a decision, 赶超账."""

from __future__ import annotations

from datetime import date

from reporter.bulletin.changes import changes_of, counts_before, share_against
from reporter.bulletin.counts import Counts, counts_of
from reporter.bulletin.facts import Facts
from reporter.bulletin.figure import Figure, Phrase, count, joined, share
from reporter.bulletin.head import Head, head
from reporter.bulletin.leaders.account import AccountRow, Prospects, account, prospects
from reporter.bulletin.leaders.decisions import Decision, decisions
from reporter.bulletin.leaders.moves import Moves, Stability, moves, stability
from reporter.bulletin.leaders.turns import Turn, turns
from reporter.bulletin.matters import red_months
from reporter.bulletin.words import name_before
from reporter.core.values import dataclass

_NAMED = 3
"""So many matters that stayed red, or will hardly do, are named; more are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lasting:
    """What has been behind for three months."""

    thrice: Figure
    always_red: Figure
    always_red_names: Phrase
    """Empty when there are more than may be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightRow:
    """One bar of the picture: how many items of an action have which light."""

    name: str
    green: Figure
    yellow: Figure
    red: Figure
    unreported: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class LightChanges:
    """Which lights changed against the period before."""

    before: str
    better: Figure
    worse: Figure
    turns: tuple[Turn, ...]
    """What turned worse: green to red, yellow to red, green to yellow."""
    silent: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """Everything 领导专报 says."""

    head: Head
    counts: Counts
    elapsed: Figure
    change: Phrase
    """比4月下降3.2个百分点; empty without a period before."""
    many_unreported: bool
    lasting: Lasting
    prospects: Prospects
    light_changes: LightChanges | None
    moves: Moves
    chart: tuple[LightRow, ...]
    """By place; actions without a place last."""
    decisions: tuple[Decision, ...]
    with_account: bool
    """Rule 专报附赶超账: whether the account and the test of the places follow as annexes."""
    account: tuple[AccountRow, ...]
    stability: Stability


def leaders(facts: Facts, *, names: int, number: str = "", issued: date | None = None) -> Leaders:
    """The content for one month; a list holds at most `names` names."""
    counts = counts_of(facts.counted, "all")
    limit = facts.number("专报未报提示线") * counts.due.value
    return Leaders(
        head=head(facts, number=number, issued=issued),
        counts=counts,
        elapsed=share(facts.results.elapsed_ratio, "all.elapsed_ratio"),
        change=_change(facts, counts),
        many_unreported=bool(counts.unreported) and counts.unreported.value * 100 >= limit,
        lasting=_lasting(facts, min(names, _NAMED)),
        prospects=prospects(facts, min(names, _NAMED)),
        light_changes=_light_changes(facts, counts, names),
        moves=moves(facts),
        chart=_chart(facts),
        decisions=decisions(facts),
        with_account=facts.rule("专报附赶超账") == "是",
        account=account(facts),
        stability=stability(facts),
    )


def _change(facts: Facts, counts: Counts) -> Phrase:
    if facts.comparable is None or counts.share is None:
        return Phrase()
    then = counts_before(facts, facts.comparable).share
    return share_against(counts.share.value, then.value if then else None, name_before(facts.period), "all")


def _lasting(facts: Facts, names: int) -> Lasting:
    thrice = [item for item in facts.lagging if item.result.months_behind >= 3]
    red = [item for item in thrice if red_months(facts, item) >= 3]
    named = red if len(red) <= names else []
    return Lasting(
        thrice=count(len(thrice), "all.behind_3"),
        always_red=count(len(red), "all.far_behind_3"),
        always_red_names=joined(item.result.name for item in named),
    )


def _light_changes(facts: Facts, counts: Counts, names: int) -> LightChanges | None:
    found = changes_of(facts, counts)
    if found is None:
        return None
    return LightChanges(
        before=found.before, better=found.better, worse=found.worse, turns=turns(facts, names), silent=found.silent
    )


def _chart(facts: Facts) -> tuple[LightRow, ...]:
    by_place = sorted(facts.ranked_actions, key=lambda one: one.rank or len(facts.actions))
    found = [(facts.action_name(one.code), counts_of(facts.of_action(one.code), one.code)) for one in by_place]
    return tuple(
        LightRow(name=name, green=own.on_pace, yellow=own.yellow, red=own.red, unreported=own.unreported)
        for name, own in found
        if own.due
    )
