"""Spellings to bodies: known abbreviations and slips of the scan are grouped, each with how sure that is.

Two names that stand in one list are two bodies, however much they look alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from reporter.core.values import dataclass
from reporter.plan.draft.knowledge import knowledge
from reporter.plan.draft.model import Sure
from reporter.plan.draft.names import is_collective, looks_like_body

_AREA = re.compile(r"^(?:(?:\w{1,6}?自治)?[省市县区州旗]|国网(?=.*(?:供电|电力))|共青团)")
_ENDING = re.compile(
    r"(?:分局|局|委员会|委|中心|办公室|办|厅|协?会|联合会|院|公司|有限责任公司|有限公司|部|署|处|大队|支队|总队|银行|支行|商行)$"
)
_YOUTH = re.compile(r"团.?委$|^共青团")
_TOWN = re.compile(r"(?:人民政府|政府|办事处)$")
_IS_TOWN = re.compile(r"(?:镇|乡|街道)$")
_ALL_TOWNS = re.compile(r"^(?:各)?(?:乡镇|镇街|镇|乡)(?:（街道）|、街道|街道)?$")
_POWER = re.compile(r"国网.*公司$|供电.*公司$|电力公司$|供电分?公司|供电所$")
_NATIONAL = re.compile(r"^国家|总局$|^(?!.*(?:组织|宣传|统战|武装|工作)部$)[^省市县区州旗]+部$")
"""Ministries and their like, which have the names of bureaus below them."""
_LEVELS = frozenset("省市县区州旗")
_SAME_WEIGHT = frozenset("局委")
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One organisation: the name chosen, its other spellings, how sure the grouping is and why."""

    name: str
    aliases: tuple[str, ...] = ()
    category: str = ""
    sure: Sure = Sure.HIGH
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """Every body of a plan, by any of its spellings."""

    found: tuple[Body, ...]
    by_spelling: Mapping[str, Body]

    def name(self, spelling: str) -> str:
        """The name chosen for a spelling; the spelling itself when it was never seen."""
        body = self.by_spelling.get(spelling)
        return body.name if body else spelling


@dataclass(slots=True, kw_only=True)
class _Group:
    spellings: list[str]
    sure: Sure = Sure.HIGH
    notes: list[str] = field(default_factory=list)


def resolve(lists: Iterable[Sequence[str]]) -> Bodies:
    """The bodies behind the names in `lists`, each the names of one note or task force, in the plan's order."""
    return _Resolution(tuple(tuple(names) for names in lists)).bodies()


class _Resolution:
    def __init__(self, lists: tuple[tuple[str, ...], ...]) -> None:
        self._count = Counter(name for names in lists for name in names)
        self._lists_of: dict[str, set[int]] = {}
        for at, names in enumerate(lists):
            for name in names:
                self._lists_of.setdefault(name, set()).add(at)
        levels = Counter(found.group()[-1] for name in self._count if (found := _AREA.match(name)))
        self._own = next((level for level, _ in levels.most_common() if level in _LEVELS), "")
        self._keyed: dict[str, list[_Group]] = {}
        self._group_of: dict[str, _Group] = {}

    def bodies(self) -> Bodies:
        for name in self._count:
            self._place(name)
        for name in sorted(self._count, key=lambda one: self._count[one]):
            self._join_loose(name)
            self._join_slip(name)
        groups = dict.fromkeys(id(self._group_of[name]) for name in self._count)
        by_id = {id(group): group for group in self._group_of.values()}
        found = tuple(_body(by_id[key], self._count) for key in groups)
        return Bodies(found=found, by_spelling={name: body for body in found for name in (body.name, *body.aliases)})

    def _place(self, name: str) -> None:
        """Into the group with the same key, or a new one."""
        same_key = self._keyed.setdefault(_key(name, self._own), [])
        group = next((one for one in same_key if not self._side_by_side(one.spellings, [name])), None)
        if group is None:
            group = _Group(spellings=[name])
            same_key.append(group)
        else:
            group.sure = min(group.sure, *(_sameness(name, other) for other in group.spellings))
            group.spellings.append(name)
        self._group_of[name] = group

    def _side_by_side(self, one: Sequence[str], other: Sequence[str]) -> bool:
        return any(self._lists_of[a] & self._lists_of[b] for a in one for b in other)

    def _join_loose(self, name: str) -> None:
        """科技局 where the plan has a 科工局 and no other body of that kind: to be confirmed."""
        if is_collective(name):
            return
        known = knowledge().families.get(_core(name), _core(name))
        for family in knowledge().loose.get(known, ()):
            for group in self._keyed.get(f"{_level(name, self._own)}{family}", ()):
                self._join(name, group, f"“{name}”疑为“{group.spellings[0]}”的另一种写法")

    def _join_slip(self, name: str) -> None:
        """A name that differs from another one as a scan errs: to be confirmed."""
        if _core(name) in knowledge().families:
            return
        for right in _slips(name):
            group = self._group_of.get(right)
            surer = self._count[name] < self._count[right] or _core(right) in knowledge().families
            if group is not None and surer:
                self._join(name, group, f"“{name}”疑为“{right}”的扫描或打字错误")

    def _join(self, name: str, group: _Group, why: str) -> None:
        mine = self._group_of[name]
        if mine is group or self._side_by_side(mine.spellings, group.spellings):
            return
        group.spellings += mine.spellings
        group.sure = Sure.LOW
        group.notes += [*mine.notes, why]
        self._group_of.update(dict.fromkeys(mine.spellings, group))


