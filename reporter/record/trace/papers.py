"""Figures of the returns, of notices, of the livelihood items, of the outlook, and rules in print."""

from __future__ import annotations

from reporter.plan.pace import elapsed_ratio
from reporter.record.trace.material import Material
from reporter.record.trace.notices import last_notices
from reporter.record.trace.terms import Cell, Count, Known, Op, ShareOfWhole, Term, Total, Where
from reporter.record.trace.traced import Traced, UnknownOrigin

_RETURN_STATES = {"on_time": "按时", "late": "迟报", "rejected": "退回未重报", "missing": "未报送"}
_RETURNS: dict[str, tuple[str, Term]] = {
    "expected": ("应报送的填报表份数", Count("报送", ())),
    "received": ("已回收的填报表份数", Count("报送", (Where("状态", "未报送", "≠"),))),
    "bureaus": ("应报送填报表的单位数", Count("单位", (Where("应报份数", 0, "＞"),))),
    "missing_bureaus": ("有未报送填报表的单位数", Count("单位", (Where("未报份数", 0, "＞"),))),
    "returned": ("退回过的填报表份数", Count("报送", (Where("退回过", "是"),))),
    **{key: (f"{state}的填报表份数", Count("报送", (Where("状态", state),))) for key, state in _RETURN_STATES.items()},
}
_OUTLOOK = {"enough": "可以完成", "faster": "需要提速", "hard": "按当前速度难以完成", "undrawn": "不推算"}
_DEEDS = {
    "achieved": (Where("状态", "已完成"),),
    "on_pace": (Where("状态", "达到时序"),),
    "lagging": (Where("滞后", "是"),),
    "not_reported": (Where("状态", "未报"),),
    "not_due": (Where("状态", "未到节点"),),
    "not_applicable": (Where("状态", "不适用"),),
}
_DEED_NAMES = {
    "achieved": "已完成",
    "on_pace": "达到时序",
    "lagging": "滞后",
    "not_reported": "未报",
    "not_due": "未到节点",
    "not_applicable": "不适用",
}
_DEED_MORE: dict[str, tuple[str, Term]] = {
    "behind": ("黄灯的实事项数", Count("实事", (Where("状态", "黄灯"),))),
    "far_behind": ("红灯的实事项数", Count("实事", (Where("状态", "红灯"),))),
    "newly_done": ("新完成的实事项数", Count("实事", (Where("新完成", "是"),))),
    "newly_behind": ("新增滞后的实事项数", Count("实事", (Where("新滞后", "是"),))),
    "near": ("快于时序不多的指标数", Count("实事指标", (Where("接近时序", "是"),))),
    "milestones": ("下月到期的实事节点数", Count("节点", (Where("下月到期", "是"), Where("民生实事", "是")))),
}


def paper_figure(material: Material, subject: str, what: str) -> Traced:
    """A figure by subject and word; UnknownOrigin where there is none."""
    found = _found(material, subject, what)
    if found is None:
        raise UnknownOrigin(f"{subject}.{what}" if what else subject)
    meaning, term, percent = found
    return Traced(origin=f"{subject}.{what}" if what else subject, meaning=meaning, term=term, percent=percent)


def _found(material: Material, subject: str, what: str) -> tuple[str, Term, bool] | None:
    match subject:
        case "returns":
            return _returns(what)
        case "doubts":
            return _doubts(what)
        case "notices":
            where = (Where("督办级别", what),) if what else (Where("督办级别", "", "≠"),)
            return f"{what}督办单份数（每个有滞后事项的单位一份）", Count("单位", where), False
        case "last_notices":
            known = last_notices(what)
            return (*known, False) if known else None
        case "next":
            return _next(material, what)
        case "outlook":
            return _outlook(what)
        case "livelihood":
            return _livelihood(what)
        case "rule" if any(rule.name == what and rule.since <= material.day for rule in material.plan.rules):
            return f"台账规则“{what}”", Cell("规则", what, "值"), False
    return None


def _returns(what: str) -> tuple[str, Term, bool] | None:
    if what == "timeliness":
        on_time = Count("报送", (Where("状态", "按时"),))
        return "按时报送占比", Op("÷", on_time, Count("报送", ())), True
    return (*_RETURNS[what], False) if what in _RETURNS else None


