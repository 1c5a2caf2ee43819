"""The rows of 更正前后对照表: what one place of the circular said and what it says now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from reporter.bulletin.correction.passages import Clause, Grid, Key, Passage
from reporter.bulletin.phrases import OF_YEAR
from reporter.core.values import dataclass

ABSENT, REMOVED = "—", "删去"
_ALIKE = 0.5
_LONG = 60
_FIGURE = re.compile(r"[\d（+−]")
_CODE = re.compile(r"A\d+-[KT]\d+")
_COMPARED = "增加|减少|提高|下降|持平|比|与|占|为|由|共|均为|包括|其中|内有"
_JOINT = re.compile(rf"的?(?:{_COMPARED}|[\d+−])")
_TAIL = re.compile(rf"(?:的?(?:{_COMPARED})|[\d.+−])*的?$")
_COUNTED = ("滞后", "未报", "灯色", "存疑")
_LONGEST_SUBJECT = 14
_NUMBER = re.compile(r"[+−]?\d[\d.]*")
_ROW, _PLACES, _UNIT_COLUMN = "序号", ("位次", "名次"), "计量单位"
_RISE = re.compile("升降$")
_WORDY = re.compile("情况|问题|打算|备注|阶段|说明|事由|口径|结果|说法")
_ITEMS = ("应统计", "达到进度要求")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One row: where, what, as it was, as it is."""

    position: str
    subject: str
    old: str
    new: str


def differences(old: Mapping[Key, Passage], new: Mapping[Key, Passage]) -> Iterator[Difference]:
    """Every difference in the order of the circular as issued; places that it lacks follow their annex or part."""
    for key in in_order(old, new):
        before, after = old.get(key), new.get(key)
        shown = before or after
        assert shown is not None
        if shown.grid:
            found = list(_rows(before.grid if before else None, after.grid if after else None))
        else:
            found = list(_sentences(before.clauses if before else (), after.clauses if after else (), shown.title))
        if not found and before != after and before and after and not same(before, after):
            found = [Difference(position="", subject="次序", old="原次序", new="次序有调整")]
        label = shown.label if before else f"{shown.part}{added(shown)}"
        yield from (replace(one, position=label) for one in found)


def in_order(old: Mapping[Key, Passage], new: Mapping[Key, Passage]) -> list[Key]:
    """The places of both, new ones after the last place of the same part that both know."""
    keys = list(old)
    for key in new:
        if key not in old:
            near = [index for index, one in enumerate(keys) if one[0] == key[0]]
            keys.insert(near[-1] + 1 if near else len(keys), key)
    return keys


def added(passage: Passage) -> str:
    """What stands for the number of a section that the circular as issued does not have."""
    if passage.part.startswith("附件"):
        return passage.section
    return f"（增加“{passage.title}”）"


def same(before: Passage | None, after: Passage | None) -> bool:
    """Whether both say the same; the number of the heading does not matter."""
    if before is None or after is None:
        return False
    return (before.clauses, before.grid) == (after.clauses, after.grid)


def _sentences(old: Sequence[Clause], new: Sequence[Clause], title: str) -> Iterator[Difference]:
    """Clauses that differ, those that went, then those that came; a clause that only moved is none."""
    before, after = {_short(one.text) for one in old}, {_short(one.text) for one in new}
    gone = [one for one in old if _short(one.text) not in after]
    come = [one for one in new if _short(one.text) not in before]
    partners: dict[Clause, Clause] = {}
    for alike in (_same_matter, _alike, _same_word):
        for clause in gone:
            free = [one for one in come if one not in partners.values() and alike(clause, one)]
            if clause not in partners and free:
                partners[clause] = free[0]
    for clause in gone:
        yield _clause(clause, partners.get(clause), title)
    yield from (_clause(None, one, title) for one in come if one not in partners.values())


def _short(text: str) -> str:
    """The text with the form that OF_YEAR has after its first place in a paragraph."""
    return text.replace(OF_YEAR, "占")


