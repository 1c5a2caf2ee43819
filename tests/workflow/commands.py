"""Running the command as a person does: its own process, its exit code, what it printed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def reporter(
    *arguments: str, root: Path | None = None, code: int = 0, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    """Run `reporter` with arguments; the exit code must be `code`, and a traceback is never printed."""
    place = ["--root", str(root)] if root else []
    done = subprocess.run(
        [sys.executable, "-m", "reporter", *arguments, *place],
        capture_output=True,
        encoding=encoding,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert done.returncode == code, f"{done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr
    return done
