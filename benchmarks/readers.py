"""One way of reading a folder of returned forms, as a process of its own: `python -m benchmarks.readers WAY FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

PERIOD = "2024-01"


def nothing(_folder: Path) -> None:
    """The interpreter and the modules of `reporter`, which has its price whatever is read."""
    import reporter.workflow.month  # noqa: F401


def unzip(folder: Path) -> None:
    """The limit: every part of every file unpacked, nothing understood."""
    for data in files(folder):
        with ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                package.read(name)


def calamine(folder: Path) -> None:
    """The fastest library: the values of all cells, without formats, formulas, errors or addresses."""
    from python_calamine import CalamineWorkbook

    for data in files(folder):
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def openpyxl(folder: Path) -> None:
    """What a user would take: the values of all cells."""
    from openpyxl import load_workbook

    for data in files(folder):
        for sheet in load_workbook(BytesIO(data), data_only=True):
            for _ in sheet.iter_rows(values_only=True):
                pass


def reporter(folder: Path) -> None:
    """Register, forms, reading with every check, merging; nothing known from before, one process."""
    from reporter.core.period import Period
    from reporter.folder import open_folder
    from reporter.ledger.merge import merge
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register

    period = Period.parse(PERIOD)
    root = open_folder(folder)
    months = Months(root, load_register(root), lambda *_: None)
    forms = months.forms(period)
    merge(months.plan(period), period, forms, months.read(period, forms, {}), None)


def files(folder: Path) -> Iterable[bytes]:
    """The bytes of each form that came back."""
    return (path.read_bytes() for path in sorted((folder / "input_sheets" / PERIOD).rglob("*.xlsx")))


WAYS: dict[str, Callable[[Path], None]] = {
    "nothing": nothing,
    "unzip": unzip,
    "calamine": calamine,
    "openpyxl": openpyxl,
    "reporter": reporter,
}

if __name__ == "__main__":
    WAYS[sys.argv[1]](Path(sys.argv[2]))
