"""Every table of the register, described once: CSV, workbook, hints and the addresses of checks follow from it.

Longer than other modules because it is a list: one line for each column of each table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from reporter.core.values import dataclass
from reporter.plan import convert as form
from reporter.plan.convert import Form
from reporter.plan.model import (
    Action,
    Amendment,
    Bureau,
    CalendarDay,
    Closing,
    Indicator,
    Kind,
    Milestone,
    Part,
    Plan,
    PlanHead,
    Rule,
    Ruling,
    Task,
    Waiver,
)

if TYPE_CHECKING:
    from reporter.sheets.spec import CellValue

FREQUENCIES = ("月", "季", "半年", "年", "月+1", "季+1", "半年+1", "年+1")
CATEGORIES = ("直属部门", "法检机关", "群团组织", "乡镇街道", "国有企业", "议事机构", "集合")
"""Offered as 类别 where the register names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, the field of the model, what stands in it, and how a clerk is told about it.

    `offers` names the drop-down (see `book.py`); `closed` refuses other entries. `idle` tells of a record whose value
    says nothing and is left blank: blank must read back as that same value.
    """

    heading: str
    field: str
    form: Form
    note: str
    required: bool = False
    width: float = 12
    offers: str = ""
    closed: bool = False
    idle: Callable[[Any], bool] | None = None

    def text(self, record: Any) -> str:
        """What stands in this column of a CSV file."""
        return "" if self._is_idle(record) else self.form.write(getattr(record, self.field))

    def cell(self, record: Any) -> CellValue:
        """What stands in this column of a workbook."""
        return None if self._is_idle(record) else self.form.cell(getattr(record, self.field))

    def _is_idle(self, record: Any) -> bool:
        return self.idle is not None and self.idle(record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table. `field` is its place in `Plan`, `key` the heading of the column by which other tables name a row."""

    name: str
    field: str
    row: type[Any]
    about: str
    columns: tuple[Column, ...]
    key: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def column(self, heading: str) -> Column:
        """The column of a heading; KeyError when the table has none."""
        for column in self.columns:
            if column.heading == heading:
                return column
        raise KeyError(heading)

    def records(self, plan: Plan) -> tuple[Any, ...]:
        """The rows of this table in a plan; 方案 has one."""
        found: Any = getattr(plan, self.field)
        return found if isinstance(found, tuple) else (found,)


def _column(heading: str, field: str, what: Form, note: str, width: float = 12, **more: Any) -> Column:
    return Column(heading=heading, field=field, form=what, note=note, width=width, **more)


def _prints_no_figure(row: Indicator) -> bool:
    return row.kind is Kind.MILESTONE and row.decimals == 0


_BUREAU = {"offers": "单位名单"}
_OPEN = {"offers": "是", "closed": True}
_YES_NO = {"offers": "是否", "closed": True}
_COMPARE = {"offers": "比较", "closed": True}
_PACE = "线性、年末、常年、起始4月，或四个季度末应完成的百分数25/45/70/100；空着按类型定。"
_NAMES_NOTE = "按单位表的规范名写，几个之间用顿号隔开。例：甲局、乙局"
_TASK_DUE = "有明确期限的写日期，没有的空着。例：2024-06-30"

