"""The first sheet of the register's workbook: how to edit it, what is in each table, what each kind of target means."""

from __future__ import annotations

import math

from reporter.plan.kinds import SPECS
from reporter.plan.model import Plan
from reporter.plan.tables import TABLES
from reporter.sheets.spec import CellSpec, Page, SheetSpec, Style

GUIDE = "使用说明"
HEADING = Style(font="黑体", size=10.5, fill="D9E2F3", border=True, align="center", wrap=True)
REQUIRED = Style(font="黑体", size=10.5, fill="FCE4D6", border=True, align="center", wrap=True)
_GUIDANCE = (
    "一行一件事，一格一个内容。橙色标题的栏目必填，蓝色标题的可以空着。",
    "鼠标停在标题上，能看到这一栏怎么填、举的例子。",
    "有下拉的从下拉里选。一格写几个单位或编号的，用顿号（、）隔开。",
    "单位一律写“单位”表里的规范名；新名字先加进“单位”表，别的写法放进“别名”。",
    "要加一行，接着表格最后一行往下写；要删一行，整行删除。编号定了不再改，也不给别的事项用。",
    "目标年中有调整的，不改“指标”表，在“调整”表加一行；改规则也是加一行，写上起始日期。",
    "可以在右边加自己的栏、加自己的表，程序不看；不要改表名和标题。",
    "改完先保存、关闭，再让程序检查（reporter plan check），有问题会说明在哪张表、哪一格。",
)
_WIDTHS = {1: 11, 2: 7, 3: 58, 4: 2, 5: 9, 6: 62}
_ABOUT, _MEANING = 3, 6
_LAST_COLUMN = 6
_TEXT = Style(size=10, border=True, wrap=True)
_CENTRED = Style(size=10, border=True, align="center")
_LINK = Style(size=10, border=True, align="center", color="0563C1", underline=True)
_LINE, _PADDING, _LOWEST, _HIGHEST = 13.5, 4.5, 18.0, 409.0
"""Points: a line of size 10, the room around the lines, a row of one line, the highest row that Excel allows."""

Cells = dict[tuple[int, int], CellSpec]


def guide(plan: Plan) -> SheetSpec:
    """The sheet of instructions; it fits on one screen."""
    top = len(_GUIDANCE) + 4
    return SheetSpec(
        name=GUIDE,
        cells={**_contents(plan, top), **_kinds(top)},
        merges=_sentences(plan),
        widths=_WIDTHS,
        heights={1: 30, **dict.fromkeys(range(2, top), 19.5), **_heights(top)},
        page=Page(footer="&C第&P页，共&N页"),
        tab_color="C00000",
    )


def lines_of(text: str, width: float) -> int:
    """Lines that `text` of size 10 takes in a column of `width`: Chinese takes two places, other letters one."""
    places = [sum(2 if ord(character) > 0x2000 else 1 for character in line) * 0.88 for line in text.split("\n")]
    return sum(max(1, math.ceil(line / (width - 1))) for line in places)


def row_height(lines: int) -> float:
    """Height in points of a row of so many lines; programs other than Excel do not fit rows themselves."""
    return max(_LOWEST, min(lines * _LINE + _PADDING, _HIGHEST))


def _sentences(plan: Plan) -> dict[tuple[int, int, int, int], CellSpec]:
    subject = f"{plan.head.name}（{plan.head.number}），{plan.head.year}年度。"
    lines = [
        CellSpec(value="计划台账使用说明", style=Style(font="黑体", size=16, align="center")),
        CellSpec(value=subject, style=Style(align="center")),
        *(CellSpec(value=f"{number}．{text}") for number, text in enumerate(_GUIDANCE, start=1)),
    ]
    return {(row, 1, row, _LAST_COLUMN): line for row, line in enumerate(lines, start=1)}


def _contents(plan: Plan, top: int) -> Cells:
    """The tables, each a link to its sheet."""
    headings = enumerate(("表", "行数", "放什么"), start=1)
    cells = {(top, at): CellSpec(value=text, style=HEADING) for at, text in headings}
    for row, table in enumerate(TABLES, start=top + 1):
        cells[row, 1] = CellSpec(value=table.name, style=_LINK, link=f"internal:'{table.name}'!A1")
        cells[row, 2] = CellSpec(value=len(table.records(plan)), style=_CENTRED)
        cells[row, _ABOUT] = CellSpec(value=table.about, style=_TEXT)
    return cells


def _kinds(top: int) -> Cells:
    cells = {(top, 5): CellSpec(value="类型", style=HEADING), (top, _MEANING): CellSpec(value="怎样算", style=HEADING)}
    for row, (label, meaning) in enumerate(_meanings(), start=top + 1):
        cells[row, 5] = CellSpec(value=label, style=_CENTRED)
        cells[row, _MEANING] = CellSpec(value=meaning, style=_TEXT)
    return cells


def _meanings() -> list[tuple[str, str]]:
    return [(spec.label, f"{spec.computed}。{spec.met_when}的为达到。") for spec in SPECS.values()]


def _heights(top: int) -> dict[int, float]:
    lines = {row: lines_of(table.about, _WIDTHS[_ABOUT]) for row, table in enumerate(TABLES, start=top + 1)}
    for row, (_, meaning) in enumerate(_meanings(), start=top + 1):
        lines[row] = max(lines.get(row, 1), lines_of(meaning, _WIDTHS[_MEANING]))
    return {row: row_height(count) for row, count in lines.items()}
