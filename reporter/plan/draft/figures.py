"""Figures in sentences: every number with a unit that could be a promise, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import takewhile

from reporter.core.numerals import chinese_number
from reporter.core.values import dataclass
from reporter.plan.draft.knowledge import knowledge
from reporter.plan.model import Comparator

_NUMBER = r"\d+(?:\.\d+)?"
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "十万": 100_000, "百万": 1_000_000, "亿": 100_000_000, "": 1}
_AFTER = {
    "及以上": Comparator.AT_LEAST, "以上": Comparator.AT_LEAST, "左右": Comparator.ABOUT, "上下": Comparator.ABOUT,
    "余": Comparator.MORE_THAN, "多": Comparator.MORE_THAN, "及以下": Comparator.AT_MOST, "以下": Comparator.AT_MOST,
    "以内": Comparator.AT_MOST, "之内": Comparator.AT_MOST,
}  # fmt: skip
_BEFORE = {
    "不低于": Comparator.AT_LEAST, "不少于": Comparator.AT_LEAST, "不小于": Comparator.AT_LEAST,
    "至少": Comparator.AT_LEAST, "不超过": Comparator.AT_MOST, "不高于": Comparator.AT_MOST,
    "不大于": Comparator.AT_MOST, "不多于": Comparator.AT_MOST, "控制在": Comparator.AT_MOST,
    "压缩至": Comparator.AT_MOST, "压缩到": Comparator.AT_MOST, "降至": Comparator.AT_MOST, "降到": Comparator.AT_MOST,
    "突破": Comparator.MORE_THAN, "超过": Comparator.MORE_THAN, "大于": Comparator.MORE_THAN,
    "多于": Comparator.MORE_THAN, "超": Comparator.MORE_THAN, "约": Comparator.ABOUT, "大约": Comparator.ABOUT,
    "低于": Comparator.LESS_THAN, "少于": Comparator.LESS_THAN,
}  # fmt: skip
_STANDS = ("已达到", "已达", "已有", "现有", "已建成", "已完成", "已")
_RISES, _FALLS = (
    ("增长", "增幅", "增速", "增加", "提高", "提升", "增"),
    ("下降", "降低", "减少", "压减", "压降", "缩减", "降"),
)
_DEEDS = ("新增", "净增", "增加")
_SENTENCE_END = frozenset("。；！？")
_CLAUSE_END = frozenset("。；！？，：")
_MARKS = frozenset("，。；：、（！？")
_QUOTED = re.compile(r"“[^”]{0,16}”|《[^》]*》|〔[^〕]*〕|‘[^’]*’")
_GOOD_DEEDS = r"(?:国家|省|市|区|县)级(?:、|和|及|重点民生|民生)"
"""Good deeds for the people are counted in Chinese numerals: 九大省级重点民生实事."""
_GOOD_DEED_TAIL = re.compile("(?:国家|省|市|区|县)级(?:重点)?(?:民生实事)?")
_TAIL = re.compile(rf"[^，。；：、（！？\d]*?(?=[，。；：、（！？]|{_NUMBER}|等|$)")
_MONEY = re.compile(r"元$")
_SIZE_OF = re.compile(r"(?:以上|以下|级)?的?(?:\w{0,4})(?:项目|企业|工程|产业集群|产业)")
_GIFT = re.compile(r"给予|奖励|补助|补贴标准每|奖补|每(?:户|人|家|亩|个)$")
_SHORT_TIMES = frozenset(("天", "小时", "分钟", "工作日", "个工作日"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a sentence.

    `lead` is what stands before it in its clause, without the words that compare; `tail` what follows up to the next
    mark; `words` are the words taken off `lead`, the nearest to the number first. `first`, `start` and `end` are
    letters of the text: of the clause, of the number, behind the unit and its 以上.
    """

    low: Decimal
    high: Decimal | None
    unit: str
    comparator: Comparator
    lead: str
    tail: str
    words: tuple[str, ...]
    context: str
    """The clause before this one, where it gives the time of this one."""
    first: int
    start: int
    end: int
    in_chinese: bool = False
    """Whether the number was written 九大, 三件: then it counts what follows."""
    stop: int = 0
    """The letter behind the tail."""
    bracket: str = ""
    """What stands in brackets right behind."""

    @property
    def compared(self) -> int:
        """How many letters before the number only compare: 不少于, 达到."""
        comparing = (*_BEFORE, *knowledge().reached, *knowledge().filling)
        return sum(len(word) for word in takewhile(lambda word: word in comparing, self.words))

    @property
    def rises(self) -> bool:
        return any(word in _RISES for word in self.words)

    @property
    def falls(self) -> bool:
        return any(word in _FALLS for word in self.words)

    @property
    def each(self) -> bool:
        """均, 都 and 分别 give the number to each thing named."""
        return any(word in ("均", "都", "分别") for word in self.words)

    @property
    def stands(self) -> bool:
        """Whether the number tells what is there already."""
        return any(word in _STANDS for word in self.words)

    @property
    def reached(self) -> bool:
        return any(word in knowledge().reached for word in self.words)

    @property
    def deed(self) -> str:
        """新增 or 净增 right before the number."""
        return next((word for word in self.words if word in _DEEDS), "")


