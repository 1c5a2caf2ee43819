"""Reads the parts of a Word file into a `View`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from reporter.document.inspect.faces import Faces
from reporter.document.inspect.looks import Styles
from reporter.document.inspect.model import Grid, Run, Section, Text, View, Where
from reporter.document.inspect.names import MC, WP, Element, W, attribute, inside, number, switch, visible
from reporter.document.inspect.parts import Parts
from reporter.document.inspect.roles import roles_of

MOST_PARAGRAPHS = 20000
"""Nobody reads further, and the time stays bounded."""

_TRANSPARENT = {
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
}
_BLOCKS = {W + name for name in ("p", "tbl", "sectPr")}
_PIECES = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_MARGINS = ("top", "right", "bottom", "left", "header", "footer", "gutter")


def read_view(parts: Parts, faces: Faces) -> View:
    """The document as the rules see it; NotAWordFile where a part is broken."""
    return _Reader(parts).view(faces)


class _Reader:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._settings = parts.related("settings")
        styles = parts.related("styles")
        east = attribute(inside(self._settings, "themeFontLang"), "eastAsia") or ""
        self._has_styles = styles is not None
        self._styles = Styles(styles, parts.related("theme"), "Hant" if east in ("zh-TW", "zh-HK") else "Hans")
        self._sections: list[Section] = []
        self._flow: list[Text] = []
        self._others: list[Text] = []
        self._grids: list[Grid] = []
        self._trailing: list[int] = []

    def view(self, faces: Faces) -> View:
        self._body()
        edges = [part for one in self._sections for part in (*one.headers.values(), *one.footers.values())]
        headers = {part for one in self._sections for part in one.headers.values()}
        feet = {part: tuple(self._plain(part, Where.HEADER)) for part in dict.fromkeys(edges)}
        for part, texts in feet.items():
            self._others += texts if part in headers else ()
        return View(
            flow=tuple(self._flow),
            roles=roles_of(self._flow),
            others=tuple(self._others),
            feet=feet,
            grids=tuple(self._grids),
            sections=tuple(self._sections),
            roots=(self._parts.document, *feet),
            settings=self._settings,
            has_styles=self._has_styles,
            core=self._core(),
            names=self._parts.names,
            macro=any(name.lower().endswith("vbaproject.bin") for name in self._parts.names),
            table_ends_section=tuple(self._trailing),
            faces=faces,
            normal=self._styles.look(None, None),
        )

    def _body(self) -> None:
        last: Element | None = None
        begins = True
        for block in islice(_blocks(self._parts.document.find(f"{W}body")), MOST_PARAGRAPHS):
            if block.tag == f"{W}sectPr":
                self._close(block, last)
                continue
            if block.tag == f"{W}tbl":
                self._table(block)
            else:
                self._flow_paragraph(block, begins)
            section = block.find(f"{W}pPr/{W}sectPr")
            begins = section is not None
            if section is not None:
                self._close(section, None)
            last = block
        if not self._sections:
            self._close(None, last)

    def _close(self, properties: Element | None, last: Element | None) -> None:
        before = self._sections[-1] if self._sections else None
        self._sections.append(_section(len(self._sections), properties, before, self._parts))
        if last is not None and last.tag == f"{W}tbl":
            self._trailing.append(len(self._grids))

    def _flow_paragraph(self, element: Element, begins: bool) -> None:
        text = self._text(element, Where.FLOW, number_=len(self._flow) + 1, begins=begins)
        self._flow.append(text)
        if text.drawing:
            self._others += self._boxes(element)

    def _boxes(self, element: Element) -> Iterator[Text]:
        for box in visible(element, f"{W}txbxContent"):
            yield from self._plain(box, Where.BOX, _box_name(box))

    def _table(self, element: Element) -> None:
        if self._flow:
            self._flow[-1] = replace(self._flow[-1], before_table=True)
        self._grids.append(Grid(number=len(self._grids) + 1, element=element, section=len(self._sections)))
        for index, row in enumerate(element.iterfind(f"{W}tr"), 1):
            place = f"表{len(self._grids)}第{index}行"
            self._others += self._plain(row, Where.CELL, place)

    def _plain(self, root: Element, where: Where, place: str = "") -> Iterator[Text]:
        for paragraph in islice(visible(root, f"{W}p"), MOST_PARAGRAPHS):
            yield self._text(paragraph, where, place=place)

    def _text(
        self, element: Element, where: Where, *, number_: int | None = None, place: str = "", begins: bool = False
    ) -> Text:
        properties = inside(element, "pPr")
        style = attribute(inside(properties, "pStyle"))
        shape = self._styles.shape(properties)
        runs = tuple(_joined(self._runs(element, style)))
        broken = element.find(f".//{W}br[@{W}type='page']") is not None
        return Text(
            where=where,
            number=number_,
            place=place,
            style=self._styles.name(style),
            shape=shape,
            runs=runs,
            section=len(self._sections),
            fresh_page=begins or shape.page_break or broken,
            begins_section=begins,
            drawing=any(True for _ in element.iter(f"{W}drawing", f"{W}pict", f"{MC}AlternateContent")),
        )

    def _runs(self, parent: Element, style: str | None) -> Iterator[Run]:
        for child in parent:
            if child.tag == f"{W}r":
                text = "".join(_pieces(child))
                if text:
                    yield Run(text=text, look=self._styles.look(style, inside(child, "rPr")))
            elif child.tag in _TRANSPARENT:
                yield from self._runs(child, style)

    def _core(self) -> Mapping[str, str]:
        root = self._parts.xml("docProps/core.xml")
        pairs = [] if root is None else [(str(item.tag).rsplit("}", 1)[-1], item.text or "") for item in root]
        return dict(pairs)


def _blocks(parent: Element | None) -> Iterator[Element]:
    for child in () if parent is None else parent:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from _blocks(child)


def _pieces(run: Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag == f"{W}br" and attribute(child, "type") in ("page", "column"):
            continue
        else:
            yield _PIECES.get(str(child.tag), "")


def _joined(runs: Iterator[Run]) -> Iterator[Run]:
    """Neighbours of one look as one run: a figure under a bookmark is no change of look."""
    held: Run | None = None
    for run in runs:
        if held is not None and held.look == run.look:
            held = Run(text=held.text + run.text, look=run.look)
            continue
        if held is not None:
            yield held
        held = run
    if held is not None:
        yield held


def _box_name(box: Element) -> str:
    for parent in box.iterancestors(f"{WP}anchor", f"{WP}inline"):
        properties = parent.find(f"{WP}docPr")
        return "文本框" if properties is None else properties.get("descr") or "文本框"
    return "文本框"


def _section(index: int, properties: Element | None, before: Section | None, parts: Parts) -> Section:
    page, margins, grid = (inside(properties, name) for name in ("pgSz", "pgMar", "docGrid"))
    return Section(
        number=index + 1,
        width=number(attribute(page, "w")) or 12240,
        height=number(attribute(page, "h")) or 15840,
        landscape=attribute(page, "orient") == "landscape",
        margins={name: number(attribute(margins, name)) or 0 for name in _MARGINS},
        grid=attribute(grid, "type") or "",
        pitch=number(attribute(grid, "linePitch")) or 0,
        char_space=number(attribute(grid, "charSpace")) or 0,
        title_page=bool(switch(properties, "titlePg")),
        kind=attribute(inside(properties, "type")) or "nextPage",
        footers=_edges(properties, "footerReference", before.footers if before else {}, parts),
        headers=_edges(properties, "headerReference", before.headers if before else {}, parts),
    )


def _edges(
    properties: Element | None, tag: str, inherited: Mapping[str, Element], parts: Parts
) -> Mapping[str, Element]:
    own = {}
    for reference in () if properties is None else properties.iterfind(f"{W}{tag}"):
        part = parts.by_id(reference)
        if part is not None:
            own[attribute(reference, "type") or "default"] = part
    return {**inherited, **own}
