"""The very workbook that came in, with red cells, comments and one more sheet in front; all else as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from lxml import etree

from reporter.core.values import dataclass
from reporter.sheets.cells import place_of
from reporter.sheets.comments import put_comments
from reporter.sheets.front import FrontPage, front_part
from reporter.sheets.parts import OFFICE, Parts, parsed, serialised, tag

RED = "FFF4B0B0"
_WORKSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = ("vbaProject", "vbaProjectSignature", "wordVbaData", "attachedToolbars")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said at a cell; `alarming` paints it red."""

    sheet: str
    cell: str
    text: str
    alarming: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Fills:
    """What the cells of a form look like when nothing is wrong with them (RRGGBB): open and locked ones."""

    unlocked: str
    locked: str


class CannotBeMarked(Exception):
    """The package cannot be changed part by part."""


@contextmanager
def _sound_parts() -> Iterator[None]:
    """CannotBeMarked for a part that is not what it should be, which surfaces as TypeError, KeyError and others."""
    try:
        yield
    except Exception as fault:
        raise CannotBeMarked from fault


def mark_up(data: bytes, remarks: Sequence[Remark], page: FrontPage, fills: Fills) -> bytes:
    """The .xlsx in `data` with the remarks at their cells and `page` in front.

    Marks of an earlier copy are taken away first: its front page, our comments, and our red where it is no longer
    wanted. Macros and signatures do not come along (see `not_kept`). Remarks on sheets that are not there are left out.
    CannotBeMarked for a package whose parts can be read but not changed in place: damaged, Strict, without addresses.
    """
    with _sound_parts():
        return _marked(data, remarks, page, fills)


def _marked(data: bytes, remarks: Sequence[Remark], page: FrontPage, fills: Fills) -> bytes:
    parts = Parts.of(data)
    _disarm(parts)
    _remove_front(parts, page.name)
    styles = _Styles(parts, fills)
    for title, part in parts.sheets():
        own = [remark for remark in remarks if remark.sheet == title and remark.cell]
        _paint(parts, part, {remark.cell for remark in own if remark.alarming}, styles)
        put_comments(parts, part, _texts(own))
    _add_front(parts, page, styles)
    styles.save()
    return parts.save()


def not_kept(data: bytes) -> tuple[str, ...]:
    """What a marked-up copy of the package leaves out, in Chinese words; CannotBeMarked as `mark_up`."""
    with _sound_parts():
        parts = Parts.of(data)
        lost = ["宏"] if any(kind in _MACROS for kind, *_ in parts.relations(parts.workbook)) else []
        return (*lost, "数字签名") if _signatures(parts) else tuple(lost)


def _texts(remarks: Sequence[Remark]) -> Mapping[str, str]:
    """One text for each cell; several are numbered."""
    by: dict[str, list[str]] = {}
    for remark in remarks:
        by.setdefault(remark.cell, []).append(remark.text)
    return {
        cell: "\n".join(f"{number}.{text}" for number, text in enumerate(texts, 1)) if len(texts) > 1 else texts[0]
        for cell, texts in by.items()
    }


def _disarm(parts: Parts) -> None:
    """Take out macros, whose file could not be called .xlsx, and signatures, which the marks would break."""
    book = parts.workbook
    for kind, _, target in parts.relations(book):
        if kind in _MACROS:
            parts.drop(book, target)
    for target in _signatures(parts):
        parts.drop("", target)
    parts.declare(_WORKBOOK_TYPE, part=book)


def _signatures(parts: Parts) -> list[str]:
    return [target for kind, _, target in parts.relations("") if kind == "origin" and "signature" in target.lower()]


def _remove_front(parts: Parts, name: str) -> None:
    """Take out the front page of an earlier copy."""
    book = parts.workbook
    root = parsed(parts.content[book])
    for index, sheet in enumerate(root.findall(f"{tag('sheets')}/{tag('sheet')}")):
        if sheet.get("name") == name:
            target = dict(parts.sheets())[name]
            sheet.getparent().remove(sheet)
            _renumber(root, lambda at, gone=index: None if at == gone else at - (at > gone))
            parts.content[book] = serialised(root)
            parts.drop(book, target)
            return


def _renumber(root: Any, new: Any) -> None:
    """Names that belong to one sheet follow it to its new place, or go with it."""
    for name in list(root.iter(tag("definedName"))):
        if name.get("localSheetId") is not None:
            place = new(int(name.get("localSheetId")))
            if place is None:
                name.getparent().remove(name)
            else:
                name.set("localSheetId", str(place))


def _paint(parts: Parts, part: str, cells: set[str], styles: _Styles) -> None:
    root = parsed(parts.content[part])
    if any(one.get("r") is None for one in root.iter(tag("row"), tag("c"))):
        raise ValueError("rows and cells without addresses stand by their order, which new ones would change")
    touched = False
    for cell in root.iter(tag("c")):
        index = int(cell.get("s", "0"))
        wanted = styles.red(index) if cell.get("r") in cells else styles.calm(index)
        if wanted != index:
            cell.set("s", str(wanted))
            touched = True
    there = {cell.get("r") for cell in root.iter(tag("c"))}
    for address in sorted((cell for cell in cells if cell not in there), key=place_of):
        _new_cell(root.find(tag("sheetData")), address).set("s", str(styles.red(0)))
        touched = True
    for view in root.iter(tag("sheetView")):
        touched |= view.attrib.pop("tabSelected", None) is not None
    if touched:
        parts.content[part] = serialised(root)


