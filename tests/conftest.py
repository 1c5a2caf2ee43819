"""In CI a skipped LibreOffice or Postfix test is a failure: what did not run must not look like what passed."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

_REQUIRED = {"libreoffice": "REPORTER_REQUIRE_LIBREOFFICE", "mta": "REPORTER_REQUIRE_MTA"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[misc, assignment]
    wanted = any(item.get_closest_marker(marker) and os.environ.get(name) for marker, name in _REQUIRED.items())
    if report.skipped and wanted:
        report.outcome = "failed"
        report.longrepr = f"skipped where it must run: {report.longrepr}"
    return report  # type: ignore[return-value]
