"""赶超账: where the matters that lag for three months are heading, as a sentence and as a table."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from reporter.bulletin import amounts
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, count, joined, phrase, share
from reporter.bulletin.matters import monthly, prospect
from reporter.core.values import dataclass
from reporter.progress.model import decimal_of
from reporter.progress.outlook import RECENT, Outlook, Verdict

_NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospects:
    """The sentence: how many matters will do, must hurry, will hardly do. `known` False: three months are not known."""

    known: bool
    lasting: bool
    """Whether the matters are those three months behind; otherwise all that lag, since none is."""
    matters: Figure
    enough: Figure
    faster: Figure
    hard: Figure
    hard_names: Phrase
    """Empty when there are more than may be named."""
    undrawn: Figure
    """Matters that do not grow by the month, or whose figures are incomplete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One row of the table."""

    index: int
    name: str
    bureau: str
    unit: str
    actual: Figure
    missing_amount: Figure
    needed: Figure | Phrase
    average: Figure
    projected: Figure
    verdict: str


def prospects(facts: Facts, names: int) -> Prospects:
    """The sentence on the matters three months behind, or on all that lag when none is; at most `names` are named."""
    matters, lasting = _matters(facts)
    drawn = [(item, found) for item in matters if (found := prospect(facts, item))]
    by = Counter(found.verdict for _, found in drawn)
    hard = [item.result.name for item, found in drawn if found.verdict is Verdict.HARD]
    return Prospects(
        known=_known(facts),
        lasting=lasting,
        matters=count(len(matters), "outlook.matters"),
        enough=count(by[Verdict.ENOUGH], "outlook.enough"),
        faster=count(by[Verdict.FASTER], "outlook.faster"),
        hard=count(len(hard), "outlook.hard"),
        hard_names=joined(hard) if len(hard) <= names else Phrase(),
        undrawn=count(len(matters) - len(drawn), "outlook.undrawn"),
    )


def account(facts: Facts) -> tuple[AccountRow, ...]:
    """The rows of the table, in the order of annex 1."""
    matters, _ = _matters(facts)
    drawn = ((item, found) for item in matters if (found := prospect(facts, item)))
    return tuple(_row(index, item, found) for index, (item, found) in enumerate(drawn, 1))


def _matters(facts: Facts) -> tuple[list[Item], bool]:
    thrice = [item for item in facts.lagging if item.result.months_behind >= RECENT]
    return (thrice, True) if thrice else (list(facts.lagging), False)


def _known(facts: Facts) -> bool:
    """Whether the growth of three months can be known: by the month before them, or by the year's start."""
    return facts.period.last_month == RECENT or facts.months_known > RECENT


def _row(index: int, item: Item, found: Outlook) -> AccountRow:
    return AccountRow(
        index=index,
        name=item.result.name,
        bureau=item.bureau,
        unit=item.result.unit or _NOTHING,
        actual=amounts.actual(item, unit=False),
        missing_amount=amounts.amount(item, decimal_of(found.gap), "left", ""),
        needed=monthly(item, found.needed, "needed", unit=False) if found.needed is not None else phrase(_NOTHING),
        average=monthly(item, found.average, "average", unit=False),
        projected=share(decimal_of(max(found.projected_ratio, Fraction(0))), f"{item.code}.projected"),
        verdict=found.verdict.value,
    )