def _new_cell(data: Any, address: str) -> Any:
    """The cell, put in its place among those that are there."""
    number, column = place_of(address)
    row: Any = next((row for row in data if int(row.get("r", "0")) == number), None)
    if row is None:
        row = etree.Element(tag("row"), r=str(number))
        data.insert(sum(int(other.get("r", "0")) < number for other in data), row)
    cell = etree.Element(tag("c"), r=address)
    row.insert(sum(place_of(other.get("r"))[1] < column for other in row), cell)
    return cell


def _add_front(parts: Parts, page: FrontPage, styles: _Styles) -> None:
    book = parts.workbook
    name = parts.free_name("xl/worksheets/sheet{number}.xml")
    key = parts.relate(book, "worksheet", name)
    parts.declare(_WORKSHEET_TYPE, part=name)
    parts.content[name] = front_part(page, styles.look)
    root = parsed(parts.content[book])
    sheets = root.find(tag("sheets"))
    number = max(int(sheet.get("sheetId")) for sheet in sheets) + 1
    sheets.insert(0, etree.Element(tag("sheet"), name=page.name, sheetId=str(number)))
    sheets[0].set(tag("id", OFFICE), key)
    _renumber(root, lambda at: at + 1)
    for view in root.iter(tag("workbookView")):
        view.attrib.update({"activeTab": "0", "firstSheet": "0"})
    parts.content[book] = serialised(root)


class _Styles:
    """The looks of a workbook: each as it is, in red, and free of our red."""

    def __init__(self, parts: Parts, fills: Fills) -> None:
        self._parts = parts
        self._name = next(target for kind, _, target in parts.relations(parts.workbook) if kind == "styles")
        self._root = parsed(parts.content[self._name])
        self._looks = self._root.find(tag("cellXfs"))
        self._fills = fills
        self._known: dict[tuple[object, ...], int] = {}
        self._ours = {at for at, fill in enumerate(self._root.find(tag("fills"))) if _color(fill) == RED}

    def red(self, index: int) -> int:
        """The look `index` on our red ground."""
        return self._on(index, RED)

    def calm(self, index: int) -> int:
        """The look `index`; on the form's own ground where an earlier copy painted it red."""
        look = self._looks[index] if index < len(self._looks) else None
        if look is None or int(look.get("fillId", "0")) not in self._ours:
            return index
        protection = look.find(tag("protection"))
        is_open = protection is not None and protection.get("locked") in ("0", "false")
        return self._on(index, "FF" + (self._fills.unlocked if is_open else self._fills.locked))

    def look(self, *, bold: bool = False, size: str = "10", color: str = "", fill: str = "", border: bool = False,
             align: str = "left", valign: str = "center") -> int:  # fmt: skip
        """A look of our own: 宋体 or, bold, 黑体; wrapped."""
        key = ("own", bold, size, color, fill, border, align, valign)
        if key not in self._known:
            look = etree.SubElement(self._looks, tag("xf"), numFmtId="0", xfId="0", applyFont="1", applyAlignment="1")
            look.set("fontId", str(self._font("黑体" if bold else "宋体", size, color)))
            look.set("fillId", str(self._fill("FF" + fill) if fill else 0))
            look.set("borderId", str(self._border() if border else 0))
            look.attrib.update({"applyFill": "1", "applyBorder": "1"})
            etree.SubElement(look, tag("alignment"), horizontal=align, vertical=valign, wrapText="1")
            self._known[key] = len(self._looks) - 1
        return self._known[key]

    def save(self) -> None:
        """Write the looks back."""
        for name in ("fonts", "fills", "borders", "cellXfs"):
            table = self._root.find(tag(name))
            table.set("count", str(len(table)))
        self._parts.content[self._name] = serialised(self._root)

    def _on(self, index: int, color: str) -> int:
        key = (index, color)
        if key not in self._known:
            look = deepcopy(self._looks[min(index, len(self._looks) - 1)])
            look.attrib.update({"fillId": str(self._fill(color)), "applyFill": "1"})
            self._looks.append(look)
            self._known[key] = len(self._looks) - 1
        return self._known[key]

    def _fill(self, color: str) -> int:
        table = self._root.find(tag("fills"))
        known = next((at for at, fill in enumerate(table) if _color(fill) == color), None)
        if known is not None:
            return known
        pattern = etree.SubElement(etree.SubElement(table, tag("fill")), tag("patternFill"), patternType="solid")
        etree.SubElement(pattern, tag("fgColor"), rgb=color)
        etree.SubElement(pattern, tag("bgColor"), indexed="64")
        return len(table) - 1

    def _font(self, name: str, size: str, color: str) -> int:
        table = self._root.find(tag("fonts"))
        font = etree.SubElement(table, tag("font"))
        if color:
            etree.SubElement(font, tag("u"))
        etree.SubElement(font, tag("sz"), val=size)
        etree.SubElement(font, tag("color"), rgb="FF" + (color or "000000"))
        etree.SubElement(font, tag("name"), val=name)
        return len(table) - 1

    def _border(self) -> int:
        table = self._root.find(tag("borders"))
        border = etree.SubElement(table, tag("border"))
        for side in ("left", "right", "top", "bottom"):
            line = etree.SubElement(border, tag(side), style="thin")
            etree.SubElement(line, tag("color"), rgb="FF808080")
        etree.SubElement(border, tag("diagonal"))
        return len(table) - 1


def _color(fill: Any) -> str:
    color = fill.find(f"{tag('patternFill')}/{tag('fgColor')}")
    return (color.get("rgb") or "").upper() if color is not None else ""
