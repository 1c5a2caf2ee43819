"""The sheet in front of next year's register: what was carried over, what is to be filled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reporter.plan.guide import HEADING, lines_of, row_height
from reporter.plan.roll import Rolled
from reporter.plan.tables import TABLES
from reporter.sheets.spec import CellSpec, Page, SheetSpec, Style

NAME = "滚动说明"
_TEXT = Style(size=10, wrap=True)
_CELL = Style(size=10, border=True, align="center")
_WIDTHS = {1: 16, 2: 20, 3: 14, 4: 40}
_TOTAL = 90.0


def roll_guide(made: Rolled, remarks: Sequence[str]) -> SheetSpec:
    """The sheet; the program does not read it, and it may be deleted."""
    head = made.plan.head
    lines = [
        CellSpec(value=f"{head.year}年计划台账，由上年台账滚动生成", style=Style(font="黑体", size=14, align="center")),
        CellSpec(
            value="黄格要填或要核对：空的填上新方案的内容，有字的核对后改。这一页程序不看，用完可以删。", style=_TEXT
        ),
        *(CellSpec(value=f"{number}．{text}", style=_TEXT) for number, text in enumerate(remarks, start=1)),
    ]
    top = len(lines) + 2
    counts = _counted(made)
    cells = {(top, at): CellSpec(value=text, style=HEADING) for at, text in enumerate(("表", "栏目", "黄格"), start=1)}
    for row, ((table, heading), number) in enumerate(counts.items(), start=top + 1):
        cells[row, 1] = CellSpec(value=table, style=_CELL)
        cells[row, 2] = CellSpec(value=heading, style=_CELL)
        cells[row, 3] = CellSpec(value=number, style=_CELL)
    return SheetSpec(
        name=NAME,
        cells=cells,
        merges={(row, 1, row, len(_WIDTHS)): line for row, line in enumerate(lines, start=1)},
        widths=_WIDTHS,
        heights={1: 28.0, **{row: row_height(lines_of(str(one.value), _TOTAL)) for row, one in _later(lines)}},
        page=Page(landscape=False, footer="&C第&P页，共&N页"),
        tab_color="FFC000",
    )


def _later(lines: Sequence[CellSpec]) -> list[tuple[int, CellSpec]]:
    return list(enumerate(lines, start=1))[1:]


def _counted(made: Rolled) -> dict[tuple[str, str], int]:
    """Yellow cells by table and column, in the order of the register."""
    by = Counter((table, heading) for table, _, heading in made.cells)
    order = [(table.name, heading) for table in TABLES for heading in table.headings]
    return {spot: by[spot] for spot in order if by[spot]}
