"""What commands say of themselves."""

from __future__ import annotations

import pytest

from reporter.prints import reading_line
from reporter.workflow.reading import Ways


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (Ways(short=131), "读了131个文件。"),
        (Ways(short=129, faithful=2), "读了131个文件，其中2份和一般的表不一样，是逐格细读的。"),
        (Ways(known=131), "读了0个文件；131份没有变动，用上次读出来的。"),
    ],
)
def test_how_files_were_read_is_said_to_a_clerk(ways: Ways, said: str) -> None:
    assert reading_line(ways) == said