def _body(group: _Group, count: Mapping[str, int]) -> Body:
    names = sorted(group.spellings, key=lambda name: (_is_odd(name), not _AREA.match(name), -count[name]))
    whole = next((name for name in names if _ALL_TOWNS.match(name) and name.startswith("各")), "")
    name = whole or names[0]
    if not whole and _ALL_TOWNS.match(name):
        name = f"各{name}"
    aliases = tuple(other for other in names if other != name)
    notes = list(group.notes)
    if aliases and group.sure is Sure.MEDIUM:
        notes.append("几种写法按同一单位归并，请核对")
    if not (looks_like_body(name) or is_collective(name)):
        notes.append("不像单位名称，请核对")
    sure = Sure.LOW if notes and not looks_like_body(name) else group.sure
    return Body(name=name, aliases=aliases, category=category_of(name), sure=sure, note="；".join(dict.fromkeys(notes)))


def category_of(name: str) -> str:
    """The 类别 that a name shows.

    >>> category_of("区安委办"), category_of("各乡镇（街道）"), category_of("区水利局")
    ('议事机构', '集合', '区直部门')
    """
    if is_collective(name):
        return "集合"
    return next((category for pattern, category in knowledge().categories if re.search(pattern, name)), "区直部门")


def _is_odd(name: str) -> bool:
    """Whether a spelling is a poor choice for a name: unknown core or no usual ending."""
    known = _YOUTH.search(name) or _POWER.search(name) or _core(name) in knowledge().families
    return not looks_like_body(name) or not known


def _key(name: str, own: str) -> str:
    """What spellings of one body have in common; the level (区, 市 …) belongs to it."""
    if is_collective(name):
        return "各乡镇" if _ALL_TOWNS.match(name) else name
    town = _TOWN.sub("", name)
    if town != name and _IS_TOWN.search(town):
        return town
    if _YOUTH.search(name):
        return "团委"
    if _POWER.search(name):
        return "供电公司"
    core = _core(name)
    family = knowledge().families.get(core)
    rest = _ENDING.search(name)
    if family:
        return f"{_level(name, own)}{family}"
    return f"{_level(name, own)}{core}{rest.group() if rest else ''}"


def _level(name: str, own: str) -> str:
    """The level of a body (省, 市 …); empty for the plan's own, which is often left out."""
    if _NATIONAL.search(name):
        return "国"
    found = _AREA.match(name)
    level = found.group()[-1] if found else ""
    return "" if level in (own, "网", "团") or level not in _LEVELS else level


def _core(name: str) -> str:
    """A name without its area and its ending: 区科工信局 → 科工信."""
    return _ENDING.sub("", _AREA.sub("", name)) or name


def _sameness(one: str, other: str) -> Sure:
    """How sure two spellings of one key are one body: an ending other than 局 or 委, or no area, leaves a doubt."""
    endings = {found.group() if (found := _ENDING.search(name)) else "" for name in (one, other)}
    usual = (len(endings) == 1 or endings <= _SAME_WEIGHT) and not _POWER.search(one)
    return Sure.HIGH if usual and bool(_AREA.match(one)) == bool(_AREA.match(other)) else Sure.MEDIUM


def _slips(name: str) -> Iterator[str]:
    """The names that a scan may have turned into `name`: one confused letter, or one letter printed twice.

    >>> "区城投公司" in _slips("区域投公司"), "区工商联" in _slips("区工工商联"), "区统计局" in _slips("区审计局")
    (True, True, False)
    """
    if len(name) < _FEWEST_LETTERS or _IS_TOWN.search(name):
        return
    for at, letter in enumerate(name):
        for other in knowledge().confused.get(letter, ""):
            yield name[:at] + other + name[at + 1 :]
        if at and letter == name[at - 1]:
            yield name[:at] + name[at + 1 :]
