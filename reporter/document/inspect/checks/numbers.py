"""How numbers are written: GB/T 15835, and percentages that are meant to be points."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.document.inspect.finding import Finding
from reporter.document.inspect.model import Role, View
from reporter.document.inspect.point import Check, point

_FIGURE = r"\d+(?:\.\d+)?"
_START = r"(?<![A-Za-z\d.\-—–])"
_TO = r"\s*[-—–~～至]+\s*"
_SHARE = "占比|比重|比例|增速|增幅|完成率|覆盖率|达标率|合格率|入库率|普及率|满意度|满意率|城镇化率|优良率"
_PATTERNS = (
    ("G511", re.compile(rf"{_START}{_FIGURE}{_TO}{_FIGURE}[%％]"), "前一个数没有写%"),
    ("G512", re.compile(rf"{_START}{_FIGURE}\s*[-—–~～]+\s*{_FIGURE}[万亿]"), "前一个数没有写“万”或“亿”"),
    ("G513", re.compile("百分之(?!百)[一二三四五六七八九十百零点半两]+"), "百分数写成汉字"),
    ("G514", re.compile("％"), "百分号是全角"),
    ("G515", re.compile(r"(?<![\d.,A-Za-z])\d{1,3}(?:,\d{3})+(?![\d,])"), "整数里有分节逗号"),
    (
        "G516",
        re.compile(
            rf"(?:{_SHARE})[^，。；、（）\d]{{0,6}}(?:提高|上升|下降|回落|降低|增加|提升|下滑)了?{_FIGURE}[%％]"
        ),
        "比率之间的差写成了%",
    ),
    ("G517", re.compile(r"\d+亿\d+[千百]|\d+[千百](?=[元人户个吨项件名亩])|\d+[千百]万"), "数字和“千、百”连写"),
    ("G518", re.compile("[０-９Ａ-Ｚａ-ｚ]+"), "数字或字母是全角"),
    ("G520", re.compile(r"(?<![\d.A-Za-z\-])\.\d+(?![\d.]*[A-Za-z])"), "小数点前面没有0"),
    ("G521", re.compile("[㎡㎞㎏㎜㎝㏄㎎]"), "单位用了合成的一个字"),
)
_ABOUT = re.compile(r"(?<![\d.、第])(\d)、(\d)(?=[个十天年月次人名家户])")
_LAND = re.compile(r"\d\s*万?亩")
_CITED = re.compile(r"[\u4e00-\u9fff]{2,10}[\[［【(（](19|20)\d{2}[\]］】)）]\s*第?\d+号")


def forms(view: View) -> Iterator[Finding]:
    for text in view.every_text:
        for code, pattern, said in _PATTERNS:
            found = pattern.search(text.text)
            if found:
                yield point(code, text, f"{said}：“{found.group()}”")


def about(view: View) -> Iterator[Finding]:
    for text in view.every_text:
        for found in _ABOUT.finditer(text.text):
            if int(found.group(2)) - int(found.group(1)) == 1:
                yield point("G519", text, f"概数写作“{found.group()}”")


def land(view: View) -> Iterator[Finding]:
    first = next((text for text in view.every_text if _LAND.search(text.text)), None)
    if first:
        yield point("G522", first, "面积单位用了“亩”")


def cited(view: View) -> Iterator[Finding]:
    """Numbers of other documents that the text names."""
    own = {text.number for text in view.of(Role.NUMBER)}
    for text in view.every_text:
        found = _CITED.search(text.text)
        if found and not (text.number is not None and text.number in own):
            yield point("G523", text, f"引用的文号写作“{found.group()}”")


CHECKS: tuple[Check, ...] = (forms, about, land, cited)