def _same_matter(one: Clause, other: Clause) -> bool:
    """Whether both begin with the same words and, where they name codes, name the same."""
    begins = [_FIGURE.split(clause.text, maxsplit=1)[0] for clause in (one, other)]
    same_codes = _CODE.findall(one.text) == _CODE.findall(other.text)
    return one.lead == other.lead and same_codes and begins[0] == begins[1] != ""


def _alike(one: Clause, other: Clause) -> bool:
    """Whether two clauses of one list share most names, or read alike and name no matter or bureau of their own."""
    if one.lead != other.lead:
        return False
    names, others = set(_pieces(one.text, "、")), set(_pieces(other.text, "、"))
    if names & others and len(names & others) * 2 >= max(len(names), len(others)):
        return True
    return _general(one, other) and SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() >= _ALIKE


def _same_word(one: Clause, other: Clause) -> bool:
    """滞后1项 and 无滞后事项: one says how many, the other that there are none."""
    return _general(one, other) and any(word in one.text and word in other.text for word in _COUNTED)


def _general(one: Clause, other: Clause) -> bool:
    return one.lead == other.lead and not one.text.endswith("）") and not other.text.endswith("）")


def _clause(old: Clause | None, new: Clause | None, title: str) -> Difference:
    """One row; its subject is what both say before the first figure that differs."""
    name = re.sub("（[^）]*）$", "", title)
    if old is None or new is None:
        only = old or new
        assert only is not None
        gone, come = old.text if old else ABSENT, new.text if new else REMOVED
        return Difference(position="", subject=only.lead or name, old=gone, new=come)
    before, after = _apart(old.text, new.text)
    own = "" if name != title and not old.lead else _shared(before, after)  # an action's counts go by its name
    subject = own or (_opening(old.text) if name == title and _JOINT.match(before) else "") or old.lead or name
    return Difference(position="", subject=subject, old=_rest(before, own), new=_rest(after, own))


def _shared(before: str, after: str) -> str:
    """The words with which both begin, where a figure or a comparison follows them; else nothing."""
    same = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    words = _TAIL.sub("", before[:same])
    fits = all(_JOINT.match(text[len(words) :]) for text in (before, after))
    return words if fits and _fits(words) else ""


def _opening(text: str) -> str:
    """The words with which a clause begins, up to its first figure."""
    words = _TAIL.sub("", _FIGURE.split(text, maxsplit=1)[0])
    return words if _fits(words) else ""


def _fits(words: str) -> bool:
    return 2 <= len(words) <= _LONGEST_SUBJECT and "，" not in words and "（" not in words


def _rest(text: str, subject: str) -> str:
    rest = text[len(subject) :]
    return rest.removeprefix("的") if subject else rest


def _apart(old: str, new: str) -> tuple[str, str]:
    """Both without the pieces that they share at the beginning and at the end; of a long list what went and came."""
    before, after = _trimmed(_pieces(old, "，"), _pieces(new, "，"))
    texts = "，".join(before), "，".join(after)
    if min(len(text) for text in texts) <= _LONG:
        return texts
    names = [_pieces(text, "、") for text in texts]
    gone, come = ([one for one in names[side] if one not in names[1 - side]] for side in (0, 1))
    return "、".join(gone) or ABSENT, "、".join(come) or REMOVED


def _pieces(text: str, mark: str) -> list[str]:
    """The text cut at `mark`, brackets and quotations kept whole."""
    return re.findall(rf"(?:（[^）]*）|“[^”]*”|[^{mark}])+", text) or [text]


