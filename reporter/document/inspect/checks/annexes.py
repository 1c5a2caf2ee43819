"""The list of annexes and the annexes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.core.values import dataclass
from reporter.document.inspect import patterns
from reporter.document.inspect.faces import is_one_of
from reporter.document.inspect.finding import Finding, finding
from reporter.document.inspect.model import Role, Text, View
from reporter.document.inspect.point import Check, point, size_name
from reporter.document.inspect.roles import indent_of

_SIZE = 32
_SPACES = re.compile(r"\s")
_LAST = re.compile(r"[。；，、.;,：:]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """An annex as listed or as it stands: its number (0 without) and name."""

    text: Text
    number: int
    name: str


def listing(view: View) -> Iterator[Finding]:
    listed, standing = _listed(view), _standing(view)
    if not listed and standing:
        yield point("G435", standing[0].text, f"有{len(standing)}个附件，正文下面没有附件说明")
    elif listed and not standing:
        yield point("G436", listed[0].text, f"列了{len(listed)}个附件，文件里没有附件页")
    elif len(listed) != len(standing):
        yield point("G432", listed[0].text, f"附件说明列了{len(listed)}个，附件页有{len(standing)}个")
    for one, other in zip(listed, standing, strict=False):
        if _bare(one.name) != _bare(other.name):
            yield point("G431", one.text, f"附件说明写“{_bare(one.name)}”，附件页的标题是“{_bare(other.name)}”")


def numbering(view: View) -> Iterator[Finding]:
    for group, name in ((_listed(view), "附件说明"), (_standing(view), "附件页")):
        wanted = [0] if len(group) == 1 else list(range(1, len(group) + 1))
        for one, value in zip(group, wanted, strict=True):
            if one.number != value:
                what = f"序号应是{value}" if value else "只有一个附件，不编序号"
                yield point("G434", one.text, f"{name}的序号是{one.number or '空'}，{what}")


def endings(view: View) -> Iterator[Finding]:
    for one in _listed(view):
        found = _LAST.search(one.name.rstrip())
        if found:
            yield point("G433", one.text, f"附件名称后面有“{found.group()}”")


def label(view: View) -> Iterator[Finding]:
    for text in view.of(Role.ANNEX_LABEL):
        if text.look.size != _SIZE or not is_one_of(text.look.east, view.faces.hei):
            yield point("G437", text, f"是{size_name(text.look.size)}{text.look.east}")
        if indent_of(text) or text.shape.left or text.shape.align in ("center", "right"):
            yield point("G438", text, "没有顶格")
        if text.text.rstrip()[-1:] in ":：":
            yield point("G439", text, "后面有冒号")
        if not text.fresh_page:
            yield point("G440", text, "没有另起一面")


def title_line(view: View) -> Iterator[Finding]:
    """One blank line between label and title puts the title on the third line."""
    for index, role in enumerate(view.roles):
        if role is not Role.ANNEX_LABEL:
            continue
        blanks = next((n for n, later in enumerate(view.roles[index + 1 :]) if later is not Role.BLANK), 0)
        if view.roles[index + 1 + blanks : index + 2 + blanks] == (Role.ANNEX_TITLE,) and blanks != 1:
            yield point("G441", view.flow[index + 1 + blanks], f"标题在第{blanks + 2}行")


def list_place(view: View) -> Iterator[Finding]:
    if not view.has(Role.ANNEX_LIST):
        return
    first = view.roles.index(Role.ANNEX_LIST)
    if first and view.roles[first - 1] is not Role.BLANK:
        yield point("G442", view.flow[first], "与正文之间没有空一行")
    if first and view.flow[first].text.startswith(("附件:", "附 件")):
        yield finding("G443", "附件说明的冒号不是全角", text=view.flow[first].text)


def _listed(view: View) -> list[_Named]:
    named = []
    for text in view.of(Role.ANNEX_LIST):
        rest = patterns.ANNEX_LIST.sub("", text.text.strip(" 　\t"), count=1).strip()
        item = patterns.ANNEX_LIST_ITEM.fullmatch(rest)
        number, name = (int(item.group(1)), item.group(2)) if item else (0, rest)
        named.append(_Named(text=text, number=number, name=name))
    return named


def _standing(view: View) -> list[_Named]:
    named: list[_Named] = []
    for text, role in zip(view.flow, view.roles, strict=True):
        if role is Role.ANNEX_LABEL:
            found = patterns.ANNEX_LABEL.fullmatch(text.text.strip(" 　\t"))
            digits = found.group(1) if found else ""
            named.append(_Named(text=text, number=patterns.value_of(digits) if digits else 0, name=""))
        elif role is Role.ANNEX_TITLE and named:
            last = named[-1]
            named[-1] = _Named(text=last.text, number=last.number, name=last.name + text.text)
    return named


def _bare(name: str) -> str:
    """A name without line ends, blanks and closing punctuation."""
    return _LAST.sub("", _SPACES.sub("", name))


CHECKS: tuple[Check, ...] = (listing, numbering, endings, label, title_line, list_place)
