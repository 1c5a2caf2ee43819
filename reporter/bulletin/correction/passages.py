"""A circular as printed, cut into the places that a correction names: 第一部分（一）, 附件1表1-2.

The places come from the rendered text, so that they are those of the template that was used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reporter.core.marks import Marks
from reporter.core.values import dataclass
from reporter.document.blocks import Block, Chart, Document, Heading, Inlines, Note, OrderedItem, Paragraph, Table
from reporter.document.levels import chinese

OPENING = "开头"
Key = tuple[str, str]
"""Part and section by title, or annex and table: what stays when the numbers of headings move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A stretch of text between stops; `lead` is what introduces the list in which it stands (滞后的是)."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as printed; `unit` is the unit of its counts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One place: the part or annex it belongs to, its number there, its title, what stands in it."""

    part: str
    section: str
    title: str
    clauses: tuple[Clause, ...] = ()
    grid: Grid | None = None

    @property
    def label(self) -> str:
        return self.part + self.section


def passages_of(document: Document, marks: Marks) -> Mapping[Key, Passage]:
    """Every place of a printed circular, in its order."""
    return {**_body(document.blocks, marks), **_annexes(document, marks)}


def _body(blocks: Sequence[Block], marks: Marks) -> Mapping[Key, Passage]:
    found: dict[Key, tuple[str, str, str, list[str]]] = {}
    part, title, parts, sections = OPENING, "", 0, 0
    texts = found.setdefault((OPENING, ""), (OPENING, "", "", []))[3]
    for block in blocks:
        if isinstance(block, Table):
            raise ValueError("a table in the body of a circular has no place to be named by")
        text = _said(block, marks)
        if not isinstance(block, Heading) or block.level > 2:
            texts.append(text)
            continue
        if block.level == 1:
            parts, sections, title = parts + 1, 0, text
            part = f"第{chinese(parts)}部分"
            texts = found.setdefault((title, ""), (part, "", title, []))[3]
        else:
            sections += 1
            texts = found.setdefault((title, text), (part, f"（{chinese(sections)}）", text, []))[3]
    return {
        key: Passage(part=part, section=section, title=title, clauses=tuple(_clauses(texts)))
        for key, (part, section, title, texts) in found.items()
        if texts
    }


def _annexes(document: Document, marks: Marks) -> Mapping[Key, Passage]:
    """Texts by the heading under which they stand, tables by their caption or heading."""
    found: dict[Key, Passage] = {}
    texts: dict[tuple[str, str, str], list[str]] = {}
    for number, annex in enumerate(document.annexes, 1):
        part, heading, name = f"附件{number}", "", marks.plain(annex.title)
        for block in annex.blocks:
            if isinstance(block, Table):
                caption = marks.plain(block.caption).split("　")[0] or heading
                found[part, f"表{caption}"] = Passage(
                    part=part, section=caption, title=heading or name, grid=_grid(block, marks)
                )
            elif isinstance(block, Heading):
                heading = _plain(block.inlines, marks)
            else:
                key = (part, heading, heading or name)
                texts.setdefault(key, []).append(_said(block, marks))
                found.setdefault((part, heading), Passage(part=part, section=heading, title=heading or name))
    for (part, heading, title), lines in texts.items():
        found[part, heading] = Passage(part=part, section=heading, title=title, clauses=tuple(_clauses(lines)))
    return found


def _grid(table: Table, marks: Marks) -> Grid:
    rows = [tuple(_plain(cell, marks) for cell in row) for row in (*table.header, *table.rows)]
    return Grid(header=rows[0], rows=tuple(rows[1:]), unit=marks.plain(table.unit))


def _said(block: Heading | Paragraph | OrderedItem | Note | Chart, marks: Marks) -> str:
    """The text of a block; a picture says what its description says, every figure in it."""
    return block.description if isinstance(block, Chart) else _plain(block.inlines, marks)


def _plain(inlines: Inlines, marks: Marks) -> str:
    return "".join(marks.plain(span.text) for span in inlines)


def _clauses(texts: Sequence[str]) -> Iterator[Clause]:
    """The clauses of paragraphs. What introduces a list is a clause of its own only when it counts something."""
    for text in texts:
        for sentence in filter(None, text.split("。")):
            if sentence.startswith("（") and sentence.endswith("）"):  # the line under a title
                yield Clause(lead="", text=sentence[1:-1])
                continue
            head, colon, tail = sentence.partition("：")
            if not colon:
                topic = re.match(r"\d+[^，]{1,8}中，", sentence)  # 136项任务中，: what all of the sentence is about
                if topic:
                    yield Clause(lead="", text=topic.group().rstrip("，"))
                rest = sentence[topic.end() :] if topic else sentence
                yield from (Clause(lead="", text=one) for one in rest.split("；") if one)
                continue
            if re.search(r"\d", head):
                yield Clause(lead="", text=head)
            lead = re.sub(r"[\d.%]+.*$", "", head).strip("，")
            yield from (Clause(lead=lead, text=one) for one in tail.split("；") if one)
