"""What `run` says of a month that is sealed: whether its files still say what was issued."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reporter.console import say
from reporter.core.period import Period
from reporter.folder import Folder

if TYPE_CHECKING:
    from reporter.workflow.recheck import Recheck


def show_recheck(folder: Folder, period: Period, found: Recheck, *, json_output: bool) -> None:
    """Print the comparison; nothing that was issued is rewritten."""
    from reporter.workflow.recheck import how_much, verdict
    from reporter.workflow.summary import summary_of

    files = [folder.relative(path) for path in found.restored]
    if json_output:
        shown = {
            "period": str(period),
            "sealed": [
                {"number": one.number, "issue_no": one.issue_no, "day": one.day.isoformat(), "edition": one.edition}
                for one in found.issues
            ],
            "changed": how_much(found.changes) if found.changes is not None else None,
            "files": files,
            "summary": summary_of(found.results).as_dict(),
            "remarks": [verdict(period, found)],
        }
        say(json.dumps(shown, ensure_ascii=False))
        return
    say(verdict(period, found))
    if files:
        say("  缺了的文件从封存档案里补上：" + "、".join(files))
