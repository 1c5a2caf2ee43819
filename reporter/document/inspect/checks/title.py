"""Titles of the document and of its annexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.checks.page import text_area
from reporter.document.inspect.faces import is_one_of
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, View
from reporter.document.inspect.point import Check, point, size_name
from reporter.document.text import width

_SIZE = 44
_MOST_LINES = 4
_POINTS = re.compile(r"[，。；：！？,.;:!?…]")
_SPLIT = re.compile(r"\n\s*[的了、，）》”]|[《（“]\s*\n")


def present(view: View) -> Iterator[Finding]:
    if not view.has(Role.TITLE):
        yield finding("G331", "没有找到标题")


def look(view: View) -> Iterator[Finding]:
    for text in view.of(Role.TITLE, Role.ANNEX_TITLE):
        if not is_one_of(text.look.east, view.faces.mark):
            yield point("G332", text, f"字体是“{text.look.east}”")
        if text.look.size != _SIZE:
            yield point("G333", text, f"字号是{size_name(text.look.size)}")
        if any(run.look.bold for run in text.runs):
            yield point("G334", text, "加粗了")


def place(view: View) -> Iterator[Finding]:
    for text in view.of(Role.TITLE, Role.ANNEX_TITLE):
        shape = text.shape
        if shape.align != "center":
            yield point("G335", text, "没有居中")
        elif shape.first or shape.first_chars or shape.left != shape.right or shape.left_chars or shape.hanging:
            yield point("G336", text, "居中的标题还有缩进，会偏到一边")


def words(view: View) -> Iterator[Finding]:
    for text in view.of(Role.TITLE, Role.ANNEX_TITLE):
        odd = _POINTS.search(text.text)
        if odd:
            yield point("G337", text, f"标题里有“{odd.group()}”")
        if _SPLIT.search(text.text):
            yield point("G338", text, "回行把词拆开了")


def lines(view: View) -> Iterator[Finding]:
    titles = view.of(Role.TITLE)
    rows = [row for text in titles for row in text.text.split("\n")]
    if len(rows) > _MOST_LINES:
        yield point("G339", titles[0], f"标题排了{len(rows)}行")
    for text in titles:
        room = text_area(view.sections[min(text.section, len(view.sections) - 1)])[0]
        too_wide = [row for row in text.text.split("\n") if width(row) * text.look.size * 5 > room + 40]
        if too_wide and text.look.size <= _SIZE:
            yield point("G338", text, "一行排不下，会在词的中间自动回行")


CHECKS: tuple[Check, ...] = (present, look, place, words, lines)
