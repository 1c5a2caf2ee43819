"""Charts on paper: inside the text area, no higher than asked, told apart without colour."""

from __future__ import annotations

import warnings

import pytest

from tests.document.conftest import Rendered
from tests.document.docsamples import FILE, made
from tests.document.test_chart_table import LIGHTS, fenced
from tests.document.test_pdf_geometry import MM, TURNED, UPRIGHT, glyphs

with warnings.catch_warnings():  # its compiled types lack a module name
    warnings.simplefilter("ignore", DeprecationWarning)
    import pymupdf

pytestmark = pytest.mark.libreoffice

LONG = fenced(
    "类型=条形 高=4 题=图2",
    "行动 | 达到占比",
    "名称特别长的区现代化产业体系建设和园区提质增效行动工作专班办公室 | 100.0%",
    "乙 | 0.0%",
)
LINES = fenced("类型=折线 高=5 题=图3", "月份 | 全区 | 甲行动", "1月 | 60% | 50%", "2月 | 70% | 45%")
HEIGHTS = {"lights": 60, "bars": 40, "lines": 50, "turned": 40}
CHART_TYPE = 9.1  # points: nothing else on these pages is as small


@pytest.fixture(scope="module")
def drawn(render: Rendered) -> dict[str, pymupdf.Page]:
    """The page of each chart."""
    sources = {
        "lights": f"{FILE}{LIGHTS}",
        "bars": f"{FILE}{LONG}",
        "lines": f"{FILE}{LINES}",
        "turned": f"{FILE}文\n\n::: 附件 横排\n{LONG}:::\n",
    }
    pdfs = render({name: made(text) for name, text in sources.items()})
    found = {}
    for name, data in pdfs.items():
        document = pymupdf.open(stream=data)
        found[name] = next(page for page in document if any(glyph.size < CHART_TYPE for glyph in glyphs(page)))
        found[name].kept = document  # a page dies with its document
    return found


def box(page: pymupdf.Page) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of everything in the chart: its type, and what is drawn beside it."""
    texts = [glyph for glyph in glyphs(page) if glyph.size < CHART_TYPE and not glyph.text.isspace()]
    first, last = min(glyph.top for glyph in texts), max(glyph.bottom for glyph in texts)
    shapes = [[value * MM for value in item["rect"]] for item in page.get_drawings()]
    near = [shape for shape in shapes if first - 10 < shape[1] and shape[3] < last + 10 and shape[3] - shape[1] > 0.5]
    assert near
    boxes = [*near, *((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in texts)]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@pytest.mark.parametrize("name", list(HEIGHTS))
def test_inside_the_text_area_and_no_higher_than_asked(drawn: dict[str, pymupdf.Page], name: str) -> None:
    left, top, right, bottom = box(drawn[name])
    area = TURNED if name == "turned" else UPRIGHT
    assert area[0] - 0.2 < left and right < area[2] + 0.2, (left, right)
    assert area[1] < top and bottom < area[3]
    assert HEIGHTS[name] * 0.6 < bottom - top <= HEIGHTS[name]


def test_labels_of_lights_leave_out_zeros(drawn: dict[str, pymupdf.Page]) -> None:
    lines = [line for block in drawn["lights"].get_text("dict")["blocks"] for line in block.get("lines", [])]
    small = [span["text"].strip() for line in lines for span in line["spans"] if span["size"] < CHART_TYPE]
    figures = [text for text in small if text[:1].isdigit()]
    assert sorted(figures) == sorted(["13", "1", "25", "5", "3", "1", "92.9%", "73.5%"])
    assert all(name in "".join(small) for name in ("安全守底行动", "绿灯", "黄灯", "红灯", "未报", "条右端为达到占比"))


def test_lights_differ_in_grey(drawn: dict[str, pymupdf.Page]) -> None:
    """The four parts of the lower bar: their greys, averaged beside the figure, are apart."""
    page = drawn["lights"]
    figures = sorted(
        (glyph for glyph in glyphs(page) if glyph.size < CHART_TYPE and glyph.text in "12345" and glyph.x > 50),
        key=lambda glyph: (glyph.y, glyph.x),
    )
    lower = [glyph for glyph in figures if abs(glyph.y - figures[-1].y) < 0.5]
    bar = {glyph.text: glyph for glyph in lower[:5]}  # 2 5 5 3 1, the second 5 being that of yellow
    greys = {text: _grey(page, bar[text]) for text in ("2", "5", "3")}
    assert greys["2"] + 60 < greys["3"] and greys["3"] + 10 < greys["5"] < 253, greys


def _grey(page: pymupdf.Page, glyph: object) -> float:
    """The mean grey (0 black, 255 white) of a strip left of a figure."""
    left, top, bottom = glyph.left, glyph.top, glyph.bottom  # type: ignore[attr-defined]
    clip = pymupdf.Rect((left - 2.2) / MM, (top + 0.5) / MM, (left - 0.4) / MM, (bottom - 0.5) / MM)
    samples = page.get_pixmap(dpi=600, clip=clip, colorspace=pymupdf.csGRAY).samples
    return sum(samples) / len(samples)
