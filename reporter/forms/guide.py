"""The sheet 填表说明: who fills what by when and how, worded for one form, and the fields that say who filled it."""

from __future__ import annotations

from datetime import date
from enum import Enum

from reporter.core.remember import for_same
from reporter.forms.columns import end_of
from reporter.forms.model import Column, FormLayout, FormRow, FormSheet, SheetKind
from reporter.forms.tokens import make

BUREAU, FILLER, PHONE, REVIEWER, FILLED, NIL_RETURN = (
    "填报单位", "填报人", "联系电话", "审核人", "填报日期", "零报告",
)  # fmt: skip
CONTACT_CODES = {BUREAU: "F-1", FILLER: "F-2", PHONE: "F-3", REVIEWER: "F-4", FILLED: "F-5", NIL_RETURN: "F-6"}
"""Row codes of the fields of 填表说明, by label."""
_HINTS = {
    BUREAU: "填报单位不能改。",
    FILLER: "填表的联络员姓名。",
    PHONE: "写能打通的电话，有疑问时打这个电话。",
    REVIEWER: "写分管负责人姓名。分管负责人看过以后写。没有写的会退回补写。",
    FILLED: "填表的日期，写成{example}。",
    NIL_RETURN: "整张表和上期相比都没有变化的选“本月无变化”，发回来即可；只要有一格要改，就不选。",
}
_WEEKDAYS = "一二三四五六日"
_MARK, _VALUE = "label", "value"
_COLUMNS = (
    Column(mark=_MARK, heading="项目", width=16),
    Column(mark=_VALUE, heading="填写", width=68, is_input=True),
)