def _doubts(what: str) -> tuple[str, Term, bool] | None:
    explained = {"": (), "explained": (Where("说明", "有"),), "unexplained": (Where("说明", "有", "≠"),)}
    words = {"": "存疑数据处数", "explained": "已说明的存疑数据处数", "unexplained": "未说明的存疑数据处数"}
    return (words[what], Count("存疑", explained[what]), False) if what in words else None


def _next(material: Material, what: str) -> tuple[str, Term, bool] | None:
    following = material.period.month.following
    match what:
        case "milestones":
            return "下月到期、尚未完成的节点数", Count("节点", (Where("下月到期", "是"),)), False
        case "elapsed_ratio":
            return "下月末时序进度", Known(elapsed_ratio(following), f"{following.last_month}个月÷12"), True
    return None


def _outlook(what: str) -> tuple[str, Term, bool] | None:
    if what == "matters":
        return "推算涉及的滞后事项数", Count("指标", (Where("推算", "", "≠"),)), False
    if what in _OUTLOOK:
        return f"推算结果为“{_OUTLOOK[what]}”的事项数", Count("指标", (Where("推算", _OUTLOOK[what]),)), False
    return None


def _livelihood(what: str) -> tuple[str, Term, bool] | None:
    """livelihood.total, livelihood.省级.lagging, livelihood.lagging.share, livelihood.省级.pieces …"""
    if what in _DEED_MORE:
        return (*_DEED_MORE[what], False)
    level, _, rest = what.removesuffix(".share").rpartition(".")
    own = (Where("级别", level),) if level else ()
    if rest == "total":
        return f"{level}民生实事项数", Count("实事", own), False
    if rest == "pieces":
        return f"{level}民生实事件数", Count("实事", (*own, Where("件首", "是"))), False
    if rest not in _DEEDS:
        return None
    counts = tuple(Count("实事", (*own, *where)) for where in _DEEDS.values())
    index = list(_DEEDS).index(rest)
    if what.endswith(".share"):
        return f"{level}民生实事{_DEED_NAMES[rest]}占比（合计100.0%）", ShareOfWhole(index, counts), True
    return f"{level}民生实事{_DEED_NAMES[rest]}项数", counts[index], False


def bureau_returns(material: Material, bureau: str, what: str) -> Traced:
    """How the forms of one bureau came: on_time, missing, late.2 (forms two days late), late.2.days …"""
    head, _, tail = what.partition(".")
    own, origin = (Where("单位", bureau),), f"{bureau}.returns.{what}"
    name = material.plan.bureau_by_code[bureau].name
    if head == "late" and tail:
        return _late(bureau, name, tail)
    if what == "returned_times":
        return Traced(origin=origin, meaning=f"{name}填报表退回次数合计", term=Total("报送", "退回次数", own))
    if tail == "returned_times":
        term: Term = Cell("报送", f"{head}-{bureau}", "至少退回次数")
        return Traced(origin=origin, meaning=f"{name}{head}填报表退回次数", term=term)
    if what not in _RETURN_STATES:
        raise UnknownOrigin(origin)
    state = _RETURN_STATES[what]
    count = Count("报送", (*own, Where("状态", state)))
    return Traced(origin=origin, meaning=f"{name}{state}的填报表份数", term=count)


def _late(bureau: str, name: str, tail: str) -> Traced:
    days, _, asked = tail.partition(".")
    if not days.isdigit():
        raise UnknownOrigin(f"{bureau}.returns.late.{tail}")
    origin = f"{bureau}.returns.late.{tail}"
    where = (Where("单位", bureau), Where("状态", "迟报"), Where("迟报天数", int(days)))
    if asked == "days":
        term: Term = Total("报送", "迟报天数", where, "最大")
        return Traced(origin=origin, meaning=f"{name}填报表迟报天数（工作日）", term=term)
    return Traced(origin=origin, meaning=f"{name}迟报{days}日的填报表份数", term=Count("报送", where))


__all__ = ["bureau_returns", "paper_figure"]
