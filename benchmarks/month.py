"""A month of the real plan: `reporter run` beside the plain script, alternating, as whole processes.

`make bench` or `python -m benchmarks.month [ROUNDS]`. Prints CPU and wall seconds of each and their ratio.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PERIOD = "2024-05"
ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Cost:
    """One run of a process, in seconds."""

    cpu: float
    wall: float


def cost(arguments: list[str]) -> Cost:
    """Run `python` with arguments and measure the whole process; it must succeed."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu, wall)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "work"
        for arguments in (["init", str(folder)], ["sample", PERIOD, "--seed", "1", "--root", str(folder)]):
            cost(["-m", "reporter", *arguments])
        returns = folder / "input_sheets" / PERIOD
        forms = len(list(returns.rglob("*.xlsx")))
        ours, plain = [], []
        for _ in range(rounds):
            ours.append(cost(["-m", "reporter", "run", PERIOD, "--root", str(folder)]))
            plain.append(cost(["-m", "benchmarks.plain", str(returns), str(Path(scratch) / "plain")]))
    print(f"{forms} forms, {rounds} rounds, median (min–max) in seconds")
    for name, runs in (("reporter run", ours), ("plain script", plain)):
        print(f"  {name}: CPU {spread([run.cpu for run in runs])}, wall {spread([run.wall for run in runs])}")
    ratio = statistics.median(run.cpu for run in ours) / statistics.median(run.cpu for run in plain)
    print(f"  CPU ratio reporter : plain = {ratio:.2f}")


def spread(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
