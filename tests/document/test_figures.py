"""Figures of a document: the list and the Word file agree on every bookmark, and Word can take each name."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from io import BytesIO

from reporter.core.marks import Marks
from reporter.document.bookmarks import Bookmarks
from reporter.document.figures import Printed, figures_of
from reporter.document.markdown import parse
from reporter.document.official import write

HOSTILE = "1=SUM(A1)<b>“引号”" + "很长的名字" * 12


def written() -> tuple[str, tuple[Printed, ...]]:
    """A small notice with figures in sentences, a table, an annex and a chart: its XML and its figures."""
    marks = Marks()

    def one(text: str, origin: str, value: str) -> str:
        return marks.add(text, origin, value=Decimal(value))

    text = f"""---
文种: 通报
版式: 文件
发文机关: 某办公室
标题: 一份通报
附件:
  - 名单
  - 图
---

## 总体

共{one("12", "all.total", "12")}项。滞后{one("3", "all.lagging", "3")}项；未报{one("3", "all.lagging", "3")}项。

### 分项

生猪{one("12.8万头", "A1-K07.actual", "12.8")}，{one("1", HOSTILE, "1")}。

::: 附件

::: 表 题=表1-1　名单
| 序号 | 名称 | 数 |
|---|---|---|
| 7 | 生猪 | {one("12.8", "A1-K07.actual", "12.8")} |
:::

::: 注
注：共{one("12", "all.total", "12")}项。
:::
:::

::: 附件

::: 图 类型=条形 题=图1　各行动
| 行动 | 达到 |
|---|---|
| 甲 | {one("5", "A1.on_pace", "5")} |
| 乙 | — |
:::
:::
"""
    document = parse(text, marks)
    xml = zipfile.ZipFile(BytesIO(write(document, marks))).read("word/document.xml").decode()
    return xml, figures_of(document, marks)


def test_each_figure_has_its_place_its_sentence_and_its_bookmark() -> None:
    _, figures = written()
    assert [(one.place, one.text, one.origin, one.bookmark) for one in figures[:4]] == [
        ("第一部分第1段", "12", "all.total", "all_total"),
        ("第一部分第1段", "3", "all.lagging", "all_lagging"),
        ("第一部分第1段", "3", "all.lagging", "all_lagging_2"),
        ("第一部分（一）第1段", "12.8万头", "A1-K07.actual", "A1_K07_actual"),
    ]
    assert [one.sentence for one in figures[:3]] == ["共12项。", "滞后3项；", "未报3项。"]
    table, note, chart = figures[5:]
    assert (table.place, table.sentence) == ("附件1表1-1第7行“数”列", "7｜生猪｜12.8")
    assert (note.place, note.bookmark) == ("附件1表下注", "all_total_2")
    assert (chart.place, chart.origin, chart.bookmark, chart.value) == (
        "附件2图1“甲”“达到”",
        "A1.on_pace",
        "",
        Decimal(5),
    )


def test_the_word_file_has_the_same_bookmarks_around_the_same_texts() -> None:
    xml, figures = written()
    found = {
        name: "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", inner))
        for name, inner in re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"/>(.*?)<w:bookmarkEnd', xml)
    }
    assert found == {one.bookmark: one.text for one in figures if one.bookmark}


def test_names_fit_word_and_are_never_the_same() -> None:
    marks = Marks()
    for origin in (HOSTILE, HOSTILE.lower(), "A1.due", "a1.DUE", "1", "数"):
        marks.add("1", origin)
        marks.add("1", origin)
    bookmarks = Bookmarks(marks)
    names = [bookmarks.name(mark) for mark in (*marks.entries, marks.entries[0])]
    assert all(len(name) <= 40 and name[0].isalpha() and re.fullmatch(r"\w+", name) for name in names)
    assert len({name.lower() for name in names}) == len(names) == 13


def test_a_figure_keeps_its_name_whatever_is_asked_first() -> None:
    marks = Marks()
    first, second = (marks.add("1", "all.due") for _ in range(2))
    pieces = [next(iter(marks.pieces(one))) for one in (first, second)]
    forwards, backwards = Bookmarks(marks), Bookmarks(marks)
    names = [forwards.name(one) for one in pieces]  # type: ignore[arg-type]
    assert names == [backwards.name(one) for one in reversed(pieces)][::-1]  # type: ignore[arg-type]
