"""Lines of a document to whole paragraphs: furniture of pages dropped, broken sentences joined, brackets made alike."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from reporter.core.values import dataclass
from reporter.document.passages.model import Passage

_PAGE_NUMBER = re.compile(r"[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*页(\s*[,，/共]*\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}")
_MARKS = re.compile(r"\*\*|__|^\s*#{1,6}\s+|^\s*[-*+•]\s+(?=\S)|[\u200b-\u200f\u2060\ufeff]")
_ALIKE = {ord(a): b for a, b in zip("()[]［］〔〕{}【】％．﹒", "（）（）（）（）（）（）%..", strict=True)}
_BETWEEN = {ord(a): b for a, b in zip(",;:!?", "，；：！？", strict=True)}
_LOOSE = re.compile(r"(?<=[^\x00-\x7f])[,;:!?]|[,;:!?](?=[^\x00-\x7f])")
_SLIPPED_AND = re.compile(r"(?<=[\u4e00-\u9fff])and(?=[\u4e00-\u9fff\d])")
"""Text recognition writes 和 as an English word; as many letters stand for it, so that places stay right."""
_BEGINS = re.compile(
    r"第[一二三四五六七八九十百\d]{1,3}[章节部编]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|\d{1,3}[）)]|[①-⑳]|附件|附表|附：|——"
    r"|(?:牵头|责任|配合|协办|主办|承办|实施|完成)(?:单位|部门|领导|主体|时限|时间)\s*[：:]"
)
_ALONE = re.compile(
    r"[\u4e00-\u9fff]{2,12}[〔\[（(［]20\d\d[〕\]）)］]\d{1,4}号|[（(]?20\d\d年\d{1,2}月\d{1,2}日[）)]?|.{4,80}的通知|.{2,40}文件"
)
"""Lines that are never part of a longer sentence: number, date and title of a document."""
_ENDS = frozenset("。；：！？!?;:…")
_OPENING, _CLOSING = "（“《‘", "）”》’"
_SHORT = 25
"""A line of fewer characters without a comma is a title, not a broken sentence."""
_LONGEST_JOINED, _LINES_LOOKED_AT = 6000, 3
_REPEATED, _INDENTED_SHARE = 3, 8
"""Pages that repeat a line of furniture; one line in so many is indented where paragraphs are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A whole paragraph without white space.

    `text` is as written; `plain` has one kind of brackets, commas and digits, letter for letter, for reading.
    `starts` and `places` say which line of the document a letter stands in.
    """

    text: str
    plain: str
    starts: tuple[int, ...]
    places: tuple[str, ...]
    cells: tuple[str, ...] = ()

    def place(self, at: int = 0) -> str:
        """The line of the document that holds the letter `at`."""
        return self.places[max(bisect_right(self.starts, at) - 1, 0)]


def paragraphs(passages: Iterable[Passage]) -> tuple[Paragraph, ...]:
    """The paragraphs of a document; rows of tables stay as they are."""
    kept = tuple(_without_furniture(tuple(passages)))
    return tuple(_joined(kept, _margin(kept)))


def plain_text(text: str) -> str:
    """`text` with one kind of brackets, punctuation and digits, letter for letter.

    >>> plain_text("(区发改局,区财政局)１.5万")
    '（区发改局，区财政局）1.5万'
    """
    narrow = _SLIPPED_AND.sub("和  ", "".join(_digit(letter) for letter in text).translate(_ALIKE))
    return _LOOSE.sub(lambda mark: mark.group().translate(_BETWEEN), narrow)


def packed(text: str) -> str:
    """`text` without white space and without marks of Markdown."""
    return "".join(_MARKS.sub("", text).split())


def _digit(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter) if "０" <= letter <= "９" or "Ａ" <= letter <= "ｚ" else letter


def _without_furniture(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Without page numbers and what stands at the head or foot of several pages."""
    repeated = _repeated(passages)
    for passage in passages:
        if passage.cells or not (_PAGE_NUMBER.fullmatch(passage.text) or packed(passage.text) in repeated):
            yield passage


def _repeated(passages: Sequence[Passage]) -> frozenset[str]:
    edges: Counter[str] = Counter()
    for at, passage in enumerate(passages):
        before = passages[at - 1].page if at else 0
        after = passages[at + 1].page if at + 1 < len(passages) else passage.page + 1
        if passage.page and (passage.page != before or passage.page != after):
            edges[packed(passage.text)] += 1
    return frozenset(text for text, times in edges.items() if times >= _REPEATED)


def _margin(passages: Sequence[Passage]) -> int | None:
    """The indent of lines that go on, where paragraphs begin further right; None where that tells nothing."""
    indents = Counter(passage.indent for passage in passages if not passage.cells)
    if not indents:
        return None
    usual = indents.most_common(1)[0][0]
    further = sum(times for indent, times in indents.items() if indent > usual)
    return usual if further * _INDENTED_SHARE >= sum(indents.values()) else None


def _joined(passages: Iterable[Passage], margin: int | None) -> Iterator[Paragraph]:
    """`margin` as `_margin` tells it: a line that begins there goes on with an unfinished one, whatever it says."""
    parts: list[Passage] = []
    length, goes_on = 0, False
    for passage in passages:
        text = packed(passage.text)
        if not text:
            continue
        at_margin = margin is not None and passage.indent <= margin
        begins = (not at_margin and _BEGINS.match(text)) or _ALONE.fullmatch(text)
        if passage.cells or not goes_on or begins or length > _LONGEST_JOINED:
            yield from _made(parts)
            parts, length = [], 0
        if passage.cells:
            yield _row(passage)
            goes_on = False
        else:
            parts.append(passage)
            length += len(text)
            goes_on = not _ALONE.fullmatch(text) and _goes_on(
                "".join(packed(part.text) for part in parts[-_LINES_LOOKED_AT:])
            )
    yield from _made(parts)


def _goes_on(text: str) -> bool:
    """Whether the sentence at the end of `text` is not finished: an open bracket, or a long line without an end."""
    plain = plain_text(text)
    tail = plain[-400:]
    if tail.count("（") > tail.count("）") and "。" not in tail[tail.rfind("（") :]:
        return True
    if plain[-1] in _ENDS or plain[-1] in "）”》":
        return False
    return len(plain) >= _SHORT or "，" in plain or plain[-1] in "、，"


def _made(parts: Sequence[Passage]) -> Iterator[Paragraph]:
    pieces = [packed(part.text) for part in parts]
    text = "".join(pieces)
    if text:
        starts = tuple(accumulate(map(len, pieces[:-1]), initial=0))
        yield Paragraph(text=text, plain=plain_text(text), starts=starts, places=tuple(part.place for part in parts))


def _row(passage: Passage) -> Paragraph:
    cells = tuple(packed(cell) for cell in passage.cells)
    text = "".join(cells)
    return Paragraph(text=text, plain=plain_text(text), starts=(0,), places=(passage.place,), cells=cells)
