"""Killed between any two steps and started again: never twice, never lost without being listed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.post.standing import Stand
from tests.post.killed_child import letters_for
from tests.post.letters import Run
from tests.post.mail_server import Box, served

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_at_every_step(tmp_path: Path) -> None:
    unknown = 0
    with served(box := Box()) as settings:
        for step in range(1, 200):
            name = f"s{step}"
            place = tmp_path / name
            command = [sys.executable, "-m", "tests.post.killed_child", str(place), str(settings.port), str(step), name]
            done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
            run = Run(place, letters_for(name))
            if done.returncode == 0:
                assert run.stands() == ["已发"] * 2
                break
            assert done.returncode == -signal.SIGKILL, done.stderr.decode()
            run.send(settings)
            run.send(settings)
            for found in run.standings():
                assert found.person is not None
                arrived = box.to(found.person.address)
                assert arrived <= 1, step
                assert found.stand in (Stand.SENT, Stand.UNKNOWN), step
                assert found.stand is Stand.UNKNOWN or arrived == 1, step
                unknown += found.stand is Stand.UNKNOWN
        else:
            raise AssertionError("the child never came to its end")
    assert step > 15 and unknown > 0
