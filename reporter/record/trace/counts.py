"""Counts and shares of all indicators, of one action, of one bureau."""

from __future__ import annotations

from fractions import Fraction

from reporter.plan.pace import elapsed_ratio
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Cell, Count, Known, Op, ShareOfWhole, Term, Total, Where
from reporter.record.trace.traced import Traced, UnknownOrigin

TASK_STATES = ("已完成", "正常推进", "进展滞后", "停滞", "未到启动时间", "不适用", "未报")
_STATES = {
    "achieved": "已完成",
    "behind": "黄灯",
    "far_behind": "红灯",
    "not_reported": "未报",
    "not_due": "未到节点",
    "not_published": "按季按年",
    "not_applicable": "不适用",
}
_GROUPS = {"due": "应统计", "on_pace": "达到", "lagging": "滞后"}
_MEANINGS = {"total": "指标总数", "due": "应统计指标数", "on_pace": "达到进度要求的指标数", "lagging": "滞后指标数"}
_SILENT = (Where("连续未报月数", 2, "≥"), Where("次月公布", "是", "≠"))
_WHERE = {
    "uncounted": ("只列出、不计入统计的指标数", (Where("计入", "是", "≠"),)),
    "behind_2": ("连续2个月以上滞后的指标数", (Where("滞后", "是"), Where("连续滞后月数", 2, "≥"))),
    "behind_3": ("连续3个月以上滞后的指标数", (Where("滞后", "是"), Where("连续滞后月数", 3, "≥"))),
    "far_behind_2": ("上期、本期均为红灯的指标数", (Where("状态", "红灯"), Where("上期状态", "红灯"))),
    "far_behind_3": ("连续3个月以上滞后且一直为红灯的指标数",
                     (Where("滞后", "是"), Where("连续滞后月数", 3, "≥"), Where("连续红灯月数", 3, "≥"))),
    "form_missing": ("没有报送填报表、因而没有数的指标数", (Where("没有数的原因", "没有报送填报表"),)),
    "rejected": ("数据退回、因而没有数的指标数", (Where("没有数的原因", "数据退回"),)),
    "blank": ("填报表已报、该项空白的指标数", (Where("没有数的原因", "空白"),)),
    "lights_better": ("灯色转好的指标数", (Where("灯色变化", "转好"),)),
    "lights_worse": ("灯色转差的指标数", (Where("灯色变化", "转差"),)),
    "lights_lost": ("上期绿灯、本期未报的指标数", (Where("上期达到", "是"), Where("状态", "未报"))),
    "newly_achieved": ("新完成全年目标的指标数", (Where("新完成", "是"),)),
    "lagging_before": ("上期滞后的指标数", (Where("上期滞后", "是"),)),
    "recovered": ("上期滞后、本期达到的指标数", (Where("上期滞后", "是"), Where("达到", "是"))),
    "zero": ("零发生类应统计指标数", (Where("类型", "零发生"), Where("应统计", "是"))),
    "zero_kept": ("零发生保持的指标数", (Where("类型", "零发生"), Where("达到", "是"))),
    "silent": ("连续2个月以上未报的指标数", _SILENT),
}  # fmt: skip
_COUNTED = Where("计入", "是")
_RANKED = {"ranked_actions": "行动", "ranked_bureaus": "单位"}
_LIGHTS = "绿黄红"


def count_of(material: Material, subject: str, what: str) -> Traced:
    """A count, share or place of all, of an action or of a bureau; UnknownOrigin for a word they do not have."""
    origin = f"{subject}.{what}"
    if subject != "all" and subject not in (*material.plan.action_by_code, *material.plan.bureau_by_code):
        raise UnknownOrigin(origin)
    said, term, percent = _found(material, subject, what)
    meaning = material.in_periods(said)
    return Traced(origin=origin, meaning=f"{_name(material, subject)}{meaning}", term=term, percent=percent)


def _name(material: Material, subject: str) -> str:
    if subject in material.plan.action_by_code:
        return material.plan.action_by_code[subject].name
    known = material.plan.bureau_by_code
    return known[subject].name if subject in known else "总体"


