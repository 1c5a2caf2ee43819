"""Sentences to promises: what is measured, how it compares, of what kind it is (DOMAIN 1). Nothing is added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from decimal import Decimal

from reporter.core.values import dataclass
from reporter.plan.draft.deadlines import due_in
from reporter.plan.draft.figures import Figure, figures_in, quantity
from reporter.plan.draft.model import Sure
from reporter.plan.draft.objects import complete_levels, name_of, named_before, shared_names
from reporter.plan.draft.outline import Piece
from reporter.plan.draft.wordings import worded_in
from reporter.plan.model import Comparator, Kind

_LEVEL_WORDS = re.compile(r"实有|总量|总数|保有量|存量|在册|在营|期末|累计达到|拥有|余额")
_YEAR_END = re.compile(r"到20\d\d年(?:底|末)|年末|年底")
_COUNTED = frozenset(("户", "家", "万户"))
_STANDARD = re.compile(r"标准|最低|补助额|每月|每年")
_INVESTED = re.compile(r"投入|投资|完成投资")
_RATE = re.compile(r"[率比]$|比例|比重|占比|覆盖")
_SPEED = re.compile(r"同比|增速|增加值|总额|收入|产值|产量|销售")
_PAST = re.compile(r"截[止至](?:到)?(?:20(\d\d)年)?")
_PHRASE = 40
_DETAILS = re.compile(r"(?:主要)?建设(?:内容|规模)(?:包括|为|：)")
_AT_FRONT = re.compile(r"^(?:（[^（）]*）|\([^()]*\)|[，、。；：,;:])+")
_ELLIPTIC = re.compile("产量|产值|面积|总量|投资|收入|增加值|总产值|人数|数量|销售额")
_STANDARD_UNIT = re.compile(r"元/(?:月|年|人)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """One measured promise as read. `base` is a level that is there already; `parts` the figures of 双计量.

    `doubtful` and `missing` are headings of 指标; `line` is where it stands.
    """

    name: str
    kind: Kind
    comparator: Comparator | None = None
    target: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    base: Decimal | None = None
    scope: str = ""
    phrase: str = ""
    line: str = ""
    at: int = 0
    detail_of: str = ""
    """The name of the promise whose 建设内容 this one belongs to."""
    due: str = ""
    parts: tuple[tuple[Decimal, str], ...] = ()
    counted: bool = True
    sure: Sure = Sure.HIGH
    notes: tuple[str, ...] = ()
    doubtful: frozenset[str] = field(default_factory=frozenset)
    missing: frozenset[str] = field(default_factory=frozenset)
    inferred: tuple[str, ...] = ()

    def questioned(self, note: str, *headings: str, sure: Sure = Sure.MEDIUM) -> Promise:
        """This promise with a doubt."""
        return replace(
            self, sure=min(self.sure, sure), notes=(*self.notes, note), doubtful=self.doubtful | frozenset(headings)
        )


def promises_in(piece: Piece, year: int, skipped: tuple[tuple[int, int], ...] = ()) -> Iterator[Promise]:
    """The promises of a paragraph: its figures in their order, then what it promises in words."""
    figures = complete_levels(tuple(figures_in(piece.plain, skipped)))
    names: list[str] = []
    details, whole = _first_detail(piece.plain), ""
    base: tuple[Figure, str] | None = None
    for figure in figures:
        name = name_of(figure, names[-1] if names else "")
        names.append(name)
        if _is_base(figure, year):
            base = (figure, name)
            if figure.stands:
                yield _standing(figure, name, piece)
            continue
        for one in _of_figure(figure, name, piece):
            detailed = replace(one, detail_of=whole) if 0 <= details < one.at else one
            yield _with_base(detailed, base) if base and base[1] in one.name else detailed
            whole = whole if 0 <= details < one.at else one.name
        base = None
    yield from worded_promises(piece, skipped)


def _first_detail(plain: str) -> int:
    """Where a paragraph begins to say of what a work consists; -1 where it does not."""
    found = _DETAILS.search(plain)
    return found.start() if found else -1


def worded_promises(piece: Piece, skipped: tuple[tuple[int, int], ...]) -> Iterator[Promise]:
    """Promises without a number: 不发生, 动态清零, 破零, 高于, 全覆盖."""
    for worded in worded_in(piece.plain):
        if any(start <= worded.start < end for start, end in skipped):
            continue
        fixed = {Kind.ZERO: Decimal(0), Kind.FIRST: Decimal(1), Kind.SHARE: Decimal(100)}.get(worded.kind)
        is_share = worded.kind is Kind.SHARE
        unit = "%" if is_share else worded.unit
        yield Promise(
            name=worded.name,
            kind=worded.kind,
            comparator=Comparator.AT_LEAST if worded.kind in (Kind.FIRST, Kind.SHARE) else None,
            target=fixed,
            unit=unit,
            scope=worded.scope,
            phrase=_slice(piece, worded.start, worded.end),
            line=piece.place(worded.start),
            at=worded.start,
            sure=Sure.LOW if is_share else Sure.MEDIUM,
            notes=("方案没有写数，全覆盖按100%登记，请核对",) if is_share else (),
            missing=frozenset(() if unit else ("计量单位",)),
            inferred=("目标值", "计量单位") if is_share else ("计量单位",) if unit else (),
        )


def _of_figure(figure: Figure, name: str, piece: Piece) -> Iterator[Promise]:
    kind, doubt = _kind(figure, name)
    one = Promise(
        name=name,
        kind=kind,
        comparator=_comparator(figure, kind),
        target=figure.low,
        upper=figure.high,
        unit=figure.unit.removeprefix("个") if figure.unit.endswith("百分点") else figure.unit,
        scope=_scope(figure, name, kind),
        phrase=_slice(piece, figure.first, figure.stop),
        line=piece.place(figure.start),
        at=figure.start,
        due=due_in(f"{figure.context}，{figure.lead}"),
    )
    pair = quantity(figure.bracket)
    if pair is not None and kind is Kind.CUMULATIVE and pair[1] != figure.unit:
        phrase = _slice(piece, figure.first, figure.end + len(figure.bracket) + 2)
        parts = ((figure.low, figure.unit), pair)
        one = replace(one, kind=Kind.PAIRED, target=None, upper=None, unit="", parts=parts, phrase=phrase)
    if not name:
        one = one.questioned("没有读出指标名称", "名称", sure=Sure.LOW)
    if _ELLIPTIC.fullmatch(name):
        one = one.questioned("名称承前省略，请补全", "名称")
    if figure.unit != "%" and len(figure.tail) > 1 and named_before(figure):
        one = one.questioned("数字前后都有名词，请核对名称", "名称")
    if doubt:
        one = one.questioned(doubt, "类型")
    names = shared_names(name, each=figure.each or kind is Kind.GROWTH)
    for part in names:
        named = replace(one, name=_named_by_kind(part, kind))
        yield named if len(names) == 1 else named.questioned("一个数对几个对象，已分行", "名称")


def _named_by_kind(name: str, kind: Kind) -> str:
    """The name of a rate says that it is one."""
    word = {Kind.GROWTH: "增速", Kind.REDUCTION: "下降"}.get(kind, "")
    return name if not name or name.endswith((word, "增幅")) else f"{name}{word}"


def _kind(figure: Figure, name: str) -> tuple[Kind, str]:
    """The kind, and a doubt about it."""
    if figure.unit in ("%", "个百分点", "百分点"):
        return _kind_of_percent(figure, name)
    if figure.high is not None:
        return Kind.RANGE, ""
    if figure.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return Kind.CEILING, ""
    if _STANDARD_UNIT.match(figure.unit) or ("元" in figure.unit and _STANDARD.search(name)):
        return Kind.STANDARD, ""
    if _LEVEL_WORDS.search(name) or (
        figure.unit in _COUNTED and figure.reached and not figure.deed and _is_year_end(figure)
    ):
        return Kind.STOCK, "" if _LEVEL_WORDS.search(name) else "说的像是期末总数，不是新增数，请核对"
    if figure.unit.endswith("元") and _INVESTED.search(name):
        return Kind.INPUT, ""
    return Kind.CUMULATIVE, ""


def _is_year_end(figure: Figure) -> bool:
    return _YEAR_END.search(f"{figure.context}，{figure.lead}") is not None or figure.lead.startswith("其中")


def _kind_of_percent(figure: Figure, name: str) -> tuple[Kind, str]:
    if figure.falls:
        return Kind.REDUCTION, ""
    if figure.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return Kind.CEILING, ""
    if _RATE.search(name.removesuffix("增速")) and not figure.unit.endswith("点"):
        return Kind.SHARE, ""
    if figure.rises:
        reached = figure.reached and figure.words[-1:] != ("增长",)
        return (Kind.SHARE, "是比率还是增速，请核对") if reached and not _SPEED.search(name) else (Kind.GROWTH, "")
    return Kind.SHARE, ""


def _comparator(figure: Figure, kind: Kind) -> Comparator:
    return (
        Comparator.AT_MOST if kind is Kind.CEILING and figure.comparator is Comparator.AT_LEAST else figure.comparator
    )


def _scope(figure: Figure, name: str, kind: Kind) -> str:
    """口径 where the text says it; it is never guessed."""
    if kind is not Kind.CUMULATIVE:
        return "期末数" if kind is Kind.STOCK else ""
    for word, scope in (
        ("净增", "净增"),
        ("开工", "已开工"),
        ("申报", "已申报"),
        ("引进", "已引进"),
        ("签约", "已签约"),
    ):
        if word in f"{figure.lead}{figure.deed}" or word in name:
            return scope
    return ""


def _is_base(figure: Figure, year: int) -> bool:
    """Whether a number tells where things stand, not what is promised: 截至…, 已有…."""
    if figure.stands and not figure.deed:
        return True
    for text in (figure.bracket, figure.context, figure.lead):
        past = _PAST.search(text)
        if past and (past[1] is None or int(past[1]) + 2000 < year):
            return True
    return False


def _standing(figure: Figure, name: str, piece: Piece) -> Promise:
    """A level with no target beside it: listed, not counted, its target left to the office."""
    return Promise(
        name=name,
        kind=Kind.STOCK,
        comparator=Comparator.AT_LEAST,
        unit=figure.unit,
        base=figure.low,
        scope="期末数",
        phrase=_slice(piece, figure.first, figure.end),
        line=piece.place(figure.start),
        at=figure.start,
        counted=False,
        sure=Sure.LOW,
        notes=("方案写的是现状数，没有目标值",),
        doubtful=frozenset(("起点值", "计入")),
        missing=frozenset(("目标值",)),
    )


def _with_base(one: Promise, base: tuple[Figure, str]) -> Promise:
    """A promise beside a number that tells where things stand."""
    figure, name = base
    note = f"方案同时写了现状数：{name}{figure.low}{figure.unit}"
    known = replace(one, base=figure.low) if one.kind is Kind.STOCK else one
    return known.questioned(note, "起点值" if one.kind is Kind.STOCK else "名称")


def _slice(piece: Piece, start: int, end: int) -> str:
    """The words of the plan around a number, cut at the front."""
    text = _AT_FRONT.sub("", piece.text[start:end])
    if len(text) <= _PHRASE:
        return text
    shorter = text[-_PHRASE:]
    mark = max(shorter.find("、"), shorter.find("，"))
    return shorter[mark + 1 :] if 0 <= mark < _PHRASE // 2 else shorter
