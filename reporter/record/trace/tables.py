"""The tables in which figures are counted: what the results say, a row for each thing that can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reporter.core.status import Status
from reporter.core.texts import first_sentence, one_line
from reporter.forms.recipients import asked_indicators, led_tasks
from reporter.ledger.model import ExpectedReturn, ReturnState
from reporter.plan.model import Kind
from reporter.progress.ladder import worst
from reporter.progress.stability import Standing, bounds
from reporter.record.model import ActionResult, BureauResult, TaskResult
from reporter.record.trace.deeds import deed_rows, judged_rows
from reporter.record.trace.doubts import doubt_rows
from reporter.record.trace.formulas import COMPUTED, definition
from reporter.record.trace.items import INDICATOR_COLUMNS, YES, before_rows, indicator_rows, yes
from reporter.record.trace.material import Material
from reporter.record.trace.notices import TABLE, notice_rows
from reporter.record.trace.terms import Entry, Row, Table, Tables, value_of

RETURN_STATES = {
    ReturnState.ON_TIME: "按时",
    ReturnState.LATE: "迟报",
    ReturnState.MISSING: "未报送",
    ReturnState.REJECTED: "退回未重报",
}
_RANKED = (
    "编号 名称 应统计 达到 未报 达到占比 完成率均值 均值次序 参加排名 名次 "
    "最好位次 最差位次 位次可变 上期名次 升降 升降幅度 上期达到占比"
)


def tables_of(material: Material) -> Tables:
    """Every table of a period, by the name of its sheet."""
    found = (
        _table("指标", INDICATOR_COLUMNS, indicator_rows(material)),
        _table("分项", "编号 指标 名称 计量单位 年度目标 完成数", _parts(material)),
        _table("节点", "编号 指标 名称 时限 权重 到期 完成 逾期天数 下月到期 民生实事", _steps(material)),
        _table("各月", f"编号 名称 {' '.join(f'{month}月' for month in range(1, 13))}", _months(material)),
        _table("上期", "编号 行动 计入 状态 应统计 达到 滞后", before_rows(material)),
        _table("行动", _RANKED, _actions(material)),
        _table("单位", f"{_RANKED} 应报份数 未报份数 督办级别", _bureaus(material)),
        _table("任务", "编号 名称 行动 状态 滞后 进度 进展条数 问题条数 打算条数", _tasks(material)),
        _table("报送", "编号 行动 单位 状态 迟报天数 退回次数 至少退回次数 退回过", _returns(material)),
        _table("存疑", "序号 代码 事项 单位 说明", doubt_rows(material)),
        _table("实事", "编号 任务 名称 级别 状态 滞后 上期状态 件首 新完成 新滞后", deed_rows(material)),
        _table("实事指标", "编号 任务 指标 状态 连续未报月数 接近时序", judged_rows(material)),
        _table("应填", "编号 单位 行动 类别 事项", _asked(material)),
        _table(TABLE, "编号 字号 单位 事项 单首 回复 未回复或者逾期 达到 销号", notice_rows(material)),
        _table("规则", "名称 值", _rules(material)),
    )
    tables = {table.name: table for table in found}
    exact = {**tables, "指标": _exact(tables, material)}
    ranked = {name: _ranked(tables[name], exact, owner) for name, owner in (("行动", "行动"), ("单位", "填报单位"))}
    return {name: replace(table, meeting={}) for name, table in {**exact, **ranked}.items()}


def _ranked(table: Table, tables: Tables, owner: str) -> Table:
    """行动 or 单位 with means that are exact, and with the places that missing figures may still bring."""
    whole = _with_means(table, tables, owner)
    rows = {key: dict(row) for key, row in whole.rows.items()}
    taking_part = {key: _standing(key, row, tables, owner) for key, row in rows.items() if row["参加排名"]}
    for key, (best, worst_place) in bounds(taking_part).items():
        rows[key] |= {"最好位次": best, "最差位次": worst_place, "位次可变": yes(best != worst_place)}
    return Table(name=whole.name, columns=whole.columns, rows=rows)


def _standing(key: str, row: Row, tables: Tables, owner: str) -> Standing:
    own = [one for one in tables["指标"].rows.values() if one["计入"] and one[owner] == key]
    mean = row["完成率均值"]
    return Standing(
        due=_number(row["应统计"]),
        on_pace=_number(row["达到"]),
        unreported=_number(row["未报"]),
        mean=Fraction(mean) if isinstance(mean, Fraction | Decimal) else None,
        scored=sum(one["计分"] is not None for one in own),
        open_scores=sum(one["待计分"] == YES for one in own),
    )


def _number(entry: Entry) -> int:
    assert isinstance(entry, int)
    return entry


def _with_means(table: Table, tables: Tables, owner: str) -> Table:
    """行动 or 单位 with means that are exact."""
    scores: dict[str, list[Fraction]] = {}
    for row in tables["指标"].rows.values():
        if row["计入"] and isinstance(row["计分"], Fraction | Decimal):
            scores.setdefault(str(row[owner]), []).append(Fraction(row["计分"]))
    rows = {key: dict(row) for key, row in table.rows.items()}
    for key, own in scores.items():
        if key in rows:
            rows[key]["完成率均值"] = rows[key]["均值次序"] = sum(own, Fraction(0)) / len(own)
    return Table(name=table.name, columns=table.columns, rows=rows)


def _exact(tables: Tables, material: Material) -> Table:
    """指标 with its computed columns as exact values, each from the columns before it, and the scores from these."""
    rows = {key: dict(row) for key, row in tables["指标"].rows.items()}
    made = Table(name="指标", columns=tables["指标"].columns, rows=rows)
    whole = {**tables, "指标": made}
    for code, row in rows.items():
        for column in COMPUTED:
            term = definition(material, code, column) if row[column] is not None else None
            if term is not None:
                row[column] = value_of(term, whole)
        if row["计分"] is not None and isinstance(row["完成率"], Fraction) and row["应达进度"] is not None:
            row["计分"] = min(row["完成率"], Fraction(1))
    return made


def _table(name: str, headings: str, rows: Iterator[Row]) -> Table:
    columns = tuple(headings.split())
    found = {str(row[columns[0]]): {column: row.get(column) for column in columns} for row in rows}
    return Table(name=name, columns=columns, rows=found)


def _parts(material: Material) -> Iterator[Row]:
    for one in material.results.indicators:
        for part in one.parts:
            yield {
                "编号": part.code,
                "指标": one.code,
                "名称": part.name,
                "计量单位": part.unit,
                "年度目标": part.target,
                "完成数": part.actual,
            }


def _steps(material: Material) -> Iterator[Row]:
    coming = material.period.month.following
    weights = {step.code: step.weight for step in material.plan.milestones}
    livelihood = {str(row["指标"]) for row in judged_rows(material)}
    for one in material.results.indicators:
        for step in one.steps:
            next_month = (step.due.year, step.due.month) == (coming.year, coming.last_month)
            in_time = step.finished is None or step.finished <= material.day
            yield {
                "编号": step.code,
                "指标": one.code,
                "名称": step.name,
                "时限": step.due,
                "权重": weights.get(step.code, Decimal(1)),
                "到期": yes(step.due <= material.day),
                "完成": "未填" if step.done is None else yes(step.done and in_time) or "否",
                "逾期天数": max((material.day - step.due).days, 0) if step.done is False else None,
                "下月到期": yes(next_month and not step.done),
                "民生实事": yes(one.code in livelihood),
            }


def _months(material: Material) -> Iterator[Row]:
    """Each figure at the end of each known month; month 0 is what a stock began the year with."""
    for code, one in material.rows.items():
        known = {f"{month}月": rows[code].actual for month, rows in material.months.items() if code in rows}
        yield {"编号": code, "名称": one.name, **known}


def _ranks(row: ActionResult | BureauResult, before: ActionResult | BureauResult | None) -> dict[str, Entry]:
    old = before.rank if before else None
    rise = old - row.rank if old and row.rank else None
    return {
        "编号": row.code,
        "名称": row.name,
        "应统计": row.due,
        "达到": row.on_pace,
        "未报": row.counts[Status.NOT_REPORTED],
        "达到占比": Fraction(row.on_pace, row.due) if row.due else None,
        "完成率均值": row.mean_ratio,
        "均值次序": Decimal(-1) if row.mean_ratio is None else row.mean_ratio,
        "名次": row.rank,
        "上期名次": old,
        "升降": rise,
        "升降幅度": abs(rise) if rise is not None else None,
        "上期达到占比": Fraction(before.on_pace, before.due) if before and before.due else None,
    }


def _actions(material: Material) -> Iterator[Row]:
    before = {one.code: one for one in material.comparable.actions} if material.comparable else {}
    least = max(int(material.rule("排名最少事项")), 1)
    known = material.plan.action_by_code
    for one in material.results.actions:
        ranked = one.code in known and known[one.code].is_ranked and one.due >= least
        ranks = _ranks(one, before.get(one.code))
        yield {**ranks, "参加排名": yes(ranked)}


def _bureaus(material: Material) -> Iterator[Row]:
    """Every bureau that reports an indicator or a form."""
    before = {one.code: one for one in material.comparable.bureaus} if material.comparable else {}
    least = max(int(material.rule("排名最少事项")), 1)
    judged = {one.code: one for one in material.results.bureaus}
    forms: dict[str, list[ExpectedReturn]] = {}
    for form in material.results.returns:
        forms.setdefault(form.bureau, []).append(form)
    colours: dict[str, list[str]] = {}
    for row in indicator_rows(material):
        if row["督办级别"]:
            colours.setdefault(str(row["填报单位"]), []).append(str(row["督办级别"]))
    for code in dict.fromkeys((*judged, *forms)):
        own = judged.get(code)
        named: dict[str, Entry] = {"编号": code, "名称": _bureau_name(material, code)}
        yield {
            **(_ranks(own, before.get(code)) if own else named),
            "参加排名": yes(own is not None and own.due >= least),
            "应报份数": len(forms.get(code, ())),
            "未报份数": sum(form.state is ReturnState.MISSING for form in forms.get(code, ())),
            "督办级别": worst(colours[code]) if code in colours else "",
        }


def _bureau_name(material: Material, code: str) -> str:
    known = material.plan.bureau_by_code
    return known[code].name if code in known else code


def _tasks(material: Material) -> Iterator[Row]:
    for task in material.results.tasks:
        yield {
            "编号": task.code,
            "名称": task.name,
            "行动": task.action,
            "状态": task_state(task),
            "滞后": yes(task.status.is_lagging),
            "进度": task.progress,
            "进展条数": _said(one.narrative for one in task.answers),
            "问题条数": _said(one.trouble for one in task.answers),
            "打算条数": _said(one.next_steps for one in task.answers),
        }


def task_state(task: TaskResult) -> str:
    """The state's name: a task that lags is 停滞 only where its lead says so."""
    if task.status is Status.FAR_BEHIND and task.reported_status is not None:
        return "停滞" if task.reported_status.value == "停滞" else "进展滞后"
    return {
        Status.ACHIEVED: "已完成",
        Status.ON_PACE: "正常推进",
        Status.BEHIND: "进展滞后",
        Status.FAR_BEHIND: "进展滞后",
        Status.NOT_DUE: "未到启动时间",
        Status.NOT_APPLICABLE: "不适用",
        Status.NOT_REPORTED: "未报",
    }[task.status]


