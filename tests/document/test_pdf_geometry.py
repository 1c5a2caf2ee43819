"""The look of documents, measured in millimetres on the pages that LibreOffice makes of them."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.document.conftest import Rendered
from tests.document.docsamples import BODY, FILE, made, wide_annex

with warnings.catch_warnings():  # its compiled types lack a module name
    warnings.simplefilter("ignore", DeprecationWarning)
    import pymupdf

pytestmark = pytest.mark.libreoffice

MM = 25.4 / 72
HAN = "屈原管理区督查室核实各项工作进展情况并通报如下" * 40
HANGING = set("，。、；：！？”’）》")
UPRIGHT, TURNED = (28, 37, 184, 262), (35, 28, 260, 184)


@dataclass(frozen=True, kw_only=True)
class Glyph:
    """A printed character: its box from `left` to `right`, its origin at `x`, `y`; `turned` reads downwards."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    x: float
    y: float
    size: float
    turned: bool


def glyphs(page: pymupdf.Page) -> Iterator[Glyph]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                for char in span["chars"]:
                    left, top, right, bottom = (value * MM for value in char["bbox"])
                    x, y = (value * MM for value in char["origin"])
                    turned = abs(line["dir"][1]) > 0.5
                    yield Glyph(
                        text=char["c"],
                        left=left,
                        right=right,
                        top=top,
                        bottom=bottom,
                        x=x,
                        y=y,
                        size=span["size"],
                        turned=turned,
                    )


def is_number(glyph: Glyph, *, landscape: bool) -> bool:
    """The page number and what stands beside it."""
    return glyph.turned or glyph.x < 34 if landscape else glyph.y > 263


def ink(page: pymupdf.Page, top: float, bottom: float) -> tuple[float, float]:
    """First and last row of ink between two heights of the text area."""
    clip = pymupdf.Rect(28 / MM, top / MM, 184 / MM, bottom / MM)
    pixmap = page.get_pixmap(dpi=600, clip=clip, colorspace=pymupdf.csRGB)
    stride, samples = pixmap.width * 3, pixmap.samples
    rows = [row for row in range(pixmap.height) if min(samples[row * stride + 1 : (row + 1) * stride : 3]) < 200]
    return top + rows[0] * 25.4 / 600, top + rows[-1] * 25.4 / 600


def rules(page: pymupdf.Page) -> list[tuple[float, float, float, float]]:
    """Left, right, height and width (points) of the horizontal lines drawn on a page."""
    found = {
        (round(item["rect"].x0 * MM, 1), round(item["rect"].x1 * MM, 1), round(item["rect"].y0 * MM, 2), item["width"])
        for item in page.get_drawings()
    }
    return sorted(found, key=lambda line: line[2])


@pytest.fixture(scope="module")
def pdfs(render: Rendered) -> dict[str, pymupdf.Document]:
    sample = FILE.replace("文种", "样例数据: true\n文种")
    letter = FILE.replace("版式: 文件", "版式: 信函")
    sources = {
        "long": f"{FILE}{HAN}\n{BODY}{wide_annex(60)}\n::: 附件\n## 范围\n{HAN}\n:::\n",
        "landscape last": f"{sample}{HAN}\n{wide_annex(60)}",
        "letter": f"{letter}{HAN}\n",
    }
    made_files = render({name: made(text) for name, text in sources.items()})
    return {name: pymupdf.open(stream=data) for name, data in made_files.items()}


def pages(document: pymupdf.Document) -> Iterator[tuple[int, pymupdf.Page, bool]]:
    """Number, page, and whether it lies on its side."""
    for number, page in enumerate(document, 1):
        yield number, page, page.rect.width > page.rect.height


def test_a_full_body_page_has_22_lines(pdfs: dict[str, pymupdf.Document]) -> None:
    lines = {round(glyph.y, 1) for glyph in glyphs(pdfs["long"][1]) if not is_number(glyph, landscape=False)}
    assert len(lines) == 22


def test_a_full_line_has_28_characters(pdfs: dict[str, pymupdf.Document]) -> None:
    counts = Counter(round(glyph.y, 1) for glyph in glyphs(pdfs["long"][1]) if glyph.text in HAN)
    assert counts.most_common(1)[0][1] == 28
    assert list(counts.values()).count(28) >= 20


def test_red_mark_and_rule(pdfs: dict[str, pymupdf.Document]) -> None:
    first = pdfs["long"][0]
    assert ink(first, 50, 100)[0] == pytest.approx(72, abs=1)
    ((left, right, height, width),) = rules(first)
    assert (left, right) == (pytest.approx(28, abs=0.2), pytest.approx(184, abs=0.2))
    number_bottom = ink(first, 100, height - 0.5)[1]
    assert height - width * MM / 2 - number_bottom == pytest.approx(4, abs=0.5)


def test_first_page_shows_the_body(pdfs: dict[str, pymupdf.Document]) -> None:
    assert "屈原管理区督查室核实" in pdfs["long"][0].get_text().replace("\n", "")


