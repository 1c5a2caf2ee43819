"""What needs a decision: candidates in a fixed order, each with its data. What is asked is for people to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Phrase, count, dated, joined, phrase, titled
from reporter.bulletin.matters import red_months, silent_months, standing
from reporter.bulletin.words import cut
from reporter.core.values import dataclass
from reporter.document.levels import chinese
from reporter.plan.model import Ruling

MOST = 5
_ROOM = 50
"""Characters of an item: two lines less the indent and what people fill in."""
_MATTER = 20
_SILENT_NAMES = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One item: its number, what it is about, and the data."""

    index: str
    """（一）."""
    matter: Phrase
    said: Phrase


def decisions(facts: Facts) -> tuple[Decision, ...]:
    """At most five: open rulings on which a light hangs, red for three months, silent for two, the other rulings."""
    rulings = list(_rulings(facts))
    lights = [(matter, said) for other_light, matter, said in rulings if other_light]
    shares = [(matter, said) for other_light, matter, said in rulings if not other_light]
    found = [*lights, *_red(facts), *_silent(facts), *shares]
    return tuple(
        Decision(index=f"（{chinese(number)}）", matter=matter, said=said)
        for number, (matter, said) in enumerate(found[:MOST], 1)
    )


def _rulings(facts: Facts) -> Iterator[tuple[bool, Phrase, Phrase]]:
    """Contradictions without a ruling whose readings differ in print; first, whether the light differs too."""
    items = {item.code: item for item in facts.items}
    for one in facts.plan.rulings:
        rows = [items[code] for code in one.codes if code in items and items[code].status.is_due]
        differing = _differing(rows) if one.ruled is None else []
        if len(differing) > 1:
            matter, said = _ruling(facts, one, differing)
            yield len({row.status.light for row in differing}) > 1, matter, said


def _differing(rows: Sequence[Item]) -> list[Item]:
    """One row for each reading that prints differently from those before it."""
    found: dict[tuple[str, str], Item] = {}
    for row in rows:
        found.setdefault((remarks.light(row), str(remarks.share_done(row))), row)
    return list(found.values())


def _ruling(facts: Facts, one: Ruling, rows: Sequence[Item]) -> tuple[Phrase, Phrase]:
    done = next((row for row in rows if row.result.actual is not None), None)
    start = phrase(dated(f"{facts.period.last_month}月末"), amounts.actual(done), "，") if done else Phrase()
    matter = cut(titled(one.matter.removesuffix("口径")), _MATTER)
    return phrase(matter, "口径"), phrase(start, joined(map(_reading, rows), "，"))


def _reading(item: Item) -> Phrase:
    """按1.5万亩占34.7%、黄灯."""
    result, light = item.result, f"{item.status.light}灯" if item.status.light else item.status.label
    goal = phrase("按", amounts.target(item)) if result.target is not None else phrase(item.result.name)
    if result.kind in amounts.SHARE_KINDS and result.completion_ratio is not None:
        return phrase(goal, "占", amounts.ratio(item), f"、{light}")
    return phrase(goal, f"为{light}")


def _red(facts: Facts) -> Iterator[tuple[Phrase, Phrase]]:
    """Red for three months or longer, the longest first."""
    reds = [(red_months(facts, item), item) for item in facts.lagging]
    for months, item in sorted((pair for pair in reds if pair[0] >= 3), key=lambda pair: -pair[0]):
        lasting = phrase("，连续", count(months, f"{item.code}.months_red"), f"{facts.period.times}红灯")
        matter = phrase(cut(item.result.name, _MATTER), "（", item.bureau, "）")
        said = phrase(standing(item, detail=False), lasting)
        room = _ROOM - len(str(matter)) - len(str(said))
        yield matter, phrase(said, "，", item.stage) if item.stage and len(item.stage) <= room else said


def _silent(facts: Facts) -> Iterator[tuple[Phrase, Phrase]]:
    """Bureaus with matters not reported for two months or longer, in the fixed order."""
    by: dict[str, list[Item]] = {}
    for item in facts.counted:
        if silent_months(facts, item) >= 2 and not remarks.is_published_later(item):
            by.setdefault(item.result.bureau, []).append(item)
    for code in facts.in_order(set(by)):
        items = by[code]
        months = max(silent_months(facts, item) for item in items)
        names = joined(item.result.name for item in items[:_SILENT_NAMES])
        more = phrase("等", count(len(items), f"{code}.silent"), "项") if len(items) > _SILENT_NAMES else Phrase()
        lasting = phrase("连续", count(months, f"{code}.months_silent"), facts.period.times)
        said = phrase(names, more, lasting, "未报，完成数不明")
        yield phrase(facts.bureau(code), "数据"), said
