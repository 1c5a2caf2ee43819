"""Forms out: the blank ones, and sample returns."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from reporter.core.period import Period
from reporter.folder import REGISTRATION, Folder, FolderError, write_atomic
from reporter.forms.issued import dump_issued
from reporter.forms.layout import FormLayout
from reporter.forms.sample import SampleReturn, sample_returns
from reporter.forms.write import write_form
from reporter.intake.received import Registered, registration_text
from reporter.intake.submission import Submission
from reporter.workflow.archives import refuse_sealed
from reporter.workflow.month import Months
from reporter.workflow.period_files import issued_record


def write_forms(months: Months, period: Period) -> list[Path]:
    """Write the blank forms of a month under output/<period>/forms and remember them as issued; their paths."""
    refuse_sealed(months.archives, period, "不能再发填报表")
    return _issue(months, period, months.forms(period))


def _issue(months: Months, period: Period, forms: Sequence[FormLayout]) -> list[Path]:
    folder, what = months.folder, f"生成{period.month_label}填报表"
    written = []
    for number, layout in enumerate(forms):
        months.watch(what, number, len(forms))
        path = _form_path(folder, layout)
        write_atomic(path, write_form(layout))
        written.append(path)
    months.watch(what, len(forms), len(forms))
    if forms:
        write_atomic(folder.issued_record(period), dump_issued(forms, issued_record(folder, period)))
    return written


def _form_path(folder: Folder, layout: FormLayout) -> Path:
    return folder.output(layout.period) / "forms" / f"{layout.action} {layout.action_name}" / layout.file_name


def write_samples(months: Months, period: Period, seed: int) -> int:
    """Write the forms that are missing, add sample returns to the period's folder and list their received times.

    The number of returns added; files that are there already stay as they are. FolderError when the folder holds a
    return not marked 样例.
    """
    refuse_sealed(months.archives, period, "不能再写样例")
    folder, forms = months.folder, months.forms(period)
    for file in months.read(period, forms, {}):
        if not (isinstance(file, Submission) and file.sample):
            raise FolderError(
                f"“{file.file.file}”不是样例，“input_sheets/{period}”里已经有真的填报表，没有写入样例。"
                "请换一个月份，或者另建一个工作文件夹试。"
            )
    _issue(months, period, [form for form in forms if not _form_path(folder, form).exists()])
    what, added = f"生成{period.month_label}样例", list[SampleReturn]()
    past = months.before(period)[1]
    for number, sample in enumerate(sample_returns(months.plan(period), forms, period, seed, past)):
        months.watch(what, number, len(forms))
        path = folder.returns(period) / sample.name
        if not path.exists():
            write_atomic(path, sample.data)
            added.append(sample)
    months.watch(what, len(forms), len(forms))
    _register_samples(folder, period, added)
    return len(added)


def _register_samples(folder: Folder, period: Period, added: list[SampleReturn]) -> None:
    """Add the received times to 收件登记.csv; lines that are there stay."""
    if not added:
        return
    path = folder.returns(period) / REGISTRATION
    before = path.read_bytes() if path.is_file() else None
    rows = [
        Registered(sha256=sha256(one.data).hexdigest(), name=one.name, received=one.received, source="样例")
        for one in added
    ]
    write_atomic(path, registration_text(before, rows))
