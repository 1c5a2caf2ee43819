"""A document of a mail template as plain text and as HTML that QQ, 163, Foxmail and Outlook show alike.

Looks stand in each element: mail programs drop style sheets. Every value is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from reporter.bulletin.words import cut
from reporter.core.marks import Marks
from reporter.document.blocks import (
    Block,
    Chart,
    Document,
    DocumentError,
    Heading,
    Inlines,
    Note,
    OrderedItem,
    Table,
)
from reporter.post.letter import Body

LONGEST_SUBJECT = 40
_SAMPLE_SUBJECT, _SAMPLE = "【样例】", "样例数据，不作任何依据。"
_FONT = "font-family:'Microsoft YaHei','PingFang SC',SimSun,sans-serif"
_WHOLE = f"{_FONT};font-size:15px;line-height:1.75;color:#222222;max-width:680px"
_PAGE = '<html><head><meta charset="utf-8"></head><body><div style="{look}">{content}</div></body></html>\n'
_PARAGRAPH = "margin:0 0 10px 0;text-indent:2em"
_PLAIN = "margin:0 0 10px 0"
_HEADING = "margin:14px 0 8px 0;font-weight:bold"
_SMALL = "margin:18px 0 0 0;padding-top:8px;border-top:1px solid #cccccc;font-size:13px;color:#666666"
_CELL = "border:1px solid #999999;padding:4px 8px"
_RED = "margin:0 0 10px 0;color:#c00000;font-weight:bold"


def body_of(document: Document, marks: Marks) -> Body:
    """The subject (标题), text and HTML of a letter; DocumentError for a chart, which no mail shows."""
    return _Writer(document, marks).body()


def subject_line(text: str) -> str:
    """`text` on one line of at most 40 characters."""
    return cut(" ".join(text.split()), LONGEST_SUBJECT)


class _Writer:
    """Writes one document."""

    def __init__(self, document: Document, marks: Marks) -> None:
        self._document = document
        self._marks = marks

    def body(self) -> Body:
        elements = self._document.elements
        title = self._marks.plain(elements.title)
        return Body(
            subject=subject_line(_SAMPLE_SUBJECT + title if elements.sample else title),
            text="\n\n".join(self._text()) + "\n",
            html=_PAGE.format(look=_WHOLE, content="".join(self._html())),
        )

    def _text(self) -> Iterator[str]:
        elements = self._document.elements
        if elements.sample:
            yield _SAMPLE
        if elements.addressee:
            yield self._marks.plain(elements.addressee)
        for block in self._document.blocks:
            if not isinstance(block, Note):
                yield self._block_text(block)
        yield "\n".join(["－" * 10, *self._tail()])

    def _tail(self) -> Iterator[str]:
        """The signature: 署名, 附注, then the notes of the template."""
        elements = self._document.elements
        notes = (self._plain(block.inlines) for block in self._document.blocks if isinstance(block, Note))
        return (
            line for line in (self._marks.plain(elements.signature), self._marks.plain(elements.remark), *notes) if line
        )

    def _block_text(self, block: Block) -> str:
        if isinstance(block, Table):
            return "\n".join("　".join(map(self._plain, row)) for row in (*block.header, *block.rows))
        if isinstance(block, Chart):
            raise DocumentError("邮件里不用图", line=0)
        number = f"{block.number}." if isinstance(block, OrderedItem) else ""
        return f"{number}{self._plain(block.inlines)}"

    def _html(self) -> Iterator[str]:
        elements = self._document.elements
        if elements.sample:
            yield _paragraph(_RED, _SAMPLE)
        if elements.addressee:
            yield _paragraph(_PLAIN, self._escaped(elements.addressee))
        for block in self._document.blocks:
            if not isinstance(block, Note):
                yield self._block_html(block)
        yield _paragraph(_SMALL, "<br>".join(map(escape, self._tail())))

    def _block_html(self, block: Block) -> str:
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Chart):
            raise DocumentError("邮件里不用图", line=0)
        if isinstance(block, OrderedItem):
            return _paragraph(_PARAGRAPH, f"{block.number}.{self._runs(block.inlines)}")
        return _paragraph(_HEADING if isinstance(block, Heading) else _PARAGRAPH, self._runs(block.inlines))

    def _table(self, table: Table) -> str:
        rows = [*(self._row("th", row) for row in table.header), *(self._row("td", row) for row in table.rows)]
        return f'<table style="border-collapse:collapse;margin:0 0 10px 0">{"".join(rows)}</table>'

    def _row(self, tag: str, row: Sequence[Inlines]) -> str:
        return "<tr>" + "".join(f'<{tag} style="{_CELL}">{self._runs(cell)}</{tag}>' for cell in row) + "</tr>"

    def _runs(self, inlines: Inlines) -> str:
        texts = ((self._escaped(span.text), span.strong) for span in inlines)
        return "".join(f"<b>{text}</b>" if strong else text for text, strong in texts).replace("\n", "<br>")

    def _plain(self, inlines: Inlines) -> str:
        return "".join(self._marks.plain(span.text) for span in inlines)

    def _escaped(self, text: str) -> str:
        return escape(self._marks.plain(text))


def _paragraph(look: str, html: str) -> str:
    return f'<p style="{look}">{html}</p>'
