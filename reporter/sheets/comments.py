"""Comments on cells of an existing sheet: those of the sheet's own stay, ours come, go and come again.

A comment of ours starts with `OURS`. On a cell that has a comment already ours stands before it, and gives it back
when it goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from reporter.sheets.cells import place_of
from reporter.sheets.parts import MAIN, OFFICE, Parts, for_xml, parsed, serialised, tag

OURS = "【督查室批注】"
_BEFORE = "\n原批注："
_AUTHOR = "督查室"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_AFTER_LEGACY = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_V = "urn:schemas-microsoft-com:vml"
_O = "urn:schemas-microsoft-com:office:office"
_X = "urn:schemas-microsoft-com:office:excel"
_EMPTY_VML = (
    f'<xml xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{block}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    f'<v:shape xmlns:v="{_V}" xmlns:o="{_O}" xmlns:x="{_X}" id="_x0000_s{{number}}" type="#_x0000_t202" '
    'style="position:absolute;width:260pt;height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"/>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_ID = re.compile(r"_s(\d+)")
_LETTERS_A_LINE, _POINTS_A_LINE = 26, 14


def comment_texts(root: Any) -> Mapping[str, str]:
    """The comments of a comments part by address."""
    return {one.get("ref"): "".join(text.text or "" for text in one.iter("{*}t")) for one in root.iter("{*}comment")}


def is_ours(text: str) -> bool:
    """Whether a comment is ours and holds nothing else."""
    return text.lstrip().startswith(OURS) and _BEFORE not in text


def put_comments(parts: Parts, sheet: str, texts: Mapping[str, str]) -> None:
    """Let the sheet part `sheet` have `texts` (by address) as our only comments, beside those of its own."""
    name = next((target for kind, _, target in parts.relations(sheet) if kind == "comments"), "")
    root = parsed(parts.content[name]) if name in parts.content else None
    own = _without_ours(comment_texts(root)) if root is not None else {}
    ours = {cell for cell, text in comment_texts(root).items() if OURS in text} if root is not None else set()
    if not texts and not ours:
        return
    if root is None:
        name, root = parts.free_name("xl/comments{number}.xml"), _empty()
        parts.declare(_COMMENTS_TYPE, part=name)
        parts.relate(sheet, "comments", name)
    _fill(root, own, {cell: _joined(text, own.get(cell, "")) for cell, text in texts.items()}, ours)
    parts.content[name] = serialised(root)
    _draw(parts, sheet, {**own, **texts})


def _without_ours(texts: Mapping[str, str]) -> dict[str, str]:
    kept = {cell: text.partition(_BEFORE)[2] if text.startswith(OURS) else text for cell, text in texts.items()}
    return {cell: text for cell, text in kept.items() if text}


def _joined(text: str, own: str) -> str:
    return f"{OURS}{text}" + (f"{_BEFORE}{own}" if own else "")


def _empty() -> Any:
    return parsed(f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode())


def _fill(root: Any, own: Mapping[str, str], ours: Mapping[str, str], before: set[str]) -> None:
    """Replace the comments of the cells that had or get one of ours; others keep their own form."""
    authors, comments = root.find("{*}authors"), root.find("{*}commentList")
    names = [author.text for author in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, tag("author")).text = _AUTHOR
        names.append(_AUTHOR)
    for one in [one for one in comments if one.get("ref") in before | set(ours)]:
        comments.remove(one)
    back = {cell: own[cell] for cell in before - set(ours) if cell in own}
    for cell, text in {**back, **ours}.items():
        one = etree.SubElement(comments, tag("comment"), ref=cell, authorId=str(names.index(_AUTHOR)))
        run = etree.SubElement(etree.SubElement(one, tag("text")), tag("r"))
        look = etree.SubElement(run, tag("rPr"))
        etree.SubElement(look, tag("sz"), val="9")
        etree.SubElement(look, tag("rFont"), val="宋体")
        words = etree.SubElement(run, tag("t"))
        words.text = for_xml(text)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    comments[:] = sorted(comments, key=lambda one: place_of(one.get("ref")))


def _draw(parts: Parts, sheet: str, texts: Mapping[str, str]) -> None:
    """Let the sheet's drawing have one box for each comment, and none for comments that are gone."""
    page = parsed(parts.content[sheet])
    legacy = page.find(tag("legacyDrawing"))
    targets = {key: target for _, key, target in parts.relations(sheet)}
    name = targets.get(legacy.get(tag("id", OFFICE)), "") if legacy is not None else ""
    if name not in parts.content:
        name = parts.free_name("xl/drawings/vmlDrawing{number}.vml")
        block = "".join(filter(str.isdigit, name.rsplit("/", 1)[-1]))
        parts.content[name] = _EMPTY_VML.replace("{block}", block).encode()
        parts.declare(_VML_TYPE, extension="vml")
        _refer(page, legacy, parts.relate(sheet, "vmlDrawing", name))
        parts.content[sheet] = serialised(page)
    # Excel writes its drawings without an XML declaration, and nobody knows whether it reads one.
    parts.content[name] = etree.tostring(_boxed(parsed(parts.content[name], recover=True), texts))


def _refer(page: Any, legacy: Any, key: str) -> None:
    if legacy is None:
        legacy = etree.Element(tag("legacyDrawing"))
        following = next((one for one in page if etree.QName(one).localname in _AFTER_LEGACY), None)
        page.insert(len(page) if following is None else page.index(following), legacy)
    legacy.set(tag("id", OFFICE), key)


def _boxed(drawing: Any, texts: Mapping[str, str]) -> Any:
    wanted = {place_of(cell): text for cell, text in texts.items()}
    for shape in list(drawing.iter(tag("shape", _V))):
        place = _place(shape)
        if place is not None and wanted.pop(place, None) is None:
            shape.getparent().remove(shape)
    block = next((int(one.get("data", "1").split(",")[0]) for one in drawing.iter(tag("idmap", _O))), 1)
    numbers = [int(found) for shape in drawing for found in _ID.findall(shape.get("id", ""))]
    first = max([block * 1024, *numbers]) + 1
    for number, ((row, column), text) in enumerate(sorted(wanted.items()), first):
        lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.split("\n")) + 2
        anchor = f"{column}, 15, {max(row - 2, 0)}, 10, {column + 4}, 15, {row + 4}, 4"
        height = lines * _POINTS_A_LINE
        drawing.append(
            etree.fromstring(
                _SHAPE.format(number=number, order=number, height=height, anchor=anchor, row=row - 1, column=column - 1)
            )
        )
    return drawing


def _place(shape: Any) -> tuple[int, int] | None:
    """Row and column of the cell whose comment a shape shows; None for other shapes."""
    data = shape.find(tag("ClientData", _X))
    if data is None or data.get("ObjectType") != "Note":
        return None
    row, column = data.findtext(tag("Row", _X)), data.findtext(tag("Column", _X))
    return (int(row) + 1, int(column) + 1) if row and column else None