def _found(material: Material, subject: str, what: str) -> tuple[str, Term, bool]:
    own = scope(material, subject)
    plain = _plain(own, what) or _of_all(material, what) or _placed(material, subject, what)
    if plain:
        return plain
    head, _, tail = what.partition(".")
    match head, tail:
        case "shares", _ if tail in ("on_pace", "lagging", "not_reported"):
            return _share_of_whole(own, tail)
        case "tasks", _:
            return _tasks(subject, tail)
        case "lights", _ if len(tail) == 2 and set(tail) <= set(_LIGHTS):
            where = (*own, Where("上期灯色", tail[0]), Where("灯色", tail[1]))
            return f"由{tail[0]}灯转{tail[1]}灯的指标数", Count("指标", where), False
        case (("not_due" | "not_published" | "not_applicable"), _) if tail:
            return f"不列入本期统计的指标数：{tail}", Count("指标", (*own, Where("未列入原因", tail))), False
        case "elsewhere", _:
            where = (_COUNTED, Where("行动", tail), Where("引用行动", subject, "含"))
            return f"引用、在{_name(material, tail)}中统计的指标数", Count("指标", where), False
    found = _left_out(subject, head, tail)
    if found is None:
        raise UnknownOrigin(f"{subject}.{what}")
    return (*found, False)


def scope(material: Material, subject: str) -> tuple[Where, ...]:
    """The counted indicators of all, of an action (whose home it is) or of a bureau (that reports them)."""
    if subject == "all":
        return (_COUNTED,)
    return (_COUNTED, Where("行动" if subject in material.plan.action_by_code else "填报单位", subject))


def _plain(own: tuple[Where, ...], what: str) -> tuple[str, Term, bool] | None:
    if what == "total":
        return _MEANINGS[what], Count("指标", own), False
    if what in _GROUPS:
        return _MEANINGS[what], Count("指标", (*own, Where(_GROUPS[what], "是"))), False
    if what in _STATES:
        return f"{_STATES[what]}指标数", Count("指标", (*own, Where("状态", _STATES[what]))), False
    if what in _WHERE:
        meaning, where = _WHERE[what]
        return meaning, Count("指标", where if what == "uncounted" else (*own, *where)), False
    if what == "on_pace_share":
        return "达到占比", share_met("指标", own), True
    if what == "mean_ratio":
        return "完成率均值", Total("指标", "计分", own, "平均"), True
    return None


def share_met(table: str, own: tuple[Where, ...]) -> Term:
    """达到 ÷ 应统计."""
    return Op("÷", Count(table, (*own, Where("达到", "是"))), Count(table, (*own, Where("应统计", "是"))))


def _of_all(material: Material, what: str) -> tuple[str, Term, bool] | None:
    own = (_COUNTED,)
    due, total = Count("指标", (*own, Where("应统计", "是"))), Count("指标", own)
    match what:
        case "excluded":
            return "不列入本期统计的指标数", Op("−", total, due), False
        case "elapsed_ratio":
            return "时序进度", Known(elapsed_ratio(material.period), f"{material.period.last_month}个月÷12"), True
        case "behind_2.share":
            twice = Count("指标", (*own, *_WHERE["behind_2"][1]))
            return "连续2个月以上滞后占滞后之比", Op("÷", twice, Count("指标", (*own, Where("滞后", "是")))), True
        case "ranked_actions" | "ranked_bureaus":
            return f"参加排名的{_RANKED[what]}数", Count(_RANKED[what], (Where("名次", 0, "＞"),)), False
        case "ranked_unreported":
            return "参加排名的行动中未报的指标数", Total("行动", "未报", (Where("名次", 0, "＞"),)), False
        case "far_moves":
            return "位次升降3位以上的行动数", Count("行动", (Where("升降幅度", 3, "≥"),)), False
        case "unsafe_places":
            return "未报补齐后位次可能变化的行动数", Count("行动", (Where("位次可变", "是"),)), False
        case "unsafe_bureaus":
            return "未报补齐后位次可能变化的单位数", Count("单位", (Where("位次可变", "是"),)), False
    return None


