"""Names of bodies as they stand in a list: where one ends, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from reporter.plan.draft.knowledge import knowledge

_COLLECTIVE = re.compile(
    r"^(?:各|其他|其它|相关|有关|全[区市县省])|(?:各有关|各相关|有关|相关|成员)(?:成员)?(?:单位|部门)$|^乡镇（街道）|^镇街|（街道）$"
)
_COUNTIES = re.compile("(各县)(?:（市）、区|、市、区|、区)")
"""各县（市）、区人民政府 is one name."""
_ETC = re.compile("等.{0,8}$")
_CONNECTIVE = re.compile(r"以及|及其|[及和与]")
_FUSED = re.compile(r"[区县市省州旗].{1,12}?(?:局|委|办|中心|部|院|会|厅|府|室)(?=[区县市省州旗][^域场级直])")
"""Two names with nothing but a lost space between them."""
_LONGEST_NAME = 30


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list, in its order, each once; nested brackets stay with their name.

    >>> names_in("区发改局、各乡镇（街道）、东溪镇及东门街道")
    ('区发改局', '各乡镇（街道）', '东溪镇', '东门街道')
    """
    whole = _COUNTIES.sub(lambda one: f"{one[1]}（{'市、' if '市' in one.group() else ''}区）", text)
    found = (name for item in _items(whole) for name in _parted(item))
    return tuple(dict.fromkeys(name for name in found if name and len(name) <= _LONGEST_NAME))


def is_collective(name: str) -> bool:
    """Whether a name stands for several bodies: 各乡镇（街道）, 其他有关单位."""
    return _COLLECTIVE.search(name) is not None


def looks_like_body(name: str) -> bool:
    """Whether a name ends as names of bodies do.

    >>> looks_like_body("区水利局"), looks_like_body("含标志标牌")
    (True, False)
    """
    return 2 <= len(name) <= _LONGEST_NAME and (is_collective(name) or _endings().search(name) is not None)


@cache
def _endings() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, knowledge().endings))})$")


def _items(text: str) -> list[str]:
    """The parts of `text` between commas that are not inside brackets."""
    items, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "（") - (letter == "）")
        if letter in "、，；;\n" and depth <= 0:
            items.append(text[start:at])
            start = at + 1
    return [*items, text[start:]]


def _parted(item: str) -> list[str]:
    """甲及乙 as two names, where both look like names; 住房和城乡建设局 stays one."""
    clean = item.strip("，、。；：“”").removeprefix("由")
    fused = _FUSED.match(clean)
    if fused and looks_like_body(clean[fused.end() :]):
        return [fused.group(), *_parted(clean[fused.end() :])]
    for found in _CONNECTIVE.finditer(clean):
        before, after = clean[: found.start()], clean[found.end() :]
        if looks_like_body(_ETC.sub("", before)) and looks_like_body(_ETC.sub("", after)):
            return [before, *_parted(after)]
    return [clean]
