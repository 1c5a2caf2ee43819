"""The content of 民生实事专报: counts, levels, what lags or is silent, next steps, the whole table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from reporter.bulletin.facts import Facts, balance
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase, share, titled
from reporter.bulletin.head import Head, head
from reporter.bulletin.livelihood.laggards import Laggard, laggards
from reporter.bulletin.livelihood.next import Next, next_steps
from reporter.bulletin.livelihood.table import TableRow, table
from reporter.bulletin.livelihood.tasks import Deed, State, deeds, levels, pieces
from reporter.core.numbers import shares_of_whole, shown
from reporter.core.values import dataclass
from reporter.plan.level import level_of

_WORDS = ("achieved", "on_pace", "lagging", "not_reported", "not_due", "not_applicable")
"""How origins name the groups of states."""
_LISTED = 5
"""Items on pace are named up to so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items in one state: how many, their share of all, their names (empty when they are only counted)."""

    number: Figure
    share: Figure
    names: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Items behind that have one light."""

    colour: str
    names: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: its pieces and items, and its items by state."""

    name: str
    deeds: Figure
    number: Figure
    all_well: bool
    """Whether every item is done or on pace."""
    achieved: Group
    on_pace: Group
    lagging: Group
    lights: tuple[Light, ...]
    """Lights of the items behind, red first; those that occur."""
    unreported: Group
    not_due: Group
    not_applicable: Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """What changed against the period before, by name; all empty when nothing did."""

    before: str
    achieved: Phrase
    worse: Phrase
    better: tuple[Phrase, ...]
    number_achieved: Figure
    number_worse: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Livelihood:
    """Everything 民生实事专报 says."""

    head: Head
    elapsed: Figure
    whole: Level
    yellow: Figure
    red: Figure
    levels: tuple[Level, ...]
    turned: Turned | None
    laggards: tuple[Laggard, ...]
    next_steps: Next
    table: tuple[TableRow, ...]


def livelihood(facts: Facts, *, number: str = "", issued: date | None = None) -> Livelihood:
    """The content for one month. Unbalanced where the states do not add up to the items."""
    found = deeds(facts)
    level = level_of(facts.plan)
    whole = _level(f"全{level}" if level else "", found, origin="livelihood")
    groups = (whole.achieved, whole.on_pace, whole.lagging, whole.unreported, whole.not_due, whole.not_applicable)
    balance("民生实事", len(found), "各状态之和", sum(int(group.number.value) for group in groups))
    by = Counter(deed.state for deed in found)
    return Livelihood(
        head=head(facts, number=number, issued=issued),
        elapsed=share(facts.results.elapsed_ratio, "all.elapsed_ratio"),
        whole=whole,
        yellow=count(by[State.YELLOW], "livelihood.behind"),
        red=count(by[State.RED], "livelihood.far_behind"),
        levels=tuple(
            _level(level, own, origin=f"livelihood.{level}")
            for level in levels(facts.plan)
            if (own := [deed for deed in found if deed.level == level])
        ),
        turned=_turned(facts, found),
        laggards=laggards(facts, found),
        next_steps=next_steps(facts, found),
        table=table(facts, found),
    )


def _level(name: str, found: Sequence[Deed], *, origin: str) -> Level:
    kinds = ((State.DONE,), (State.ON_PACE,), (State.YELLOW, State.RED), (State.UNREPORTED,), (State.NOT_DUE,),
             (State.NOT_APPLICABLE,))  # fmt: skip
    shares = shares_of_whole([sum(deed.state in states for deed in found) for states in kinds])
    groups = []
    for states, exact, word in zip(kinds, shares, _WORDS, strict=True):
        own = [deed for deed in found if deed.state in states]
        part = f"{origin}.{word}"
        groups.append(
            Group(
                number=count(len(own), part),
                share=Figure(text=f"{shown(exact, 1)}%", value=exact / 100, origin=f"{part}.share"),
                names=_names(own) if states[0] is not State.ON_PACE or len(own) <= _LISTED else Phrase(),
            )
        )
    done, on_pace, lagging, unreported, not_due, not_applicable = groups
    return Level(
        name=name,
        deeds=count(pieces(found), f"{origin}.pieces"),
        number=count(len(found), f"{origin}.total"),
        all_well=all(deed.state in (State.DONE, State.ON_PACE) for deed in found),
        achieved=done,
        on_pace=on_pace,
        lagging=lagging,
        lights=_lights(found),
        unreported=unreported,
        not_due=not_due,
        not_applicable=not_applicable,
    )


def _lights(found: Sequence[Deed]) -> tuple[Light, ...]:
    by = {state: [deed for deed in found if deed.state is state] for state in (State.RED, State.YELLOW)}
    return tuple(Light(colour=state.value, names=_names(own)) for state, own in by.items() if own)


def _names(found: Sequence[Deed]) -> Phrase:
    return joined(titled(deed.task.name) for deed in found)


def _turned(facts: Facts, found: Sequence[Deed]) -> Turned | None:
    if facts.comparable is None:
        return None
    done = [deed for deed in found if deed.state is State.DONE and deed.before is not State.DONE]
    worse = [deed for deed in found if deed.state.lagging and deed.before in (State.DONE, State.ON_PACE)]
    better = [
        deed
        for deed in found
        if (deed.before and deed.before.lagging and deed.state in (State.DONE, State.ON_PACE))
        or (deed.before, deed.state) == (State.RED, State.YELLOW)
    ]  # fmt: skip
    return Turned(
        before=head(facts).before,
        achieved=_names(done),
        worse=_names(worse),
        better=tuple(
            phrase(titled(deed.task.name), f"由{deed.before.value}转为{_light(deed.state)}")
            for deed in better
            if deed.before
        ),
        number_achieved=count(len(done), "livelihood.newly_done"),
        number_worse=count(len(worse), "livelihood.newly_behind"),
    )


def _light(state: State) -> str:
    return state.value if state.lagging else "绿灯"
