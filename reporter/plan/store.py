"""The register as files: a folder of CSV files or one workbook, both read to the same plan (DESIGN 5)."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from reporter.core.problem import Place, Problem, problem
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded, load
from reporter.plan.tables import BY_NAME, TABLES, Table
from reporter.sheets.cells import Cell, CellKind, Sheet, Unreadable
from reporter.sheets.open import open_book

if TYPE_CHECKING:
    from reporter.plan.book import OpenCell, Spot
    from reporter.sheets.spec import SheetSpec

_BOM = "\ufeff"


def shipped_plans() -> tuple[str, ...]:
    """Names of the registers inside the package, sorted."""
    return tuple(sorted(entry.name for entry in files("reporter").joinpath("plans").iterdir() if entry.is_dir()))


def shipped(name: str) -> Traversable:
    """The folder of a shipped register, for `read_folder`; KeyError when there is none of that name."""
    if name not in shipped_plans():
        raise KeyError(name)
    return files("reporter").joinpath("plans").joinpath(name)


def read_folder(folder: Path | Traversable) -> Loaded:
    """The register in a folder of CSV files (UTF-8, or GBK as Chinese Excel saves it)."""
    sheets: dict[str, tuple[str, Sheet]] = {}
    problems: list[Problem] = []
    for table in TABLES:
        name = f"{table.name}.csv"
        entry = folder.joinpath(name)
        if entry.is_file():
            try:
                sheets[table.name] = (name, _csv_sheet(table.name, entry.read_bytes()))
            except (UnicodeDecodeError, csv.Error):
                problems.append(problem("P110", Place(file=name, sheet=table.name)))
    return load(sheets, folder.name, tuple(problems))


def read_workbook(data: bytes, name: str) -> Loaded:
    """The register in a workbook; `name` is the file name that problems show. Sheets of other names are left alone."""
    try:
        book = open_book(data, name)
    except Unreadable as refusal:
        kind = refusal.values.get("kind", "打不开的文件")
        return Loaded(plan=None, problems=(problem("P112", Place(file=name), kind=kind),))
    sheets = {sheet.name.strip(): (name, sheet) for sheet in book.sheets if sheet.name.strip() in BY_NAME}
    return load(sheets, name)


def write_csv(plan: Plan) -> dict[str, bytes]:
    """The canonical CSV files by name: BOM, LF, ISO dates, numbers without trailing zeros."""
    return {f"{table.name}.csv": _csv_bytes(table, plan) for table in TABLES}


def write_workbook(
    plan: Plan, open_cells: Mapping[Spot, OpenCell] = MappingProxyType({}), more: Sequence[SheetSpec] = ()
) -> bytes:
    """计划台账.xlsx; the same plan gives the same bytes. Cells and sheets beside the plan: see `plan_book`."""
    from reporter.plan.book import plan_book  # a month reads a register and never writes one
    from reporter.sheets.write import write_book

    return write_book(plan_book(plan, open_cells, more))


def fingerprint(plan: Plan) -> str:
    """sha256 over the canonical CSV files, in the order of the tables."""
    digest = sha256()
    for name, data in write_csv(plan).items():
        digest.update(name.encode() + b"\0" + data + b"\0")
    return digest.hexdigest()


def _csv_bytes(table: Table, plan: Plan) -> bytes:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.headings)
    for row in table.records(plan):
        writer.writerow(column.text(row) for column in table.columns)
    return (_BOM + text.getvalue()).encode("utf-8")


def _csv_sheet(name: str, data: bytes) -> Sheet:
    """CSV as cells of text; rows are numbered as Excel would show them."""
    records = csv.reader(StringIO(_decoded(data), newline=""), strict=True)
    cells: Mapping[tuple[int, int], Cell] = {
        (row, column): Cell(row=row, column=column, kind=CellKind.TEXT, value=text)
        for row, record in enumerate(records, start=1)
        for column, text in enumerate(record, start=1)
        if text.strip()
    }
    return Sheet(name=name, cells=cells)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")
