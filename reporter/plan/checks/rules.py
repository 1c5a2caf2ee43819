"""规则: every rule that the program needs is there, from January on, with a value that it understands (DESIGN 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from reporter.core.problem import Problem
from reporter.plan.checks.finding import at, of_table
from reporter.plan.convert import NO, YES, number
from reporter.plan.lenience import TRIAL_RULE, is_trial
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded

Test = Callable[[str], bool]
COPIED_ROLES = ("负责人", "分管负责人", "不抄送")
"""Who in a bureau gets a copy of a letter to its officer."""


def _amount(least: int, most: int | None = None) -> Test:
    def fits(text: str) -> bool:
        value = _number(text)
        return value is not None and least <= value and (most is None or value <= most)

    return fits


def _count(least: int, most: int | None = None) -> Test:
    within = _amount(least, most)
    return lambda text: within(text) and Decimal(text) == int(Decimal(text))


def _above_zero(text: str) -> bool:
    value = _number(text)
    return value is not None and value > 0


def _anything(_: str) -> bool:
    return True


def _one_of(*words: str) -> Test:
    return lambda text: text in words


def _copies(text: str) -> bool:
    """蓝单…、黄单…、红单…: each colour once, with a role of 通讯录."""
    parts = [part.split("单", 1) for part in text.split("、")]
    return sorted(part[0] for part in parts) == sorted("蓝黄红") and all(part[-1] in COPIED_ROLES for part in parts)


def _blank_or(test: Test) -> Test:
    return lambda text: not text or test(text)


def _number(text: str) -> Decimal | None:
    """The number of a rule as the stages will read it with Decimal(): no percent sign, no full-width digits."""
    try:
        value = number(text)
    except ValueError:
        return None
    return value if value is not None and text == text.strip() and text.isascii() and not text.endswith("%") else None


NEEDED: Mapping[str, tuple[Test, str]] = {
    "通报发文机关": (bool, "单位名称"),
    "主送": (bool, "主送机关，末尾带全角冒号"),
    "抄送": (_anything, "抄送机关，没有的空着"),
    "印发机关": (bool, "单位名称"),
    "通报版式": (_one_of("文件", "简报"), "文件或简报"),
    "督办单位": (bool, "“单位”表里的规范名"),
    "编发单位": (bool, "单位名称"),
    "督办字头": (bool, "字头，例如屈督"),
    "联系方式": (bool, "联系单位和电话"),
    "灯色口径": (_one_of("points", "share"), "points或share"),
    "黄灯百分点": (_amount(0, 100), "0到100的数"),
    "黄灯比例": (_amount(0, 100), "0到100的数"),
    "增速容差": (_amount(0), "不小于0的数"),
    "达标容差": (_amount(0, 100), "0到100的数"),
    "左右容差": (_blank_or(_amount(0)), "不小于0的数，没有裁定的空着"),
    "小数目标": (_amount(0), "不小于0的数"),
    "增速折算": (_one_of(YES, NO), "是或否"),
    "报送截止": (_count(1, 28), "1到28的整数"),
    "停收日": (_count(1, 28), "1到28的整数"),
    "排名最少事项": (_count(1), "不小于1的整数"),
    "进展事项数": (_count(0), "不小于0的整数"),
    "名单上限": (_count(1), "不小于1的整数"),
    "督办起点": (_one_of("蓝", "黄", "红"), "蓝、黄或红"),
    "红单回复工作日": (_count(1), "不小于1的整数"),
    "未报提示线": (_amount(0, 100), "0到100的数"),
    "专报未报提示线": (_amount(0, 100), "0到100的数"),
    "预警余量": (_amount(0, 100), "0到100的数"),
    "统计指标": (_anything, "指标名称，用顿号隔开"),
    "突增倍数": (_above_zero, "大于0的数"),
    "超额比例": (_above_zero, "大于0的数"),
    "正文含数": (_one_of(YES, NO), "是或否"),
    "提前提醒": (_count(0), "不小于0的整数"),
    "催报抄送": (_one_of(*COPIED_ROLES), "、".join(COPIED_ROLES)),
    "督办抄送": (_copies, "按颜色写抄送谁，例如蓝单分管负责人、黄单分管负责人、红单负责人"),
    "专报附赶超账": (_one_of(YES, NO), "是或否"),
    "印出字数": (_count(1), "不小于1的整数"),
    TRIAL_RULE: (is_trial, "填报问题的代码，例如E404，用顿号隔开，没有的空着"),
}
"""Every rule that some stage asks for, with what its value must be."""


def present(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P181, P182: every rule is there and in force from January on, since the code has no second default."""
    first: dict[str, tuple[date, int]] = {}
    for index, rule in enumerate(plan.rules):
        first[rule.name] = min(first.get(rule.name, (rule.since, index)), (rule.since, index))
    for name, (_, wanted) in NEEDED.items():
        if name not in first:
            yield of_table(loaded, "P181", "规则", name=name, wanted=wanted)
        elif first[name][0] > date(plan.head.year, 1, 31):
            since, index = first[name]
            yield at(loaded, "P182", "规则", index, "起始日期", seen=since.isoformat(), name=name, year=plan.head.year)


def legal(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P183, P184: a value that the program understands; a name that it knows."""
    for index, rule in enumerate(plan.rules):
        if rule.name not in NEEDED:
            yield at(loaded, "P184", "规则", index, "名称", seen=rule.name)
            continue
        test, wanted = NEEDED[rule.name]
        if not test(rule.value) or (rule.name == "督办单位" and rule.value not in plan.bureau_by_name):
            yield at(loaded, "P183", "规则", index, "值", seen=rule.value, name=rule.name, wanted=wanted)


def statistics(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P185: 统计指标 names indicators by their names."""
    names = {row.name for row in plan.indicators}
    for index, rule in enumerate(plan.rules):
        if rule.name == "统计指标":
            for name in rule.value.split("、"):
                if name and name not in names:
                    yield at(loaded, "P185", "规则", index, "值", seen=name)


def closing_after_deadline(loaded: Loaded, plan: Plan) -> Iterator[Problem]:
    """P187: figures are still taken when the deadline comes."""
    for index, rule in enumerate(plan.rules):
        deadlines = [other for other in plan.rules if other.name == "报送截止" and other.since <= rule.since]
        if rule.name != "停收日" or not deadlines:
            continue
        due = _number(max(deadlines, key=lambda other: other.since).value)
        last = _number(rule.value)
        if due is not None and last is not None and last < due:
            yield at(loaded, "P187", "规则", index, "值", seen=rule.value, due=due)
