"""The typed blocks of an official document. Strings may hold marks (see core.marks)."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, StrEnum

from reporter.core.values import dataclass


class DocumentError(ValueError):
    """A text that cannot become a document; says in Chinese what is wrong and on which line."""

    def __init__(self, message: str, *, line: int) -> None:
        super().__init__(f"第{line}行：{message}")
        self.line = line


class Layout(StrEnum):
    """The four looks of a document; the value is what stands after 版式."""

    FILE = "文件"
    BRIEF = "简报"
    LETTER = "信函"
    FORM = "表单"


class Align(Enum):
    """How a table column stands; the value is the letter used in 对齐."""

    LEFT = "左"
    CENTER = "中"
    RIGHT = "右"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text of one look."""

    text: str
    strong: bool = False


Inlines = tuple[Span, ...]
Row = tuple[Inlines, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 to 4 (一、 （一） 1. （1）); the writer numbers it."""

    level: int
    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body."""

    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderedItem:
    """An item of a numbered list, printed as a paragraph that begins with `number` and a dot."""

    number: int
    inlines: Inlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. `header` is empty when the heading row is blank; widths and alignments not given go by content."""

    header: tuple[Row, ...]
    rows: tuple[Row, ...]
    align: tuple[Align | None, ...]
    widths: tuple[int, ...] = ()  # shares of the whole
    caption: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        wrong = [row for row in (*self.header, *self.rows) if len(row) != len(self.align)]
        if wrong or (self.widths and len(self.widths) != len(self.align)):
            raise ValueError("every row of a table has one cell per column")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Small type under a table."""

    inlines: Inlines


class ChartKind(StrEnum):
    """How a chart is drawn; the value is what stands after 类型."""

    STACKED = "堆叠条形"
    BARS = "条形"
    LINES = "折线"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One column of a chart: a figure per category, None where there is none. A percentage is kept as a share of 1."""

    name: str
    values: tuple[Decimal | None, ...]
    number_format: str = "0"
    label_only: bool = False
    """Printed at the end of the bars, not drawn."""
    origins: tuple[str | None, ...] = ()
    """What each figure was computed from; None for one that a template typed."""
    texts: tuple[str, ...] = ()
    """Each figure as the template printed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of text width. Its strings hold values, not marks, except the caption, which is printed as text."""

    kind: ChartKind
    height: Decimal  # cm
    heading: str  # of the column of categories
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    description: str
    caption: str = ""

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("every series of a chart has one value per category")


Block = Heading | Paragraph | OrderedItem | Table | Note | Chart


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex that is part of the document; starts on a new page."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Elements:
    """What the front matter says: the elements of the document outside its body."""

    title: str
    layout: Layout = Layout.FILE
    sample: bool = False
    kind: str = ""  # 文种
    issuer: str = ""  # 发文机关
    number: str = ""  # 字号
    issue: str = ""  # 期号
    title_lines: tuple[str, ...] = ()  # 标题分行
    addressee: str = ""  # 主送
    annex_titles: tuple[str, ...] = ()  # 附件
    signature: str = ""  # 署名
    date: str = ""  # 日期
    sealed: bool = False  # 印章
    remark: str = ""  # 附注
    copied_to: str = ""  # 抄送
    printer: str = ""  # 印发
    printed_on: str = ""  # 印发日期
    secrecy: str = ""  # 密级
    urgency: str = ""  # 紧急程度
    editor: str = ""  # 编发单位
    masthead: str = ""  # 报头
    reported_to: str = ""  # 报
    sent_to: str = ""  # 送
    copies: str = ""  # 共印


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document: elements, body and annexes."""

    elements: Elements
    blocks: tuple[Block, ...] = ()
    annexes: tuple[Annex, ...] = ()
