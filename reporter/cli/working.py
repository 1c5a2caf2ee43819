"""The months of a working folder, as most commands need them: opened, locked, with a progress bar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from reporter.cli.arguments import passwords_in
from reporter.console import Bar
from reporter.folder import one_run_at_a_time, open_folder

if TYPE_CHECKING:
    from reporter.workflow.month import Months


@contextmanager
def months_at(root: Path, password_file: Path | None = None, *, locked: bool = True) -> Iterator[Months]:
    """The months of the folder at `root`. While this is entered no other run writes there, unless not `locked`: a
    command that only looks need not wait.
    """
    from reporter.workflow.month import Months
    from reporter.workflow.register import load_register

    folder, passwords = open_folder(root), passwords_in(password_file)
    with one_run_at_a_time(folder) if locked else nullcontext(), Bar() as bar:
        yield Months(folder, load_register(folder), bar, passwords)
