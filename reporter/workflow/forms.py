"""Forms out: the blank ones, and sample returns."""

from __future__ import annotations

from pathlib import Path

from reporter.core.period import Period
from reporter.folder import REGISTRATION, Folder, FolderError, write_atomic
from reporter.forms.layout import FormLayout, layouts
from reporter.forms.sample import SampleReturn, sample_returns
from reporter.forms.write import write_form
from reporter.intake.received import registration_text
from reporter.intake.submission import Submission
from reporter.workflow.month import Watch, previous_month, read_returns
from reporter.workflow.register import Register


def write_forms(folder: Folder, register: Register, period: Period, watch: Watch) -> list[Path]:
    """Write the blank forms of a month under output/<period>/forms; their paths."""
    _, past = previous_month(folder, register, period, watch)
    forms = layouts(register.plan, period, past)
    written = []
    for number, layout in enumerate(forms):
        watch(f"生成{period.month_label}填报表", number, len(forms))
        written.append(_write_form(folder, layout))
    watch(f"生成{period.month_label}填报表", len(forms), len(forms))
    return written


def _write_form(folder: Folder, layout: FormLayout) -> Path:
    path = folder.output(layout.period) / "forms" / f"{layout.action} {layout.action_name}" / layout.file_name
    write_atomic(path, write_form(layout))
    return path


def write_samples(folder: Folder, register: Register, period: Period, seed: int, watch: Watch) -> int:
    """Add sample returns to the period's folder and list their received times; the number of files added.

    Files that are there already stay as they are. FolderError when the folder holds a return not marked 样例.
    """
    _, past = previous_month(folder, register, period, watch)
    forms = layouts(register.plan, period, past)
    for file in read_returns(folder, register, period, forms, past, watch, {}):
        if not (isinstance(file, Submission) and file.sample):
            raise FolderError(
                f"“{file.file.file}”不是样例，“input_sheets/{period}”里已经有真的填报表，没有写入样例。"
                "请换一个月份，或者另建一个工作文件夹试。"
            )
    added: list[SampleReturn] = []
    for number, sample in enumerate(sample_returns(register.plan, forms, period, seed, past)):
        watch(f"生成{period.month_label}样例", number, len(forms))
        path = folder.returns(period) / sample.name
        if not path.exists():
            write_atomic(path, sample.data)
            added.append(sample)
    watch(f"生成{period.month_label}样例", len(forms), len(forms))
    _register_samples(folder, period, added)
    return len(added)


def _register_samples(folder: Folder, period: Period, added: list[SampleReturn]) -> None:
    """Add the received times to 收件登记.csv; lines that are there stay."""
    if not added:
        return
    path = folder.returns(period) / REGISTRATION
    before = path.read_bytes() if path.is_file() else None
    rows = [(one.data, one.name, one.received, "样例") for one in added]
    write_atomic(path, registration_text(before, rows))
