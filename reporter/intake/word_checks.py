"""Words that say another thing than what is counted, and words that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reporter.core.problem import Problem
from reporter.core.status import TaskState
from reporter.intake.pair_checks import CURRENT
from reporter.intake.returned import Returned

_STAGES = (
    ("申报", "获批", re.compile("获批|批复|批准|认定|获评|入选")),
    ("开工", "完工", re.compile("完工|竣工|建成|交付|投入使用")),
    ("签约", "到位", re.compile("到位")),
)
"""An early stage, the late one that is often taken for it, and all words for the late one (DOMAIN 10)."""
_NOT_YET = re.compile("(?:未|没有|待|等待|预计|计划|力争|争取|拟)[^，。；、,;]{0,6}$")
_FILLERS = re.compile(
    "高度重视|认真落实|抓好落实|抓紧落实|贯彻落实|按照计划|按计划|按要求|按时序|按进度|正常有序|正在|正常|有序|积极|扎实|"
    "稳步|全面|全力|加快|加紧|持续|继续|顺利|序时|稳妥|推进|推动|落实|实施|开展|进行|办理|工作|任务|事项|相关|有关|"
    "各项|目前|已经|已|中"
)
_PUNCTUATION = re.compile(r"[\s，。；、,.;！!：:“”…]+")
_SETTLED = (TaskState.DONE, TaskState.NOT_STARTED)


def early_stage_counted(returned: Returned) -> Iterator[Problem]:
    """E420: the row counts what is approved or built, the note speaks of an application or of ground broken."""
    for row, answer, value in returned.values:
        found = _early_stage(row.indicator.scope, answer.note) if value else None
        if found:
            spot = returned.spot(answer.code, CURRENT, answer.current.source)
            yield spot.problem("E420", seen=answer.note, keyword=found[0], counted=row.indicator.scope)
    for step, step_answer in returned.steps():
        scope = returned.plan.indicator_by_code[step.indicator].scope
        found = _early_stage(f"{scope}{step.name}", step_answer.note) if step_answer.done else None
        if found:
            spot = returned.spot(step.code, "是否完成", step_answer.source)
            yield spot.problem("E420", seen=step_answer.note, keyword=found[0], counted=step.name)


def _early_stage(scope: str, note: str) -> tuple[str, str] | None:
    """The early and the late stage where the scope wants the late one and the note knows only the early one."""
    for early, late, words in _STAGES:
        if words.search(scope) and early not in scope and early in note and not _reached(words, note):
            return early, late
    return None


def _reached(words: re.Pattern[str], note: str) -> bool:
    """Whether the note says that the late stage is reached, not that it is still to come."""
    return any(not _NOT_YET.search(note[: found.start()]) for found in words.finditer(note))


def nothing_said(returned: Returned) -> Iterator[Problem]:
    """E509: 进展情况 holds phrases that fit any task."""
    for answer in returned.submission.tasks:
        text = _PUNCTUATION.sub("", answer.narrative)
        if text and answer.state not in _SETTLED and not _FILLERS.sub("", text):
            source = replace(answer.source, cell=answer.narrative_cell)
            yield returned.spot(answer.code, "进展情况", source).problem("E509", seen=answer.narrative)
