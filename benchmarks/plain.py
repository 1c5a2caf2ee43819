"""The least a user would write: openpyxl over the returned forms, one table in a Word file, one summary workbook.

No check, no identity, no history, no layout: columns by heading, targets as printed in the form.
`python -m benchmarks.plain RETURNS OUTPUT`
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document
from openpyxl import Workbook, load_workbook

COLUMNS = ("编号", "指标名称", "计量单位", "年度目标", "本期累计")


def rows_of(path: Path) -> list[tuple[object, ...]]:
    """Code, name, unit, target, figure of every row of 指标; empty when the form has no such sheet."""
    book = load_workbook(path, data_only=True)
    if "指标" not in book.sheetnames:
        return []
    places: dict[str, int] = {}
    found = []
    for row in book["指标"].iter_rows(values_only=True):
        if not places and "编号" in row:
            places = {name: row.index(name) for name in COLUMNS}
        elif places and row[places["编号"]]:
            found.append(tuple(row[places[name]] for name in COLUMNS))
    return found


def main(returns: Path, output: Path) -> None:
    rows = [row for path in sorted(returns.rglob("*.xlsx")) for row in rows_of(path)]
    book, document = Workbook(), Document()
    book.active.append([*COLUMNS, "完成率"])
    table = document.add_table(rows=1, cols=len(COLUMNS) + 1)
    for cell, name in zip(table.rows[0].cells, (*COLUMNS, "完成率"), strict=True):
        cell.text = name
    for row in rows:
        target, figure = row[3], row[4]
        numeric = isinstance(target, int | float) and isinstance(figure, int | float) and target
        ratio = figure / target if numeric else None
        book.active.append([*row, ratio])
        texts = [*map(str, row), "" if ratio is None else f"{ratio:.1%}"]
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    output.mkdir(parents=True, exist_ok=True)
    book.save(output / "汇总.xlsx")
    document.save(output / "通报.docx")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
