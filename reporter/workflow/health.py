"""体检 of the plan: the report as workbook and Word file, and a register with the office's rulings filled in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reporter.bulletin.health.content import health_report
from reporter.bulletin.wording import TemplateFault, markdown
from reporter.bulletin.workbooks.health import health_book
from reporter.core.problem import Problem
from reporter.core.values import dataclass
from reporter.document.blocks import DocumentError
from reporter.document.markdown import parse
from reporter.document.official import write
from reporter.folder import Folder, FolderError, write_atomic
from reporter.plan.book import LISTS
from reporter.plan.guide import GUIDE
from reporter.plan.health.answers import Answer, is_filled, read_answers, with_rulings
from reporter.plan.health.finding import Finding, Weight, topics
from reporter.plan.health.survey import survey
from reporter.plan.model import Plan
from reporter.plan.store import write_workbook
from reporter.plan.tables import BY_NAME
from reporter.sheets.open import open_book
from reporter.sheets.write import write_book

NAME, RULED = "体检报告", "计划台账（裁定后）.xlsx"
_TEMPLATE = f"{NAME}.md.j2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What 体检 found and wrote. `fault` is the sentence on a template that could not be used."""

    findings: tuple[Finding, ...] = ()
    paths: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    taken: tuple[Answer, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""


def make(folder: Folder, plan: Plan, source: str, rulings: Path | None) -> Made:
    """The report of the plan into output/, or, from a filled one, the register with its rulings beside it.

    `source` is the plan's whole text, empty if it is not at hand. What lies in input_sheets is never changed.
    """
    findings = survey(plan, source)
    return _ruled(folder, plan, findings, rulings) if rulings else _report(folder, plan, findings)


def lines(folder: Folder, made: Made) -> Iterator[str]:
    """What is said of 体检 on the console: counts by rule, rulings taken, files."""
    by = Counter(one.topic.code for one in made.findings)
    weights = Counter(one.topic.weight for one in made.findings)
    shares = "，".join(f"{weight.value}{weights[weight]}条" for weight in Weight)
    yield f"体检：{len(made.findings)}条（{shares}）"
    for topic in topics().values():
        if by[topic.code]:
            yield f"  [{topic.weight.value}] {topic.code} {topic.title}：{by[topic.code]}条"
    for one in made.taken:
        adopted = "，".join(filter(None, ("、".join(one.adopted), one.scope)))
        yield f"  裁定：{one.finding.subject}，采用{adopted}（{one.basis}，{one.ruled.isoformat()}）"
    yield from (f"  {remark}" for remark in (*made.remarks, made.fault) if remark)
    if made.paths:
        yield "  文件：" + "、".join(folder.relative(path) for path in made.paths)


def as_dict(one: Finding) -> dict[str, object]:
    """A finding for other programs."""
    ruling = one.ruling
    return {
        "rule": one.topic.code,
        "title": one.topic.title,
        "weight": one.topic.weight.value,
        "subject": one.subject,
        "codes": list(one.codes),
        "places": list(one.places),
        "said": one.said,
        "question": one.topic.question,
        "handling": one.topic.handling,
        "open": one.is_open,
        "ruling": None
        if ruling is None
        else {
            "adopted": ruling.adopted,
            "adopted_scope": ruling.adopted_scope,
            "basis": ruling.basis,
            "ruled": ruling.ruled.isoformat() if ruling.ruled else None,
        },
    }


def _report(folder: Folder, plan: Plan, findings: tuple[Finding, ...]) -> Made:
    """Both files; a workbook that the office has begun to fill is left as it is and said."""
    place, paths, remarks, fault = folder.root / "output", list[Path](), list[str](), ""
    book = place / f"{NAME}.xlsx"
    if book.is_file() and is_filled(book.read_bytes(), book.name):
        name = folder.relative(book)
        remarks.append(f"{name}里已经填了裁定意见，没有重写。先用“--rulings {name}”采用，再移走它。")
    else:
        write_atomic(book, write_book(health_book(plan, findings)))
        paths.append(book)
    try:
        text, marks = markdown(health_report(plan, findings), folder.template(_TEMPLATE), name=_TEMPLATE)
        write_atomic(place / f"{NAME}.docx", write(parse(text, marks), marks))
        paths.append(place / f"{NAME}.docx")
    except (TemplateFault, DocumentError) as error:
        fault = str(error) if isinstance(error, TemplateFault) else f"模板“{_TEMPLATE}”排不成公文：{error}。"
    return Made(findings=findings, paths=tuple(paths), remarks=tuple(remarks), fault=fault)


def _ruled(folder: Folder, plan: Plan, findings: tuple[Finding, ...], filled: Path) -> Made:
    try:
        answers = read_answers(filled.read_bytes(), filled.name, findings)
    except OSError as error:
        raise FolderError(f"“{filled}”读不了（{error.strerror}）。") from error
    if not answers.taken:
        said = "没有可以采用的裁定意见，没有写计划台账。"
        return Made(findings=findings, problems=answers.problems, remarks=(said,))
    path = folder.root / "output" / RULED
    write_atomic(path, write_workbook(with_rulings(plan, answers.taken)))
    said = (
        f"采用裁定意见{len(answers.taken)}条。"
        f"请核对{folder.relative(path)}的“裁定”表，再自己放到input_sheets换下原来的。"
    )
    return Made(
        findings=findings,
        paths=(path,),
        problems=answers.problems,
        taken=answers.taken,
        remarks=(said, *_left_behind(folder)),
    )


def _left_behind(folder: Folder) -> Iterator[str]:
    """What clerks added to the register and the new workbook does not hold."""
    added = []
    for sheet in open_book(folder.register.read_bytes(), folder.register.name).sheets:
        table = BY_NAME.get(sheet.name.strip())
        if table is not None:
            top = {cell.text.strip() for (row, _), cell in sheet.cells.items() if row == 1}
            added += [f"“{sheet.name}”表的“{heading}”栏" for heading in sorted(top - {*table.headings, ""})]
        elif sheet.name not in (GUIDE, LISTS):
            added.append(f"“{sheet.name}”表")
    if added:
        yield f"台账里自己加的{'、'.join(added)}没有带过去，要的请自己抄过去。"
