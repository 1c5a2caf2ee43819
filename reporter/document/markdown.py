"""Markdown with front matter and directives to typed blocks. Pure; values are marks throughout.

Directives are fences of colons: `::: 附件 横排`, `::: 表 列宽=4,10 题=…`, `::: 图 类型=折线 高=6 题=…`, `::: 注`,
each closed by `:::`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from reporter.core.marks import Mark, Marks
from reporter.core.remember import for_same
from reporter.document.blocks import (
    Align,
    Annex,
    Block,
    Chart,
    Document,
    DocumentError,
    Elements,
    Heading,
    Inlines,
    Note,
    OrderedItem,
    Paragraph,
    Row,
    Table,
)
from reporter.document.chart_table import ChartTable, TableLine, read_chart
from reporter.document.directive import Directive, nest_fences, read_directive
from reporter.document.elements import read_elements
from reporter.document.inline import read_inline
from reporter.document.nodes import Node, tree

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PIPE = re.compile(r"(?<!\\)\|")
_STYLE_ALIGN = {"text-align:left": Align.LEFT, "text-align:center": Align.CENTER, "text-align:right": Align.RIGHT}


@for_same  # a paper that was laid out to see whether it fits is written next
def parse(text: str, marks: Marks) -> Document:
    """The document that `text` describes; DocumentError where it cannot be one."""
    source = _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text.replace("\r\n", "\n"))
    nodes = tree(_parser().parse(nest_fences(source)))
    if not nodes or nodes[0].type != "front_matter":
        raise DocumentError("文稿开头要有要素区，以“---”起止", line=1)
    elements = read_elements(nodes[0].content, marks, first_line=2)
    return _Reader(source.split("\n"), marks).document(elements, nodes[1:])


@cache
def _parser() -> MarkdownIt:
    """Headings, lists and tables only: whatever else Markdown knows stays literal text.

    What is inside a line is read by `read_inline`.
    """
    parser = MarkdownIt("zero").enable(["heading", "list", "table"]).disable("inline").use(front_matter_plugin)
    return parser.use(container_plugin, name="directive", validate=lambda _params, _markup: True)


class _Reader:
    """Turns the syntax tree of one text into blocks."""

    def __init__(self, lines: list[str], marks: Marks) -> None:
        self._lines = lines
        self._marks = marks

    def document(self, elements: Elements, nodes: Sequence[Node]) -> Document:
        body: list[Block] = []
        annexes: list[Annex] = []
        for node in nodes:
            directive = self._directive(node)
            if directive and directive.name == "附件":
                annexes.append(self._annex(node, directive, elements.annex_titles, len(annexes)))
            elif annexes:
                raise DocumentError("附件之后不能再有正文", line=node.line)
            else:
                body += self._blocks(node)
        return Document(elements=elements, blocks=tuple(body), annexes=tuple(annexes))

    def _annex(self, node: Node, directive: Directive, titles: tuple[str, ...], index: int) -> Annex:
        if index >= len(titles):
            raise DocumentError(f"第{index + 1}个附件在要素“附件”中没有名称", line=node.line)
        blocks = tuple(block for child in node.children for block in self._blocks(child))
        return Annex(title=titles[index], landscape=directive.landscape, blocks=blocks)

    def _directive(self, node: Node) -> Directive | None:
        if node.type != "container_directive":
            return None
        return read_directive(node.token.info, self._marks, line=node.line)

    def _blocks(self, node: Node) -> Iterator[Block]:
        directive = self._directive(node)
        if directive:
            yield from self._inside(node, directive)
        elif node.type == "heading":
            yield self._heading(node)
        elif node.type == "paragraph":
            yield Paragraph(inlines=_inlines(node))
        elif node.type == "ordered_list":
            yield from self._items(node)
        elif node.type == "table":
            yield self._table(node, Directive(name="表"))
        else:
            raise DocumentError("公文不用项目符号，请写成一段或“1. ”开头的条目", line=node.line)

    def _inside(self, node: Node, directive: Directive) -> Iterator[Block]:
        children = node.children
        if directive.name == "附件":
            raise DocumentError("“附件”不能放在别的块里", line=node.line)
        if directive.name in ("表", "图"):
            if len(children) != 1 or children[0].type != "table":
                raise DocumentError(f"“{directive.name}”里要有且只有一个表格", line=node.line)
            if directive.name == "表":
                yield self._table(children[0], directive)
            else:
                yield from self._charted(node, directive)
            return
        if any(child.type != "paragraph" for child in children):
            raise DocumentError("“注”里只能写文字", line=node.line)
        yield from (Note(inlines=_inlines(child)) for child in children)

    def _heading(self, node: Node) -> Heading:
        level = int(node.token.tag[1:]) - 1
        if not 1 <= level <= 4:
            raise DocumentError("标题用“##”至“#####”四级，文件标题写在要素区", line=node.line)
        return Heading(level=level, inlines=_inlines(node))

    def _items(self, node: Node) -> Iterator[Block]:
        start = int(node.token.attrs.get("start", 1))
        for number, item in enumerate(node.children, start):
            if [child.type for child in item.children] != ["paragraph"]:
                raise DocumentError("条目里只能写一段文字", line=item.line)
            yield OrderedItem(number=number, inlines=_inlines(item.children[0]))

    def _table(self, node: Node, directive: Directive) -> Table:
        line = node.line
        head, *bodies = node.children
        labels = head.children[0].children
        self._check_cells(node, len(labels))
        header = tuple(_inlines(cell) for cell in labels)
        return Table(
            header=(header,) if any(header) else (),
            rows=tuple(_row(row) for body in bodies for row in body.children),
            align=directive.aligned(tuple(_align(cell) for cell in labels), line=line),
            widths=directive.widths_for(len(labels), line=line),
            caption=directive.caption,
            unit=directive.unit,
        )

    def _charted(self, node: Node, directive: Directive) -> list[Chart]:
        """The chart, or nothing where there is nothing to draw."""
        table = node.children[0]
        self._check_cells(table, len(table.children[0].children[0].children))
        head, *rows = (self._table_line(row) for part in table.children for row in part.children)
        chart = read_chart(directive, ChartTable(head=head, rows=tuple(rows)), self._marks, line=node.line)
        return [chart] if chart else []

    def _table_line(self, row: Node) -> TableLine:
        texts = ["".join(span.text for span in cell) for cell in _row(row)]
        return TableLine(
            cells=tuple(self._marks.plain(text) for text in texts),
            line=row.line,
            origins=tuple(self._origin(text) for text in texts),
        )

    def _origin(self, text: str) -> str | None:
        """The origin of the only figure in a text."""
        marks = [piece for piece in self._marks.pieces(text) if isinstance(piece, Mark)]
        return marks[0].origin if len(marks) == 1 else None

    def _check_cells(self, node: Node, columns: int) -> None:
        """The parser drops surplus cells in silence; a lost figure must not pass."""
        first, end = node.token.map or (0, 0)
        for index in range(first, end):
            cells = len(_PIPE.split(_trim(self._lines[index])))
            if cells != columns:
                raise DocumentError(f"本行有{cells}格，表头有{columns}格", line=index + 1)


def _trim(line: str) -> str:
    return re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)


def _inlines(node: Node) -> Inlines:
    return read_inline("".join(child.content for child in node.children))


def _row(node: Node) -> Row:
    return tuple(_inlines(cell) for cell in node.children)


def _align(cell: Node) -> Align | None:
    return _STYLE_ALIGN.get(str(cell.token.attrs.get("style", "")))