def figures_in(plain: str, skipped: tuple[tuple[int, int], ...] = ()) -> Iterator[Figure]:
    """The figures of a paragraph, in its order; none inside names in quotes, titles of documents or `skipped`."""
    hidden = [found.span() for found in _QUOTED.finditer(plain)] + list(skipped)
    closed = _Hidden(hidden)
    depths = _depths(plain)
    last = 0
    for found in _mention().finditer(plain):
        if closed.covers(found.start()) or depths[found.start()] or _is_attribute(found, plain):
            continue
        figure = _figure(found, plain, depths, last)
        last = figure.stop if plain[figure.stop : figure.stop + 1] in _MARKS else figure.end
        yield figure


def quantity(text: str) -> tuple[Decimal, str] | None:
    """Value and unit of a text that is a quantity and nothing else; None for another.

    >>> quantity("91月"), quantity("91户")
    ((Decimal('91'), '月'), (Decimal('91'), '户'))
    """
    found = re.fullmatch(rf"({_NUMBER})(月|{_units()})", text)
    return (Decimal(found[1]), found[2]) if found else None


class _Hidden:
    """Ranges of letters in which nothing is looked for."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._at = 0

    def covers(self, letter: int) -> bool:
        """Asked with rising letters."""
        while self._at < len(self._spans) and self._spans[self._at][1] <= letter:
            self._at += 1
        return self._at < len(self._spans) and self._spans[self._at][0] <= letter


@cache
def _units() -> str:
    return "|".join(map(re.escape, knowledge().units))


@cache
def _mention() -> re.Pattern[str]:
    after = "|".join(sorted(_AFTER, key=len, reverse=True))
    return re.compile(
        rf"(?P<chinese>[二三四五六七八九十]{{1,2}})(?:大|件|项)(?={_GOOD_DEEDS})"
        rf"|(?<![\dA-Za-z.+〔第×/])(?P<low>{_NUMBER})(?:%?[-~—–～至](?P<high>{_NUMBER}))?(?P<scale>十万|百万|[百千万亿])??(?P<more>[多余])?"
        rf"(?P<unit>{_units()})(?![A-Za-z])(?P<after>{after})?"
    )


def _is_attribute(found: re.Match[str], plain: str) -> bool:
    """Whether the number describes a thing (10亿元以上项目, 每户补助3万元) instead of promising it."""
    before, after = plain[max(found.start() - 12, 0) : found.start()], plain[found.end() : found.end() + 14]
    if found["chinese"]:
        return False
    if _MONEY.search(found["unit"]) and (_SIZE_OF.match(after) or _GIFT.search(before)):
        return True
    if found["unit"] in _SHORT_TIMES and not found["after"] and not any(before.endswith(word) for word in _BEFORE):
        return True
    return before.endswith(("每", "每个", "前", "第", "近", "过去", "“")) and not before.endswith("提前")


def _depths(plain: str) -> list[bool]:
    """For every letter, whether it stands inside brackets."""
    inside, depth = [], 0
    for letter in plain:
        depth += letter == "（"
        inside.append(depth > 0)
        depth -= letter == "）" and depth > 0
    return inside


def _figure(found: re.Match[str], plain: str, depths: list[bool], last: int) -> Figure:
    first = _clause_start(plain, depths, found.start(), last)
    lead, words = _without_words(re.sub("（[^）]*）", "", plain[first : found.start()]))
    end = found.end()
    tail = _tail(plain, end, _GOOD_DEED_TAIL if found["chinese"] else _TAIL)
    bracket = re.compile("（([^（）]*)）").match(plain, end)
    comparator = _comparator(found, words)
    scale = _SCALES[found["scale"] or ""]
    return Figure(
        low=Decimal(found["low"]) * scale if found["low"] else Decimal(chinese_number(found["chinese"]) or 0),
        high=Decimal(found["high"]) * scale if found["high"] else None,
        unit=found["unit"] or "件",
        comparator=comparator,
        lead=lead,
        tail=tail,
        words=words,
        context=_context(plain, depths, first),
        first=first,
        start=found.start(),
        end=end,
        in_chinese=bool(found["chinese"]),
        stop=end + len(tail),
        bracket=bracket.group(1) if bracket else "",
    )


def _comparator(found: re.Match[str], words: tuple[str, ...]) -> Comparator:
    if found["after"]:
        return _AFTER[found["after"]]
    if found["more"]:
        return Comparator.MORE_THAN
    return next((_BEFORE[word] for word in words if word in _BEFORE), Comparator.AT_LEAST)


def _clause_start(plain: str, depths: list[bool], at: int, last: int) -> int:
    """Where the clause of a number begins: behind the last mark, or behind the number before it."""
    start = at
    while start > last and not (plain[start - 1] in _CLAUSE_END and not depths[start - 1]):
        start -= 1
    return start


def _context(plain: str, depths: list[bool], first: int) -> str:
    """The clause before, in the same sentence."""
    if first == 0 or plain[first - 1] in _SENTENCE_END:
        return ""
    start = _clause_start(plain, depths, first - 1, max(0, first - 60))
    return plain[start : first - 1]


def _tail(plain: str, end: int, pattern: re.Pattern[str]) -> str:
    found = pattern.match(plain, end)
    return found.group() if found else ""


@cache
def _closing_words() -> re.Pattern[str]:
    words = {*_BEFORE, *knowledge().reached, *knowledge().filling, *_STANDS, *_RISES, *_FALLS, *_DEEDS}
    return re.compile(f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})$")


def _without_words(lead: str) -> tuple[str, tuple[str, ...]]:
    """`lead` without the words of comparing and reaching at its end, and these, the last one first."""
    words: list[str] = []
    while found := _closing_words().search(lead):
        words.append(found.group())
        lead = lead[: found.start()]
    return lead, tuple(words)