def _trimmed(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    while len(before) > 1 and len(after) > 1 and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return before, after


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A row of a table that differs; `columns` are those that do."""

    subject: str
    columns: tuple[str, ...]
    old: str
    new: str


def _rows(old: Grid | None, new: Grid | None) -> Iterator[Difference]:
    """The rows that differ, by their code or name; neighbours of which only the place moved stand together."""
    lines = list(_lines(old, new))
    for together, found in groupby(lines, key=lambda line: line.columns if _only_places(line) else id(line)):
        group = list(found)
        if isinstance(together, int):
            yield from (Difference(position="", subject=one.subject, old=one.old, new=one.new) for one in group)
        else:
            yield Difference(
                position="",
                subject="、".join(one.subject for one in group),
                old="、".join(one.old for one in group),
                new="、".join(one.new for one in group),
            )


def _only_places(line: _Line) -> bool:
    return bool(line.columns) and all(name in _PLACES for name in line.columns)


def _lines(old: Grid | None, new: Grid | None) -> Iterator[_Line]:
    before, after = _by_key(old), _by_key(new)
    keys = [*before, *(key for key in after if key not in before)]
    shown = new or old
    header = shown.header if shown else ()
    last = list(before)[-1:] or [("", 0)]
    for key in keys:
        was, now = before.get(key), after.get(key)
        if was and now:
            columns = [name for name in header if was.get(name) != now.get(name)]
            columns = [name for name in columns if name != _ROW and not _moves_along(name, columns)]
            if columns:
                unit = new.unit if new else ""
                yield _Line(
                    subject=_subject(was, key[0]), columns=tuple(columns),
                    old=_values(was, columns, unit), new=_values(now, columns, unit),
                )  # fmt: skip
        elif was:
            moved = "，后面各项序号前移" if was.get(_ROW) and key != last[0] else ""
            yield _Line(subject=_subject(was, key[0]), columns=(), old="列入", new=f"{REMOVED}{moved}")
        elif now:
            yield _Line(subject=_subject(now, key[0]), columns=(), old=ABSENT, new="列入")


def _moves_along(name: str, columns: Sequence[str]) -> bool:
    """比4月升降 follows from the place beside it."""
    return bool(_RISE.search(name)) and any(one in _PLACES for one in columns)


def _by_key(grid: Grid | None) -> Mapping[tuple[str, int], Mapping[str, str]]:
    """The rows by code, else by the first column that is no running number; equal keys are counted."""
    if grid is None:
        return {}
    named = next((name for name in grid.header if name.endswith("编号")), None)
    key = named or next((name for name in grid.header if name != _ROW), grid.header[0])
    found: dict[tuple[str, int], Mapping[str, str]] = {}
    for row in grid.rows:
        cells = dict(zip(grid.header, row, strict=True))
        times = sum(one[0] == cells[key] for one in found)
        found[cells[key], times] = cells
    return found


def _subject(row: Mapping[str, str], key: str) -> str:
    """第39项（A8-K23） for a numbered row with a code, else its name."""
    coded = re.fullmatch(r"A\d+-[A-Z]\d+(-\w+)?", key)
    return f"第{row[_ROW]}项（{key}）" if coded and row.get(_ROW) else key


def _values(row: Mapping[str, str], columns: Sequence[str], unit: str) -> str:
    """The cells in words; an empty one says nothing beside others."""
    cells = {name: row.get(name, ABSENT) for name in columns}
    said = {name: value for name, value in cells.items() if value != ABSENT or _WORDY.search(name)} or cells
    return "，".join(_value(name, value, row, unit) for name, value in said.items())


def _value(name: str, value: str, row: Mapping[str, str], unit: str) -> str:
    """A cell in words: 第3位, 达到占比73.5%, 黄灯5项, 38.6公里."""
    found = re.fullmatch("(.*)（([^（）]*)）", name)
    column, bracket = found.groups() if found else (name, "")
    if name in _PLACES:
        return f"第{value}位" if value.isdigit() else value
    if name == "灯色":
        return f"{value.split(' ')[-1]}灯" if " " in value else value
    if _WORDY.search(column):
        return f"{column}：{value}"
    column = column.removeprefix("其中：").replace("滞后：", "")
    if name == "进展状态":
        return value
    if not _NUMBER.fullmatch(value):
        return value if value not in (ABSENT, "未报") and not _NUMBER.match(value) else f"{column}{value}"
    return column + value + _unit_of(name, bracket, row, unit)


def _unit_of(name: str, bracket: str, row: Mapping[str, str], unit: str) -> str:
    if bracket:
        return {"百分点": "个百分点", "月": "个月"}.get(bracket, bracket)
    if _UNIT_COLUMN in row:
        measured = row[_UNIT_COLUMN]
        return measured if measured != ABSENT else ""
    return unit or ("项" if name in _ITEMS else "")
