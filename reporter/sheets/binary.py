""".xlsb to cells, read in a child process with limits on time and memory (see `binary_child.py`)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reporter.sheets.cells import Book, Cell, Remark, Sheet, Unreadable
from reporter.sheets.guard import check_parts, open_zip
from reporter.sheets.limits import MOST_COLUMNS, MOST_ROWS, check_cells
from reporter.sheets.ooxml import MACROS, saved_in
from reporter.sheets.values import Content, plain_content

_CHILD = Path(__file__).with_name("binary_child.py")
_PATIENCE = 30
_DAMAGED = 3
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_KIND = ".xlsb格式"
_REMARKS = (Remark(code="E121", values={"kind": _KIND}), Remark(code="E129"))
"""calamine reads an error as nothing, and knows neither formulas nor percent formats."""


def read_xlsb(data: bytes) -> Book:
    """The workbook; Unreadable E114 when it is damaged, E110 when reading it takes too much time or memory."""
    with open_zip(data) as package:
        check_parts(package)
        modified = saved_in(package)
        has_macros = any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
    sheets = _read_apart(data, [sys.executable, "-I", str(_CHILD), str(MOST_ROWS), str(MOST_COLUMNS)])
    check_cells(sum(len(sheet["cells"]) for sheet in sheets))
    return Book(
        sheets=tuple(_sheet(sheet) for sheet in sheets),
        modified=modified,
        remarks=(*_REMARKS, MACROS) if has_macros else _REMARKS,
    )


def _read_apart(data: bytes, command: Sequence[str]) -> Sequence[Mapping[str, Any]]:
    too_much = Unreadable("E110", kind="Excel二进制工作簿（.xlsb）")
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_PATIENCE, check=False, creationflags=_NO_WINDOW
        )
    except subprocess.TimeoutExpired as late:
        raise too_much from late
    if done.returncode:
        raise Unreadable("E114") if done.returncode == _DAMAGED else too_much
    sheets: Sequence[Mapping[str, Any]] = json.loads(done.stdout)
    return sheets


def _sheet(told: Mapping[str, Any]) -> Sheet:
    cells = {}
    for row, column, type_name, raw in told["cells"]:
        kind, value = _content(type_name, raw)
        if kind is not None:
            cells[row, column] = Cell(row=row, column=column, kind=kind, value=value)
    return Sheet(name=told["name"], state=told["state"], cells=cells)


def _content(type_name: str, raw: Any) -> Content:
    return plain_content(datetime.fromisoformat(raw) if type_name == "d" else raw)
