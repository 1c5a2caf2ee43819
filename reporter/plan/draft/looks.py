"""How a drafted register shows its doubts: yellow cells with a note, and three columns behind every table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reporter.plan.draft.model import Draft, Remark, Sure
from reporter.plan.guide import lines_of, row_height
from reporter.sheets.spec import CellSpec, Page, SheetSpec, Style

FRONT, CANDIDATES = "起草说明", "可作节点的事项"
REMARK_WIDTHS = (14, 7, 44)
_CANDIDATE_HEADINGS = ("任务", "事项", "原文", "来源行")
_HEADINGS = ("来源行", "把握", "起草说明")
_YELLOW = "FFF2A8"
_HEADING = Style(font="黑体", size=10.5, fill="E7E6E6", border=True, align="center", wrap=True)
_PLAIN = Style(size=10, border=True, wrap=True)
_CENTRED = Style(size=10, border=True, align="center")
_TITLE = Style(font="黑体", size=16)
_LINE = Style(size=11, wrap=True)
_LAST_COLUMN = 5
_GUIDANCE = (
    "这是程序从方案文字里读出来的草稿，不能直接用。改好、检查通过以后，另存为input_sheets里的“计划台账.xlsx”。",
    "黄色的格子是没有把握的，或者方案没有写、空着等填的；鼠标停在上面看原因。改完可以把底色去掉，不去也不影响。",
    "每张表右边三栏：来源行（在原文的什么地方）、把握（高、中、低）、起草说明。程序不看这三栏，最后可以删掉。",
    "程序只登记写了责任单位的任务、写了数的指标和写了时限的事项。建成、出台、申报这类没有数也没有时限的，列在“可作节点的事项”表，"
    "要的请登记到“指标”和“节点”表，填报、统计都只看这两张表。",
    "“规则”表里办公室自己的名称（发文机关、主送、督办字头……）空着，要填；其他规则是默认值。",
)


def remarked(cell: CellSpec, heading: str, remark: Remark) -> CellSpec:
    """A cell as it looks with what is to be said of its row: yellow with a note where it is doubtful or not told."""
    if heading in remark.missing:
        return replace(
            cell, value=None, style=replace(cell.style, fill=_YELLOW), tip=remark.note or "方案没有写，请补上"
        )
    if heading in remark.doubtful:
        return replace(cell, style=replace(cell.style, fill=_YELLOW), tip=remark.note or "没有把握，请核对")
    return cell


def remark_cells(remarks: Sequence[Remark], first: int) -> Mapping[tuple[int, int], CellSpec]:
    """The three columns from column `first` on."""
    cells = {(1, first + at): CellSpec(value=text, style=_HEADING) for at, text in enumerate(_HEADINGS)}
    for row, remark in enumerate(remarks, start=2):
        sure = replace(_CENTRED, fill=_YELLOW) if remark.sure is Sure.LOW else _CENTRED
        cells[row, first] = CellSpec(value=remark.line or None, style=_CENTRED)
        cells[row, first + 1] = CellSpec(value=remark.sure.label, style=sure)
        cells[row, first + 2] = CellSpec(value=remark.note or None, style=_PLAIN)
    return cells


def front_page(draft: Draft, source: str) -> SheetSpec:
    """The first sheet: what this is, how much was read, how sure, what is to be done."""
    lines = [f"从“{source}”起草的计划台账", *draft.findings, *_GUIDANCE]
    merges = {
        (row, 1, row, _LAST_COLUMN): CellSpec(value=text, style=_TITLE if row == 1 else _LINE)
        for row, text in enumerate(lines, start=1)
    }
    top = len(lines) + 2
    cells = {(top, at): CellSpec(value=text, style=_HEADING) for at, text in enumerate(_COUNTED, start=1)}
    for row, (table, remarks) in enumerate(_counted(draft), start=top + 1):
        counts = [sum(one.sure is sure for one in remarks) for sure in (Sure.HIGH, Sure.MEDIUM, Sure.LOW)]
        link = CellSpec(
            value=table, style=replace(_CENTRED, color="0563C1", underline=True), link=f"internal:'{table}'!A1"
        )
        cells[row, 1] = link
        for at, count in enumerate((len(remarks), *counts), start=2):
            cells[row, at] = CellSpec(value=count, style=_CENTRED)
    return SheetSpec(
        name=FRONT,
        cells=cells,
        merges=merges,
        widths={1: 18, 2: 18, 3: 18, 4: 18, 5: 18},
        heights={1: 30, **dict.fromkeys(range(2, top - 1), 33)},
        page=Page(landscape=False),
        tab_color="FFC000",
    )


def candidate_page(draft: Draft) -> SheetSpec:
    """The deeds from which the office may make 节点."""
    cells = {(1, at): CellSpec(value=text, style=_HEADING) for at, text in enumerate(_CANDIDATE_HEADINGS, start=1)}
    heights = {1: row_height(1)}
    for row, one in enumerate(draft.candidates, start=2):
        heights[row] = row_height(max(lines_of(one.name, 50), lines_of(one.phrase, 60)))
        for at, value in enumerate((one.task, one.name, one.phrase, one.line), start=1):
            cells[row, at] = CellSpec(value=value, style=_PLAIN)
    return SheetSpec(
        name=CANDIDATES,
        cells=cells,
        widths={1: 11, 2: 50, 3: 60, 4: 14},
        heights=heights,
        freeze=(2, 1),
        autofilter=(1, 1, len(draft.candidates) + 1, len(_CANDIDATE_HEADINGS)),
        page=Page(repeat_rows=(1, 1)),
        tab_color="FFC000",
    )


_COUNTED = ("表", "行数", "把握高", "把握中", "把握低")


def _counted(draft: Draft) -> list[tuple[str, Sequence[Remark]]]:
    tables = ("行动", "单位", "任务", "指标", "分项", "节点", "裁定")
    return [(table, draft.remarks.get(table, ())) for table in tables]
