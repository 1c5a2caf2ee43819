"""The printed page in millimetres, read from a PDF. The only module that imports the PDF reader (extra `inspect`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from itertools import islice

from reporter.core.values import dataclass

MOST_PAGES = 300
MM = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A printed character: its box, its origin at `x`, `y` from the upper left corner; `turned` reads downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    x: float
    y: float
    size: float  # points
    font: str
    red: bool
    turned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A horizontal line: ends and height in millimetres, width in points."""

    left: float
    right: float
    y: float
    points: float
    red: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """One side."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    lines: tuple[Line, ...]

    @property
    def landscape(self) -> bool:
        return self.width > self.height

    @cached_property
    def inked(self) -> tuple[Glyph, ...]:
        """The characters that leave ink."""
        return tuple(glyph for glyph in self.glyphs if glyph.text.strip())


class NoReader(RuntimeError):
    """The PDF reader is not installed, or the PDF cannot be read; says so in Chinese."""


def read_pages(pdf: bytes) -> tuple[Page, ...]:
    """The pages of a PDF, at most `MOST_PAGES`; NoReader where they cannot be had."""
    try:
        from pdfminer.converter import PDFPageAggregator
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
        from pdfminer.pdfpage import PDFPage
        from pdfminer.psexceptions import PSException
    except ImportError as error:
        raise NoReader("没有安装读PDF的组件（pip install reporter[inspect]）") from error
    try:
        manager = PDFResourceManager()
        device = PDFPageAggregator(manager, laparams=None)
        interpreter = PDFPageInterpreter(manager, device)
        pages = []
        for number, source in enumerate(islice(PDFPage.get_pages(BytesIO(pdf)), MOST_PAGES), 1):
            interpreter.process_page(source)
            pages.append(_page(number, device.get_result()))
    except (PDFException, PSException, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise NoReader("PDF读不了") from error
    return tuple(pages)


def _page(number: int, layout: object) -> Page:
    from pdfminer.layout import LTChar, LTLine, LTPage, LTRect

    assert isinstance(layout, LTPage)
    height = layout.height
    things = list(layout)
    return Page(
        number=number,
        width=layout.width * MM,
        height=height * MM,
        glyphs=tuple(_glyph(one, height) for one in things if isinstance(one, LTChar)),
        lines=tuple(_lines((one for one in things if isinstance(one, LTLine | LTRect)), height)),
    )


def _glyph(char: object, height: float) -> Glyph:
    from pdfminer.layout import LTChar

    assert isinstance(char, LTChar)
    left, bottom, right, top = char.bbox
    across, _, down, _, x, y = char.matrix
    return Glyph(
        text=char.get_text(),
        left=left * MM,
        right=right * MM,
        top=(height - top) * MM,
        bottom=(height - bottom) * MM,
        x=x * MM,
        y=(height - y) * MM,
        size=char.width if abs(across) < abs(down) else char.height,
        font=char.fontname,
        red=_is_red(char.graphicstate.ncolor),
        turned=abs(across) < abs(down),
    )


def _lines(shapes: Iterator[object], height: float) -> Iterator[Line]:
    """Strokes, and bars filled thinner than a line of text."""
    from pdfminer.layout import LTLine, LTRect

    for shape in shapes:
        assert isinstance(shape, LTLine | LTRect)
        left, bottom, right, top = shape.bbox
        if right - left < 10 * (top - bottom + 1):
            continue
        is_stroke = isinstance(shape, LTLine) or shape.stroke
        yield Line(
            left=left * MM,
            right=right * MM,
            y=(height - (bottom + top) / 2) * MM,
            points=shape.linewidth if is_stroke else top - bottom,
            red=_is_red(shape.stroking_color if is_stroke else shape.non_stroking_color),
        )


def _is_red(color: object) -> bool:
    """Whether a colour (grey, RGB or CMYK shares) is the red of official documents."""
    match color:
        case (float() | int() as red, float() | int() as green, float() | int() as blue):
            return red > 0.7 and green < 0.35 and blue < 0.35
        case (float() | int() as cyan, float() | int() as magenta, float() | int() as yellow, float() | int()):
            return cyan < 0.3 and magenta > 0.6 and yellow > 0.6
        case _:
            return False
