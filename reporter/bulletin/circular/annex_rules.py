"""Annex 5: the rules in force, what is asked once, contradictions with both readings, exclusions, waivers, doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from reporter.bulletin import amounts, remarks
from reporter.bulletin.facts import Facts, Item
from reporter.bulletin.figure import Figure, FixedText, Phrase, coded, count, dated, joined, phrase, quoted, titled
from reporter.bulletin.words import long_date, name_of
from reporter.core.period import Period
from reporter.core.status import Reason, Status
from reporter.core.values import dataclass
from reporter.plan.kinds import SPECS
from reporter.plan.model import Kind, Ruling, Waiver
from reporter.record.history import Footnote

_NAMED_GOALS = (Kind.MILESTONE, Kind.ZERO, Kind.FIRST, Kind.RELATION)
"""Kinds whose name says what is to be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """How one kind of target is computed and printed."""

    label: str
    computed: str
    met_when: str
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingRow:
    """A contradiction of the plan: what is used, and what the other reading would give."""

    index: int
    matter: str
    versions: str
    adopted: Phrase
    other: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Indicators left out for one reason, by name."""

    reason: str
    number: Figure
    names: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """An exception in force."""

    rule: str
    name: str
    reason: str
    approved_by: str
    since: str
    until: str
    """Empty when it is without an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentLine:
    """A column of the register that changed in the year."""

    code: str
    column: str
    old: str
    new: str
    since: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedLine:
    """A circular of the year whose figures changed since; `correction` is empty while that is not yet corrected."""

    month: str
    document_number: str
    opening: str
    correction: str
    corrected_on: str
    details: Phrase
    """What changed; empty when it is more than a list holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleAnnex:
    """Annex 5."""

    rules: Mapping[str, str]
    kinds: tuple[KindRow, ...]
    single_source: Phrase
    rulings: tuple[RulingRow, ...]
    not_due: tuple[Group, ...]
    not_published: tuple[Group, ...]
    not_applicable: tuple[Group, ...]
    shown_only: Group
    waivers: tuple[WaiverLine, ...]
    amendments: tuple[AmendmentLine, ...]
    unsealed: bool
    """Whether the period before was not sealed."""
    changed_since: tuple[ChangedLine, ...]
    gaps: FixedText
    """Months of a longer period of which nothing came back: 4月、5月."""


def rule_annex(facts: Facts) -> RuleAnnex:
    """Annex 5."""
    out = [item for item in facts.counted if item.status is Status.NOT_DUE]
    published = [item for item in out if item.result.reason is not Reason.NOT_PUBLISHED]
    waiting = [item for item in out if item.result.reason is Reason.NOT_PUBLISHED]
    gone = [item for item in facts.counted if item.status is Status.NOT_APPLICABLE]
    return RuleAnnex(
        rules=facts.rules,
        kinds=tuple(
            KindRow(
                label=one.label,
                computed=titled(one.computed),
                met_when=titled(one.met_when),
                printed=titled(one.printed),
            )
            for one in SPECS.values()
        ),
        single_source=joined(_once(item) for item in facts.counted if len(item.promise.places) > 1),
        rulings=tuple(_ruling(facts, index, one) for index, one in enumerate(facts.plan.rulings, 1)),
        not_due=_groups(published, _why_not_due, "not_due"),
        not_published=_groups(waiting, _frequency, "not_published"),
        not_applicable=_groups(gone, _why_not_applicable, "not_applicable"),
        shown_only=_group("", [item for item in facts.items if not item.result.counted], "uncounted"),
        waivers=tuple(_waiver(facts, one) for one in facts.plan.waivers if _in_force(one, facts.day)),
        amendments=tuple(
            AmendmentLine(
                code=coded(one.code),
                column=one.column,
                old=titled(one.old),
                new=titled(one.new),
                since=long_date(one.since),
                basis=titled(one.basis),
            )
            for one in facts.plan.amendments
            if one.since <= facts.day and one.since.year == facts.period.year
        ),
        unsealed=facts.comparable is not None and facts.results.previous_sealed is False,
        gaps=dated("、".join(f"{month.last_month}月" for month in facts.gaps)),
        changed_since=tuple(_changed(facts, one) for one in facts.footnotes),
    )


def _changed(facts: Facts, one: Footnote) -> ChangedLine:
    listed = one.details if len(one.details) <= facts.number("名单上限") else ()
    return ChangedLine(
        month=name_of(Period.parse(one.period)),
        document_number=coded(one.number),
        opening=quoted(one.causes),
        correction=coded(one.correction),
        corrected_on=long_date(one.day) if one.day else "",
        details=joined(map(quoted, listed), "；"),
    )


def _once(item: Item) -> Phrase:
    goal = Phrase() if item.result.kind in _NAMED_GOALS else amounts.goal(item, unit=True)
    places = count(len(item.promise.places), f"{item.code}.places")
    return phrase(item.result.name, goal, "（", places, "处）")


def _ruling(facts: Facts, index: int, one: Ruling) -> RulingRow:
    """Both readings as computed; — where the other is no row of its own."""
    items = {item.code: item for item in facts.items}
    adopted = [code for code in one.codes if code in one.adopted.split("、") and code in items]
    others = [code for code in one.codes if code in items and code not in adopted]
    own = [_reading(items[code], goal=False) for code in adopted]
    several = zip(adopted, own, strict=True) if len(adopted) > 1 else ()
    readings = joined((phrase(coded(code), "：", reading) for code, reading in several), "；") or joined(own)
    return RulingRow(
        index=index,
        matter=titled(one.matter),
        versions=titled(one.versions),
        adopted=joined(
            filter(None, (phrase(titled(one.adopted_scope)), readings, _ruled(one))), "；" if len(adopted) > 1 else "，"
        ),
        other=joined((phrase(items[code].code, "：", _reading(items[code])) for code in others), "；") or phrase("—"),
    )


def _ruled(one: Ruling) -> Phrase:
    """Since when and by what the reading is decided; empty while it is not."""
    basis = phrase("（", titled(one.basis), "）") if one.basis else Phrase()
    return phrase(long_date(one.ruled), "起按裁定执行", basis) if one.ruled else Phrase()


def _reading(item: Item, *, goal: bool = True) -> Phrase:
    """80万吨，占年任务37.0%，黄灯; without `goal` only what it comes to."""
    said: list[Phrase | str] = [amounts.goal(item, unit=True)] if goal else []
    if item.result.completion_ratio is not None and item.result.kind in amounts.SHARE_KINDS:
        said.append(phrase("占年任务" if item.result.kind is not Kind.STOCK else "完成净增任务的", amounts.ratio(item)))
    elif item.status.light and item.result.gap is not None:
        said.append(remarks.distance(item))
    said.append(f"{item.status.light}灯" if item.status.light else _state(item))
    return joined((one for one in said if str(one) != remarks.NOTHING), "，")


def _state(item: Item) -> str:
    if item.result.reason is Reason.NOT_PUBLISHED:
        return f"按{item.promise.frequency.removesuffix('+1')}统计"
    return item.status.label


def _groups(items: Sequence[Item], why: Callable[[Item], str], origin: str) -> tuple[Group, ...]:
    """The items by reason, reasons in the order in which they first occur."""
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(why(item), []).append(item)
    return tuple(_group(reason, same, origin) for reason, same in found.items())


def _group(reason: str, items: Sequence[Item], origin: str) -> Group:
    return Group(
        reason=reason,
        number=count(len(items), f"all.{origin}.{reason}" if reason else f"all.{origin}"),
        names=joined(phrase(item.result.name, "（", item.code, "）") for item in items),
    )


def _why_not_due(item: Item) -> str:
    match item.result.reason:
        case Reason.BEFORE_START:
            return "未到台账登记的开始月份的"
        case Reason.WAIVED:
            return "经批准暂不统计的"
    if item.result.kind is Kind.MILESTONE:
        return "节点未到时限的"
    if item.result.kind is Kind.FIRST:
        return "破零，年底前完成即可的"
    if item.result.kind is Kind.STOCK:
        return "没有年初数、年末判断是否达到的"
    return "年末统计、认定的" if item.promise.pace == "年末" else "目标数小、按整件计本期尚无进度要求的"


def _why_not_applicable(item: Item) -> str:
    return "分母为0的" if item.result.reason is Reason.DENOMINATOR_ZERO else "经批准不列入的"


def _frequency(item: Item) -> str:
    late = "，次月公布" if item.promise.frequency.endswith("+1") else ""
    return f"按{item.promise.frequency.removesuffix('+1')}统计{late}的"


def _in_force(one: Waiver, day: date) -> bool:
    return one.since <= day and (one.until is None or day <= one.until)


def _waiver(facts: Facts, one: Waiver) -> WaiverLine:
    known = facts.plan.indicator_by_code.get(one.code)
    named = f"{known.name}（{one.code}）" if known else one.code
    return WaiverLine(
        rule=titled(one.rule),
        name=titled("".join(filter(None, (one.bureau, named)))),
        reason=titled(one.reason),
        approved_by=titled(one.approved_by),
        since=long_date(one.since),
        until=long_date(one.until) if one.until else "",
    )
