"""Text files, and the text that a program took out of a PDF, line by line."""

from __future__ import annotations

import re

from reporter.document.passages.model import NoText, Passage

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_LARGEST = 32 * 1024 * 1024
_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE_OF_TABLE = re.compile(r"[|\s:+-]+")


def read_text(data: bytes) -> tuple[Passage, ...]:
    """The lines of a text file in UTF-8, UTF-16 or GBK; NoText for an empty or binary one."""
    if len(data) > _LARGEST:
        raise NoText(f"文件太大（{len(data) // 1024 // 1024}MB），请只留方案正文")
    return text_passages(_decoded(data))


def text_passages(text: str) -> tuple[Passage, ...]:
    """The lines that hold something; a form feed begins a page. NoText when there are none."""
    pages = text.split("\f")
    paged = len(pages) > 1
    found = tuple(
        Passage(
            text=line.strip(),
            place=f"第{page}页第{number}行" if paged else f"第{number}行",
            page=page if paged else 0,
            indent=_indent(line),
            cells=_cells(line),
        )
        for page, content in enumerate(pages, start=1)
        for number, line in enumerate(_LINE_END.split(content), start=1)
        if line.strip() and not _is_rule(line)
    )
    if not found:
        raise NoText("文件里没有文字")
    return found


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith(_UTF16) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NoText("这不是文本文件（打开来是乱码）；请在WPS里打开，另存为.docx或UTF-8文本")


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a row written with | or with tabs; none for a line of text."""
    mark = "|" if line.strip().startswith("|") and line.count("|") > 2 else "\t"
    parts = line.strip("\r\n").strip("|" if mark == "|" else "").split(mark)
    return tuple(part.strip() for part in parts) if mark == "|" or len(parts) > 2 else ()


def _indent(line: str) -> int:
    """Columns of white space at the front; a full-width space takes two."""
    front = line[: len(line) - len(line.lstrip())]
    return sum(2 if letter == "　" else 1 for letter in front)


def _is_rule(line: str) -> bool:
    """Whether a line is the rule under the headings of a table in Markdown."""
    return "-" in line and "|" in line and _RULE_OF_TABLE.fullmatch(line) is not None
