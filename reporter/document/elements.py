"""Reads the front matter of a document: plain strings, every key known, every fault with its line."""

from __future__ import annotations

from typing import TypeVar

import yaml

from reporter.core.marks import Marks
from reporter.document.blocks import DocumentError, Elements, Layout

_FIELDS = {
    "样例数据": "sample",
    "印章": "sealed",
    "文种": "kind",
    "版式": "layout",
    "发文机关": "issuer",
    "字号": "number",
    "期号": "issue",
    "标题": "title",
    "标题分行": "title_lines",
    "主送": "addressee",
    "附件": "annex_titles",
    "署名": "signature",
    "日期": "date",
    "附注": "remark",
    "抄送": "copied_to",
    "印发": "printer",
    "印发日期": "printed_on",
    "密级": "secrecy",
    "紧急程度": "urgency",
    "编发单位": "editor",
    "报头": "masthead",
    "报": "reported_to",
    "送": "sent_to",
    "共印": "copies",
}
_LISTS = {"标题分行", "附件"}
_NEEDED = {Layout.FILE: "发文机关", Layout.LETTER: "发文机关", Layout.BRIEF: "报头"}

T = TypeVar("T")


def read_elements(text: str, marks: Marks, *, first_line: int) -> Elements:
    """The elements that `text` (YAML) names; `first_line` is the number of its first line."""
    values: dict[str, object] = {}
    for key, node, line in _entries(text, first_line):
        name = _FIELDS.get(key)
        if name is None:
            raise DocumentError(f"不认识的要素“{key}”，可写：{'、'.join(_FIELDS)}", line=line)
        if name in values:
            raise DocumentError(f"要素“{key}”写了两次", line=line)
        values[name] = _value(key, node, marks, line)
    elements = Elements(**{"title": "", **values})  # type: ignore[arg-type]
    _require(elements, marks, first_line)
    return elements


def _entries(text: str, first_line: int) -> list[tuple[str, yaml.Node, int]]:
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line if error.problem_mark else 0
        raise DocumentError("要素区写法不对，每行应为“要素: 内容”", line=first_line + row) from error
    except yaml.YAMLError as error:
        raise DocumentError("要素区含有不能使用的控制字符", line=first_line) from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise DocumentError("要素区写法不对，每行应为“要素: 内容”", line=first_line)
    return [(str(key.value), value, first_line + key.start_mark.line) for key, value in root.value]


def _value(key: str, node: yaml.Node, marks: Marks, line: int) -> object:
    if key in _LISTS:
        return _list(key, node, line)
    if not isinstance(node, yaml.ScalarNode):
        raise DocumentError(f"要素“{key}”只能写一项内容", line=line)
    text = str(node.value).strip()
    if key == "样例数据":
        return _choice(key, marks.plain(text), {"true": True, "false": False}, line)
    if key == "印章":
        return _choice(key, marks.plain(text), {"有": True, "无": False}, line)
    if key == "版式":
        return _choice(key, marks.plain(text), {str(layout): layout for layout in Layout}, line)
    return text if marks.plain(text).strip() else ""  # a mark of an empty value is no element


def _list(key: str, node: yaml.Node, line: int) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode) and not node.value.strip():
        return ()
    items = node.value if isinstance(node, yaml.SequenceNode) else None
    if items is None or not all(isinstance(item, yaml.ScalarNode) for item in items):
        raise DocumentError(f"要素“{key}”应为列表，每项一行，以“- ”开头", line=line)
    return tuple(str(item.value).strip() for item in items)


def _choice(key: str, text: str, choices: dict[str, T], line: int) -> T:
    if text not in choices:
        raise DocumentError(f"要素“{key}”写的是“{text}”，可写：{'、'.join(choices)}", line=line)
    return choices[text]


def _require(elements: Elements, marks: Marks, line: int) -> None:
    needed = ["标题"] + ([_NEEDED[elements.layout]] if elements.layout in _NEEDED else [])
    for key in needed:
        if not marks.plain(str(getattr(elements, _FIELDS[key]))).strip():
            raise DocumentError(f"版式为“{elements.layout}”的文稿要有要素“{key}”", line=line)
