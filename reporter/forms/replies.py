"""The rows of 督办回复: one for each open matter of a 督办单 that the form's bureau answers for (DESIGN 6)."""

from __future__ import annotations

import re

from reporter.core.past import Past, PastMatter
from reporter.forms.model import FormRow
from reporter.forms.tokens import FormNumber, make

INPUTS = frozenset({"situation", "measures", "promised", "person", "closing"})
_SERIAL = re.compile(r"(\d+)号?$")
_REPLY_ROW = re.compile(r"A\d+-K\d+-D\d+")
_LONGEST_HINT = 200


def reply_code(code: str, number: str) -> str:
    """The row code of a matter (indicator code) of a notice: A8-K22-D27 for 督〔2024〕27号.

    >>> reply_code("A8-K22", "督〔2024〕27号")
    'A8-K22-D27'
    """
    found = _SERIAL.search(number.strip())
    if found is None:
        raise ValueError(f"“{number}”不是督办单的字号")
    return f"{code}-D{int(found.group(1))}"


def is_reply_row(code: str) -> bool:
    """Whether a row code is one of 督办回复."""
    return _REPLY_ROW.fullmatch(code) is not None


def matter_of(code: str) -> str:
    """The indicator that a row of 督办回复 is about.

    >>> matter_of("A8-K22-D27")
    'A8-K22'
    """
    return code.rpartition("-")[0]


def reply_rows(past: Past | None, number: FormNumber) -> list[FormRow]:
    """The rows of one form, oldest notice first; none while the bureau has no open matter in the action."""
    matters = past.matters if past else ()
    return [_row(one, number) for one in matters if (one.action, one.bureau) == (number.action, number.bureau)]


def _row(matter: PastMatter, number: FormNumber) -> FormRow:
    code = reply_code(matter.code, matter.notice)
    return FormRow(
        code=code,
        token=make(number.period, number.action, number.bureau, code, number.edition),
        issued={
            "code": code,
            "notice": matter.notice,
            "name": f"{matter.name}（{matter.code}）",
            "colour": f"{matter.colour}单",
            "stood": matter.stood,
            "standard": matter.standard,
            "reply_by": matter.reply_by,
        },
        inputs=INPUTS,
        hints=_hints(matter),
    )


def _hints(matter: PastMatter) -> dict[str, str]:
    """What was promised last time, shown where the new promise is written."""
    if not matter.measures or matter.promised is None:
        return {}
    day = f"{matter.promised.month}月{matter.promised.day}日"
    said = f"上次写的是：{matter.measures}（{day}前，{matter.person}）。有变化写新的措施，没有变化写明做到哪一步。"
    return {"measures": said if len(said) <= _LONGEST_HINT else said[: _LONGEST_HINT - 1] + "…"}
