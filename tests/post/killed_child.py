"""One run of sending that kills itself at a step: `python -m tests.post.killed_child OUTBOX PORT STEP NAME`.

A step is the moment before each record is written and before each thing said to or heard from the server.
"""

from __future__ import annotations

import os
import signal
import smtplib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reporter.post.outbox import Outbox
from reporter.post.settings import MailSettings, Security
from tests.post.letters import Run, letter

_steps = 0


def letters_for(name: str) -> list[Any]:
    """A letter with a copy."""
    return [letter(f"{name}-a@qy.cn", f"{name}-b@qy.cn")]


def _counting(function: Callable[..., Any], last: int) -> Callable[..., Any]:
    def counted(*arguments: Any, **options: Any) -> Any:
        _step(last)
        return function(*arguments, **options)

    return counted


def _step(last: int) -> None:
    global _steps
    _steps += 1
    if _steps == last:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    place, port, step, name = sys.argv[1:]
    for owner, method in ((Outbox, "write"), (smtplib.SMTP, "send"), (smtplib.SMTP, "getreply")):
        setattr(owner, method, _counting(getattr(owner, method), int(step)))
    settings = MailSettings(
        host="127.0.0.1", port=int(port), security=Security.NONE, sender="dcs@qy.gov.cn", pause=0, retry_wait=0
    )
    Run(Path(place), letters_for(name)).send(settings)
