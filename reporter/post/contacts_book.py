"""The empty 通讯录 that a new working folder gets: instructions, drop-downs, one grey example a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from reporter.core.period import Period
from reporter.forms.recipients import expected_forms
from reporter.plan.guide import HEADING, REQUIRED
from reporter.plan.model import Plan
from reporter.post.contacts import BUREAU_ROLES, BUREAUS, DOCUMENTS, EXAMPLE, LEADER_KINDS, LEADERS, REPORTER
from reporter.sheets.cells import column_letters
from reporter.sheets.spec import BookSpec, CellSpec, Page, SheetSpec, Style, Validation

GUIDE, LISTS = "说明", "清单值"
_GUIDANCE = (
    "“领导”表写收通报、专报的领导，“单位”表写各单位收表、填表的人。一人一行，一格只写一个邮箱。",
    "橙色标题的栏目要填，蓝色的可以空着。有下拉的从下拉里选。灰色的第一行是例子，程序不读，可以删掉。",
    "称呼照信里的写法，例如“张主任”；空着时写“姓名同志”。",
    "类型：主送、抄送都是各发一封，谁也看不到别人；抄送的信里写明供参阅。不用密送。",
    f"收什么：{'、'.join(DOCUMENTS)}，写几样用顿号隔开；空着就是都收。",
    "角色：填报人收填报表、催报、退回、督办；负责人和分管负责人只在催报、督办时抄送（规则“催报抄送”“督办抄送”）。",
    "一个单位可以有几个填报人，每人一封。一个人管几个单位的，分几行写。",
    "没有填邮箱的单位，邮件草稿照样写，只是没有收件人，清单里写明“缺地址”。",
    "这里是真人的电话和邮箱，只放在办公室电脑上，不要传到网上，不要发给别人。",
    "改完先保存、关闭，再运行“reporter mail”；写错的格子会逐条说明。",
)
_LEADER_COLUMNS = (("姓名", 12), ("职务", 22), ("称呼", 14), ("类型", 8), ("邮箱", 30), ("收什么", 34))
_BUREAU_COLUMNS = ((BUREAUS, 24), ("姓名", 12), ("角色", 12), ("电话", 20), ("邮箱", 30))
_LEADER_EXAMPLE = (f"{EXAMPLE}张三", "区委副书记", "张书记", "主送", "zhangsan@example.com", "通报、领导专报")
_BUREAU_EXAMPLE = (f"{EXAMPLE}区某某局", "李四", REPORTER, "0730-1234567", "lisi@example.com")
_REQUIRED = {"姓名", "邮箱", BUREAUS, "角色"}
_FIXED = {"类型": LEADER_KINDS, "角色": BUREAU_ROLES}
_OFFERED = {**_FIXED, "收什么": DOCUMENTS, BUREAUS: ()}
_LAST_ROW = 500
_BODY = Style(size=10.5, border=True)
_GREY = Style(size=10.5, border=True, color="808080", fill="F2F2F2")


def contacts_book(plan: Plan) -> BookSpec:
    """The workbook: the bureaus that get forms stand there already, without people."""
    waiting = [(name, "", REPORTER) for name in _asked(plan)]
    return BookSpec(
        sheets=(
            _guide(),
            _sheet(LEADERS, _LEADER_COLUMNS, _LEADER_EXAMPLE, ()),
            _sheet(BUREAUS, _BUREAU_COLUMNS, _BUREAU_EXAMPLE, waiting),
            _lists(plan),
        ),
        created=datetime.combine(plan.head.issued, time()),
        names={f"RPT_{name}": _range(at, plan) for at, name in enumerate(_OFFERED, start=1)},
        title="通讯录",
    )


def _asked(plan: Plan) -> list[str]:
    """Names of the bureaus that get a form at some time of the plan's year, in the fixed order."""
    months = (Period(plan.head.year, number) for number in range(1, 13))
    codes = {bureau for month in months for _, bureau in expected_forms(plan, month)}
    return [one.name for one in sorted(plan.bureaus, key=lambda one: (one.order, one.code)) if one.code in codes]


def _guide() -> SheetSpec:
    lines = ["通讯录怎么填", *(f"{number}．{text}" for number, text in enumerate(_GUIDANCE, start=1))]
    looks = [Style(font="黑体", size=16, align="center"), *[Style(size=11, wrap=True)] * len(_GUIDANCE)]
    return SheetSpec(
        name=GUIDE,
        cells={
            (row, 1): CellSpec(value=text, style=look)
            for row, (text, look) in enumerate(zip(lines, looks, strict=True), 1)
        },
        widths={1: 100},
        heights={1: 30, **{row: 34 if len(lines[row - 1]) > 46 else 20 for row in range(2, len(lines) + 1)}},
        page=Page(footer="&C第&P页，共&N页"),
        tab_color="C00000",
    )


def _sheet(
    name: str, columns: Sequence[tuple[str, int]], example: Sequence[str], waiting: Sequence[Sequence[str]]
) -> SheetSpec:
    cells = {}
    for at, (heading, _) in enumerate(columns, start=1):
        cells[1, at] = CellSpec(value=heading, style=REQUIRED if heading in _REQUIRED else HEADING)
        cells[2, at] = CellSpec(value=example[at - 1], style=_GREY)
        for row, values in enumerate(waiting, start=3):
            cells[row, at] = CellSpec(value=values[at - 1] if at <= len(values) else None, style=_BODY)
    return SheetSpec(
        name=name,
        cells=cells,
        widths={at: width for at, (_, width) in enumerate(columns, start=1)},
        heights={1: 24},
        validations=tuple(_choices(columns)),
        freeze=(2, 1),
        page=Page(repeat_rows=(1, 1), header=f"&C通讯录　{name}", footer="&C第&P页，共&N页"),
    )


def _choices(columns: Sequence[tuple[str, int]]) -> list[Validation]:
    return [
        Validation(
            first_row=3, first_column=at, last_row=_LAST_ROW, last_column=at, kind="list", source=f"=RPT_{heading}",
            title=heading, message=f"从下拉里选{heading}。", error="不在下拉里，确定要这样写吗？",
            blocks=heading in _FIXED,
        )
        for at, (heading, _) in enumerate(columns, start=1)
        if heading in _OFFERED
    ]  # fmt: skip


def _offers(name: str, plan: Plan) -> Sequence[str]:
    return [one.name for one in plan.bureaus if not one.is_collective] if name == BUREAUS else _OFFERED[name]


def _range(at: int, plan: Plan) -> str:
    letters = column_letters(at)
    count = len(_offers(list(_OFFERED)[at - 1], plan))
    return f"='{LISTS}'!${letters}$2:${letters}${count + 1}"


def _lists(plan: Plan) -> SheetSpec:
    cells = {
        (row, at): CellSpec(value=text)
        for at, name in enumerate(_OFFERED, start=1)
        for row, text in enumerate((name, *_offers(name, plan)), start=1)
    }
    return SheetSpec(name=LISTS, cells=cells, state="hidden")