TABLES: tuple[Table, ...] = (
    Table(
        name="方案",
        field="head",
        row=PlanHead,
        about="方案本身，只有一行。",
        columns=(
            _column("名称", "name", form.TEXT, "方案全称。", 44, required=True),
            _column("文号", "number", form.TEXT, "发文字号。例：×政办发〔2024〕4号", 24, required=True),
            _column("印发机关", "issuer", form.TEXT, "印发方案的机关。", 26, required=True),
            _column("印发日期", "issued", form.DATE, "例：2024-03-14", 13, required=True),
            _column("年度", "year", form.YEAR, "方案管哪一年，只写数字。例：2024", 8, required=True),
            _column("总牵头", "leader", form.TEXT, "总牵头领导的职务。", 30),
        ),
    ),
    Table(
        name="单位",
        field="bureaus",
        row=Bureau,
        about="所有牵头、配合、填报的单位。规范名是全台账唯一的写法。",
        key="规范名",
        columns=(
            _column("编号", "code", form.CODE, "字母B加三位数字，定了不再改。例：B012", 8, required=True),
            _column("规范名", "name", form.TEXT, "全台账统一用这个名字。例：甲局", 26, required=True),
            _column("别名", "aliases", form.NAMES, "方案里出现过的其他写法，用顿号隔开。例：甲委、甲办", 34),
            _column("类别", "category", form.TEXT, "“集合”指“各乡镇（街道）”这类统称。", 12, offers="单位类别"),
            _column("成员", "members", form.NAMES, "类别是“集合”的，写由谁答复。" + _NAMES_NOTE, 40),
            _column("排序", "order", form.WHOLE, "名单先后，小的在前。例：120", 7),
            _column("启用", "since", form.DATE, "年中新设的单位写日期，一般空着。", 12),
            _column("停用", "until", form.DATE, "年中撤并的单位写日期，一般空着。", 12),
            _column("并入", "merged_into", form.TEXT, "撤并后并入哪个单位，写规范名。", 16, **_BUREAU),
        ),
    ),
    Table(
        name="行动",
        field="actions",
        row=Action,
        about="各专项行动和专班。A0是总体方案自己的目标，只统计、不排名。",
        key="编号",
        columns=(
            _column("编号", "code", form.CODE, "字母A加数字。例：A1", 7, required=True),
            _column("名称", "name", form.TEXT, "例：产业培塑行动", 18, required=True),
            _column("召集人", "convener", form.TEXT, "专班召集人的职务。", 22),
            _column("副召集人单位", "deputies", form.NAMES, _NAMES_NOTE, 26),
            _column("办公室", "office", form.TEXT, "专班办公室设在哪个单位，写规范名。", 16, **_BUREAU),
            _column("成员单位", "members", form.NAMES, _NAMES_NOTE, 70),
            _column("名单开放", "open_list", form.FLAG, "名单以“等”结尾的填“是”，否则空着。", 8, **_OPEN),
        ),
    ),
    Table(
        name="任务",
        field="tasks",
        row=Task,
        about="方案里有责任单位的每一项任务，按方案的先后排。",
        key="编号",
        columns=(
            _column("编号", "code", form.CODE, "行动编号加-T和两位数字。例：A1-T03", 9, required=True),
            _column("行动", "action", form.CODE, "行动表的编号。例：A1", 7, required=True, offers="行动编号"),
            _column("章节", "section", form.TEXT, "方案里的小标题。例：（一）突出做强支柱产业", 26),
            _column("名称", "name", form.TEXT, "任务的短标题。例：现代农业", 30, required=True),
            _column("牵头单位", "leads", form.NAMES, "第一个是主报单位。" + _NAMES_NOTE, 30),
            _column("配合单位", "supports", form.NAMES, _NAMES_NOTE, 44),
            _column("名单开放", "open_list", form.FLAG, "名单以“等”结尾的填“是”，否则空着。", 8, **_OPEN),
            _column("标签", "tags", form.NAMES, "用来归类，几个之间用顿号隔开。例：民生实事·省级", 16),
            _column("时限", "due", form.DATE, _TASK_DUE, 12),
            _column("出处", "places", form.PLACES, "在方案的什么地方。例：A1 二、（一）1", 20),
        ),
    ),
    Table(
        name="指标",
        field="indicators",
        row=Indicator,
        about="方案承诺的每一个数和每一件可以核对的事，一行一个。",
        key="编号",
        columns=(
            _column("编号", "code", form.CODE, "行动编号加-K和两位数字，定了不再改。例：A1-K07", 9, required=True),
            _column("行动", "action", form.CODE, "归哪个行动统计。例：A1", 7, required=True, offers="行动编号"),
            _column("任务", "tasks", form.CODES, "引用它的任务，第一个是归口任务，用顿号隔开。例：A8-T10、A6-T13", 16),
            _column("名称", "name", form.TEXT, "作表格行标题的短语。例：城镇新增就业", 30, required=True),
            _column("口径", "scope", form.TEXT, "这个数说的是什么，印在填报表里。例：累计发生数、净增、已开工", 18),
            _column("类型", "kind", form.KIND, "见使用说明。例：累计数", 9, required=True, offers="类型", closed=True),
            _column("比较", "comparator", form.COMPARATOR, "以上、达到选“不低于”，突破选“超过”。", 9, **_COMPARE),
            _column("目标值", "target", form.NUMBER, "只写数字；比率写90，不写90%。例：1500", 10),
            _column("目标上限", "target_upper", form.NUMBER, "只有类型是“区间”的填。例：2", 10),
            _column("计量单位", "unit", form.TEXT, "按方案写。例：万亩、户、%", 10),
            _column("小数位", "decimals", form.WHOLE, "印几位小数，空着按0。例：1", 7, idle=_prints_no_figure),
            _column("起点值", "base", form.NUMBER, "只有“存量”的填：年初有多少。不知道的空着，由填报单位填。", 10),
            _column("取数", "uses", form.CODE, "不另外报送、直接用哪一行的数，写那一行的编号。例：A2-K05", 9),
            _column("上级", "parent", form.CODE, "是哪一行的其中数，写那一行的编号。例：A8-K32", 9),
            _column("计入", "counted", form.YES_NO, "统计和排名填“是”，只列出填“否”。", 7, required=True, **_YES_NO),
            _column("填报单位", "bureau", form.TEXT, "谁报这个数，只能写一个规范名。例：甲局", 18, **_BUREAU),
            _column("频度", "frequency", form.TEXT, "晚一个月公布的带+1。例：月、季+1", 8, offers="频度", closed=True),
            _column("时序", "pace", form.TEXT, _PACE, 14),
            _column("时限", "due", form.DATE, "空着就是12月31日。例：2024-09-30", 12),
            _column("推定", "inferred", form.NAMES, "这一行里哪几栏不是方案原文，写栏目名称。例：填报单位、目标值", 16),
            _column("出处", "places", form.PLACES, "在方案的哪几处。例：A8-T10、总体方案 一、主要目标", 28),
            _column("原文", "phrase", form.TEXT, "从方案里原样抄一小段，含数字和对象。例：城镇新增就业 1500 人", 34),
            _column("备注", "remark", form.TEXT, "其他要说明的。其中数相加应等于它的，写“合计”。", 34),
        ),
    ),
    Table(
        name="分项",
        field="parts",
        row=Part,
        about="一个指标要报两个数的（分子和分母、两种计量、两个数比较），一个数一行。",
        columns=(
            _column("指标", "indicator", form.CODE, "指标表的编号。例：A8-K14", 10, required=True),
            _column("序号", "number", form.WHOLE, "从1起。比率：1是分子，2是分母；比较：1减2。", 7, required=True),
            _column("名称", "name", form.TEXT, "例：康复救助月数", 40, required=True),
            _column("计量单位", "unit", form.TEXT, "例：月", 10),
            _column("目标值", "target", form.NUMBER, "只有“双计量”的填。例：91", 10),
            _column("取数", "uses", form.CODE, "不另外报送、直接用哪一行的数，写指标编号。例：A6-K01", 10),
        ),
    ),
    Table(
        name="节点",
        field="milestones",
        row=Milestone,
        about="类型是“节点”的指标，一步一行。方案没有写步骤的只有一步。",
        columns=(
            _column("指标", "indicator", form.CODE, "指标表的编号。例：A8-K20", 10, required=True),
            _column("序号", "number", form.WHOLE, "从1起。例：1", 7, required=True),
            _column("名称", "name", form.TEXT, "这一步做完是什么样。例：招标文件编制并挂网", 44, required=True),
            _column("时限", "due", form.DATE, "方案没写的填年底，推定里写“时限”。例：2024-12-31", 13, required=True),
            _column("权重", "weight", form.WEIGHT, "各步的轻重之比，空着按1。例：2", 8),
            _column("推定", "inferred", form.NAMES, "哪几栏不是方案原文。例：时限", 14),
        ),
    ),
    Table(
        name="裁定",
        field="rulings",
        row=Ruling,
        about="方案里同一件事说法不一致的，采用哪一个。没有裁定以前从严。",
        columns=(
            _column("事项", "matter", form.TEXT, "例：高标准农田", 26, required=True),
            _column("涉及编号", "codes", form.CODES, "有关的指标编号，用顿号隔开。例：A1-K11、A8-K39", 26),
            _column("各处说法", "versions", form.TEXT, "每一处是怎么写的。", 60),
            _column("采用编号", "adopted", form.CODE, "以哪一行为准。例：A1-K11", 16),
            _column("采用口径", "adopted_scope", form.TEXT, "例：1.5万亩", 28),
            _column("依据", "basis", form.TEXT, "谁定的、依据什么。例：待裁定，暂从严", 28),
            _column("日期", "ruled", form.DATE, "裁定的日期，没有裁定的空着。", 12),
        ),
    ),
    Table(
        name="调整",
        field="amendments",
        row=Amendment,
        about="年中经批准调整的内容。从起始日期起用新值，以前的月份不变。",
        columns=(
            _column("编号", "code", form.CODE, "指标或任务的编号。例：A1-K11", 10, required=True),
            _column("栏目", "column", form.TEXT, "改的是哪一栏，写栏目名称。例：目标值", 12, required=True),
            _column("原值", "old", form.SETTING, "例：1.5", 18),
            _column("新值", "new", form.SETTING, "例：1.3", 18),
            _column("起始日期", "since", form.DATE, "从哪一天起用新值。例：2024-07-01", 13, required=True),
            _column("依据", "basis", form.TEXT, "批准的文件或会议。", 40),
        ),
    ),
    Table(
        name="特批",
        field="waivers",
        row=Waiver,
        about="经批准不按规则办的个别事项，印在通报附件里。",
        columns=(
            _column("规则", "rule", form.TEXT, "不按哪一条规则办。", 20, required=True),
            _column("编号", "code", form.CODE, "哪一项，写编号；整个单位的空着。例：A3-K10", 10),
            _column("单位", "bureau", form.TEXT, "哪个单位，写规范名。", 18, **_BUREAU),
            _column("原因", "reason", form.TEXT, "为什么。", 44, required=True),
            _column("批准人", "approved_by", form.TEXT, "谁批准的。", 18, required=True),
            _column("起始日期", "since", form.DATE, "例：2024-06-01", 13, required=True),
            _column("截止日期", "until", form.DATE, "到哪一天为止，长期有效的空着。", 13),
        ),
    ),
    Table(
        name="督办",
        field="closings",
        row=Closing,
        about="督办事项经督查室确认办结的，一项一行。",
        columns=(
            _column("字号", "number", form.TEXT, "督办单的字号。例：×督〔2024〕1号", 22, required=True),
            _column("单位", "bureau", form.TEXT, "被督办的单位，写规范名。", 18, required=True, **_BUREAU),
            _column("编号", "code", form.CODE, "哪一项。例：A1-K07", 10, required=True),
            _column("结论", "conclusion", form.TEXT, "例：同意销号", 30, required=True),
            _column("日期", "closed", form.DATE, "确认的日期。例：2024-07-08", 13, required=True),
        ),
    ),
    Table(
        name="日历",
        field="calendar",
        row=CalendarDay,
        about="与平常周末不同的日子：放假的写休，调休上班的写班。",
        columns=(
            _column("日期", "day", form.DATE, "例：2024-05-01", 14, required=True),
            _column("类别", "category", form.CALENDAR, "休或班。", 8, required=True, offers="休班", closed=True),
        ),
    ),
    Table(
        name="规则",
        field="rules",
        row=Rule,
        about="影响数字、灯色、名次和措辞的规定。改规定时另加一行，写上起始日期，原来的不删。",
        columns=(
            _column("名称", "name", form.TEXT, "规则的名称，不能自己起。", 18, required=True),
            _column("值", "value", form.SETTING, "见说明一栏。", 44),
            _column("起始日期", "since", form.DATE, "从哪一天起按这个值办。例：2024-01-01", 13, required=True),
            _column("说明", "note", form.TEXT, "这条规则管什么，单位是什么。", 70),
        ),
    ),
)  # fmt: skip

BY_NAME: Mapping[str, Table] = {table.name: table for table in TABLES}
