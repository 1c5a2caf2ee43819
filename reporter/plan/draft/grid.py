"""Tables of a plan: 序号 | 任务 | 责任单位 | 时限, whatever the columns are called, as tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reporter.core.values import dataclass
from reporter.plan.draft.notes import Duty, listed
from reporter.plan.draft.outline import Piece
from reporter.plan.draft.text import Paragraph, plain_text

_COLUMNS = (
    ("lead", re.compile(r"牵头(?:单位|部门|责任单位)|主办|主管(?:单位|部门)|主责|第一责任单位|承办单位")),
    ("support", re.compile(r"配合|协办|协同|协助|参与|参加")),
    ("joint", re.compile(r"(?:责任|负责|落实|实施|承担|建设|完成)(?:单位|部门|主体|股室)|责任分工|分工")),
    ("person", re.compile(r"(?:责任|牵头|分管|包抓|包联|联系|挂点|市级|区级|县级)领导|责任人|负责人|牵头人")),
    ("due", re.compile(r"时限|时间|进度安排|期限|节点")),
    ("number", re.compile(r"^(?:序号|编号|序)$")),
    ("section", re.compile(r"^(?:类别|分类|领域|板块|方面|专项|行动|重点任务类别|一级指标|项目类别)$")),
    ("detail", re.compile(r"^(?:年度|工作|量化|预期|具体|阶段)?(?:目标|要求|标准|成果)$|备注|说明|规模")),
    ("name", re.compile(r"任务|事项|工作|内容|举措|措施|项目|指标|名称|目标")),
)
_SUBSTANCE = ("name", "detail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row as a task. `piece` is the text in which promises are looked for."""

    number: str
    section: str
    name: str
    duty: Duty
    piece: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Which columns hold what; several may describe the task."""

    columns: tuple[str, ...]

    def cells(self, role: str, cells: Sequence[str]) -> list[str]:
        return [cell for known, cell in zip(self.columns, cells, strict=False) if known == role and cell]


def rows_of(body: Sequence[Piece]) -> Iterator[Row]:
    """The tasks in the rows of tables among `body`; nothing where no column names bureaus."""
    shape: _Shape | None = None
    section = ""
    for piece in body:
        cells = tuple(plain_text(cell) for cell in piece.paragraph.cells)
        if not cells:
            shape, section = None, ""
            continue
        found = _shape(cells)
        if found is not None:
            shape = found
        elif shape is not None and len(set(filter(None, cells))) == 1:
            section = next(filter(None, cells))
        elif shape is not None:
            row = _row(piece, cells, shape, section)
            if row is not None:
                yield row


def _shape(cells: Sequence[str]) -> _Shape | None:
    """The columns, if a row is a heading: it names a task and a bureau."""
    roles = tuple(
        next((role for role, pattern in _COLUMNS if len(cell) < 14 and pattern.search(cell)), "") for cell in cells
    )
    names_bureau = {"lead", "joint", "support"} & set(roles)
    return _Shape(columns=roles) if names_bureau and set(_SUBSTANCE) & set(roles) else None


def _row(piece: Piece, cells: Sequence[str], shape: _Shape, section: str) -> Row | None:
    names = shape.cells("name", cells) or shape.cells("detail", cells)
    if not names:
        return None
    substance = [cell for role in _SUBSTANCE for cell in shape.cells(role, cells)]
    name = re.split("[。；：\n]", names[0], maxsplit=1)[0][:40]
    own = shape.cells("section", cells)
    if len(names) > 1 and len(names[-1]) > len(names[0]):
        own, name = own or [names[0]], re.split("[。；：\n]", names[-1], maxsplit=1)[0][:40]
    return Row(
        number="".join(shape.cells("number", cells)[:1]),
        section=own[0] if own else section,
        name=name,
        duty=_duty(cells, shape),
        piece=_as_text(piece.paragraph, substance),
    )


def _duty(cells: Sequence[str], shape: _Shape) -> Duty:
    lead, lead_open = _names(shape.cells("lead", cells))
    joint, joint_open = _names(shape.cells("joint", cells))
    support, support_open = _names(shape.cells("support", cells))
    leads, supports = (lead, joint + support) if lead else (joint, support)
    return Duty(
        leads=leads,
        supports=tuple(name for name in dict.fromkeys(supports) if name not in leads),
        open_list=lead_open or joint_open or support_open,
        due="".join(shape.cells("due", cells)[:1]),
        person="、".join(shape.cells("person", cells)),
        doubts=() if leads or supports else ("表格里没有写责任单位",),
    )


def _names(cells: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Names in cells; in tables they may also stand one below the other or with spaces between."""
    found = [listed(re.sub(r"[\s　]+", "、", cell)) for cell in cells]
    return tuple(dict.fromkeys(name for names, _ in found for name in names)), any(is_open for _, is_open in found)


def _as_text(paragraph: Paragraph, substance: Sequence[str]) -> Piece:
    """The cells that say what is to be done, as a paragraph of its own at the row's place."""
    text = "。".join(substance)
    return Piece(paragraph=replace(paragraph, text=text, plain=text, cells=()))
