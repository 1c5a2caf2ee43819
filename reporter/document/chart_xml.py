"""The XML of a chart made fit for Word: everything said that programs guess differently, every face and colour named.

xlsxwriter writes charts as Excel 2007 did and leaves out what that version took for granted. Inside a Word file the
same gaps mean other things (no axis, labels with series names, rounded corners), so they are filled here.
"""

from __future__ import annotations

from lxml import etree

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NS = {"c": _C, "a": _A}
_WESTERN = "Times New Roman"
_CHINESE = "宋体"
_NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_TEXT = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0">'
    '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    f'<a:latin typeface="{_CHINESE}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_LABEL_SWITCHES = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_AXIS = "axId scaling delete=0 axPos majorGridlines minorGridlines title numFmt majorTickMark=none minorTickMark=none "
_AXIS += "tickLblPos spPr txPr crossAx crosses"
# parent -> its children in the order of the schema; `=value` is said where xlsxwriter says nothing
_CHILDREN = {
    "chartSpace": "date1904=0 lang roundedCorners=0 chart spPr txPr externalData",
    "chart": "title autoTitleDeleted=1 plotArea legend plotVisOnly=1 dispBlanksAs=gap",
    "barChart": "barDir grouping varyColors=0 ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors=0 ser dLbls marker=1 axId",
    "catAx": f"{_AXIS} auto lblAlgn lblOffset noMultiLvlLbl=0",
    "valAx": f"{_AXIS} crossBetween majorUnit minorUnit",
    "legend": "legendPos legendEntry layout overlay=0 spPr txPr",
    "dLbls": "numFmt spPr txPr dLblPos " + " ".join(f"{switch}=0" for switch in _LABEL_SWITCHES),
}
_SERIES = {
    "barChart": "idx order tx spPr invertIfNegative=0 dLbls cat val",
    "lineChart": "idx order tx spPr marker dLbls cat val smooth=0",
}


def fit_for_word(part: bytes, *, workbook: str, points: int) -> bytes:
    """`part` for a Word file; `workbook` is the relationship id of its data, `points` the size of its text."""
    root = etree.fromstring(part)
    _drop(root, "printSettings")
    _said(root, "lang").set("val", "zh-CN")
    root.extend(_parsed(_NO_FILL + _TEXT.format(size=points * 100) + _data(workbook)))
    for plot in root.iter(f"{{{_C}}}plotArea"):
        plot.extend(_parsed(_NO_FILL))
    for element in list(root.iter(f"{{{_C}}}*")):
        name = etree.QName(element).localname
        parent = element.getparent()
        order = _SERIES[etree.QName(parent).localname] if name == "ser" and parent is not None else _CHILDREN.get(name)
        if order:
            _complete(element, order.split())
    for categories in root.iterfind(".//c:cat/c:numRef", _NS):
        _as_text(categories)
    _name_faces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parsed(xml: str) -> list[etree._Element]:
    return list(etree.fromstring(f'<x xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}">{xml}</x>'))


def _data(workbook: str) -> str:
    """Where “编辑数据” finds the figures; not refreshed when the document is opened."""
    return f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'


def _said(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(f"c:{name}", _NS)
    return etree.SubElement(parent, f"{{{_C}}}{name}") if found is None else found


def _drop(parent: etree._Element, name: str) -> None:
    for child in parent.findall(f"c:{name}", _NS):
        parent.remove(child)


def _complete(element: etree._Element, order: list[str]) -> None:
    """`element` with what is missing, its children in the order of the schema."""
    names = [item.partition("=")[0] for item in order]
    for name, _, value in (item.partition("=") for item in order):
        if value and element.find(f"c:{name}", _NS) is None:
            etree.SubElement(element, f"{{{_C}}}{name}").set("val", value)
    element[:] = sorted(element, key=lambda child: names.index(etree.QName(child).localname))


def _as_text(reference: etree._Element) -> None:
    """Categories are texts, also where they look like numbers (2024, nan)."""
    reference.tag = f"{{{_C}}}strRef"
    for cache in reference.findall("c:numCache", _NS):
        cache.tag = f"{{{_C}}}strCache"
        _drop(cache, "formatCode")


def _name_faces(root: etree._Element) -> None:
    """Chinese and western face by name: `latin` alone would leave Chinese text to the theme."""
    for latin in list(root.iter(f"{{{_A}}}latin")):
        for tag, face in (("cs", _WESTERN), ("ea", latin.get("typeface", _CHINESE))):
            other = etree.Element(f"{{{_A}}}{tag}")
            other.set("typeface", face)
            latin.addnext(other)
        latin.set("typeface", _WESTERN)
    for end in root.iter(f"{{{_A}}}endParaRPr"):
        end.set("lang", "zh-CN")
