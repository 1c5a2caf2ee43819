"""Names of bodies as they stand in a list: where one ends, and whether it is one at all."""

from __future__ import annotations

import re
from functools import cache

from reporter.plan.draft.knowledge import knowledge

_COLLECTIVE = re.compile(
    r"^(?:各|其他|其它|相关|有关|全[区市县省])|(?:各有关|各相关|有关|相关|成员)(?:成员)?(?:单位|部门)$|^乡镇（街道）|^镇街|（街道）$"
)
_CONNECTIVE = re.compile(r"以及|及其|[及和与]")
_LONGEST_NAME = 30


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list, in its order, each once; nested brackets stay with their name.

    >>> names_in("区发改局、各乡镇（街道）、营田镇及天问街道")
    ('区发改局', '各乡镇（街道）', '营田镇', '天问街道')
    """
    found = (name for item in _items(text) for name in _parted(item))
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
    for found in _CONNECTIVE.finditer(clean):
        before, after = clean[: found.start()], clean[found.end() :]
        if looks_like_body(before) and looks_like_body(after):
            return [before, *_parted(after)]
    return [clean]
