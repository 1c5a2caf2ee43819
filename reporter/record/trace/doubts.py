"""The questioned figures: whose they are, and whether the bureau explained them."""

from __future__ import annotations

from collections.abc import Iterator

from reporter.core.problem import Problem, Severity
from reporter.core.texts import first_sentence, one_line
from reporter.forms.replies import is_reply_row
from reporter.record.trace.material import Material
from reporter.record.trace.terms import Row


def doubt_rows(material: Material) -> Iterator[Row]:
    """One row for each 存疑 of a figure or task, in the order of the results; replies to 督办单 are no such."""
    questioned = [one for one in material.results.problems if one.severity is Severity.QUESTIONED]
    found = [one for one in questioned if not is_reply_row(one.item)]
    for number, one in enumerate(found, 1):
        explained = first_sentence(one_line(_note(material, one)))
        yield {
            "序号": str(number),
            "代码": one.code,
            "事项": one.item,
            "单位": one.bureau,
            "说明": "有" if explained else "",
        }


def _note(material: Material, problem: Problem) -> str:
    """What the bureau wrote in 说明 of the row, or as 存在问题 of the task."""
    code = problem.item
    for row in material.results.indicators:
        steps = {step.code: step.note for step in row.steps}
        if code in steps:
            return steps[code]
        if code == row.code or code in {part.code for part in row.parts}:
            return row.note
    tasks = (task for task in material.results.tasks if task.code == code)
    return next((one.trouble for task in tasks for one in task.answers if one.bureau == problem.bureau), "")
