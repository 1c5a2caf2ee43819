"""Sections: page sizes, margins, grid, and the page numbers in their footers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reporter.core.values import dataclass
from reporter.document.drawing import place, text_box
from reporter.document.text import paragraph

LONG, SHORT = 16838, 11906
TOP, LEFT, BOTTOM, RIGHT = 2098, 1588, 1984, 1474  # 37, 28, 35, 26 mm
TEXT_WIDTH = SHORT - LEFT - RIGHT
TEXT_HEIGHT = LONG - TOP - BOTTOM
FOOTER = 1418  # from the paper's edge to the number's line: its ink is 7 mm below the text area
_LINE = 280  # height of the number's line, and one 4号 character
_GRID = '<w:docGrid w:type="lines" w:linePitch="579"/>'
_HINT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'

AddPart = Callable[[str], str]  # content of a header or footer -> relationship id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footers:
    odd: str
    even: str

    def references(self) -> str:
        return (
            f'<w:footerReference w:type="default" r:id="{self.odd}"/>'
            f'<w:footerReference w:type="even" r:id="{self.even}"/>'
        )


class Pages:
    """Makes the section properties of one document; adds a footer when a section first needs it."""

    def __init__(self, *, add_footer: AddPart, sample: bool) -> None:
        self._add_footer = add_footer
        self._sample = sample

    def portrait(self, first_page: str = "", *, header: int = 851) -> str:
        """An upright section; `first_page` are references of a first page that differs (and has no number)."""
        return self._section(self._upright, _upright_page(header), first_page)

    def landscape(self) -> str:
        """A section turned clockwise; its number keeps the physical place of the others."""
        margins = _margins(top=LEFT, right=TOP, bottom=RIGHT, left=BOTTOM, header=851)
        page = f'<w:pgSz w:w="{LONG}" w:h="{SHORT}" w:orient="landscape"/>{margins}'
        return self._section(self._turned, page, "")

    def last_side(self) -> str:
        """A section for a 版记 alone: on an even page, without number."""
        return self._section(self._bare, _upright_page(851), "", kind="evenPage")

    def _section(self, footers: _Footers, page: str, first: str, *, kind: str = "nextPage") -> str:
        title = "<w:titlePg/>" if first else ""
        return f'<w:sectPr>{first}{footers.references()}<w:type w:val="{kind}"/>{page}{title}{_GRID}</w:sectPr>'

    @cached_property
    def _upright(self) -> _Footers:
        return _Footers(
            odd=self._add_footer(_number_line(odd=True, sample=self._sample)),
            even=self._add_footer(_number_line(odd=False, sample=self._sample)),
        )

    @cached_property
    def _turned(self) -> _Footers:
        return _Footers(
            odd=self._add_footer(_turned_line(odd=True, sample=self._sample)),
            even=self._add_footer(_turned_line(odd=False, sample=self._sample)),
        )

    @cached_property
    def _bare(self) -> _Footers:
        return _Footers(
            odd=self._add_footer(bare_line(odd=True, sample=self._sample)),
            even=self._add_footer(bare_line(odd=False, sample=self._sample)),
        )


def bare_line(*, odd: bool, sample: bool) -> str:
    """The footer of a page without number."""
    return _side(_text("样例数据") if sample else "", odd=odd)


def _upright_page(header: int) -> str:
    margins = _margins(top=TOP, right=RIGHT, bottom=BOTTOM, left=LEFT, header=header)
    return f'<w:pgSz w:w="{SHORT}" w:h="{LONG}"/>{margins}'


def _margins(*, top: int, right: int, bottom: int, left: int, header: int) -> str:
    return (
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        f'w:header="{header}" w:footer="{FOOTER}" w:gutter="0"/>'
    )


def _text(text: str) -> str:
    return f'<w:r>{_HINT}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _field(kind: str) -> str:
    return f'<w:r>{_HINT}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def _number() -> str:
    code = f'<w:r>{_HINT}<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    return "".join([_text("— "), _field("begin"), code, _field("separate"), _text("1"), _field("end"), _text(" —")])


def _number_line(*, odd: bool, sample: bool) -> str:
    """The number outside: right on odd pages, left on even ones, one character in."""
    parts = [_text("样例数据　"), _number()] if odd else [_number(), _text("　样例数据")]
    return _side("".join(parts) if sample else _number(), odd=odd)


def _side(content: str, *, odd: bool) -> str:
    indent, align = ('w:right="280"', "right") if odd else ('w:left="280"', "left")
    return paragraph("Footer", content, indent=indent, align=align)


def _turned_line(*, odd: bool, sample: bool) -> str:
    """The same line turned with the page: along the left edge, read from top to bottom."""
    box = text_box(
        _number_line(odd=odd, sample=sample),
        number=102 if odd else 103,
        description="页码",
        size=(_LINE, TEXT_WIDTH),
        across=place("page", offset=FOOTER),
        down=place("page", offset=LEFT),
        body='vert="vert" anchor="t"',
    )
    return paragraph("Footer", box)
