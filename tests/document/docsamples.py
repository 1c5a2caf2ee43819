"""Documents for the tests of this room, as the Markdown that templates produce."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from reporter.core.marks import Marks
from reporter.document.markdown import parse
from reporter.document.official import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}

FILE = """\
---
文种: 通报
版式: 文件
发文机关: 屈原管理区管委办公室
字号: 屈政办发〔2024〕12号
标题: 屈原管理区管委办公室关于2024年1—5月“八大行动”推进情况的通报
标题分行: [屈原管理区管委办公室, 关于2024年1—5月“八大行动”, 推进情况的通报]
主送: 各乡镇人民政府、天问街道办事处，区直及驻区各单位：
附件: [“八大行动”指标完成情况表, 统计口径说明]
署名: 屈原管理区管委办公室
日期: 2024年6月12日
附注: 联系电话见通讯录
抄送: 市政府督查室，区党委办公室。
印发: 屈原管理区管委办公室
印发日期: 2024年6月12日
---
"""
BODY = """
## 总体情况

### 指标

现将情况通报如下。

#### 小项

##### 更小的项

## 工作要求

### 补报
"""


def made(text: str, marks: Marks | None = None) -> bytes:
    """The Word file of `text`."""
    marks = marks or Marks()
    return write(parse(text, marks), marks)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part of a Word file, parsed."""
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def wide_annex(rows: int) -> str:
    """A landscape annex with a table of twelve columns."""
    names = [
        "序号",
        "编号",
        "指标名称",
        "计量单位",
        "年度目标",
        "本期累计",
        "完成率（%）",
        "相差",
        "比上月增减",
        "灯色",
        "责任单位",
        "备注",
    ]
    cells = [
        "A1-K02",
        "规模工业增加值增速",
        "%",
        "7.5",
        "7.8",
        "—",
        "高0.3个百分点",
        "+0.6",
        "●绿",
        "区科工局",
        "区统计局反馈，由黄灯转绿灯",
    ]
    lines = [f"| {number} | {' | '.join(cells)} |" for number in range(1, rows + 1)]
    head = f"| {' | '.join(names)} |\n|{'---|' * len(names)}"
    options = "列宽=3,5,9,5,5,5,6,7,5,5,8,12 题=主要指标完成情况 单位=项"
    table = "\n".join([f"::: 表 {options}", head, *lines, ":::"])
    return f"\n::: 附件 横排\n\n{table}\n\n::: 注\n注：●为绿灯。\n:::\n\n:::\n"


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or table cell."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def of_style(data: bytes, style: str) -> list[etree._Element]:
    """The paragraphs of one style."""
    paragraphs = part(data).iter(f"{W}p")
    return [item for item in paragraphs if item.find(f"w:pPr/w:pStyle[@w:val='{style}']", NS) is not None]


def styled(data: bytes, style: str) -> list[str]:
    """The texts of the paragraphs of one style."""
    return [text_of(paragraph) for paragraph in of_style(data, style)]
