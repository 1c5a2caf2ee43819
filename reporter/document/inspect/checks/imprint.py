"""版记: receivers, printer, their order and type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.checks.head import has_mark
from reporter.document.inspect.faces import is_one_of
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, Text, View, Where
from reporter.document.inspect.patterns import IMPRINT
from reporter.document.inspect.point import Check, point, size_name

_SIZE = 28
_RECEIVERS = re.compile(r"(抄\s*送|主\s*送|报|送|发|分\s*送|抄\s*报)(.)")
_PRINTED = re.compile(r"印\s*发$")
_PRINTED_RIGHT = re.compile(r"[^\t]+\t+\d{4}年(1[0-2]|[1-9])?[ 　]?月([ 　]|[12]?\d|3[01])日印发")


def present(view: View) -> Iterator[Finding]:
    if has_mark(view) and not _lines(view):
        yield finding("G461", "没有版记（抄送、印发）")


def receivers(view: View) -> Iterator[Finding]:
    for text in _lines(view):
        found = _RECEIVERS.match(text.text.strip(" 　"))
        if found and found.group(2) != "：":
            yield point("G463", text, f"“{found.group(1)}”后面是“{found.group(2)}”")
        if found and not text.text.rstrip().endswith("。"):
            yield point("G462", text, f"末尾是“{text.text.rstrip()[-1:]}”")


def printer(view: View) -> Iterator[Finding]:
    for text in _lines(view):
        plain = text.text.strip(" 　")
        if _PRINTED.search(plain) and not _PRINTED_RIGHT.fullmatch(plain):
            yield point("G464", text, f"印发一行写作“{plain}”")


def order(view: View) -> Iterator[Finding]:
    lines = _lines(view)
    printed = [index for index, text in enumerate(lines) if _PRINTED.search(text.text.strip())]
    receiving = [index for index, text in enumerate(lines) if _RECEIVERS.match(text.text.strip())]
    if printed and receiving and min(printed) < max(receiving):
        yield point("G465", lines[min(printed)], "印发在抄送前面")


def type_(view: View) -> Iterator[Finding]:
    for text in _lines(view):
        if text.look.size != _SIZE or not is_one_of(text.look.east, view.faces.fang):
            yield point("G466", text, f"是{size_name(text.look.size)}{text.look.east}")


def _lines(view: View) -> list[Text]:
    """The lines of the 版记, wherever they stand: in the text, in a box or in a table at the end."""
    others = [text for text in view.others if text.where is Where.BOX and IMPRINT.fullmatch(text.text.strip(" 　"))]
    tables = {f"表{grid.number}" for grid in view.grids[-1:]}
    cells = [text for text in view.others if text.where is Where.CELL and text.place.split("第")[0] in tables]
    foot = [
        text for text in cells if re.match("抄\\s*送[:：]", text.text.strip()) or _PRINTED.search(text.text.strip())
    ]
    return [*view.of(Role.IMPRINT), *others, *foot]


CHECKS: tuple[Check, ...] = (present, receivers, printer, order, type_)
