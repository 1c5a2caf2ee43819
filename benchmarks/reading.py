"""Reading and merging returned forms beside bare unzipping, calamine and openpyxl on the same files.

`make bench-reading` or `python -m benchmarks.reading [FORMS …]` (120 1200 12000). Clean sample returns of the real
plan, of as many seeds as needed: each form comes back many times, as late corrections do. Prints CPU seconds of whole
processes, what a form costs beyond the start of the process, ratios, and the most memory.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.cost import cost
from benchmarks.readers import PERIOD
from reporter.core.period import Period
from reporter.folder import open_folder
from reporter.forms.layout import layouts
from reporter.forms.sample import sample_returns
from reporter.workflow.register import init_folder, load_register

MOST_FOR_OPENPYXL = 1200


def main(sizes: list[int]) -> None:
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch) / "work"
            write_forms(folder, size)
            cpu = show(folder, size)
        if before:
            print(f"  reporter: {size / before[0]:.1f} times the forms, {cpu / before[1]:.1f} times the CPU")
        before = size, cpu


def write_forms(folder: Path, size: int) -> None:
    """A working folder with `size` clean sample returns of January."""
    init_folder(folder, "quyuan-2024")
    root = open_folder(folder)
    (folder / "reporter.toml").write_text('workers = "1"\n', encoding="utf-8")
    plan, period, seed, written = load_register(root).plan, Period.parse(PERIOD), 0, 0
    forms = layouts(plan, period, None)
    while written < size:
        seed += 1
        clean = (one for one in sample_returns(plan, forms, period, seed, None) if one.name.endswith(".xlsx"))
        for one in clean:
            if written < size and one.data.startswith(b"PK"):
                path = root.returns(period) / f"{seed:03d}" / Path(one.name).name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(one.data)
                written += 1


def show(folder: Path, size: int) -> float:
    """Prints what each way costs; CPU seconds of reporter."""
    ways = ["unzip", "calamine", "reporter"] + (["openpyxl"] if size <= MOST_FOR_OPENPYXL else [])
    start = cost(["-m", "benchmarks.readers", "nothing", str(folder)]).cpu
    found = {}
    for way in ways:
        shutil.rmtree(folder / "output" / ".读取", ignore_errors=True)
        found[way] = cost(["-m", "benchmarks.readers", way, str(folder)])
    print(f"{size} forms; the start of a process alone: {start:.2f} s CPU")
    for way, one in found.items():
        own = one.cpu - start if way == "reporter" else one.cpu
        print(
            f"  {way:9} CPU {one.cpu:8.2f} s, {own / size * 1000:6.2f} ms a form, {one.memory:5.0f} MB, "
            f"{one.cpu / found['calamine'].cpu:5.2f} times calamine"
        )
    return found["reporter"].cpu


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [120, 1200, 12000])
