"""What a person sees on the screen: lines that any console can show, and a progress bar."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def prepare_streams() -> None:
    """Let a GBK console show what it can instead of failing on a rare character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def say(text: str) -> None:
    """One line to standard output."""
    print(text)


def complain(text: str) -> None:
    """One line to standard error."""
    print(text, file=sys.stderr)


class Bar:
    """A progress bar on standard error while it is entered; silent where that is no terminal."""

    def __init__(self) -> None:
        self._progress = _progress() if sys.stderr is not None and sys.stderr.isatty() else None
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Bar:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            self._progress.stop()

    def __call__(self, what: str, done: int, whole: int) -> None:
        """Show that `done` of `whole` are done."""
        if self._progress is None:
            return
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=whole)
        self._progress.update(self._tasks[what], completed=done, total=whole)


def _progress() -> Progress:
    """The bar itself; its library is loaded only where a bar can be seen."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    return Progress(*columns, console=Console(stderr=True), transient=True)
