"""Where the time of a month goes, stage by stage, in one process: register, forms, reading, merging, every file.

`make bench-stages` or `python -m benchmarks.stages [PERIOD]`. CPU seconds; what a process costs before its first stage
is the first line. The first run of a stage also pays for the modules that it loads.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from benchmarks.cost import cost

Report = Callable[[str], None]
"""Told the name of a stage at its end."""


def stopwatch() -> Report:
    """Prints what each stage cost since the one before."""
    before = time.process_time()

    def tell(stage: str) -> None:
        nonlocal before
        now = time.process_time()
        print(f"  {now - before:7.3f} s  {stage}")
        before = time.process_time()

    return tell


def main(period: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "work"
        for arguments in (["init", str(folder)], ["sample", period, "--root", str(folder)]):
            cost(["-m", "reporter", *arguments])
        tell = stopwatch()
        measure_reading(folder, period, tell)
        measure_writing(folder, period, tell)


def measure_reading(folder: Path, period_text: str, tell: Report) -> None:
    """Register, forms, cells, checks and merging, each for all forms before the next."""
    import reporter.workflow.month  # noqa: F401

    tell("modules for reading")
    from reporter.core.period import Period
    from reporter.folder import open_folder
    from reporter.forms.layout import layouts
    from reporter.intake.read import read_book
    from reporter.intake.submission import ReturnedFile
    from reporter.ledger.merge import merge
    from reporter.sheets.open import open_book
    from reporter.workflow.register import load_register

    root, period = open_folder(folder), Period.parse(period_text)
    plan = load_register(root).plan
    tell("register")
    forms = layouts(plan, period, None)
    by_number = {(form.action, form.bureau): form for form in forms}
    tell(f"layouts of {len(forms)} forms")
    paths = sorted(root.returns(period).rglob("*.xls*"))
    books = [open_book(path.read_bytes(), path.name) for path in paths]
    tell(f"cells of {len(books)} returned forms")
    files = [ReturnedFile(file=path.name, sha256="", received=datetime(2024, 6, 1), received_from="") for path in paths]
    read = [read_book(book, file, plan, period, by_number, None) for book, file in zip(books, files, strict=True)]
    tell("their checks")
    merge(plan, period, forms, read, None)
    tell("merging")


def measure_writing(folder: Path, period_text: str, tell: Report) -> None:
    """The whole of `run` but its command line: assessing as one stage, then file by file as they are written."""
    import reporter.workflow.documents  # noqa: F401

    tell("modules for writing")
    from reporter.core.period import Period
    from reporter.folder import open_folder
    from reporter.workflow.documents import write_documents
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register

    root, period = open_folder(folder), Period.parse(period_text)
    files: list[float] = []

    def watch(what: str, *_: int) -> None:
        if what == "写文件":
            files.append(time.process_time())

    months = Months(root, load_register(root), watch)
    month = months.assess(period)
    tell("register, reading, merging, results: once more, as a run does it")
    began = time.process_time()
    written = write_documents(months, period, month)
    print(f"  {files[0] - began:7.3f} s  composing the papers, computing every printed figure anew")
    for path, start, end in zip(written.paths, files, files[1:], strict=False):
        print(f"  {end - start:7.3f} s  {path.name}")
    print(f"  {time.process_time() - files[-1]:7.3f} s  marked-up copies of returned forms")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "2024-05")
