"""What is installed works without the checkout: register, templates and data files are in the wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel."""
    place = tmp_path_factory.mktemp("wheel")
    build = f"from hatchling.build import build_wheel; print(build_wheel({str(place)!r}))"
    done = subprocess.run([sys.executable, "-c", build], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    unpacked = place / "site"
    zipfile.ZipFile(place / done.stdout.split()[-1]).extractall(unpacked)
    return unpacked


def test_init_and_forms_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    for arguments in (["init", "w"], ["forms", "2024-05", "--root", "w"]):
        done = subprocess.run(
            [sys.executable, "-m", "reporter", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
    where = "import reporter; print(reporter.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert str(installed) in found.stdout.decode()
    assert len(list((tmp_path / "w/output/2024-05/forms").rglob("*.xlsx"))) == 136
    shipped = {path.name for path in (ROOT / "templates").glob("*.j2")}
    assert {path.name for path in (tmp_path / "w/templates").iterdir()} == shipped


def test_the_committed_register_is_what_init_writes(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    subprocess.run([sys.executable, "-m", "reporter", "init", "w"], cwd=tmp_path, env=environment, check=True)
    name = "input_sheets/计划台账.xlsx"
    assert (tmp_path / "w" / name).read_bytes() == (ROOT / name).read_bytes()
