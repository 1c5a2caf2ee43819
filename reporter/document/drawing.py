"""A text box at a fixed place of the page, the one piece of DrawingML that documents need."""

from __future__ import annotations

from reporter.document.xml import quoteattr

_EMU = 635  # per twip


def text_box(
    content: str,
    *,
    number: int,
    description: str,
    size: tuple[int, int],
    across: str,
    down: str,
    body: str = 'anchor="b"',
    wrap: str = "<wp:wrapNone/>",
) -> str:
    """A run with a box of `size` twips that holds the paragraphs `content`.

    `across` and `down` are what `place` returns; `body` holds further attributes of the text body.
    """
    width, height = size[0] * _EMU, size[1] * _EMU
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251658240" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f"<wp:positionH {across}</wp:positionH><wp:positionV {down}</wp:positionV>"
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>{wrap}'
        f'<wp:docPr id="{number}" name={quoteattr(description)} descr={quoteattr(description)}/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx>"
        f'<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" {body}><a:noAutofit/></wps:bodyPr>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def place(relative_to: str, *, offset: int) -> str:
    """A position `offset` twips from an edge."""
    return f'relativeFrom="{relative_to}"><wp:posOffset>{offset * _EMU}</wp:posOffset>'
