"""Figures that only 更正通报 prints: how many causes there are, and what a figure moved by."""

from __future__ import annotations

from fractions import Fraction

from reporter.record.changes import Changes
from reporter.record.compare import compare
from reporter.record.model import IndicatorResult, Results
from reporter.record.trace.tables import task_state
from reporter.record.trace.terms import Known
from reporter.record.trace.traced import Traced, UnknownOrigin

KEPT = "lagging_kept"
_MEANINGS = {
    "figures": "数据变动的指标数",
    "promises": "口径调整的指标数",
    "rules": "调整的统计规则数",
    "tasks": "填报内容变动的任务数",
    "returns": "报送情况变动的填报表份数",
    "lists": "更正的清单条数",
    "words": "文字更正的任务、指标数",
}


def correction_count(issued: Results, now: Results, what: str) -> Traced:
    """A count of causes; UnknownOrigin for another word."""
    changes = compare(issued, now)
    came = {str(row.key) for row in changes.indicators if row.old is None or row.new is None}
    counts = {
        "figures": len(changes.corrected),
        "promises": len({one.indicator for one in changes.promises} | came),
        "rules": len(changes.rules),
        "tasks": sum("answers" in row.fields for row in changes.tasks),
        "returns": sum(bool(row.old and row.new) and "state" in row.fields for row in changes.returns),
        "lists": len(changes.lists),
        "words": _words(changes),
    }
    if what not in counts:
        raise UnknownOrigin(f"correction.{what}")
    term = Known(Fraction(counts[what]), "更正前后两次结果逐项比较")
    return Traced(origin=f"correction.{what}", meaning=_MEANINGS[what], term=term)


def lagging_kept(issued: Results, now: Results, bureau: str) -> Traced:
    """How many matters of a bureau's notice stay behind."""
    before, after = ({one.code for one in side.indicators if _noticed(one, bureau)} for side in (issued, now))
    term = Known(Fraction(len(before & after)), "更正前后都滞后的事项")
    return Traced(origin=f"{bureau}.{KEPT}", meaning="督办单继续办理的事项数", term=term)


def _noticed(one: IndicatorResult, bureau: str) -> bool:
    return one.bureau == bureau and one.counted and one.status.is_lagging


def _words(changes: Changes) -> int:
    """Tasks and indicators of which only words differ."""
    told = {row.key for row in changes.tasks if row.old and row.new and task_state(row.old) != task_state(row.new)}
    tasks = [row for row in changes.tasks if row.new and "answers" in row.fields and row.key not in told]
    notes = [row for row in changes.indicators if row.new and "note" in row.fields]
    return len(tasks) + sum(row.key not in changes.corrected for row in notes)