def _placed(material: Material, subject: str, what: str) -> tuple[str, Term, bool] | None:
    """Places, their moves, and changes against the period before."""
    table = "行动" if subject in material.plan.action_by_code else "单位"
    match what:
        case "rank":
            return "名次", place(table, subject), False
        case "best_rank" | "worst_rank":
            column = "最好位次" if what == "best_rank" else "最差位次"
            return f"未报补齐后的{column}", Cell(table, subject, column), False
        case "rank.together":
            return "并列的个数", Count(table, (Where("名次", Cell(table, subject, "名次")),)), False
        case "rank_change":
            rank = Cell(table, subject, "名次")
            return "名次升降", Op("−", Cell(table, subject, "上期名次"), rank), False
        case "on_pace_share.change":
            of_all = share_met("上期", (_COUNTED,))
            before = of_all if subject == "all" else Cell(table, subject, "上期达到占比")
            return "达到占比比上期增减", Op("−", share_met("指标", scope(material, subject)), before), True
        case "due.change" | "on_pace.change" | "lagging.change" | "not_reported.change":
            return _count_change(what.removesuffix(".change"))
        case "months_silent":
            where = (_COUNTED, Where("填报单位", subject), *_SILENT)
            return "连续未报月数（取最多的）", Total("指标", "连续未报月数", where, "最大"), False
    return None


def _count_change(what: str) -> tuple[str, Term, bool]:
    condition = Where(_GROUPS[what], "是") if what in _GROUPS else Where("状态", _STATES[what])
    both = (Count(table, (_COUNTED, condition)) for table in ("指标", "上期"))
    meaning = _MEANINGS.get(what) or f"{_STATES[what]}指标数"
    return f"{meaning}比上期增减", Op("−", *both), False


def place(table: str, code: str) -> Term:
    """1, and one for each that has a higher share, or the same share and a higher mean (none counts lowest)."""
    share, mean = Cell(table, code, "达到占比"), Cell(table, code, "均值次序")
    taking_part = Where("参加排名", "是")
    better = Count(table, (taking_part, Where("达到占比", share, "＞")))
    fuller = Count(table, (taking_part, Where("达到占比", share), Where("均值次序", mean, "＞")))
    return Op("＋", Op("＋", Known(Fraction(1), "名次从1起"), better), fuller)


def _share_of_whole(own: tuple[Where, ...], part: str) -> tuple[str, Term, bool]:
    names = {"on_pace": "达到", "lagging": "滞后", "not_reported": "未报"}
    conditions = (Where("达到", "是"), Where("滞后", "是"), Where("状态", "未报"))
    counts = tuple(Count("指标", (*own, condition)) for condition in conditions)
    return f"{names[part]}占比（合计100.0%）", ShareOfWhole(list(names).index(part), counts), True


def _tasks(subject: str, tail: str) -> tuple[str, Term, bool]:
    own = () if subject == "all" else (Where("行动", subject),)
    if not tail:
        return "任务总数", Count("任务", own), False
    state, _, share = tail.partition(".")
    if state not in TASK_STATES or share not in ("", "share"):
        raise UnknownOrigin(f"{subject}.tasks.{tail}")
    counts = tuple(Count("任务", (*own, Where("状态", one))) for one in TASK_STATES)
    if share:
        return f"{state}任务占比（合计100.0%）", ShareOfWhole(TASK_STATES.index(state), counts), True
    return f"{state}任务数", counts[TASK_STATES.index(state)], False


def _left_out(subject: str, head: str, tail: str) -> tuple[str, Term] | None:
    """What finds no room in a list: all of it less what is listed."""
    troubles = Total("任务", "问题条数", (Where("行动", subject), Where("滞后", "是")))
    lagging = Count("指标", (_COUNTED, Where("填报单位", subject), Where("滞后", "是")))
    asked = Count("应填", (Where("单位", subject),))
    if head == "troubles" and not tail:
        return "滞后任务反映的困难和问题条数", troubles
    kinds = {"asked_indicators": "指标", "asked_milestones": "节点", "asked_tasks": "任务"}
    if head in kinds and not tail:
        return f"未报送填报表中的{kinds[head]}项数", Count("应填", (Where("单位", subject), Where("类别", kinds[head])))
    whole: dict[str, tuple[str, Term]] = {
        "troubles_beyond": ("没有列出的困难和问题条数", troubles),
        "lagging_beyond": ("督办单没有列出的滞后事项数", lagging),
        "asked_beyond": ("催报函没有列出的事项数", asked),
    }
    if head not in whole or not tail.isdigit():
        return None
    meaning, term = whole[head]
    return meaning, Op("−", term, Known(Fraction(int(tail)), "已列出的项数"))


__all__ = ["TASK_STATES", "count_of", "place", "scope", "share_met"]
