"""A working folder in which May was run for a small plan: 区发改局 reported and is behind, 区残联 did not report.

Letters on 8 June: the circular to 张三, 再次催报 to 区残联, 退回 and 督办 (copy to its deputy 孙八) to 区发改局.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from reporter.core.period import BEIJING, Period
from reporter.folder import open_folder
from reporter.forms.model import SheetKind
from reporter.forms.write import write_form
from reporter.plan.store import write_workbook
from reporter.workflow.documents import write_documents
from reporter.workflow.forms import write_forms
from reporter.workflow.month import Months
from reporter.workflow.register import load_register
from tests.plans import INDICATORS, RULES, TASKS, small_plan
from tests.post.contact_sheets import Table, contacts_bytes

MAY, CLOSED = Period.parse("2024-05"), date(2024, 6, 8)
ANSWERS = {
    (SheetKind.INDICATORS, "A1-K01", "current"): Decimal(100),
    (SheetKind.TASKS, "A1-T01", "state"): "进展滞后",
    (SheetKind.TASKS, "A1-T02", "state"): "正常推进",
}
LEADERS = [("张三", "", "张书记", "主送", "zhang@qy.cn", "")]


def bureaus(officer: str = "李四") -> Table:
    """Officers of both bureaus, the head and the deputy of the first."""
    return [
        ("区发改局", officer, "填报人", "", "li@qy.cn"),
        ("区发改局", "钱七", "负责人", "", "qian@qy.cn"),
        ("区发改局", "孙八", "分管负责人", "", "sun@qy.cn"),
        ("区残联", "甲", "填报人", "", "jia@qy.cn"),
    ]


def months(root: Path) -> Months:
    folder = open_folder(root)
    return Months(folder, load_register(folder), lambda *_: None)


def ran_folder(
    place: Path,
    *,
    officer: str = "李四",
    people: Table | None = None,
    leaders: Table = LEADERS,
    settings: str = "",
    sample: bool = False,
) -> Path:
    """A copy of the folder with those people and settings; `sample`: the return is marked 样例."""
    root = place / "屈原"
    shutil.copytree(_ran(sample=sample), root)
    (root / "reporter.toml").write_text(settings, encoding="utf-8")
    rows: Sequence[Sequence[str]] = bureaus(officer) if people is None else people
    (root / "input_sheets" / "通讯录.xlsx").write_bytes(contacts_bytes(leaders, rows))
    return root


@cache
def _ran(*, sample: bool) -> Path:
    root = Path(tempfile.mkdtemp(prefix="reporter-mail-")) / "屈原"
    rules = tuple(replace(rule, value="区发改局") if rule.name == "督办单位" else rule for rule in RULES)
    known = [row for row in INDICATORS if row.code == "A1-K01"]
    plan = small_plan(tasks=TASKS[:2], indicators=tuple(known), parts=(), milestones=(), rules=rules)
    (root / "input_sheets" / str(MAY)).mkdir(parents=True)
    (root / "input_sheets" / "计划台账.xlsx").write_bytes(write_workbook(plan))
    (root / "reporter.toml").write_text("", encoding="utf-8")
    one = months(root)
    write_forms(one, MAY)
    form = next(layout for layout in one.forms(MAY) if layout.bureau_name == "区发改局")
    returned = root / "input_sheets" / str(MAY) / "发改.xlsx"
    returned.write_bytes(write_form(form, answers=ANSWERS, sample=sample))
    moment = datetime(2024, 6, 4, 9, tzinfo=BEIJING).timestamp()
    os.utime(returned, (moment, moment))
    one = months(root)
    write_documents(one, MAY, one.assess(MAY))
    return root
