"""Promises in words: something does not happen, happens for the first time, is higher than another, is complete."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.core.values import dataclass
from reporter.plan.draft.objects import bare
from reporter.plan.model import Kind

_STOP = "，。；、：！？"
_NEVER = re.compile(
    rf"(?:不发生|不出现|不得发生|杜绝发生|严防发生|防止发生|防止新增|不新增)(?P<what>[^{_STOP}”“]{{3,40}})"
)
_QUOTED_NEVER = re.compile(r"“(?P<what>[^”]{0,6}不发生[^”]{0,8})”")
_CLEARED = re.compile(rf"(?P<what>[^{_STOP}]{{2,24}}?)(?:动态清零|实现清零|全部清零)")
_FIRST = re.compile(rf"(?P<what>[^{_STOP}“]{{2,24}}?)(?:新增)?(?:要求|实现|实现了)?破零(?!倍增)")
_HIGHER = re.compile(
    rf"(?P<what>[^{_STOP}]{{2,24}}?(?:增速|增幅|收入|增长))(?:高于|快于|超过)(?P<other>[^{_STOP}\d]{{2,24}}(?:增速|增幅|收入|水平))"
)
_SHARE = rf"[^{_STOP}“]{{3,30}}?占[^{_STOP}“]{{2,16}}?比重"
_SHARE_RISES = re.compile(rf"(?P<what>{_SHARE}(?:、{_SHARE})*)(?:持续|稳步|逐步|不断|明显|进一步)*(?:提升|提高|上升)")
_COMPLETE = re.compile(rf"(?P<what>[^{_STOP}]{{3,24}}?)(?:实现)?(?P<word>全覆盖)(?!排查|、)")
_BOTTOM = re.compile(r"的?(?:工作)?(?:底线|目标)$")
_OBJECT_UNITS = (
    (re.compile("隐患$"), "处"),
    (re.compile("机构$|企业$"), "家"),
    (re.compile(r"事故|案件|案（事）件|事件|风险|上访|火灾|舆情"), "起"),
    (re.compile(r"债务"), "万元"),
    (re.compile("家庭$"), "户"),
    (re.compile("厕所$"), "座"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """A promise in words; `start` and `end` are letters of the text."""

    name: str
    kind: Kind
    start: int
    end: int
    scope: str = ""
    unit: str = ""


def worded_in(plain: str) -> Iterator[Worded]:
    """The promises in words of a paragraph, in its order."""
    found = [*_zeros(plain), *_others(plain)]
    return iter(sorted(found, key=lambda one: one.start))


def _zeros(plain: str) -> Iterator[Worded]:
    for match in _NEVER.finditer(plain):
        what = _BOTTOM.sub("", match["what"])
        verb = match.group()[: match.start("what") - match.start()]
        word = "不新增" if "新增" in verb else "不出现" if verb == "不出现" else "不发生"
        end = match.end() - len(match["what"]) + len(what)
        yield Worded(
            name=f"{word}{what}", kind=Kind.ZERO, start=match.start(), end=end, scope="累计发生数", unit=_unit(what)
        )
    for match in _QUOTED_NEVER.finditer(plain):
        yield Worded(
            name=match.group(), kind=Kind.ZERO, start=match.start(), end=match.end(), scope="累计发生数", unit="起"
        )
    for match in _CLEARED.finditer(plain):
        name = re.sub("做到$|实现$", "", bare(match["what"]))
        start, name = (match.start(), name) if name else _before(plain, match.start())
        yield Worded(
            name=f"{name}动态清零", kind=Kind.ZERO, start=start, end=match.end(), scope="期末未清数", unit=_unit(name)
        )


def _before(plain: str, at: int) -> tuple[int, str]:
    """Start and name of the clause before, where 做到动态清零 stands in a clause of its own."""
    start = max(plain.rfind(mark, 0, max(at - 1, 0)) for mark in "，。；") + 1
    return start, re.sub(r"开展.*$|整改.*$", "", bare(plain[start : at - 1]))


def _others(plain: str) -> Iterator[Worded]:
    for match in _FIRST.finditer(plain):
        yield Worded(
            name=f"{bare(match['what'])}破零", kind=Kind.FIRST, start=match.start(), end=match.end(), scope="累计发生数"
        )
    for match in _HIGHER.finditer(plain):
        name = f"{bare(match['what'])}高于{match['other']}"
        yield Worded(
            name=name, kind=Kind.RELATION, start=match.start(), end=match.end(), scope="同比增速", unit="百分点"
        )
    for match in _SHARE_RISES.finditer(plain):
        for what in match["what"].split("、"):
            name = f"{bare(what)}提高"
            yield Worded(
                name=name, kind=Kind.RELATION, start=match.start(), end=match.end(), scope="与上年同期相比", unit="%"
            )
    for match in _COMPLETE.finditer(plain):
        name = re.sub("实现$", "", bare(match["what"]))
        yield Worded(name=f"{name}覆盖率", kind=Kind.SHARE, start=match.start(), end=match.end())


def _relation(match: re.Match[str], name: str, scope: str, unit: str) -> Worded:
    return Worded(name=name, kind=Kind.RELATION, start=match.start(), end=match.end(), scope=scope, unit=unit)


def _unit(what: str) -> str:
    """起 for what happens, 万元 for debts; empty where nothing is certain."""
    return next((unit for pattern, unit in _OBJECT_UNITS if pattern.search(what)), "")
