"""The head: red mark, number, red rule, blank lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect import patterns
from reporter.document.inspect.checks.page import text_area
from reporter.document.inspect.faces import is_one_of
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, Text, View, Where
from reporter.document.inspect.point import Check, point, size_name
from reporter.document.inspect.roles import is_red
from reporter.document.text import width

_RULE_SPACE = range(5, 10)  # points under a 3号 line that make 4 mm of white
_BODY_SIZE = 32
_ROOM_IN_SPACING = 240  # twips: whoever sets so much before or after a paragraph needs no blank line
_LEVEL_TEXT = {0: "没有空行", 1: "空一行", 2: "空两行"}


def has_mark(view: View) -> bool:
    """Whether the document has the head of a 文件 (a letter's or brief's is another)."""
    return any(text.text.strip().endswith("文件") for text in view.of(Role.MARK))


def mark(view: View) -> Iterator[Finding]:
    marks = view.of(Role.MARK)
    lettered = any(text.where is Where.HEADER and is_red(text.look.color) for text in view.others)
    if not marks and not lettered:
        yield finding("G301", "没有红色的发文机关标志")
    for text in marks:
        if not is_red(text.look.color):
            yield point("G302", text, f"颜色是{text.look.color}")
        if not is_one_of(text.look.east, view.faces.mark):
            yield point("G303", text, f"字体是“{text.look.east}”")
        if text.shape.align != "center":
            yield point("G304", text, "没有居中")
        room = text_area(view.sections[0])[0]
        if width(text.text) * text.look.size * 5 * text.look.scale // 100 > room + 20:
            yield point("G305", text, "一行排不下")


def number_form(view: View) -> Iterator[Finding]:
    for text in view.of(Role.NUMBER):
        plain = text.text.strip(" 　\t").split("\t")[0].strip()
        if plain == patterns.DRAFT:
            yield point("G317", text, "还没有编发文字号")
        elif patterns.ISSUE_LIKE.fullmatch(plain):
            if not patterns.ISSUE_RIGHT.fullmatch(plain):
                yield point("G316", text, f"期号写作“{plain}”")
        elif not patterns.NUMBER_RIGHT.fullmatch(plain):
            yield from _number_faults(text, plain)
    if has_mark(view) and not view.has(Role.NUMBER):
        yield finding("G318", "没有发文字号")


def _number_faults(text: Text, plain: str) -> Iterator[Finding]:
    known = False
    for code, pattern, found in _FAULTS:
        if pattern.search(plain):
            known = True
            yield point(code, text, found)
    if not known:
        yield point("G311", text, f"写作“{plain}”")


def number_look(view: View) -> Iterator[Finding]:
    for text in view.of(Role.NUMBER):
        look = text.look
        if look.size != _BODY_SIZE or not is_one_of(look.east, view.faces.fang):
            yield point("G319", text, f"是{size_name(look.size)}{look.east}")
        upward = "签发人" in text.text
        if has_mark(view) and not upward and text.shape.align != "center":
            yield point("G320", text, "没有居中")


def red_rule(view: View) -> Iterator[Finding]:
    """A border under the number; whoever draws the line as a shape is left to the measured page."""
    if not has_mark(view):
        return
    end = next((index for index, role in enumerate(view.roles) if role is Role.TITLE), len(view.flow))
    above = view.flow[:end]
    ruled = [(text, text.shape.rule) for text in above if text.shape.rule and is_red(text.shape.rule[1])]
    if not ruled:
        if not any(text.drawing for text in above):
            yield finding("G321", "版头里没有红色分隔线")
        return
    text, (_, _, _, space) = ruled[0]
    if space not in _RULE_SPACE:
        yield point("G322", text, f"分隔线离文字{space}磅")
    if text.shape.left or text.shape.right:
        yield point("G323", text, "分隔线随段落缩进，与版心不同宽")


def blank_lines(view: View) -> Iterator[Finding]:
    pairs = [(Role.TITLE, Role.ADDRESSEE, 1, "标题与主送机关之间")]
    if has_mark(view):
        pairs += [
            (Role.MARK, Role.NUMBER, 2, "发文机关标志与发文字号之间"),
            (Role.NUMBER, Role.TITLE, 2, "分隔线与标题之间"),
        ]
    for upper, lower, wanted, name in pairs:
        found = _between(view, upper, lower)
        if found is not None and found[1] != wanted:
            yield point("G324", found[0], f"{name}{_LEVEL_TEXT.get(found[1], f'空{found[1]}行')}，应空{wanted}行")


def _between(view: View, upper: Role, lower: Role) -> tuple[Text, int] | None:
    """The lower paragraph and the blank lines above it; None where spacing stands in for lines."""
    if not (view.has(upper) and view.has(lower)):
        return None
    low = view.roles.index(lower)
    tops = [index for index, role in enumerate(view.roles[:low]) if role is upper]
    if not tops:
        return None
    spaced = any(
        max(text.shape.before, text.shape.after) > _ROOM_IN_SPACING for text in view.flow[tops[-1] + 1 : low + 1]
    )
    blanks = sum(role is Role.BLANK for role in view.roles[tops[-1] + 1 : low])
    return None if spaced else (view.flow[low], blanks)


def secrecy(view: View) -> Iterator[Finding]:
    for text in view.of(Role.SECRECY):
        plain = text.text.strip(" 　\t")
        if not patterns.SECRECY_RIGHT.fullmatch(plain):
            yield point("G325", text, f"写作“{plain}”")
        if text.look.size != _BODY_SIZE or not is_one_of(text.look.east, view.faces.hei):
            yield point("G326", text, f"是{size_name(text.look.size)}{text.look.east}")


def addressee(view: View) -> Iterator[Finding]:
    for text in view.of(Role.ADDRESSEE):
        plain = text.text.rstrip(" 　\t")
        if not plain.endswith("："):
            yield point("G327", text, f"末尾是“{plain[-1:]}”")
        if text.shape.first or text.shape.first_chars or text.text[:1] in "　 ":
            yield point("G328", text, "没有顶格")


_FAULTS = tuple(
    (code, re.compile(pattern), found)
    for code, pattern, found in (
        ("G311", r"[\[\]【】［］()（）{}〈〉《》]", "年份没有用六角括号〔〕"),
        ("G312", r"(?:[〕\]】］)）}〉》]\s*第?\s*)0\d*", "发文顺序号编了虚位"),
        ("G313", r"第", "发文顺序号加了“第”"),
        ("G314", r"[〔\[【［(（{〈《]\s*(\d{2,3}|\d{4}年)\s*[〕\]】］)）}〉》]", "年份没有写全称四位数"),
        ("G315", r"\d\s*$", "末尾没有“号”"),
    )
)
CHECKS: tuple[Check, ...] = (
    mark,
    secrecy,
    number_form,
    number_look,
    red_rule,
    blank_lines,
    addressee,
)
