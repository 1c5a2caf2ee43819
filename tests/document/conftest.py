"""LibreOffice and the fonts for layout tests; skipped with a reason where they are missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reporter.document.pdf import convert, find_soffice

ROOT = Path(__file__).parents[2]
Rendered = Callable[[dict[str, bytes]], dict[str, bytes]]


@pytest.fixture(scope="session")
def render(tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Word files by name to PDF files by name."""
    soffice = find_soffice(None)
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    fonts = Path(os.environ.get("REPORTER_TEST_FONTS") or ROOT / ".fonts")
    if not (fonts / "FandolFang-Regular.otf").is_file():
        pytest.skip(f"no fonts in {fonts}: run .ci/fonts {fonts}")

    def run(files: dict[str, bytes]) -> dict[str, bytes]:
        workdir = tmp_path_factory.mktemp("pdf")
        return convert(list(files.items()), soffice=soffice, workdir=workdir, fonts=fonts, timeout=180)

    return run
