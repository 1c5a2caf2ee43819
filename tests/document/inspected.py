"""A good document, and ways to break one property of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from reporter.document.inspect import Finding, Severity, inspect_docx
from tests.document.docsamples import FILE, made, wide_annex

GOOD_BODY = """
根据《实施总体方案》（屈政办发〔2024〕4号）调度要求，现将推进情况通报如下。截至2024年5月31日，193项指标中达到进度要求69项，占75.0%。

## 总体情况

### 指标完成情况

投资完成9亿元，增长15.2%，占比提高3.9个百分点，“红灯”项目3个。

### 任务推进情况

#### 整体进展

正常推进95项——比上月增加4项。

##### 分类情况

农业类12项，工业类30项。

##### 分区情况

各镇16项。

## 工作要求

### 限期整改

1. 对10个单位下达督办单10份。
2. 其余单位随6月填报表回复。

### 按时报送

6月填报表7月5日前报送，没有新进展的不得空报、代报。
"""
GOOD_TEXT = f"{FILE}{GOOD_BODY}{wide_annex(40)}\n::: 附件\n## 范围\n以总体方案为准。\n:::\n"
GOOD = made(GOOD_TEXT)
DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"

Change = Callable[[str], str]


def changed(part: str, change: Change, data: bytes = GOOD) -> bytes:
    """The file with one part rewritten; a change that changes nothing is a fault of the test."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text = content.decode()
                assert change(text) != text, part
                content = change(text).encode()
            target.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: str, data: bytes = GOOD) -> bytes:
    """The file with one more part."""
    out = BytesIO(data)
    with ZipFile(out, "a", ZIP_DEFLATED) as target:
        target.writestr(name, content)
    return out.getvalue()


def swap(old: str, new: str, count: int = 1) -> Change:
    """Replaces the first `old`."""
    return lambda text: text.replace(old, new, count)


def in_paragraph(words: str, old: str, new: str) -> Change:
    """Replaces the first `old` inside the paragraph that holds `words`."""

    def change(text: str) -> str:
        for found in re.finditer(r"<w:p>.*?</w:p>", text, re.S):
            if words in re.sub("<[^>]*>", "", found.group()):
                return text[: found.start()] + found.group().replace(old, new, 1) + text[found.end() :]
        raise AssertionError(f"no paragraph with {words}")

    return change


def in_style(style: str, old: str, new: str) -> Change:
    """Replaces the first `old` inside one style."""

    def change(text: str) -> str:
        start = text.index(f'w:styleId="{style}"')
        end = text.index("</w:style>", start)
        return text[:start] + text[start:end].replace(old, new, 1) + text[end:]

    return change


def without_paragraph(words: str) -> Change:
    """Drops the paragraph that holds `words`."""

    def change(text: str) -> str:
        for found in re.finditer(r"<w:p>.*?</w:p>", text, re.S):
            if words in re.sub("<[^>]*>", "", found.group()):
                return text[: found.start()] + text[found.end() :]
        raise AssertionError(f"no paragraph with {words}")

    return change


def codes(findings: tuple[Finding, ...]) -> set[str]:
    """The rules broken."""
    return {one.rule for one in findings}


def weighty(data: bytes, pdf: bytes | None = None) -> list[str]:
    """The sentences of all findings that ask for a change."""
    return [f"{one.rule} {one.sentence}" for one in inspect_docx(data, pdf=pdf) if one.severity is not Severity.NOTE]