def _said(texts: Iterator[str]) -> int:
    return sum(bool(first_sentence(one_line(text))) for text in texts)


def _returns(material: Material) -> Iterator[Row]:
    for form in material.results.returns:
        yield {
            "编号": f"{form.action}-{form.bureau}",
            "行动": form.action,
            "单位": form.bureau,
            "状态": RETURN_STATES[form.state],
            "迟报天数": form.days_late,
            "退回次数": form.returned_times,
            "至少退回次数": max(form.returned_times, 1),
            "退回过": yes(form.returned_times or form.state is ReturnState.REJECTED),
        }


def _asked(material: Material) -> Iterator[Row]:
    """What stands in the forms that did not come."""
    plan, period = material.plan, material.period.month
    for form in material.results.returns:
        if form.state is not ReturnState.MISSING:
            continue
        for row in asked_indicators(plan, period, form.action, form.bureau):
            kind = "节点" if row.kind is Kind.MILESTONE else "指标"
            yield _asked_row(form, row.code, row.name, kind)
        for task in led_tasks(plan, period, form.action, form.bureau):
            yield _asked_row(form, task.code, task.name, "任务")


def _asked_row(form: ExpectedReturn, code: str, name: str, kind: str) -> Row:
    return {"编号": f"{code}-{form.bureau}", "单位": form.bureau, "行动": form.action, "类别": kind, "事项": name}


def _rules(material: Material) -> Iterator[Row]:
    for name in dict.fromkeys(rule.name for rule in material.plan.rules if rule.since <= material.day):
        text = material.rule(name)
        yield {"名称": name, "值": Decimal(text) if text.replace(".", "", 1).isdigit() else text}