class Look(Enum):
    """How a line of the instructions is printed."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    SENTENCE = "sentence"
    HEADING = "heading"
    TEXT = "text"


Line = tuple[Look, str]


@for_same
def contact_sheet(layout: FormLayout) -> FormSheet:
    """The fields of 填表说明 as rows with tokens; labels are in column `label`, what is typed in `value`."""
    return FormSheet(
        kind=SheetKind.GUIDE,
        columns=_COLUMNS,
        rows=tuple(_contact_row(layout, label, code) for label, code in CONTACT_CODES.items()),
    )


def _contact_row(layout: FormLayout, label: str, code: str) -> FormRow:
    number = layout.number
    return FormRow(
        code=code,
        token=make(number.period, number.action, number.bureau, code, number.edition),
        issued={_MARK: label, _VALUE: layout.bureau_name} if label == BUREAU else {_MARK: label},
        inputs=frozenset() if label == BUREAU else frozenset({_VALUE}),
        formats={_VALUE: "yyyy-mm-dd"} if label == FILLED else {},
        hints={_VALUE: _HINTS[label].format(example=layout.deadline.isoformat())},
    )


def heading_of(layout: FormLayout, *, sample: bool) -> str:
    """Bureau, action and month of a form, with （样例） on sample data."""
    return f"{layout.bureau_name}　{layout.action_name}　{layout.period.month_label}" + ("　（样例）" if sample else "")


def head_lines(layout: FormLayout, *, sample: bool) -> tuple[Line, ...]:
    """Title and the one sentence that stands above the fields."""
    by = _day(layout.deadline)
    return (
        (Look.TITLE, "填表说明"),
        (Look.SUBTITLE, heading_of(layout, sample=sample)),
        (
            Look.SENTENCE,
            f"一句话：只填浅黄色的格子，填1月1日到{end_of(layout.period)}的累计数，{by}前用原文件发回来。",
        ),
    )


def body_lines(layout: FormLayout) -> tuple[Line, ...]:
    """The eight points and whom to call."""
    points = (_who, _what, _when, _cumulative, _nothing_new, _percent, _forbidden, _mistakes)
    lines: list[Line] = []
    for point in points:
        lines += point(layout)
    return (*lines, (Look.TEXT, f"联系人：{layout.contact}。"))


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _numbered(*texts: str) -> list[Line]:
    return [(Look.TEXT, f"{number}.{text}") for number, text in enumerate(texts, 1)]


def _who(_layout: FormLayout) -> list[Line]:
    return [
        (Look.HEADING, "一、谁填"),
        (
            Look.TEXT,
            "单位联络员填，分管负责人看过再发。表已经按单位分好，只有你单位要填的内容；不是你单位管的事项，不要删，打电话告诉我们。",
        ),
    ]


_EXPLAINED = {
    SheetKind.INDICATORS: "“指标”页，填“本期累计”；有要求的填“年初数”“上年同期”；需要解释的在“说明”里写一句。",
    SheetKind.STEPS: "“节点”页，填“是否完成”；完成的填“完成日期”。",
    SheetKind.TASKS: "“任务”页，选“进展状态”，填“进度”，写清楚做到哪一步、有什么问题、下一步怎么办。",
    SheetKind.LISTS: "“清单”页，自己增加项目、任务、政策；没有就不填。",
    SheetKind.REPLIES: "“督办回复”页，一个事项一行，写整改情况、措施、完成时限、责任人；达到办结标准的可以申请销号。",
}


def _what(layout: FormLayout) -> list[Line]:
    counted = "，".join(_count(sheet) for sheet in layout.sheets)
    summary = f"本表有{len(layout.sheets)}页要填：{counted}。其他页没有要填的，没有放进来。"
    explained = _numbered(*(_EXPLAINED[sheet.kind] for sheet in layout.sheets))
    return [(Look.HEADING, "二、填什么"), (Look.TEXT, summary), *explained]


def _count(sheet: FormSheet) -> str:
    """“指标”页2项（3行）: items, and rows where an item has several."""
    name = f"“{sheet.kind.value}”页"
    if sheet.kind is SheetKind.LISTS:
        return name
    if sheet.kind is SheetKind.INDICATORS:
        items = len({"-".join(row.code.split("-")[:2]) for row in sheet.rows})
        rows = len(sheet.rows)
        return f"{name}{items}项" + (f"（{rows}行）" if rows != items else "")
    return f"{name}{len(sheet.rows)}项"


def _when(layout: FormLayout) -> list[Line]:
    by = f"{_day(layout.deadline)}（星期{_WEEKDAYS[layout.deadline.weekday()]}）"
    return [
        (Look.HEADING, "三、什么时候报"),
        (
            Look.TEXT,
            f"{by}下班前。遇节假日顺延，以通知为准。过时间收到的记为迟报，{_day(layout.closing_day)}以后收到的不计入本期。",
        ),
    ]


def _cumulative(layout: FormLayout) -> list[Line]:
    end, month = end_of(layout.period), layout.period.last_month
    whole = f"填从1月1日到{end}一共完成多少" + ("。" if month == 1 else f"，不是{month}月一个月的数。")
    earlier = (
        ""
        if month == 1
        else f"左边“上期累计”是{month - 1}月末的数，一般情况下“本期累计”不会比它小。"
        "如果变小了（比如核减、退出），照实填，在“说明”里写原因，例如：“核减重复登记2户”。"
    )
    return [(Look.HEADING, "四、累计怎么填"), (Look.TEXT, whole + earlier)]


def _nothing_new(layout: FormLayout) -> list[Line]:
    replies = "“督办回复”页不能沿用，照样要填。" if layout.sheet(SheetKind.REPLIES) else ""
    return [
        (Look.HEADING, "五、没有进展怎么填"),
        *_numbered(
            f"整张表都没有变化：在本页上面“零报告”一格选“本月无变化”，发回来就行，数字自动沿用上期。{replies}",
            "某一项没有变化：“本期累计”填和上期一样的数，不要留空。",
            "一直没有完成一件：填0。",
            "还没到开始的时间：填“未到节点”，在“说明”里写计划时间，例如：“计划9月验收”。",
            "数据还没有出来（按季、按年公布）：填“未公布”，在“说明”里写什么时候出。",
            "本单位没有这类工作：填“不适用”，在“说明”里写原因。",
        ),
        (Look.TEXT, "留空就是没有报，会被列为“未报”。"),
    ]


def _percent(_layout: FormLayout) -> list[Line]:
    return [
        (Look.HEADING, "六、百分比怎么填"),
        (
            Look.TEXT,
            "计量单位是“%”的，填百分号前面的数。增长7.8%，填7.8；不要填0.078，也不用打百分号。下降的指标（名称里带“下降”）填下降了多少，"
            "下降42.9%填42.9；如果反而上升，填负数，例如上升5%填-5。要填两个数的比率指标，分子、分母各填一行，比率自动算。",
        ),
    ]


def _forbidden(_layout: FormLayout) -> list[Line]:
    return [
        (Look.HEADING, "七、不能做什么"),
        *_numbered(
            "不要改灰色的格子，不要改编号、目标和表头；认为目标不对，在“说明”里写。",
            "不要另做一张表，不要把几张表合成一张，不要截图、拍照代替。",
            "一格只填一个数：不要写“100户”“约100”“8至10”“57（新增3）”。",
            "不要合并单元格。可以调列宽、筛选、隐藏行，不影响收表。",
            "涉密和个人信息（身份证号、未成年人姓名等）不要写进表里。",
        ),
    ]


def _mistakes(_layout: FormLayout) -> list[Line]:
    return [
        (Look.HEADING, "八、填错了怎么办"),
        (
            Look.TEXT,
            "没发之前，直接改。已经发了、还没到截止时间的，改好重新发一份，以最后一份能用的为准。收到退回的，在退回的批注表里改标红的格子，"
            "原样发回。通报印发以后才发现错了，打电话，按更正程序办理，不要自己改了再发。",
        ),
    ]
