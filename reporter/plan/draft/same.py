"""One promise in several places, and promises that contradict each other (DESIGN 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field, replace
from decimal import Decimal

from reporter.core.values import dataclass
from reporter.plan.draft.actions import GENERAL
from reporter.plan.draft.promises import Promise
from reporter.plan.model import Comparator, Kind

_AMOUNT = re.compile(r"(?:投资)?过?(\d*)亿(?:元)?(?:级)?(?:以上)?的?(?:重大|重点)?(?:投资)?")
_FRAME = re.compile(
    r"[“”（）\s]|新签约|引进|打造|创建|争创|建设|培育|实施|推进|开展|完成|实现|达到|办好|新增|净增|新建|发放|增速|下降|提供|服务$|工程$|情况$"
    r"|重点(?=民生)|全区|全县|全市"
)
_LEVELS = re.compile(r"国家级|省级|市级|区级|县级|城镇|城市|农村|国家|全省|全市")
_MOST_COMPARED = 300
"""Rows of one value that are looked at, so that the time stays in proportion to the text."""
_SHORTEST, _DISTINCT_DIGITS, _LIKE = 4, 3, 0.5
_STRICTNESS = {Comparator.MORE_THAN: 2, Comparator.AT_LEAST: 1, Comparator.ABOUT: 0}


@dataclass(slots=True, kw_only=True)
class Row:
    """A promise with the places that make it; `task` is the code of its home, empty for goals."""

    promise: Promise
    action: str
    tasks: list[str]
    places: list[str]
    leads: tuple[str, ...] = ()
    in_title: bool = False
    uses: int | None = None
    """Index of the row that is asked, where this one contradicts it."""
    parent: int | None = None
    is_sum: bool = False
    """Whether its parts add up to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Rows that say different things of one matter; `adopted` is the stricter, None where they only look alike."""

    matter: str
    rows: tuple[int, ...]
    adopted: int | None


@dataclass(slots=True)
class _Groups:
    rows: list[Row] = field(default_factory=list)
    by_unit: dict[tuple[str, Decimal | None], list[int]] = field(default_factory=dict)


def merged(found: Sequence[Row]) -> list[Row]:
    """The rows with repeated promises put together, in their order; the home is the first task."""
    groups = _Groups()
    for row in found:
        key = (row.promise.unit, _value(row.promise))
        same = next(
            (at for at in groups.by_unit.get(key, [])[-_MOST_COMPARED:] if _is_same(groups.rows[at], row)), None
        )
        if same is None:
            groups.by_unit.setdefault(key, []).append(len(groups.rows))
            groups.rows.append(row)
        else:
            groups.rows[same] = _joined(groups.rows[same], row)
    return groups.rows


def clashes(rows: Sequence[Row]) -> Iterator[Clash]:
    """Rows of one name with another value, unit or comparator; then those whose names only look alike."""
    by_core: dict[tuple[str, bool], list[int]] = {}
    for at, row in enumerate(rows):
        if row.promise.target is not None and row.parent is None and row.promise.kind is not Kind.ZERO:
            by_core.setdefault((core(row.promise.name), row.promise.unit == "%"), []).append(at)
    for (name, _), members in by_core.items():
        if len(members) > 1 and len(name) >= _SHORTEST:
            adopted = max(members, key=lambda at: (*_strictness(rows[at].promise), -at))
            yield Clash(matter=name, rows=(adopted, *(at for at in members if at != adopted)), adopted=adopted)


def look_alikes(rows: Sequence[Row]) -> Iterator[Clash]:
    """Rows of another value in another place whose name holds the whole name of the first."""
    known: dict[tuple[str, str], list[int]] = {}
    for at, row in enumerate(rows):
        name = core(row.promise.name)
        if row.promise.target is not None and row.parent is None and len(name) >= _SHORTEST and "其中" not in name:
            known.setdefault((row.promise.unit, name), []).append(at)
    names = sorted(known)
    for at, (unit, name) in enumerate(names):
        for other_unit, longer in names[at + 1 : at + 1 + _MOST_COMPARED]:
            if other_unit != unit or not longer.startswith(name):
                break
            one, other = known[unit, name][0], known[other_unit, longer][0]
            apart = not set(rows[one].places) & set(rows[other].places)
            if apart and _levels(rows[one]) == _levels(rows[other]):
                matter = f"{rows[one].promise.name}与{rows[other].promise.name}"
                yield Clash(matter=matter, rows=(one, other), adopted=None)


def core(name: str) -> str:
    """What two names of one thing have in common.

    >>> core("新签约引进投资过10亿元重大项目"), core("引进10亿元以上项目"), core("培育高新技术企业")
    ('10亿项目', '10亿项目', '高新技术企业')
    """
    sized = _AMOUNT.sub(lambda found: f"{found[1] or '1'}亿", name)
    return _FRAME.sub("", sized) or name


def wholes(rows: list[Row]) -> None:
    """Mark rows that are parts of another of their task: their sum is its value, or they follow its 建设内容."""
    by_place: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        by_place.setdefault(row.places[0], []).append(at)
    for members in by_place.values():
        for position, whole in enumerate(members):
            later = members[position + 1 :]
            detailed = [at for at in later if core(rows[at].promise.detail_of) == core(rows[whole].promise.name)]
            summands = [] if detailed else _summands(rows, whole, later)
            rows[whole].is_sum = bool(summands)
            for part in (*detailed, *summands):
                rows[part].parent = whole


def _summands(rows: Sequence[Row], whole: int, later: Sequence[int]) -> list[int]:
    """The rows right behind a telling value that add up to it."""
    target, unit = rows[whole].promise.target, rows[whole].promise.unit
    if target is None or unit == "%" or not _is_distinct(target):
        return []
    same_unit = [at for at in later if rows[at].promise.unit == unit and rows[at].promise.target]
    total = Decimal(0)
    for count, at in enumerate(same_unit, start=1):
        total += rows[at].promise.target or 0
        if total == target and count > 1:
            return same_unit[:count]
    return []


def _value(promise: Promise) -> Decimal | None:
    return promise.target if not promise.parts else promise.parts[0][0]


def _is_same(one: Row, other: Row) -> bool:
    first, second = one.promise, other.promise
    if first.kind is not second.kind and {first.kind, second.kind} & {
        Kind.PAIRED,
        Kind.ZERO,
        Kind.RELATION,
        Kind.STANDARD,
    }:
        return False
    if first.comparator is not second.comparator or first.upper != second.upper:
        return False
    if first.base != second.base:
        return False
    names = core(first.name), core(second.name)
    shorter, longer = sorted(names, key=len)
    title_and_body = one.in_title != other.in_title and set(one.places) & set(other.places)
    if title_and_body and (_is_within(shorter, longer) or _likeness(*names) >= _LIKE):
        return True
    levels = _levels(one), _levels(other)
    if _is_distinct(first.target) and not all(levels) and one.action != other.action:
        return True
    if levels[0] != levels[1] or _digits(names[0]) != _digits(names[1]):
        return False
    return shorter == longer or (len(shorter) >= _SHORTEST and _is_within(shorter, longer))


def _joined(kept: Row, other: Row) -> Row:
    promise, more = kept.promise, other.promise
    same_name = _alike(promise.name, more.name)
    if not same_name:
        promise = promise.questioned(f"和“{more.name}”（{other.places[0]}）数值相同，按同一承诺登记，请核对", "出处")
    home = max(kept, other, key=lambda row: (_closeness(row), 0 if same_name else len(core(row.promise.name))))
    chosen = (
        promise
        if home is kept
        else replace(more, sure=min(more.sure, promise.sure), notes=(*more.notes, *promise.notes))
    )
    return Row(
        promise=replace(chosen, name=_fuller(chosen.name, promise.name, more.name)),
        action=home.action,
        tasks=list(dict.fromkeys([*home.tasks, *kept.tasks, *other.tasks])),
        places=list(dict.fromkeys([*home.places, *kept.places, *other.places])),
        leads=home.leads,
        in_title=kept.in_title or other.in_title,
    )


def _closeness(row: Row) -> int:
    """How close a place is to who does the work: a task, the goals of an action, the general plan."""
    return 2 if row.tasks else int(row.action != GENERAL)


def _fuller(name: str, *others: str) -> str:
    """`name`, or another one that ends in the same words and says more: 受污染耕地安全利用率."""
    longer = [one for one in others if core(one).endswith(core(name)) and len(core(one)) > len(core(name))]
    return min(longer, key=len) if longer else name


def _alike(one: str, other: str) -> bool:
    shorter, longer = sorted((core(one), core(other)), key=len)
    return _is_within(shorter, longer) or _likeness(shorter, longer) >= _LIKE


def _levels(row: Row) -> frozenset[str]:
    return frozenset(_LEVELS.findall(row.promise.name))


def _digits(name: str) -> list[str]:
    return sorted(re.findall(r"\d+", name))


def _is_within(shorter: str, longer: str) -> bool:
    """Whether the letters of `shorter` stand in `longer` in their order, and both end alike or one holds the other."""
    rest = iter(longer)
    in_order = all(letter in rest for letter in shorter)
    return in_order and (shorter in longer or shorter[-2:] == longer[-2:])


def _likeness(one: str, other: str) -> float:
    """Share of the pairs of letters of the shorter name that the longer has."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (one, other)]
    return len(pairs[0] & pairs[1]) / max(min(map(len, pairs)), 1)


def _is_distinct(value: Decimal | None) -> bool:
    """Whether a value says enough to be known again: 103 and 251.82, not 10 or 300."""
    return value is not None and len(value.normalize().as_tuple().digits) >= _DISTINCT_DIGITS


def _strictness(promise: Promise) -> tuple[Decimal, int]:
    return promise.target or Decimal(0), _STRICTNESS.get(promise.comparator or Comparator.AT_LEAST, 0)
