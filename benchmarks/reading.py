"""Reading and merging returned forms beside bare unzipping, calamine and openpyxl on the same files.

`make bench-reading` or `python -m benchmarks.reading [FORMS …]` (120 1200 12000). Clean sample returns of the real
plan, of as many seeds as needed: each form comes back many times, as late corrections do. Prints CPU seconds of whole
processes (the median of some rounds where they are short, the ways in turn), what a form costs beyond the start of the
process, ratios, and the most memory.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.cost import Cost, cost
from benchmarks.readers import PERIOD
from reporter.core.period import Period
from reporter.folder import open_folder
from reporter.forms.layout import layouts
from reporter.forms.sample import sample_returns
from reporter.workflow.register import init_folder, load_register

MOST_FOR_OPENPYXL = MOST_FOR_ROUNDS = 1200
ROUNDS = 5


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
    ways = ["nothing", "unzip", "calamine", "reporter"]
    rounds = [{way: read(folder, way) for way in ways} for _ in range(ROUNDS if size <= MOST_FOR_ROUNDS else 1)]
    found = {way: middle([one[way] for one in rounds]) for way in ways}
    start = found.pop("nothing").cpu
    if size <= MOST_FOR_OPENPYXL:
        found["openpyxl"] = read(folder, "openpyxl")
    print(f"{size} forms; the start of a process alone: {start:.2f} s CPU")
    for way, one in found.items():
        own = one.cpu - start if way == "reporter" else one.cpu
        print(
            f"  {way:9} CPU {one.cpu:8.2f} s, {own / size * 1000:6.2f} ms a form, {one.memory:5.0f} MB, "
            f"{one.cpu / found['calamine'].cpu:5.2f} times calamine"
        )
    return found["reporter"].cpu


def read(folder: Path, way: str) -> Cost:
    """What reading the folder in one way costs, nothing known from before."""
    shutil.rmtree(folder / "output" / ".读取", ignore_errors=True)
    return cost(["-m", "benchmarks.readers", way, str(folder)])


def middle(runs: list[Cost]) -> Cost:
    """The run whose CPU is the median."""
    return sorted(runs, key=lambda run: run.cpu)[len(runs) // 2]


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [120, 1200, 12000])
