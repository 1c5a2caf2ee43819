"""Runs and paragraphs as XML text: values literal, every face named, figures under bookmarks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from reporter.core.marks import Mark, Marks
from reporter.document.blocks import Inlines
from reporter.document.bookmarks import Bookmarks
from reporter.document.xml import escape, quoteattr

HAN_WIDTH = 315  # twips of one 3号 Han with its run spacing: 28 of them fill a line
KAI, HEI, SONG = "楷体_GB2312", "黑体", "宋体"

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("([\n\t])")
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_CHINESE_POINTS = "—·…“”‘’"
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_RARE = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{SONG}"/>'
_WESTERN = '<w:rFonts w:hint="default"/>'
_STYLE = re.compile(r'(<w:p><w:pPr><w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


class Pen:
    """Writes the runs of one document."""

    def __init__(self, marks: Marks) -> None:
        self.marks = Marks(entries=list(marks.entries))  # own copy: broken titles add marks
        self._bookmarks = Bookmarks(marks)
        self._count = 0

    def runs(self, text: str, props: str = "", *, face: str = "", bookmarks: bool = True) -> str:
        """The runs of `text`; `props` are further run properties, `face` a Chinese face."""
        return "".join(
            self._marked(piece, props, face, bookmarks) if isinstance(piece, Mark) else _runs(piece, props, face)
            for piece in self.marks.pieces(text)
        )

    def spans(self, inlines: Inlines) -> str:
        """The runs of a block; strong stretches are bold, a strong number like （一） takes its level's face."""
        return "".join(self._span(span.text, span.strong) for span in inlines)

    def plain(self, inlines: Inlines) -> str:
        """The text of a block with its values."""
        return self.marks.plain("".join(span.text for span in inlines))

    def _span(self, text: str, strong: bool) -> str:
        if not strong:
            return self.runs(text)
        plain = self.marks.plain(text)
        for pattern, face in ((r"[一二三四五六七八九十]+、", HEI), (r"（[一二三四五六七八九十]+）", KAI)):
            if re.match(pattern, plain):
                return self.runs(text, face=face)
        return self.runs(text, "<w:b/>")

    def _marked(self, mark: Mark, props: str, face: str, bookmarks: bool) -> str:
        runs = _runs(mark.text, props, face)
        if mark.origin is None or not runs or not bookmarks:
            return runs
        number, name = self._count, self._bookmarks.name(mark)
        self._count += 1
        start = f'<w:bookmarkStart w:id="{number}" w:name={quoteattr(name)}/>'
        return f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'


def paragraph(
    style: str,
    content: str = "",
    *,
    keep: bool = False,
    before: str = "",
    spacing: str = "",
    indent: str = "",
    align: str = "",
) -> str:
    """A paragraph; `before` holds the properties that the schema wants ahead of spacing (borders, tabs)."""
    return f"<w:p><w:pPr>{_look(style, keep, before, spacing, indent, align)}</w:pPr>{content}</w:p>"


@lru_cache(256)
def _look(style: str, keep: bool, before: str, spacing: str, indent: str, align: str) -> str:
    """The properties of a paragraph; a document has few looks."""
    parts = [f'<w:pStyle w:val="{style}"/>', "<w:keepNext/>" if keep else "", before]
    parts += [f"<w:spacing {spacing}/>" if spacing else "", f"<w:ind {indent}/>" if indent else ""]
    parts += [f'<w:jc w:val="{align}"/>' if align else ""]
    return "".join(parts)


def keep_with_next(xml: str) -> str:
    """`xml` (one paragraph) kept on the page of the next; anything else unchanged."""
    return _STYLE.sub(r"\1<w:keepNext/>", xml, count=1) if xml.startswith("<w:p>") else xml


def blank(count: int = 1, *, keep: bool = False) -> list[str]:
    """`count` empty lines of the body (the 行 of the standard)."""
    return [paragraph("Flush", keep=keep)] * count


def width(text: str) -> int:
    """The width of `text` in half Han: Han and Chinese punctuation 2, the rest 1."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def twips(text: str) -> int:
    """The width of `text` in 3号 body type."""
    return width(text) * HAN_WIDTH // 2


def squeezed(text: str, *, points: int, room: int) -> str:
    """The run property that squeezes `text` of `points` into one line of `room` twips; empty if it fits."""
    percent = 100 * room // max(width(text) * points * 10, 1)
    return f'<w:w w:val="{percent}"/>' if percent < 100 else ""


def clean(text: str) -> str:
    """`text` without the characters that XML cannot hold; one kind of line end."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _runs(text: str, props: str, face: str) -> str:
    usual = f'<w:rFonts w:hint="eastAsia" w:eastAsia="{face}"/>' if face else _HINT
    fonts = {"usual": usual, "rare": _RARE, "western": _WESTERN}
    return "".join(
        f"<w:r><w:rPr>{fonts[kind]}{props}</w:rPr>{''.join(_content(stretch))}</w:r>"
        for kind, stretch in _stretches(clean(text))
    )


def _stretches(text: str) -> Iterable[tuple[str, str]]:
    """The stretches of `text` that one face has, each with the kind of face."""
    if _in_gb2312(text):  # nearly every text
        return (("usual", text),) if text else ()
    return ((kind, "".join(chars)) for kind, chars in groupby(text, key=_kind))


def _content(text: str) -> Iterator[str]:
    for part in _BREAK.split(text):
        if part:
            yield _BREAKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def rare_characters(text: str) -> tuple[str, ...]:
    """Han of `text` that the faces of official documents (GB2312) lack, each once, in order: 昇, 𠮷."""
    rare = (char for char in dict.fromkeys(text) if _kind(char) == "rare" and unicodedata.category(char) == "Lo")
    return tuple(rare)


@lru_cache(8192)
def _char_width(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


@lru_cache(8192)
def _kind(char: str) -> str:
    """Which face has `char`: those of the styles (GB2312), 宋体 for rarer ones, or the Latin face."""
    if char < "\x80" or char in _CHINESE_POINTS or _in_gb2312(char):
        return "usual"
    return "western" if char < "\u2e80" else "rare"


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
