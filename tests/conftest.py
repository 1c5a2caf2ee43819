"""In CI a skipped LibreOffice test is a failure: a check that did not run must not look like one that passed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[misc, assignment]
    if report.skipped and item.get_closest_marker("libreoffice") and os.environ.get("REPORTER_REQUIRE_LIBREOFFICE"):
        report.outcome = "failed"
        report.longrepr = f"skipped where it must run: {report.longrepr}"
    return report  # type: ignore[return-value]
