"""What the commands print for a person: problems, findings, counts, the closing summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reporter.console import say
from reporter.core.period import Period
from reporter.core.problem import Problem

if TYPE_CHECKING:
    from reporter.document.inspect import Finding
    from reporter.plan.model import Plan
    from reporter.workflow.draft import Drafted
    from reporter.workflow.reading import Ways
    from reporter.workflow.summary import Summary

_DRAFTED = ("行动", "单位", "任务", "指标", "分项", "节点", "裁定")


def print_findings(source: Path, findings: Iterable[Finding]) -> None:
    """Grouped by weight, then by rule."""
    from reporter.document.inspect import Severity as Weight
    from reporter.document.inspect import rules

    groups = {weight: [one for one in findings if one.severity is weight] for weight in Weight}
    for weight, group in groups.items():
        if group:
            say(f"{weight.value}（{len(group)}处）")
        for one in group:
            say(f"  {one.rule} {rules()[one.rule].title}　{one.sentence}")
    counts = "，".join(f"{weight.value}{len(group)}处" for weight, group in groups.items())
    say(f"“{source}”检查完毕：{counts}。")


def print_problems(problems: Iterable[Problem]) -> None:
    for one in problems:
        place = "".join(
            part for part in (one.place.file, f"“{one.place.sheet}”表" if one.place.sheet else "", one.place.cell)
        )
        say(f"[{one.severity.value}] {one.code} {place}：{one.message}")


def plan_lines(plan: Plan) -> Iterator[str]:
    """What the register holds, a line for each action and one for all."""
    from reporter.plan.check import counts

    rows = counts(plan)
    for row in rows:
        held = f"任务{row.tasks}项，指标{row.indicators}项（计入统计{row.counted}项），节点{row.milestones}个"
        yield f"{row.code} {row.name}：{held}"
    tasks, indicators = sum(row.tasks for row in rows), sum(row.indicators for row in rows)
    yield f"合计：任务{tasks}项，指标{indicators}项（计入统计{sum(row.counted for row in rows)}项）"


def draft_lines(drafted: Drafted) -> Iterator[str]:
    """How much a draft holds and how sure it is, a line for each table; then what is to be said of the whole."""
    from reporter.plan.draft.model import Sure

    for table, remarks in drafted.draft.remarks.items():
        if table in _DRAFTED:
            unsure = sum(one.sure is not Sure.HIGH for one in remarks)
            yield f"{table}：{len(remarks)}行，要核对的{unsure}行"
    yield from drafted.draft.findings
    if drafted.differences is not None:
        kinds = Counter(one.kind for one in drafted.differences)
        counts = "，".join(f"{kind}{kinds[kind]}处" for kind in ("新增", "变化", "减少"))
        yield f"和原台账比：{counts}"


def draft_summary(drafted: Drafted) -> dict[str, object]:
    """The same for another program."""
    from reporter.plan.draft.model import Sure

    tables = {
        table: {sure.label: sum(one.sure is sure for one in remarks) for sure in Sure}
        for table, remarks in drafted.draft.remarks.items()
        if table in _DRAFTED
    }
    changes = drafted.differences
    return {
        "tables": tables,
        "findings": list(drafted.draft.findings),
        "differences": None if changes is None else [asdict(one) for one in changes],
    }


def plain(one: Problem) -> dict[str, str]:
    place = one.place
    return {
        "code": one.code,
        "severity": one.severity.value,
        "item": one.item,
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.cell,
        "seen": one.seen,
        "message": one.message,
        "needed": one.needed,
    }


def print_summary(period: Period, summary: Summary, files: list[str], *, sample: bool) -> None:
    say(f"{period.label}推进情况" + ("（样例数据，不作任何依据）" if sample else ""))
    say(
        f"  填报表：下发{summary.issued} ＝ 已回收{summary.returned} ＋ 未回收{summary.missing}"
        f"（已回收中迟报{summary.late}、退回未重报{summary.rejected}）"
    )
    say(
        f"  指标：应统计{summary.due} ＝ 达到{summary.met} ＋ 滞后{summary.lagging} ＋ 未报{summary.unreported}"
        f"（另有未到节点{summary.not_due}、不适用{summary.not_applicable}）"
    )
    if summary.supervised:
        states = " ＋ ".join(f"{name}{count}" for name, count in summary.states.items())
        say(f"  督办事项：下发{summary.supervised} ＝ {states}")
    problems = "、".join(f"{name}{count}处" for name, count in summary.problems.items())
    say(
        f"  问题：{problems}，逐条见问题清单.xlsx"
        + (f"；没有采用的文件{summary.unused_files}个" if summary.unused_files else "")
    )
    say("  文件：" + "、".join(folded(files)))


def reading_line(ways: Ways) -> str:
    """How the returned files were read."""
    known = f"；{ways.known}份没有变动，用上次读出来的" if ways.known else ""
    careful = f"，其中{ways.faithful}份和一般的表不一样，是逐格细读的" if ways.faithful else ""
    return f"读了{ways.short + ways.faithful}个文件{careful}{known}。"


def folded(files: list[str]) -> list[str]:
    """The files by name, those of a folder with more than three of a kind as the folder and their number."""
    kinds = Counter((parent, ending) for parent, _, ending in map(_parts, files))
    shown = []
    for file in files:
        parent, nested, ending = _parts(file)
        many = nested and kinds[parent, ending] > 3
        shown.append(f"{parent}/（{ending[1:]}共{kinds[parent, ending]}份）" if many else file)
    return list(dict.fromkeys(shown))


def _parts(file: str) -> tuple[str, bool, str]:
    """Folder of a file, whether it lies below the period's own folder, and its ending."""
    path = PurePosixPath(file)
    return str(path.parent), len(path.parents) > 3, path.suffix


def print_remarks(remarks: Iterable[str]) -> None:
    for remark in remarks:
        say(f"  {remark}")
