"""Directives: the fences of colons and what may stand on their opening line."""

from __future__ import annotations

import re
from decimal import Decimal

from reporter.core.marks import Marks
from reporter.core.values import dataclass
from reporter.document.blocks import Align, ChartKind, DocumentError

_KEY = re.compile(r"(?:^|[ \t])([^\s=]+)=")
_WORDS = {"附件": {"横排", "竖排"}, "表": set[str](), "图": set[str](), "注": set[str]()}
_KEYS = {
    "附件": set[str](),
    "表": {"列宽", "对齐", "题", "单位"},
    "图": {"类型", "高", "题", "单位", "标注", "替代"},
    "注": set[str](),
}
_USUAL_HEIGHT = Decimal(6)
_LOWEST, _HIGHEST = Decimal(2), Decimal(14)  # cm; the highest leaves room for a caption on a turned page
_DEEPEST = 8
_ALIGN = {align.value: align for align in Align}


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """An opening line, read and checked."""

    name: str
    landscape: bool = False
    widths: tuple[int, ...] = ()
    align: tuple[Align, ...] = ()
    caption: str = ""
    unit: str = ""
    kind: ChartKind = ChartKind.STACKED
    height: Decimal = _USUAL_HEIGHT
    label_column: str = ""
    description: str = ""

    def aligned(self, default: tuple[Align | None, ...], *, line: int) -> tuple[Align | None, ...]:
        """One alignment per column; `default` where 对齐 is not written."""
        if self.align and len(self.align) != len(default):
            raise DocumentError(f"“对齐”写了{len(self.align)}列，表格有{len(default)}列", line=line)
        return self.align or default

    def widths_for(self, columns: int, *, line: int) -> tuple[int, ...]:
        """One share per column, or nothing where 列宽 is not written."""
        if self.widths and len(self.widths) != columns:
            raise DocumentError(f"“列宽”写了{len(self.widths)}列，表格有{columns}列", line=line)
        return self.widths


def read_directive(info: str, marks: Marks, *, line: int) -> Directive:
    """The directive of an opening line; DocumentError for a name, word or key that is not known."""
    name, _, rest = info.strip().partition(" ")
    if name not in _KEYS:
        raise DocumentError(f"不认识的块“{name}”，可写：{'、'.join(_KEYS)}", line=line)
    words, values = _split(rest)
    strange = [word for word in words if marks.plain(word) not in _WORDS[name]]
    strange += [key for key in values if key not in _KEYS[name]]
    if strange:
        allowed = "、".join([*sorted(_WORDS[name]), *sorted(f"{key}=…" for key in _KEYS[name])]) or "（无）"
        raise DocumentError(f"“{name}”后面不认识“{marks.plain(strange[0])}”，可写：{allowed}", line=line)
    return Directive(
        name=name,
        landscape=any(marks.plain(word) == "横排" for word in words),
        widths=_widths(marks.plain(values.get("列宽", "")), line),
        align=_aligns(marks.plain(values.get("对齐", "")), line),
        caption=values.get("题", ""),
        unit=values.get("单位", ""),
        kind=_chart_kind(marks.plain(values.get("类型", "")), line) if name == "图" else ChartKind.STACKED,
        height=_height(marks.plain(values.get("高", "")), line),
        label_column=marks.plain(values.get("标注", "")),
        description=marks.plain(values.get("替代", "")),
    )


def nest_fences(text: str) -> str:
    """`text` with more colons on outer fences than on inner ones, which the container rule needs."""
    lines = text.split("\n")
    open_lines: list[int] = []
    for index, line in enumerate(lines):
        if not line.startswith(":::"):
            continue
        name = line.lstrip(":")
        if name.strip():
            open_lines.append(index)
            lines[index] = ":" * (_DEEPEST - len(open_lines)) + name
        elif open_lines:
            lines[index] = ":" * (_DEEPEST - len(open_lines))
            open_lines.pop()
        else:
            raise DocumentError("多了一个“:::”", line=index + 1)
        if len(open_lines) > _DEEPEST - 3 - 1:
            raise DocumentError("块套得太深", line=index + 1)
    if open_lines:
        raise DocumentError("这个块没有以“:::”结束", line=open_lines[-1] + 1)
    return "\n".join(lines)


def _split(rest: str) -> tuple[list[str], dict[str, str]]:
    """The words before the first key, and the values of the keys (which may hold blanks)."""
    found = list(_KEY.finditer(rest))
    if not found:
        return rest.split(), {}
    words = rest[: found[0].start()]
    ends = [key.start() for key in found[1:]] + [len(rest)]
    values = {key.group(1): rest[key.end() : end].strip(" \t") for key, end in zip(found, ends, strict=True)}
    return words.split(), values


def _widths(text: str, line: int) -> tuple[int, ...]:
    if not text:
        return ()
    parts = re.split("[,，]", text)
    if not all(part.isascii() and part.isdigit() and int(part) for part in parts):
        raise DocumentError(f"“列宽”写的是“{text}”，应为正整数，如：列宽=4,10,20", line=line)
    return tuple(int(part) for part in parts)


def _aligns(text: str, line: int) -> tuple[Align, ...]:
    if any(letter not in _ALIGN for letter in text):
        raise DocumentError(f"“对齐”写的是“{text}”，每列写左、中、右之一，如：对齐=左中右", line=line)
    return tuple(_ALIGN[letter] for letter in text)


def _chart_kind(text: str, line: int) -> ChartKind:
    if text not in list(ChartKind):
        raise DocumentError(f"“类型”写的是“{text}”，可写：{'、'.join(ChartKind)}", line=line)
    return ChartKind(text)


def _height(text: str, line: int) -> Decimal:
    if not text:
        return _USUAL_HEIGHT
    height = Decimal(text) if re.fullmatch(r"\d{1,2}(\.\d)?", text, re.ASCII) else Decimal(0)
    if not _LOWEST <= height <= _HIGHEST:
        raise DocumentError(f"“高”写的是“{text}”，应为{_LOWEST}至{_HIGHEST}（厘米），如：高=6", line=line)
    return height
