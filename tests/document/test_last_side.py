"""版记 on the last, even side: on the text's own page where it surely fits, else on a side of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pymupdf
import pytest

from reporter.core.marks import Marks
from reporter.document.markdown import parse
from reporter.document.official import write
from tests.document.conftest import Rendered
from tests.document.docsamples import NS, part

HEAD = """---
文种: 通知
版式: 文件
发文机关: 甲区办公室
字号: 甲办〔2024〕1号
标题: 关于做好有关工作的通知
主送: 各单位：
署名: 甲区办公室
日期: 2024年6月12日
抄送: 乙办。
印发: 甲区办公室
印发日期: 2024年6月12日
---

"""
SENTENCE = "各单位要按照要求逐项落实，按时报送进展情况，遇到问题及时报告。"


def paper(sentences: int) -> bytes:
    """A paper whose body is one paragraph of so many sentences (31 characters each)."""
    marks = Marks()
    return write(parse(HEAD + SENTENCE * sentences + "\n", marks), marks)


def own_side(data: bytes) -> bool:
    return part(data).find('.//w:sectPr/w:type[@w:val="evenPage"]', NS) is not None


@pytest.mark.parametrize(
    ("sentences", "own"),
    [(2, True), (14, False), (20, False), (23, True), (32, True), (50, False)],
    ids=["one page", "half of page 2", "most of page 2", "page 2 nearly full", "page 3", "page 4"],
)
def test_where_the_imprint_goes(sentences: int, own: bool) -> None:
    assert own_side(paper(sentences)) is own


@pytest.mark.libreoffice
def test_the_imprint_is_always_on_the_last_and_even_side(render: Rendered) -> None:
    made = render({f"{count}.docx": paper(count) for count in range(2, 54, 3)})
    for name, pdf in _documents(made).items():
        assert len(pdf) % 2 == 0, name
        assert SENTENCE[:9] in pdf[0].get_text().replace("\n", ""), name
        holding = [page.number for page in pdf if "抄送：" in page.get_text()]
        assert holding == [len(pdf) - 1], name


def _documents(made: dict[str, bytes]) -> Mapping[str, pymupdf.Document]:
    return {name: pymupdf.open(stream=data) for name, data in made.items()}
