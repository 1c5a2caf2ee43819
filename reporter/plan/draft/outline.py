"""Paragraphs to a tree: the document, its attachments, and the numbered headings of every kind inside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field

from reporter.core.values import dataclass
from reporter.plan.draft.text import Paragraph

_CHINESE = "[一二三四五六七八九十百]{1,4}"
_MARKERS = (
    (1, re.compile(rf"第(?:{_CHINESE}|\d{{1,3}})[章编]|第{_CHINESE}部分")),
    (2, re.compile(rf"{_CHINESE}[、.]|第{_CHINESE}节")),
    (3, re.compile(rf"（{_CHINESE}）")),
    (4, re.compile(r"\d{1,3}(?:[.、](?!\d)|[．])|第\d{1,3}条")),
    (5, re.compile(r"（\d{1,3}）|\d{1,3}）")),
    (6, re.compile(r"[①-⑳]")),
)
_ATTACHMENT = re.compile(r"附件\d*[：:]?|附表\d*[：:]?|附：")
_LISTED = re.compile(r"(?:附件\d*[：:]?)?(?:\d{1,2}[.、])?(?P<title>.{4,40})")
_TITLE = re.compile(
    r"[^。；：，？！]{4,45}(?:方案|计划|意见|要点|规划|安排|清单|措施|办法|(?:分解|分工|任务|责任)表)"
    r"(?:（[^）]{1,12}）)?"
)
_LONGEST_COLON_TITLE = 22


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a paragraph, from the letter `start` to before `end`; None for its whole rest."""

    paragraph: Paragraph
    start: int = 0
    end: int | None = None

    @property
    def plain(self) -> str:
        return self.paragraph.plain[self.start : self.end]

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def place(self, at: int = 0) -> str:
        """The line of the document that holds the letter `at` of this piece."""
        return self.paragraph.place(self.start + at)


@dataclass(slots=True, kw_only=True)
class Node:
    """A heading with what stands under it. `rank` 0 is a document or attachment, deeper headings have higher ranks.

    `head` is the title where it stands; `body` what is under the heading, the rest of its own paragraph first.
    """

    rank: int
    number: str = ""
    title: str = ""
    head: Piece | None = None
    body: list[Piece] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    def path(self) -> tuple[Node, ...]:
        """The numbered headings above and including this one, below its part."""
        above = self.parent.path() if self.parent is not None and self.rank else ()
        return (*above, self) if self.rank else ()

    def part(self) -> Node:
        """The document or attachment that holds this node."""
        node = self
        while node.rank and node.parent is not None:
            node = node.parent
        return node


def outline(found: Sequence[Paragraph]) -> tuple[Node, ...]:
    """The document and its attachments, each a tree of headings."""
    return _Outline(found).parts()


class _Outline:
    def __init__(self, found: Sequence[Paragraph]) -> None:
        self._found = found
        self._parts = [Node(rank=0)]
        self._stack = [self._parts[0]]
        self._listed = _attachments(found)
        self._listing = False

    def parts(self) -> tuple[Node, ...]:
        for paragraph in self._found:
            if paragraph.cells or not self._is_structure(paragraph):
                self._stack[-1].body.append(Piece(paragraph=paragraph))
        return tuple(part for part in self._parts if part.children or part.body)

    def _is_structure(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph is a title or heading, now taken in, or part of the list of attachments."""
        return self._is_listing(paragraph.plain) or self._begins_part(paragraph) or self._heading(paragraph)

    def _is_listing(self, plain: str) -> bool:
        """Whether a line belongs to the list of attachments under 附件："""
        if re.match(r"附件[：:]", plain):
            self._listing = True
        elif self._listing:
            self._listing = re.match(r"\d{1,2}[.、]", plain) is not None and plain[-1] not in "。；"
        return self._listing

    def _begins_part(self, paragraph: Paragraph) -> bool:
        plain = paragraph.plain
        bare = _ATTACHMENT.fullmatch(plain) is not None
        titled = plain in self._listed or _TITLE.fullmatch(plain) is not None
        if not (bare or titled) or any(pattern.match(plain) for _, pattern in _MARKERS):
            return False
        part = self._parts[-1]
        used = any(node.rank == 2 for node in part.children) or plain in self._listed
        if used or bare:
            part = Node(rank=0)
            self._parts.append(part)
        if titled:
            part.title = plain if not part.title or part.children else part.title
            part.head = part.head or Piece(paragraph=paragraph)
        self._stack = [part]
        return True

    def _heading(self, paragraph: Paragraph) -> bool:
        for rank, pattern in _MARKERS:
            found = pattern.match(paragraph.plain)
            if found:
                while self._stack[-1].rank >= rank:
                    self._stack.pop()
                end = _title_end(paragraph.plain, found.end())
                node = Node(
                    rank=rank,
                    number=found.group(),
                    title=paragraph.plain[found.end() : end].rstrip("。："),
                    head=Piece(paragraph=paragraph, start=found.end(), end=end),
                    parent=self._stack[-1],
                )
                if end < len(paragraph.plain):
                    node.body.append(Piece(paragraph=paragraph, start=end))
                self._stack[-1].children.append(node)
                self._stack.append(node)
                return True
        return False


def _attachments(found: Sequence[Paragraph]) -> frozenset[str]:
    """The titles in the list of attachments."""
    titles, listing = set(), False
    for paragraph in found:
        if re.match(r"附件[：:]", paragraph.plain):
            listing = True
        elif not re.match(r"\d{1,2}[.、]", paragraph.plain):
            listing = False
        one = _LISTED.fullmatch(paragraph.plain) if listing else None
        if one:
            titles.add(one["title"])
    return frozenset(titles)


def _title_end(plain: str, start: int) -> int:
    """Where the title of a heading ends: at its first full stop or early colon outside brackets."""
    depth = 0
    for at in range(start, len(plain)):
        letter = plain[at]
        depth += (letter == "（") - (letter == "）")
        if depth <= 0 and (letter == "。" or (letter == "：" and at - start <= _LONGEST_COLON_TITLE)):
            return at + 1
    return len(plain)
