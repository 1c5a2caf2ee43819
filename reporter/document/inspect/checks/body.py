"""The look of the body and of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect import patterns
from reporter.document.inspect.faces import Faces, is_one_of
from reporter.document.inspect.finding import Finding
from reporter.document.inspect.model import Role, Run, Text, View
from reporter.document.inspect.point import Check, point, size_name
from reporter.document.inspect.roles import indent_of

_SIZE = 32
_HAN = re.compile(f"[{patterns.HAN}]")
_BLACK = {"AUTO", "000000", ""}
_BODY_ROLES = (Role.BODY, Role.ADDRESSEE, Role.ANNEX_LIST, Role.SIGNATURE, Role.DATE, Role.REMARK)
_LEVEL_NAMES = {1: "黑体", 2: "楷体", 3: "仿宋", 4: "仿宋"}
_STYLE_LEVEL = re.compile(r"(?:heading|标题) ?([1-9])")


def face(view: View) -> Iterator[Finding]:
    for text in view.of(*_BODY_ROLES):
        odd = next((run for run in text.runs if _is_odd(run, text, view.faces)), None)
        if odd:
            yield point("G401", text, f"“{odd.text.strip()[:12]}”的字体是“{odd.look.east or '未定'}”")


def size(view: View) -> Iterator[Finding]:
    for text in view.of(*_BODY_ROLES):
        odd = next((run for run in text.runs if run.look.size != _SIZE and run.text.strip()), None)
        if odd:
            yield point("G402", text, f"“{odd.text.strip()[:12]}”的字号是{size_name(odd.look.size)}")


def colour(view: View) -> Iterator[Finding]:
    for text in view.of(*_BODY_ROLES, Role.HEADING):
        odd = next((run for run in text.runs if run.look.color.upper() not in _BLACK and run.text.strip()), None)
        if odd:
            yield point("G403", text, f"“{odd.text.strip()[:12]}”的颜色是{odd.look.color}")


def emphasis(view: View) -> Iterator[Finding]:
    for text in view.of(Role.BODY):
        if text.runs and all(run.look.bold or run.look.italic for run in text.runs if run.text.strip()):
            yield point("G404", text, "整段加粗或倾斜")


def indent(view: View) -> Iterator[Finding]:
    for text in view.of(Role.BODY, Role.HEADING):
        shape = text.shape
        if shape.align == "center" and text.text.startswith("（"):
            continue
        if text.text[:1] in "　 ":
            yield point("G406", text, "用空格代替首行缩进")
        elif abs(indent_of(text) - 2) > 0.15 or shape.hanging or shape.left or shape.left_chars:
            yield point("G405", text, _indent_found(text))
        elif not (shape.first_chars and shape.first):
            yield point("G407", text, f"缩进只按{'字符' if shape.first_chars else '磅'}设了")


def _indent_found(text: Text) -> str:
    if text.shape.hanging:
        return "是悬挂缩进"
    if text.shape.left or text.shape.left_chars:
        return "整段缩进，回行没有顶格"
    return f"首行缩进{indent_of(text):.2g}字" if indent_of(text) else "首行没有缩进"


def alignment(view: View) -> Iterator[Finding]:
    for text in view.of(Role.BODY):
        bracketed = text.text.startswith("（") and text.text.endswith("）")
        if text.shape.align in ("center", "right") and not bracketed:
            yield point("G408", text, "正文段落居中或居右")


def headings(view: View) -> Iterator[Finding]:
    wanted = {1: view.faces.hei, 2: view.faces.kai, 3: view.faces.fang, 4: view.faces.fang}
    for text in view.of(Role.HEADING):
        level = level_of(text)
        runs = [run for run in text.runs if _HAN.search(run.text) and not _is_rare(run, view.faces)]
        odd = next((run for run in runs if level and not is_one_of(run.look.east, wanted[level])), None)
        if odd and level:
            yield point(
                f"G41{level}", text, f"{_level_name(level)}的字体是“{odd.look.east}”，应为{_LEVEL_NAMES[level]}"
            )
        if any(run.look.size != _SIZE for run in runs):
            yield point("G415", text, f"字号是{size_name(text.look.size)}")
        if any(run.look.bold for run in runs):
            yield point("G416", text, "标题加粗了")
        if not text.shape.keep_next:
            yield point("G417", text, "没有设“与下段同页”，可能落在一面的末行")
        yield from _style_level(text)


def level_of(text: Text) -> int:
    """The level of a heading, by its number, else by its style; 0 where neither says one."""
    label = patterns.label_of(text.text)
    return label.level if label else _styled_level(text)


def _style_level(text: Text) -> Iterator[Finding]:
    label, styled = patterns.label_of(text.text), _styled_level(text)
    if label and styled and label.level != styled:
        yield point("G418", text, f"序号“{label.written}”是第{label.level}层，样式（大纲级别）是第{styled}层")
    elif label and not styled:
        yield point("G419", text, "没有大纲级别，导航窗格里看不到")


def _styled_level(text: Text) -> int:
    found = _STYLE_LEVEL.match(text.style)
    level = int(found.group(1)) if found else (text.shape.outline + 1 if text.shape.outline is not None else 0)
    return level if level <= 4 else 0


def _level_name(level: int) -> str:
    return f"第{level}层标题"


def _is_odd(run: Run, text: Text, faces: Faces) -> bool:
    """A Han run in another face; a number like （一） at the head of a paragraph may take its level's."""
    if not _HAN.search(run.text) or is_one_of(run.look.east, faces.fang) or _is_rare(run, faces):
        return False
    label = patterns.label_of(text.text)
    leads = label is not None and label.level <= 2 and run is text.runs[0]
    return not (leads and is_one_of(run.look.east, faces.hei if label and label.level == 1 else faces.kai))


def _is_rare(run: Run, faces: Faces) -> bool:
    """A run only of characters that 仿宋_GB2312 does not have."""
    han = _HAN.findall(run.text)
    return bool(han) and not any(in_gb2312(char) for char in han) and is_one_of(run.look.east, faces.rare)


def in_gb2312(char: str) -> bool:
    """Whether the national set of 6763 characters has `char`."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


CHECKS: tuple[Check, ...] = (face, size, colour, emphasis, indent, alignment, headings)
