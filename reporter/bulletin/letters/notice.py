"""督办单: one for each bureau with counted matters behind, with the colour of the worst (DOMAIN 8). One page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reporter.bulletin import amounts, remarks
from reporter.bulletin.circular.actions import worst_first
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, Phrase, coded, count, phrase, titled
from reporter.bulletin.head import Head, head
from reporter.bulletin.livelihood.tasks import deeds
from reporter.bulletin.matters import red_months, since, standing, still_needed
from reporter.bulletin.supervision import last_in_full, last_in_short, last_of, was_noticed
from reporter.bulletin.words import cut, long_date, name_before
from reporter.core.status import Status
from reporter.core.values import dataclass
from reporter.plan.calendar import nth_working_day
from reporter.progress.ladder import LADDER, colour, worst
from reporter.record.standing import closing_standard

_NAME, _NAME_IN_TABLE = 40, 22
"""Characters of a name that fit the form of one matter, and a row of the table of several."""
_LIST = 60
"""Characters of the places, and of the supporting bureaus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter of a notice."""

    index: int
    code: str
    name: str
    livelihood: str
    """省级重点民生实事第16项; empty for others."""
    source: str
    supports: str
    target: Phrase
    stands: Phrase
    """What was done and how far it is from what was due."""
    needed: Phrase
    """6—12月每月还需27.4套; empty where it cannot be said."""
    lasting: Phrase
    light: str
    months: Figure
    colour: str
    last: Phrase
    """The notice before and what came of it; empty when this is the first."""
    last_unknown: bool
    """Nothing tells how it was answered: the month before was not issued with this program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice to one bureau."""

    head: Head
    bureau: str
    colour: str
    why: Phrase
    """首月滞后, 连续3个月滞后, 连续2个月红灯: of the worst matter."""
    number: Figure
    matters: tuple[Matter, ...]
    """Those listed on the page, the severest first."""
    left_out: Figure
    annexed: tuple[Matter, ...]
    """All of them, for the annex; none while the page lists all."""
    closed_by: str
    reply_days: Figure
    reply_on: str
    """The last day for a written reply to a red notice; empty until it is issued, and for other colours."""


def noticed(facts: Facts) -> tuple[str, ...]:
    """The codes of the bureaus that get a notice, in the fixed order."""
    return tuple(facts.in_order({item.result.bureau for item in facts.lagging}))


def notice(facts: Facts, bureau: str, *, most: int, number: str = "", issued: date | None = None) -> Notice:
    """The notice to a bureau (code) that `noticed` names: the `most` severest matters listed on its page.

    Where that leaves some out, the annex lists all.
    """
    start = facts.rule("督办起点")
    items = [item for item in facts.lagging if item.result.bureau == bureau]
    items = sorted(worst_first(items), key=lambda item: -LADDER.index(item.notice(start)))
    made = worst(item.notice(start) for item in items)
    room = _NAME if len(items) == 1 else _NAME_IN_TABLE
    matters = tuple(_matter(facts, index, item, room) for index, item in enumerate(items, 1))
    return Notice(
        head=head(facts, number=number, issued=issued),
        bureau=facts.bureau(bureau),
        colour=made,
        why=_why(facts, items[0]),
        number=count(len(items), f"{bureau}.lagging"),
        matters=matters[:most],
        left_out=count(len(matters[most:]), f"{bureau}.lagging_beyond.{most}"),
        annexed=matters if matters[most:] else (),
        closed_by=_closing(items),
        reply_days=facts.setting("红单回复工作日"),
        reply_on=_reply_on(facts, issued) if issued and made == LADDER[-1] else "",
    )


def _reply_on(facts: Facts, issued: date) -> str:
    return long_date(nth_working_day(facts.plan, issued, facts.number("红单回复工作日")))


def _why(facts: Facts, item: Item) -> Phrase:
    months = item.result.months_behind
    if item.status is item.status_before is Status.FAR_BEHIND and months < len(LADDER):
        return phrase("连续", count(red_months(facts, item), f"{item.code}.months_red"), "个月红灯")
    if months >= 2:
        return phrase("连续", count(months, f"{item.code}.months_behind"), "个月滞后")
    return phrase("首月滞后")


def _matter(facts: Facts, index: int, item: Item, room: int) -> Matter:
    start = facts.rule("督办起点")
    return Matter(
        index=index,
        code=item.code,
        name=cut(item.result.name, room),
        livelihood=_livelihood(facts, item),
        source=_source(facts, item),
        supports=cut(titled("、".join(_supports(facts, item))), _LIST),
        target=amounts.goal(item, unit=True),
        stands=standing(item),
        needed=still_needed(item),
        lasting=since(facts, item),
        light=remarks.light(item),
        months=count(item.result.months_behind, f"{item.code}.months_behind"),
        colour=item.notice(start),
        last=_last(facts, item, start, short=room == _NAME_IN_TABLE),
        last_unknown=not was_noticed(facts) and last_of(facts, item) is None,
    )


def _livelihood(facts: Facts, item: Item) -> str:
    home = (deed for deed in deeds(facts) if item.code in {one.code for one in deed.items})
    return next((coded(f"{deed.level}重点民生实事第{deed.number}项") for deed in home), "")


def _source(facts: Facts, item: Item) -> str:
    """Where the plan says it: 民生可感行动二、（一）8（16）; the indicator's own place where no task quotes it."""
    known = facts.plan.task_by_code
    places = [place for code in item.promise.tasks if code in known for place in known[code].places]
    return cut(coded("；".join(_place(facts, place) for place in places or item.promise.places)), _LIST)


def _place(facts: Facts, place: str) -> str:
    code, _, rest = place.partition(" ")
    known = facts.plan.action_by_code
    return f"{known[code].name}{rest}" if code in known and rest else place


def _supports(facts: Facts, item: Item) -> list[str]:
    known = facts.plan.task_by_code
    named = [name for code in item.promise.tasks if code in known for name in known[code].supports]
    return list(dict.fromkeys(named))


def _last(facts: Facts, item: Item, start: str, *, short: bool) -> Phrase:
    """The notice before: as issued or, while nothing was issued, as the ladder gave it; empty for a first one."""
    issued = last_of(facts, item)
    if issued is not None:
        return last_in_short(issued) if short else last_in_full(facts, issued)
    before = item.before
    if was_noticed(facts) or before is None or not before.status.is_lagging:
        return Phrase()
    earlier = before.previous_status
    given = colour(before.status, earlier, before.months_behind, start)
    return phrase(name_before(facts.period), f"{given}单")


def _closing(items: Sequence[Item]) -> str:
    """What must be so before the matters are closed; with several standards, each says for which matters."""
    found = list(dict.fromkeys(closing_standard(item.result) for item in items))
    if len(found) == 1:
        return found[0][1]
    return "；".join(f"{which}，{standard}" for which, standard in found)
