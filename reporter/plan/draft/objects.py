"""What a figure counts: the thing named before or behind it, without the words of urging around it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from reporter.plan.draft.figures import Figure
from reporter.plan.draft.knowledge import knowledge

_YEAR = re.compile(r"(?:到)?20\d\d年(?:底|末|年底)?(?:前)?，?|到?年(?:底|末)(?:前)?|\d+年内")
_KEEP = re.compile(
    r"^(?:新能源|新材料|新型|新建|新增|新创|新签|新出|新开|新改|新生|要素|上云|上市|上平台|实施率|为民|对外|推进率|完成率|共青)"
)
_END_OF_NOUN = re.compile(r"(?:开发|建设|打造)?成为?[^一果立长功].*$|(?:开发|建设|打造)?成$|基础上$|并.*$|，.*$")
_LEVELS = re.compile(r"(?:国家级|省级|市级|区级|县级|镇级|村级|国家|部级)")
_LIST_BEFORE = re.compile(r"^.*(?:破零|清零|不发生)[^、]*、")
_ETC = re.compile(r"^.*、.*等(?:相关|有关|各类)?(?=.{2})")
_LONGEST = 40
_TAIL_COUNTS = ("等", "和", "及", "与", "、")
"""What ends a list before a number: then the number counts what follows it."""
_AND = re.compile(r"和|与|及|、")
_METRIC = re.compile(
    r"(?:增加值|产量|产值|总产值|面积|标准|收入|总额|投资|销售额|覆盖率|达标率|增速|人数|户数|质量|利润|税收|总量|金额)$"
)
_FEWEST_LETTERS = 3


def name_of(figure: Figure, before: str) -> str:
    """The name of what a figure counts; that of the figure `before` it where its own clause names nothing.

    新增100家企业上云 counts 企业上云新增; 其中企业2490户 counts a part of what stands before.
    """
    lead = "" if figure.in_chinese else bare(_LIST_BEFORE.sub("", "".join(figure.lead.split())))
    level = figure.bracket if _LEVELS.fullmatch(figure.bracket) else ""
    noun = _noun(figure.tail)
    if noun and (_only_verbs(lead) or lead.endswith(_TAIL_COUNTS)):
        if figure.unit == "%":
            return _cut(f"{noun}占比" if figure.tail.startswith("的") else noun)
        return _cut(f"{level}{noun}{_deed(figure) or _deed_at_head(lead)}")
    if _only_verbs(lead) and (figure.deed or lead):
        return _cut(f"{before.removesuffix('新增')}{figure.deed or lead}")
    named = _ETC.sub("", lead)
    if figure.unit == "%" and noun:
        named += noun
    if figure.lead.startswith("其中") and before:
        named = f"{before}其中{named}"
    return _cut(f"{level}{named}{_deed(figure)}")


def named_before(figure: Figure) -> bool:
    """Whether the name of a figure stands before it, although something follows it too."""
    lead = bare("".join(figure.lead.split()))
    return not figure.in_chinese and not (_only_verbs(lead) or lead.endswith(_TAIL_COUNTS))


def _noun(tail: str) -> str:
    """The thing named behind a number: 8个村农村人居环境提档升级 counts villages."""
    if tail.startswith("”"):
        return ""
    noun = unquoted(_END_OF_NOUN.sub("", "".join(tail.split()).removeprefix("的")))
    return (
        f"{noun[1:]}村"
        if noun.startswith("村") and not noun.startswith("村庄") and len(noun) > _FEWEST_LETTERS
        else noun
    )


def _deed_at_head(lead: str) -> str:
    return next((word for word in ("新增", "净增") if lead.startswith(word)), "")


def unquoted(text: str) -> str:
    """`text` without a quotation mark that lost its partner."""
    if text.count("“") == text.count("”"):
        return text
    return text.replace("“", "").replace("”", "")


def _deed(figure: Figure) -> str:
    return "" if figure.deed == "增加" else figure.deed


def bare(text: str) -> str:
    """`text` without the words of time and urging at its head.

    >>> bare("全区力争2024年新增返乡创业主体")
    '新增返乡创业主体'
    """
    clean = unquoted(text.strip("，、。；：—"))
    while (found := _urging().match(clean)) and not _KEEP.match(clean):
        clean = clean[found.end() :].lstrip("，、：")
    return clean


def complete_levels(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """9件省级、6件市级重点民生实事: the first takes the noun of the one behind it."""
    done = list(figures)
    for at in range(len(done) - 2, -1, -1):
        found = _LEVELS.fullmatch(done[at].tail)
        behind = done[at + 1]
        if found and behind.unit == done[at].unit and _LEVELS.match(behind.tail):
            done[at] = replace(done[at], tail=found.group() + _LEVELS.sub("", behind.tail, count=1))
    return tuple(done)


def shared_names(name: str, *, each: bool) -> tuple[str, ...]:
    """The things to which one number belongs; one where it is not certain that they are several.

    >>> shared_names("水产品和蔬菜产量", each=True)
    ('水产品产量', '蔬菜产量')
    """
    parts = [part.strip() for part in _AND.split(name)]
    if not each or len(parts) < 2 or any(len(part) < _FEWEST_LETTERS for part in parts[:-1]) or not parts[-1]:
        return (name,)
    metric = _METRIC.search(parts[-1])
    if metric is None:
        return (name,)
    ends = metric.group()
    return tuple(part if _METRIC.search(part) else f"{part}{ends}" for part in parts)


def _only_verbs(lead: str) -> bool:
    return _verbs().fullmatch(lead) is not None


@cache
def _urging() -> re.Pattern[str]:
    return re.compile(f"(?:{_YEAR.pattern}|{'|'.join(knowledge().urging)})")


@cache
def _verbs() -> re.Pattern[str]:
    """One verb after the other, taken greedily once, so that no text makes it slow."""
    return re.compile(f"(?:{'|'.join(knowledge().verbs)})*+")


def _cut(name: str) -> str:
    if len(name) <= _LONGEST:
        return name
    return name[-_LONGEST:].split("、", 1)[-1]
