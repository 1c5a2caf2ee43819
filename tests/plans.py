"""A small plan for tests: one indicator of every kind, parts, milestones, a collective lead, rules and a calendar.

Bureaus   B001 区发改局 · B002 区残联 · B003 区统计局 · B004 营田镇 · B005 河市镇 · B006 各乡镇（街道）= B004 + B005
          B007 区老干局 (merged into B002 on 2024-04-01) · B008 各有关单位 (a collective without members)
Actions   A0 总体方案 (no rank) · A1 产业培塑行动 · A2 民生可感行动
Tasks     A1-T01 现代农业 (区发改局) · A1-T02 现代物流 (区发改局、区残联)
          A2-T01 人居环境 (各乡镇（街道）, due 2024-09-30) · A2-T02 宣传发动 (各有关单位) · A2-T03 老年服务 (区老干局)
Indicators, all of A1 and 区发改局 unless said otherwise; figures as in `INDICATORS` below:
          A1-K01 cumulative ≥1500 人 · K02 growth ≥7.5 % 季+1 (区统计局)
          K03 stock ≥300 户 base unknown · K04 stock ≥90 户 base 60
          K05 standard ≥700 元/月 · K06 share ≥90 %, parts 1/2 · K07 reduction ≥50 % · K08 ceiling ≤5 起
          K09 milestone, steps S1 2024-03-31 and S2 2024-12-31 · K10 zero 0 起 · K11 first ≥1 家 · K12 range 1—2 个
          K13 relation, no parts (against last year) · A2-K14 paired 13 人 / 91 月 (区残联) · K15 input 552.5 万元
          K16 relation, part 1 asked, part 2 uses A1-K02 · K17 uses A1-K01, not asked, not counted
          A0-K01 growth 左右 8 %
May 2024: elapsed share 5/12, returns due on Wednesday 5 June, closed on Friday 7 June.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reporter.plan.model import (
    Action,
    Bureau,
    CalendarDay,
    Comparator,
    Indicator,
    Kind,
    Milestone,
    Part,
    Plan,
    PlanHead,
    Rule,
    Task,
)

HEAD = PlanHead(
    name="屈原管理区实施“八大行动”总体方案",
    number="屈政办发〔2024〕4号",
    issuer="屈原管理区管委办公室",
    issued=date(2024, 3, 14),
    year=2024,
    leader="区管委常务副主任",
)
BUREAUS = (
    Bureau(code="B001", name="区发改局", aliases=("区发改委",), category="区直部门", order=20),
    Bureau(code="B002", name="区残联", category="群团组织", order=10),
    Bureau(code="B003", name="区统计局", category="区直部门", order=30),
    Bureau(code="B004", name="营田镇", category="乡镇街道", order=40),
    Bureau(code="B005", name="河市镇", category="乡镇街道", order=50),
    Bureau(code="B006", name="各乡镇（街道）", category="集合", members=("营田镇", "河市镇"), order=60),
    Bureau(code="B007", name="区老干局", category="区直部门", order=70, until=date(2024, 3, 31), merged_into="区残联"),
    Bureau(code="B008", name="各有关单位", category="集合", order=80),
)
ACTIONS = (
    Action(code="A0", name="总体方案"),
    Action(code="A1", name="产业培塑行动", office="区发改局"),
    Action(code="A2", name="民生可感行动", office="区残联"),
)
TASKS = (
    Task(code="A1-T01", action="A1", section="（一）突出做强支柱产业", name="现代农业", leads=("区发改局",)),
    Task(
        code="A1-T02",
        action="A1",
        section="（二）培育壮大优势产业",
        name="现代物流",
        leads=("区发改局", "区残联"),
        supports=("区统计局",),
    ),
    Task(
        code="A2-T01", action="A2", section="（一）", name="人居环境", leads=("各乡镇（街道）",), due=date(2024, 9, 30)
    ),
    Task(code="A2-T02", action="A2", section="（一）", name="宣传发动", leads=("各有关单位",)),
    Task(code="A2-T03", action="A2", section="（二）", name="老年服务", leads=("区老干局",)),
)


def indicator(code: str, kind: Kind, name: str, **more: object) -> Indicator:
    """An indicator of 区发改局 whose action is the first part of its code."""
    return Indicator(**{"action": code[:2], "bureau": "区发改局", **more}, code=code, kind=kind, name=name)  # type: ignore[arg-type]


AT_LEAST = Comparator.AT_LEAST
INDICATORS = (
    indicator("A0-K01", Kind.GROWTH, "高新产业增加值增速", comparator=Comparator.ABOUT, target=Decimal(8), unit="%"),
    indicator("A1-K01", Kind.CUMULATIVE, "城镇新增就业", comparator=AT_LEAST, target=Decimal(1500), unit="人",
              scope="累计发生数", tasks=("A1-T01",)),
    indicator("A1-K02", Kind.GROWTH, "地区生产总值增速", comparator=AT_LEAST, target=Decimal("7.5"), unit="%",
              frequency="季+1", bureau="区统计局", decimals=1),
    indicator("A1-K03", Kind.STOCK, "实有企业", comparator=AT_LEAST, target=Decimal(300), unit="户"),
    indicator("A1-K04", Kind.STOCK, "规模以上企业", comparator=AT_LEAST, target=Decimal(90), unit="户",
              base=Decimal(60)),
    indicator("A1-K05", Kind.STANDARD, "城市低保标准", comparator=AT_LEAST, target=Decimal(700), unit="元/月"),
    indicator("A1-K06", Kind.SHARE, "按时办结率", comparator=AT_LEAST, target=Decimal(90), unit="%"),
    indicator("A1-K07", Kind.REDUCTION, "现行案件发案率同比下降", comparator=AT_LEAST, target=Decimal(50), unit="%"),
    indicator("A1-K08", Kind.CEILING, "一般事故", comparator=Comparator.AT_MOST, target=Decimal(5), unit="起"),
    indicator("A1-K09", Kind.MILESTONE, "应急广播"),
    indicator("A1-K10", Kind.ZERO, "较大事故", target=Decimal(0), unit="起"),
    indicator("A1-K11", Kind.FIRST, "外商投资企业破零", comparator=AT_LEAST, target=Decimal(1), unit="家"),
    indicator("A1-K12", Kind.RANGE, "省级龙头企业", comparator=AT_LEAST, target=Decimal(1), target_upper=Decimal(2),
              unit="个"),
    indicator("A1-K13", Kind.RELATION, "担保放大倍数提高", unit="倍"),
    indicator("A2-K14", Kind.PAIRED, "康复救助", bureau="区残联"),
    indicator("A1-K15", Kind.INPUT, "电网投入", comparator=AT_LEAST, target=Decimal("552.5"), unit="万元"),
    indicator("A1-K16", Kind.RELATION, "税收增速高于地区生产总值增速", unit="%"),
    indicator("A1-K17", Kind.CUMULATIVE, "城镇新增就业（另一处口径）", comparator=AT_LEAST, target=Decimal(1400),
              unit="人", uses="A1-K01", counted=False),
)  # fmt: skip
PARTS = (
    Part(indicator="A1-K06", number=1, name="按时办结件数", unit="件"),
    Part(indicator="A1-K06", number=2, name="受理件数", unit="件"),
    Part(indicator="A2-K14", number=1, name="康复救助人数", unit="人", target=Decimal(13)),
    Part(indicator="A2-K14", number=2, name="康复救助月数", unit="月", target=Decimal(91)),
    Part(indicator="A1-K16", number=1, name="税收增速", unit="%"),
    Part(indicator="A1-K16", number=2, name="地区生产总值增速", unit="%", uses="A1-K02"),
)
MILESTONES = (
    Milestone(indicator="A1-K09", number=1, name="完成招标", due=date(2024, 3, 31)),
    Milestone(indicator="A1-K09", number=2, name="验收", due=date(2024, 12, 31)),
)
CALENDAR = (
    CalendarDay(day=date(2024, 5, 1), category="休"),
    CalendarDay(day=date(2024, 5, 2), category="休"),
    CalendarDay(day=date(2024, 5, 3), category="休"),
    CalendarDay(day=date(2024, 5, 11), category="班"),
    *(CalendarDay(day=date(2024, 10, day), category="休") for day in range(1, 8)),
)
_VALUES = {
    "通报发文机关": "屈原管理区管委办公室",
    "主送": "各乡镇人民政府、天问街道办事处，区直及驻区各单位：",
    "抄送": "市政府督查室，区党委办公室。",
    "印发机关": "屈原管理区管委办公室",
    "通报版式": "文件",
    "督办单位": "区督查室",
    "编发单位": "屈原管理区督查室",
    "督办字头": "屈督",
    "联系方式": "区督查室　0730-×××××××",
    "灯色口径": "points",
    "黄灯百分点": "10",
    "黄灯比例": "80",
    "增速容差": "1.0",
    "达标容差": "0",
    "左右容差": "",
    "小数目标": "10",
    "增速折算": "否",
    "报送截止": "5",
    "停收日": "7",
    "排名最少事项": "3",
    "进展事项数": "3",
    "名单上限": "8",
    "督办起点": "蓝",
    "红单回复工作日": "5",
    "未报提示线": "30",
    "专报未报提示线": "5",
    "预警余量": "2",
    "统计指标": "地区生产总值增速",
    "突增倍数": "3",
    "超额比例": "300",
    "正文含数": "否",
    "提前提醒": "2",
    "催报抄送": "分管负责人",
    "督办抄送": "蓝单分管负责人、黄单分管负责人、红单负责人",
    "专报附赶超账": "否",
    "印出字数": "60",
    "试行规则": "",
}
RULES = tuple(Rule(name=name, value=value, since=date(2024, 1, 1)) for name, value in _VALUES.items())


def small_plan(**changed: object) -> Plan:
    """The plan above; tables given by name (tasks=…, rules=…) replace its own."""
    tables: dict[str, object] = {
        "head": HEAD,
        "bureaus": BUREAUS,
        "actions": ACTIONS,
        "tasks": TASKS,
        "indicators": INDICATORS,
        "parts": PARTS,
        "milestones": MILESTONES,
        "calendar": CALENDAR,
        "rules": RULES,
    }
    return Plan(**{**tables, **changed})  # type: ignore[arg-type]
