"""A Word file as the rules see it: paragraphs with their looks, tables, sections, footers, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum, auto

from reporter.core.values import dataclass
from reporter.document.inspect.faces import Faces
from reporter.document.inspect.looks import Look, Shape
from reporter.document.inspect.names import Element


class Role(Enum):
    """What a paragraph is in an official document."""

    BLANK = auto()
    COPY_NUMBER = auto()  # 份号
    SECRECY = auto()
    MARK = auto()  # 发文机关标志, 报头
    NUMBER = auto()  # 发文字号, 期号
    TITLE = auto()
    ADDRESSEE = auto()
    BODY = auto()
    HEADING = auto()
    ANNEX_LIST = auto()
    SIGNATURE = auto()
    DATE = auto()
    REMARK = auto()
    ANNEX_LABEL = auto()
    ANNEX_TITLE = auto()
    CAPTION = auto()  # title, unit or note of a table
    IMPRINT = auto()  # 版记
    FORM_TAIL = auto()  # signature and date in one line under a form, and what stands below
    OTHER = auto()


class Where(Enum):
    """In which part of the file a paragraph stands."""

    FLOW = auto()
    CELL = auto()
    BOX = auto()
    HEADER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph. `number` counts the paragraphs outside tables and boxes; `place` names a cell or box instead."""

    where: Where
    number: int | None
    place: str
    style: str
    shape: Shape
    runs: tuple[Run, ...]
    section: int = 0
    fresh_page: bool = False
    """Begins a page: a page break, or the first of a section."""
    begins_section: bool = False
    drawing: bool = False
    before_table: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def look(self) -> Look:
        """The look of most of its text."""
        return max(self.runs, key=lambda run: len(run.text)).look if self.runs else Look()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as XML, with what a rule needs to place it."""

    number: int
    element: Element
    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Page, margins and grid of a section in twips; the footers it uses, inherited ones too."""

    number: int
    width: int
    height: int
    landscape: bool
    margins: Mapping[str, int]
    grid: str
    pitch: int
    char_space: int
    title_page: bool
    kind: str
    footers: Mapping[str, Element]
    headers: Mapping[str, Element]

    @property
    def turned(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The whole file."""

    flow: tuple[Text, ...]
    roles: tuple[Role, ...]
    """One role per paragraph of `flow`."""
    others: tuple[Text, ...]
    """Paragraphs of cells, boxes and headers."""
    feet: Mapping[Element, tuple[Text, ...]]
    grids: tuple[Grid, ...]
    sections: tuple[Section, ...]
    roots: tuple[Element, ...]
    """Document, headers and footers."""
    settings: Element | None
    has_styles: bool
    core: Mapping[str, str]
    names: tuple[str, ...]
    macro: bool = False
    table_ends_section: tuple[int, ...] = ()
    """Numbers of tables after which a section ends at once."""
    normal: Look = field(default_factory=Look)
    faces: Faces = field(default_factory=Faces)

    def of(self, *wanted: Role) -> list[Text]:
        """The paragraphs of a role, in order."""
        return [text for text, role in zip(self.flow, self.roles, strict=True) if role in wanted]

    def has(self, role: Role) -> bool:
        return role in self.roles

    @property
    def every_text(self) -> tuple[Text, ...]:
        return self.flow + self.others
