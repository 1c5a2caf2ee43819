"""The first page of a letter (信函格式): mark and double rule above, a double rule near the bottom edge."""

from __future__ import annotations

from reporter.document.blocks import Elements
from reporter.document.drawing import place, text_box
from reporter.document.package import Package
from reporter.document.page import LEFT, LONG, TEXT_WIDTH, bare_line
from reporter.document.text import Pen, paragraph, squeezed

HEADER = 1597  # puts the ink of the mark 30 mm below the paper's edge
_WIDER = 397  # the rules are 170 mm, 7 mm wider than the text on each side
_BOTTOM = 1134  # 20 mm
_INDENT = f'w:left="-{_WIDER}" w:right="-{_WIDER}"'
_BORDER = '<w:pBdr><w:{side} w:val="{kind}" w:sz="24" w:space="{space}" w:color="FF0000"/></w:pBdr>'


def letter_first_page(elements: Elements, pen: Pen, package: Package) -> str:
    """The references of the first page's header, with the mark, and of its footer, without number."""
    header = package.add_header(_mark(elements, pen))
    footer = package.add_footer(bare_line(odd=True, sample=elements.sample))
    return f'<w:headerReference w:type="first" r:id="{header}"/><w:footerReference w:type="first" r:id="{footer}"/>'


def bottom_rule() -> str:
    """A run with the lower double rule; in the body, since LibreOffice misplaces it in a first footer."""
    border = _BORDER.format(side="bottom", kind="thinThickSmallGap", space=0)
    return text_box(
        paragraph("Rule", before=border),
        number=104,
        description="信函下端线",
        size=(TEXT_WIDTH + 2 * _WIDER, 160),
        across=place("page", offset=LEFT - _WIDER),
        down=place("page", offset=LONG - _BOTTOM),
        body='anchor="t"',
    )


def _mark(elements: Elements, pen: Pen) -> str:
    border = _BORDER.format(side="bottom", kind="thickThinSmallGap", space=6)
    scale = squeezed(pen.marks.plain(elements.issuer), points=36, room=TEXT_WIDTH)
    name = pen.runs(elements.issuer, scale, bookmarks=False)
    return paragraph("RedMark", name, before=border, spacing='w:before="0"', indent=_INDENT)