@pytest.mark.parametrize("name", ["long", "landscape last"])
def test_imprint_ends_at_the_edge_of_the_text_area(pdfs: dict[str, pymupdf.Document], name: str) -> None:
    last = pdfs[name][-1]
    lines = [line for line in rules(last) if line[2] > 230]
    assert [line[3] for line in lines] == [1.0, 0.75, 1.0]
    assert lines[-1][2] == pytest.approx(262, abs=0.5)
    assert all((line[0], line[1]) == (pytest.approx(28, abs=0.2), pytest.approx(184, abs=0.2)) for line in lines)


def test_imprint_alone_stands_on_an_even_page(pdfs: dict[str, pymupdf.Document]) -> None:
    document = pdfs["landscape last"]
    assert len(document) % 2 == 0
    foot = "".join(glyph.text for glyph in glyphs(document[-1]) if is_number(glyph, landscape=False))
    assert foot == "样例数据"


def test_page_numbers_upright(pdfs: dict[str, pymupdf.Document]) -> None:
    seen = set()
    for number, page, landscape in pages(pdfs["long"]):
        if landscape or not page.get_text().strip() or "抄送：" in page.get_text():
            continue  # blank sides and the one of the 版记 carry no number (7.5)
        foot = [glyph for glyph in glyphs(page) if is_number(glyph, landscape=False)]
        assert "".join(glyph.text for glyph in foot) == f"— {number} —"
        assert all(glyph.y == pytest.approx(271, abs=0.3) for glyph in foot)
        edge = foot[-1].right if number % 2 else foot[0].left
        assert edge == pytest.approx(179.1 if number % 2 else 33.0, abs=0.3)
        seen.add(number % 2)
    assert seen == {0, 1}


def test_page_numbers_of_turned_pages_stand_at_the_same_place_of_the_sheet(pdfs: dict[str, pymupdf.Document]) -> None:
    seen = set()
    for number, page, landscape in pages(pdfs["long"]):
        if not landscape:
            continue
        foot = [glyph for glyph in glyphs(page) if is_number(glyph, landscape=True)]
        assert "".join(glyph.text for glyph in foot) == f"— {number} —"
        assert all(glyph.x == pytest.approx(297 - 271, abs=0.3) for glyph in foot)
        edge = foot[-1].bottom if number % 2 else foot[0].top
        assert edge == pytest.approx(179.1 if number % 2 else 33.0, abs=0.3)
        seen.add(number % 2)
    assert seen == {0, 1}


@pytest.mark.parametrize("name", ["long", "landscape last", "letter"])
def test_text_keeps_inside_the_text_area(pdfs: dict[str, pymupdf.Document], name: str) -> None:
    """Closing punctuation may hang over the right edge, as Chinese typesetting has it."""
    for number, page, landscape in pages(pdfs[name]):
        left, top, right, bottom = TURNED if landscape else UPRIGHT
        for glyph in glyphs(page):
            if is_number(glyph, landscape=landscape) or glyph.text.isspace() or (name == "letter" and glyph.size > 30):
                continue
            inside = top < glyph.y < bottom and glyph.left > left - 0.2
            assert inside, (number, glyph)
            assert glyph.text in HANGING or glyph.right < right + 0.3, (number, glyph)


def test_heading_row_on_every_page_of_a_table(pdfs: dict[str, pymupdf.Document]) -> None:
    turned = [page.get_text() for _, page, landscape in pages(pdfs["long"]) if landscape]
    assert len(turned) > 3
    assert all("指标名称" in text for text in turned[:-1])
    rows = "".join(turned).split("A1-K02")
    assert len(rows) == 60 + 1


def test_sample_stands_in_every_foot(pdfs: dict[str, pymupdf.Document]) -> None:
    for number, page, landscape in pages(pdfs["landscape last"]):
        foot = "".join(glyph.text for glyph in glyphs(page) if is_number(glyph, landscape=landscape))
        blank_side = not page.get_text().strip()
        assert blank_side or "样例数据" in foot, number


def test_letter_rules(pdfs: dict[str, pymupdf.Document]) -> None:
    first, second = pdfs["letter"][0], pdfs["letter"][1]
    assert ink(first, 15, 45)[0] == pytest.approx(30, abs=1)
    lines = rules(first)
    assert all((line[0], line[1]) == (pytest.approx(21, abs=0.2), pytest.approx(191, abs=0.2)) for line in lines)
    upper, lower = [line for line in lines if line[2] < 150], [line for line in lines if line[2] > 150]
    assert [line[3] for line in upper] == sorted((line[3] for line in upper), reverse=True)
    assert [line[3] for line in lower] == sorted(line[3] for line in lower)
    assert lower[0][2] == pytest.approx(277, abs=1)
    feet = ["".join(g.text for g in glyphs(page) if is_number(g, landscape=False)) for page in (first, second)]
    assert feet == ["", "— 2 —"]


def test_faces(pdfs: dict[str, pymupdf.Document]) -> None:
    """Without aliases LibreOffice sets every face in one sans and hides each font error."""
    fonts = {font[3].split("+")[-1] for page in pdfs["long"] for font in page.get_fonts()}
    assert {"FandolFang-Regular", "FandolHei-Regular", "FandolKai-Regular", "FandolSong-Regular"} <= fonts
    assert not [name for name in fonts if "DejaVu" in name or "NotoSans" in name]
