"""Text, date and drop-down cells: cleaned, understood or questioned."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from reporter.core.numbers import shortest
from reporter.core.problem import Problem
from reporter.core.quantity import Quantity, normalised, parse_quantity
from reporter.core.status import TaskState
from reporter.intake.spot import Spotted
from reporter.sheets.cells import Cell, CellKind
from reporter.sheets.values import EPOCH

LONGEST_TEXT = 200
EMPTY_WORDS = frozenset({"", "无", "没有", "暂无", "—", "-", "/"})
"""What says nothing in a cell that asks for words."""
_FORMULA_SIGNS = tuple("=+-@＝＋－＠")
_FAILED = (CellKind.ERROR, CellKind.NO_RESULT)
_SPACES = re.compile(r"[ \t]*[\r\n\t\v\f\x85\u2028\u2029]+[ \t]*")
_DAY = (
    re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_DAY_OF_YEAR = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_SERIALS = range(36526, 73051)
"""Excel's day numbers of the years 2000 to 2099."""

DONE_WORDS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "已完成", "完成", "已办结", "√", "✓", "✔", "y", "yes", "true", "1"), True),
    **dict.fromkeys(("否", "未完成", "没有完成", "没有", "未", "×", "✗", "n", "no", "false", "0"), False),
}
STATE_WORDS: Mapping[str, TaskState] = {
    **dict.fromkeys(("已完成", "完成", "已办结", "办结", "已完结", "全部完成"), TaskState.DONE),
    **dict.fromkeys(
        ("正常推进", "正常", "推进中", "正在推进", "按计划推进", "进行中", "有序推进", "序时推进", "持续推进"),
        TaskState.NORMAL,
    ),
    **dict.fromkeys(("进展滞后", "滞后", "推进缓慢", "进展缓慢", "缓慢"), TaskState.SLOW),
    **dict.fromkeys(("停滞", "停工", "暂停", "停止"), TaskState.STALLED),
    **dict.fromkeys(("未到启动时间", "未到时间", "未到节点"), TaskState.NOT_STARTED),
}
"""尚未启动 is missing on purpose: not begun may mean not due or late, so the bureau has to choose."""
_STATES = "、".join(state.value for state in TaskState)
CATEGORY_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("项目", "项目类"), "项目"),
    **dict.fromkeys(("任务", "任务类", "工作"), "任务"),
    **dict.fromkeys(("政策", "政策类", "文件"), "政策"),
}


def clean_text(text: str) -> str:
    """`text` on one line, without control, private-use and unassigned characters.

    >>> clean_text("招标\\r\\n完成\\x07")
    '招标 完成'
    """
    if text.isprintable():
        return text.strip()
    line = _SPACES.sub(" ", text)
    return "".join(letter for letter in line if not _is_invisible(letter)).strip()


def _is_invisible(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Cn", "Co")


def read_text(cell: Cell | None, spot: Spotted, printed_length: str) -> tuple[str, Problem | None]:
    """What a text cell says, with the remark it deserves. A text that Excel took for a formula is its formula."""
    if cell is None:
        return "", None
    raw = cell.formula if cell.formula and cell.kind in _FAILED else cell.text
    text = clean_text(raw)
    if len(text) > 1 and text.startswith(_FORMULA_SIGNS) and cell.kind is not CellKind.NUMBER:
        return text, spot.problem("E235", seen=text)
    if len(text) > LONGEST_TEXT:
        return text, spot.problem("E506", seen=text, length=len(text), printed=printed_length)
    if not raw.isprintable() and any(_is_invisible(letter) for letter in _SPACES.sub(" ", raw)):
        return text, spot.problem("E236", seen=text)
    return text, None


def read_date(cell: Cell | None, spot: Spotted, year: int) -> tuple[date | None, Problem | None]:
    """The day in a date cell, in whatever form; None and E209 when there is no such day.

    A day without a year is taken to be in `year`, with a remark.
    """
    if cell is None:
        return None, None
    if isinstance(cell.value, datetime):
        return cell.value.date(), None
    if isinstance(cell.value, date):
        return cell.value, None
    text = normalised(cell.text)
    if isinstance(cell.value, Decimal) and cell.value == int(cell.value) and int(cell.value) in _SERIALS:
        return EPOCH.date() + timedelta(days=int(cell.value)), None
    return _typed_day(text, spot, year)


def _typed_day(text: str, spot: Spotted, year: int) -> tuple[date | None, Problem | None]:
    found = next((match for form in _DAY if (match := form.fullmatch(text))), None)
    short = None if found else _DAY_OF_YEAR.fullmatch(text)
    try:
        if found:
            return date(*(int(part) for part in found.groups())), None
        if short:
            day = date(year, int(short.group(1)), int(short.group(2)))
            return day, spot.problem("E247", seen=text, used=day.isoformat())
    except ValueError:
        pass
    return None, spot.problem("E209", seen=text)


def read_done(cell: Cell | None, spot: Spotted) -> tuple[bool | None, Problem | None]:
    """Whether a step is said to be finished; None when blank or, with E210, not understood."""
    if cell is None:
        return None, None
    if isinstance(cell.value, bool):
        return cell.value, None
    word = normalised(cell.text).lower()
    done = DONE_WORDS.get(word)
    if done is None:
        return None, spot.problem("E210", seen=cell.text, choices="是、否")
    used = "是" if done else "否"
    return done, None if word == used else spot.problem("E248", seen=cell.text, used=used)


def read_state(cell: Cell | None, spot: Spotted) -> tuple[TaskState | None, Problem | None]:
    """The task state chosen; E501 when blank, E210 when not understood."""
    if cell is None:
        return None, spot.problem("E501", choices=_STATES)
    word = normalised(cell.text).replace(" ", "")
    state = STATE_WORDS.get(word)
    if state is None:
        return None, spot.problem("E210", seen=cell.text, choices=_STATES)
    return state, None if word == state.value else spot.problem("E248", seen=cell.text, used=state.value)


def read_category(cell: Cell | None, spot: Spotted) -> tuple[str | None, Problem | None]:
    """The category of a 清单 row; None and E511 when it is none of the three."""
    word = normalised(cell.text) if cell else ""
    category = CATEGORY_WORDS.get(word)
    if category is None:
        return None, spot.problem("E511", seen=word)
    return category, None if word == category else spot.problem("E248", seen=word, used=category)


def read_progress(cell: Cell | None, spot: Spotted) -> tuple[Decimal | None, Problem | None]:
    """Progress in percent (0–100); None when blank or, with E504, out of bounds.

    A bare fraction below 1 is refused: 0.4 may mean 40.
    """
    if cell is None:
        return None, None
    value = _percent(cell)
    if value is None or not 0 <= value <= 100 or (0 < value < 1 and "%" not in cell.text):
        return None, spot.problem("E504", seen=cell.text.strip())
    if cell.kind is CellKind.TEXT:
        return value, spot.problem("E221", seen=cell.text.strip(), used=shortest(value))
    return value, None


def _percent(cell: Cell) -> Decimal | None:
    """The percentage a cell means: 0.4 with format 0% is 40."""
    if isinstance(cell.value, Decimal):
        return cell.value * 100 if "%" in cell.number_format else cell.value
    if cell.kind is not CellKind.TEXT:
        return None
    found = parse_quantity(cell.text, "%")
    return found.value if isinstance(found, Quantity) else None
