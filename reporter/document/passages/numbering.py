"""The numbers that Word prints by itself before a paragraph, made visible."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reporter.core.values import dataclass
from reporter.document.inspect.names import Element, W, attribute, inside, number
from reporter.document.levels import chinese

_DEEPEST = 9
_LONGEST_CHAIN = 12
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE_FORMATS = frozenset(
    ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
     "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "chineseLegalSimplified", "koreanDigital2")
)  # fmt: skip
_CIRCLED_FORMATS = frozenset(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"))
_SILENT_FORMATS = frozenset(("bullet", "none"))
_PLACEHOLDER = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    text: str
    format: str
    start: int


@dataclass(slots=True, kw_only=True)
class _List:
    levels: Mapping[int, _Level]
    counts: list[int]


class Numbers:
    """Counts the numbered paragraphs of one document, in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._lists = dict(_lists(numbering))
        self._styles = (
            {} if styles is None else {attribute(one, "styleId") or "": one for one in styles.iter(f"{W}style")}
        )

    def label(self, properties: Element | None) -> str:
        """What Word prints before the paragraph with these properties; empty for an unnumbered one."""
        found = self._reference(properties)
        if found is None or found[0] not in self._lists:
            return ""
        key, depth = found
        known = self._lists[key]
        level = known.levels.get(depth)
        if level is None:
            return ""
        counts = known.counts
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        if level.format in _SILENT_FORMATS:
            return ""
        return _PLACEHOLDER.sub(lambda mark: _printed(known, int(mark.group(1)) - 1, level.format), level.text)

    def _reference(self, properties: Element | None) -> tuple[int, int] | None:
        """List and level of a paragraph, from its own properties or along its style; None for no list."""
        style = attribute(inside(properties, "pStyle"), "val") or ""
        for _ in range(_LONGEST_CHAIN):
            given = inside(properties, "numPr")
            if given is not None:
                key = number(attribute(inside(given, "numId"))) or 0
                depth = number(attribute(inside(given, "ilvl"))) or 0
                return (key, min(depth, _DEEPEST - 1)) if key else None
            if style not in self._styles:
                return None
            properties = inside(self._styles[style], "pPr")
            style = attribute(inside(self._styles[style], "basedOn"), "val") or ""
        return None


def _printed(known: _List, depth: int, own_format: str) -> str:
    """The count of a level as it is printed in the number of a deeper one."""
    level = known.levels.get(depth)
    if level is None:
        return ""
    count = known.counts[depth] or level.start
    return _in_format(count, level.format or own_format)


def _in_format(count: int, form: str) -> str:
    """
    >>> _in_format(12, "chineseCounting"), _in_format(2, "decimalEnclosedCircle"), _in_format(3, "upperLetter")
    ('十二', '②', 'C')
    """
    if form in _CHINESE_FORMATS:
        return chinese(count)
    if form in _CIRCLED_FORMATS and count <= len(_CIRCLES):
        return _CIRCLES[count - 1]
    if form in ("lowerLetter", "upperLetter") and count <= 26:
        return chr((97 if form == "lowerLetter" else 65) + count - 1)
    return str(count)


def _lists(root: Element | None) -> Mapping[int, _List]:
    """The lists of the numbering part by numId; those of one shape go on counting, unless one starts anew."""
    if root is None:
        return {}
    shapes = {attribute(one, "abstractNumId"): one for one in root.iterfind(f"{W}abstractNum")}
    shared: dict[str, list[int]] = {}
    found: dict[int, _List] = {}
    for one in root.iterfind(f"{W}num"):
        key, name = number(attribute(one, "numId")), attribute(inside(one, "abstractNumId")) or ""
        shape = shapes.get(name)
        if key is not None and shape is not None:
            overrides = _overrides(one, shape)
            counts = [0] * _DEEPEST if overrides else shared.setdefault(name, [0] * _DEEPEST)
            found[key] = _List(levels={**_levels(shape), **overrides}, counts=counts)
    return found


def _levels(shape: Element) -> dict[int, _Level]:
    return {number(attribute(one, "ilvl")) or 0: _level(one) for one in shape.iterfind(f"{W}lvl")}


def _overrides(one: Element, shape: Element) -> dict[int, _Level]:
    plain = _levels(shape)
    found: dict[int, _Level] = {}
    for given in one.iterfind(f"{W}lvlOverride"):
        depth = number(attribute(given, "ilvl")) or 0
        own = inside(given, "lvl")
        start = number(attribute(inside(given, "startOverride")))
        level = _level(own) if own is not None else plain.get(depth)
        if level is not None:
            found[depth] = level if start is None else _Level(text=level.text, format=level.format, start=start)
    return found


def _level(one: Element) -> _Level:
    start = number(attribute(inside(one, "start")))
    return _Level(
        text=attribute(inside(one, "lvlText")) or "",
        format=attribute(inside(one, "numFmt")) or "decimal",
        start=1 if start is None else start,
    )
