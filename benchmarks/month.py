"""A month of the real plan: `reporter run` beside the plain script, alternating, as whole processes.

`make bench-month` or `python -m benchmarks.month [ROUNDS]`. Prints CPU and wall seconds of each and their ratio.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks.cost import cost, spread

PERIOD = "2024-05"


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "work"
        for arguments in (["init", str(folder)], ["sample", PERIOD, "--seed", "1", "--root", str(folder)]):
            cost(["-m", "reporter", *arguments])
        returns = folder / "input_sheets" / PERIOD
        forms = len(list(returns.rglob("*.xlsx")))
        ours, again, plain = [], [], []
        for _ in range(rounds):
            shutil.rmtree(folder / "output" / ".读取", ignore_errors=True)
            ours.append(cost(["-m", "reporter", "run", PERIOD, "--no-pdf", "--root", str(folder)]))
            again.append(cost(["-m", "reporter", "run", PERIOD, "--no-pdf", "--root", str(folder)]))
            plain.append(cost(["-m", "benchmarks.plain", str(returns), str(Path(scratch) / "plain")]))
    print(f"{forms} forms, {rounds} rounds, median (min–max) in seconds")
    for name, runs in (("reporter run", ours), ("run again", again), ("plain script", plain)):
        print(f"  {name}: CPU {spread([run.cpu for run in runs])}, wall {spread([run.wall for run in runs])}")
    ratio = statistics.median(run.cpu for run in ours) / statistics.median(run.cpu for run in plain)
    print(f"  CPU ratio reporter : plain = {ratio:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
