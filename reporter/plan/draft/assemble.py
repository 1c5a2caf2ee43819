"""Everything that was read, as the tables of a register with a remark for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reporter.document.passages.model import Passage
from reporter.plan.draft.actions import GENERAL, divide
from reporter.plan.draft.bureaus import Body, resolve
from reporter.plan.draft.deadlines import deadline
from reporter.plan.draft.deeds import deeds_in
from reporter.plan.draft.forces import Force, force_in
from reporter.plan.draft.head import Head, head_of
from reporter.plan.draft.model import Candidate, Draft, Remark, Sure
from reporter.plan.draft.names import is_collective
from reporter.plan.draft.notes import notes_in
from reporter.plan.draft.outline import Node, Piece, outline
from reporter.plan.draft.promises import Promise, promises_in
from reporter.plan.draft.same import Row, clashes, doubted, look_alikes, merged, wholes
from reporter.plan.draft.tasks import ReadTask, is_means, tasks_of
from reporter.plan.draft.text import paragraphs
from reporter.plan.model import (
    Action,
    Bureau,
    CalendarDay,
    Indicator,
    Kind,
    Milestone,
    Part,
    Plan,
    PlanHead,
    Rule,
    Ruling,
    Task,
)

_UNKNOWN_YEAR = 2000
_ALL_MEMBERS = "各成员单位"
_BARE = frozenset(("投入", "投资", "完成投资", "资金", "补助", "", "新增", "净增"))
_TOWN = "乡镇街道"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a plan never says and every register needs: the shipped rules, and public holidays where known."""

    rules: tuple[Rule, ...]
    calendar: tuple[CalendarDay, ...]
    office_rules: frozenset[str]
    """Rules that hold names of the office: their values are another office's and are left out."""
    may_be_empty: frozenset[str] = frozenset()
    """Those of them that nobody has to fill."""


def draft(passages: Sequence[Passage], defaults: Defaults, year: int | None = None) -> Draft:
    """The register drafted from a document; `year` overrules the one that the document names."""
    return _Assembly(passages, defaults, year).draft()


@dataclass(slots=True)
class _Tables:
    """Rows and their remarks, filled table by table."""

    rows: dict[str, list[object]] = field(default_factory=dict)
    remarks: dict[str, list[Remark]] = field(default_factory=dict)

    def add(self, table: str, row: object, remark: Remark) -> None:
        self.rows.setdefault(table, []).append(row)
        self.remarks.setdefault(table, []).append(remark)


class _Assembly:
    def __init__(self, passages: Sequence[Passage], defaults: Defaults, year: int | None) -> None:
        found = paragraphs(passages)
        self._defaults = defaults
        self._head = head_of(found, year)
        self._year = self._head.year or _UNKNOWN_YEAR
        self._parts = outline(found)
        self._tasks = tuple(task for part in self._parts for task in tasks_of(part))
        self._division = divide(self._parts, self._tasks, self._head.name)
        self._forces = dict(self._read_forces())
        self._bodies = resolve(self._lists())
        self._tables = _Tables()
        self._codes: dict[int, str] = {}

    def draft(self) -> Draft:
        self._add_bureaus()
        self._add_actions()
        self._add_tasks()
        rows = self._promises()
        wholes(rows)
        codes = _indicator_codes(rows)
        self._add_indicators(rows, codes)
        self._add_rulings(rows, codes)
        rules = tuple(self._rules())
        head, remark = _plan_head(self._head)
        tables = self._tables.rows
        plan = Plan(
            head=head,
            bureaus=tuple(tables.get("单位", ())),  # type: ignore[arg-type]
            actions=tuple(tables.get("行动", ())),  # type: ignore[arg-type]
            tasks=tuple(tables.get("任务", ())),  # type: ignore[arg-type]
            indicators=tuple(tables.get("指标", ())),  # type: ignore[arg-type]
            parts=tuple(tables.get("分项", ())),  # type: ignore[arg-type]
            milestones=tuple(tables.get("节点", ())),  # type: ignore[arg-type]
            rulings=tuple(tables.get("裁定", ())),  # type: ignore[arg-type]
            calendar=tuple(day for day in self._defaults.calendar if day.day.year == self._year),
            rules=tuple(rule for rule, _ in rules),
        )
        remarks = {name: tuple(found) for name, found in self._tables.remarks.items()}
        remarks |= {"方案": (remark,), "规则": tuple(one for _, one in rules)}
        return Draft(
            plan=plan, remarks=remarks, findings=tuple(self._findings(plan)), candidates=tuple(self._candidates())
        )

    def _read_forces(self) -> Iterator[tuple[str, Force]]:
        """The task force of each action, by its code; the first one that an action founds counts."""
        seen: set[str] = set()
        for part in self._parts:
            for node in part.walk():
                code = self._division.code(node)
                for piece in node.body:
                    force = None if code in seen else force_in(piece.plain, piece.place())
                    if force is not None:
                        seen.add(code)
                        yield code, force

    def _lists(self) -> Iterator[tuple[str, ...]]:
        """Names that stand together, in the order of the plan."""
        for task in self._tasks:
            yield task.duty.leads + task.duty.supports
        for force in self._forces.values():
            yield force.members
            yield force.deputies
            yield (force.office,) if force.office else ()

    def _add_bureaus(self) -> None:
        lines = self._first_lines()
        towns = tuple(body.name for body in self._bodies.found if body.category == _TOWN)
        for at, body in enumerate(self._all_bodies(), start=1):
            members, note = self._members(body, towns)
            doubts = {"别名"} if body.aliases and body.sure is not Sure.HIGH else set()
            doubts |= {"规范名"} if body.note and not body.aliases else set()
            doubts |= {"成员"} if body.category == "集合" else set()
            row = Bureau(
                code=f"B{at:03d}",
                name=body.name,
                aliases=body.aliases,
                category=body.category,
                members=members,
                order=at * 10,
            )
            notes = "；".join(filter(None, (body.note, note)))
            line = next((lines[one] for one in (body.name, *body.aliases) if one in lines), lines.get(_ALL_MEMBERS, ""))
            sure = min(body.sure, Sure.MEDIUM) if body.category == "集合" else body.sure
            self._tables.add("单位", row, Remark(line=line, sure=sure, note=notes, doubtful=frozenset(doubts)))

    def _all_bodies(self) -> Iterator[Body]:
        """The bodies; 各成员单位 is another collective in each action."""
        for body in self._bodies.found:
            if body.name != _ALL_MEMBERS:
                yield body
                continue
            users = dict.fromkeys(
                self._division.code(task.node) for task in self._tasks if _ALL_MEMBERS in _named(task)
            )
            for code in users:
                alias = (_ALL_MEMBERS,) if len(users) == 1 else ()
                yield replace(body, name=self._collective(code), aliases=alias)

    def _collective(self, code: str) -> str:
        return f"{self._division.names.get(code, '')}{_ALL_MEMBERS}"

    def _members(self, body: Body, towns: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Who answers for a collective, where the plan tells it, and what is to be said of that."""
        if body.category != "集合":
            return (), ""
        if body.name.endswith(_ALL_MEMBERS):
            code = next((code for code in self._division.names if self._collective(code) == body.name), "")
            return self._named_by(self._forces[code].members) if code in self._forces else (), "成员取自专班名单"
        if body.name.startswith("各乡镇") or "街道" in body.name:
            return towns, "成员取方案里写到的乡镇、街道，请补全" if towns else "方案没有写成员，请补上"
        return (), "方案没有写成员，请补上"

    def _first_lines(self) -> dict[str, str]:
        """Where each spelling stands first."""
        lines: dict[str, str] = {}
        for task in self._tasks:
            for name in _named(task):
                lines.setdefault(name, task.line)
        for force in self._forces.values():
            for name in (*force.members, *force.deputies, force.office):
                lines.setdefault(name, force.place)
        return lines

    def _named_by(self, names: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._bodies.name(name) for name in names))

    def _add_actions(self) -> None:
        for code, name in self._division.names.items():
            force = self._forces.get(code, Force())
            missing = () if force or code == GENERAL else ("召集人", "办公室", "成员单位")
            row = Action(
                code=code,
                name=name,
                convener=force.convener,
                deputies=self._named_by(force.deputies),
                office=self._bodies.name(force.office) if force.office else "",
                members=self._named_by(force.members),
                open_list=force.open_list,
            )
            note = "没有找到专班" if missing else ""
            sure = Sure.HIGH if (force.members and force.office) or code == GENERAL else Sure.MEDIUM
            self._tables.add("行动", row, Remark(line=force.place, sure=sure, note=note, missing=frozenset(missing)))

    def _add_tasks(self) -> None:
        counts: dict[str, int] = {}
        for task in self._tasks:
            action = self._division.code(task.node)
            counts[action] = counts.get(action, 0) + 1
            code = f"{action}-T{counts[action]:02d}"
            self._codes[id(task)] = code
            self._tables.add("任务", self._task(task, code, action), self._task_remark(task))

    def _task(self, task: ReadTask, code: str, action: str) -> Task:
        return Task(
            code=code,
            action=action,
            section=_section(task),
            name=task.name,
            leads=self._answering(task.duty.leads, action),
            supports=tuple(
                name
                for name in self._answering(task.duty.supports, action)
                if name not in self._answering(task.duty.leads, action)
            ),
            open_list=task.duty.open_list,
            due=deadline(task.due, self._year) if task.due else None,
            places=(self._division.place(task.node, task.number),),
        )

    def _answering(self, names: Sequence[str], action: str) -> tuple[str, ...]:
        own = {_ALL_MEMBERS: self._collective(action)}
        return tuple(dict.fromkeys(own.get(name) or self._bodies.name(name) for name in names))

    def _task_remark(self, task: ReadTask) -> Remark:
        notes = list(task.notes)
        doubtful, missing = set[str](), set[str]()
        unsure = [name for name in _named(task) if self._is_unsure(name)]
        if unsure:
            notes.append(f"单位写法待核：{'、'.join(unsure)}")
            doubtful |= {"牵头单位"} if set(unsure) & set(task.duty.leads) else set()
            doubtful |= {"配合单位"} if set(unsure) & set(task.duty.supports) else set()
        if not task.duty.leads:
            missing.add("牵头单位")
        if task.due and deadline(task.due, self._year) is None:
            notes.append(f"方案写的时限是“{task.due}”")
        if task.duty.person:
            notes.append(f"责任领导：{task.duty.person}")
        if task.notes:
            doubtful.add("牵头单位")
        sure = Sure.LOW if missing else Sure.MEDIUM if doubtful else Sure.HIGH
        return Remark(
            line=task.line, sure=sure, note="；".join(notes), doubtful=frozenset(doubtful), missing=frozenset(missing)
        )

    def _is_unsure(self, name: str) -> bool:
        body = self._bodies.by_spelling.get(name)
        return body is not None and body.sure is Sure.LOW and body.name != name

    def _promises(self) -> list[Row]:
        rows = merged([*self._goals(), *self._of_tasks()])
        order = list(self._division.names)
        return sorted(rows, key=lambda row: (order.index(row.action), row.tasks[:1]))

    def _goals(self) -> Iterator[Row]:
        """What is promised outside every task."""
        holding = {id(task.node.part()) for task in self._tasks}
        taken = {id(piece.paragraph) for task in self._tasks for piece in task.pieces}
        for part in self._parts:
            for node in part.walk():
                if is_means(node) or not (node.rank or id(part) in holding):
                    continue
                place = self._division.goal_place(node)
                for piece in _all_pieces(node):
                    if id(piece.paragraph) not in taken and not piece.paragraph.cells:
                        for one in promises_in(piece, self._year, _skipped(piece)):
                            yield Row(promise=one, action=self._division.code(node), tasks=[], places=[place])

    def _of_tasks(self) -> Iterator[Row]:
        for task in self._tasks:
            action, code = self._division.code(task.node), self._codes[id(task)]
            leads = self._answering(task.duty.leads, action)
            for piece in task.pieces:
                for one in (*promises_in(piece, self._year, _skipped(piece)), *self._dated(piece)):
                    named = replace(one, name=f"{task.name}{one.name}") if one.name in _BARE else one
                    is_title = task.node.head is piece
                    yield Row(promise=named, action=action, tasks=[code], places=[code], leads=leads, in_title=is_title)

    def _dated(self, piece: Piece) -> Iterator[Promise]:
        """Deeds without a number that the plan wants done by a day."""
        for deed in deeds_in(piece, _skipped(piece)):
            if deed.due and deadline(deed.due, self._year) is not None:
                yield Promise(
                    name=deed.name, kind=Kind.MILESTONE, phrase=deed.phrase, line=deed.line, due=deed.due, at=deed.at,
                    sure=Sure.MEDIUM, notes=("方案写了时限的事项，按节点登记",),
                )  # fmt: skip

    def _candidates(self) -> Iterator[Candidate]:
        """Deeds without a number or a day, for the office to choose from."""
        for task in self._tasks:
            for piece in task.pieces:
                for deed in deeds_in(piece, _skipped(piece)):
                    if not deed.due:
                        yield Candidate(task=self._codes[id(task)], name=deed.name, phrase=deed.phrase, line=deed.line)

    def _add_indicators(self, rows: Sequence[Row], codes: Sequence[str]) -> None:
        self._mark_clashes(rows)
        for row, code in zip(rows, codes, strict=True):
            promise = row.promise
            bureau, remark = self._reporting(row)
            uses = codes[row.uses] if row.uses is not None else ""
            parent = codes[row.parent] if row.parent is not None else ""
            indicator = _indicator(row, code, bureau, uses, parent, self._year)
            self._tables.add("指标", indicator, remark)
            if promise.kind is Kind.MILESTONE:
                self._add_step(code, promise)
            for number, (value, unit) in enumerate(promise.parts, start=1):
                part = Part(indicator=code, number=number, name=f"{promise.name}（{unit}）", unit=unit, target=value)
                self._tables.add(
                    "分项", part, Remark(line=promise.line, sure=Sure.MEDIUM, doubtful=frozenset(("名称",)))
                )

    def _add_step(self, code: str, promise: Promise) -> None:
        """The one step of a deed that the plan wants done by a day."""
        day = deadline(promise.due, self._year) or date(self._year, 12, 31)
        step = Milestone(indicator=code, number=1, name=promise.name, due=day)
        self._tables.add("节点", step, Remark(line=promise.line, sure=Sure.MEDIUM, doubtful=frozenset(("名称",))))

    def _reporting(self, row: Row) -> tuple[str, Remark]:
        """Who reports a promise, as far as the plan tells it."""
        promise = row.promise
        missing, doubtful, notes, sure = set(promise.missing), set(promise.doubtful), list(promise.notes), promise.sure
        single = [name for name in row.leads if not is_collective(name) and not name.endswith(_ALL_MEMBERS)]
        if not single:
            missing.add("填报单位")
            sure = min(sure, Sure.MEDIUM)
            notes.append("牵头的是统称，请写明由谁填报" if row.leads else "方案没有写由谁填报")
        elif len(row.leads) > 1:
            doubtful.add("填报单位")
            notes.append("几家牵头，暂写第一家")
        remark = Remark(
            line=promise.line,
            sure=sure,
            note="；".join(notes),
            doubtful=frozenset(doubtful),
            missing=frozenset(missing),
        )
        return single[0] if single else "", remark

    def _mark_clashes(self, rows: Sequence[Row]) -> None:
        for clash in clashes(rows):
            for at in clash.rows:
                if at != clash.adopted and rows[at].uses is None:
                    rows[at].uses = clash.adopted
                    rows[at].promise = doubted(rows[at], "和别处说法不一致，见裁定", "取数").promise

    def _add_rulings(self, rows: Sequence[Row], codes: Sequence[str]) -> None:
        for clash in (*clashes(rows), *look_alikes(rows)):
            if clash.adopted is not None:
                adopted, scope = codes[clash.adopted], _stated(rows[clash.adopted].promise)
            else:
                adopted, scope = "", ""
            ruling = Ruling(
                matter=clash.matter,
                codes=tuple(codes[at] for at in clash.rows),
                versions="；".join(
                    f"{self._division.names[rows[at].action]}：{rows[at].promise.phrase}" for at in clash.rows
                ),
                adopted=adopted,
                adopted_scope=scope,
                basis="待裁定，暂从严" if adopted else "名称相近，是否同一承诺待核",
            )
            self._tables.add("裁定", ruling, Remark(sure=Sure.LOW, doubtful=frozenset(("采用编号", "采用口径"))))

    def _rules(self) -> Iterator[tuple[Rule, Remark]]:
        for rule in self._defaults.rules:
            is_office = rule.name in self._defaults.office_rules
            row = replace(rule, since=date(self._year, 1, 1), value="" if is_office else rule.value)
            if not is_office:
                yield row, Remark(line="默认值")
            elif rule.name in self._defaults.may_be_empty:
                yield row, Remark(line="空着", sure=Sure.MEDIUM, note="需要时填写")
            else:
                yield row, Remark(line="空着", sure=Sure.LOW, note="本单位的名称，请填写", missing=frozenset(("值",)))

    def _findings(self, plan: Plan) -> Iterator[str]:
        if not plan.tasks:
            yield "没有找到写明责任单位的任务；只登记了读到的指标，请检查是不是方案正文"
        if self._head.year is None:
            yield "没有找到方案的年度，请用--year写明，否则日期都按2000年登记"
        elif self._head.year_is_guess:
            yield f"方案没有写明年度，按正文里最常出现的{self._year}年登记，不对的请用--year写明"
        if self._head.year is not None and not plan.calendar:
            yield f"没有{self._year}年的放假安排，“日历”表空着，请补上"


def _named(task: ReadTask) -> tuple[str, ...]:
    return task.duty.leads + task.duty.supports


def _section(task: ReadTask) -> str:
    """The small heading above a task: （一）突出做强支柱产业."""
    if task.section:
        return task.section
    path = task.node.path()
    above = next((node for node in path[::-1] if node is not task.node and node.rank == 3), None)
    above = above or (path[-2] if len(path) > 1 else path[-1] if path and task.number else None)
    return f"{above.number}{above.title}" if above is not None else ""


def _all_pieces(node: Node) -> tuple[Piece, ...]:
    return ((node.head,) if node.head is not None and node.rank else ()) + tuple(node.body)


def _skipped(piece: Piece) -> tuple[tuple[int, int], ...]:
    return tuple((note.start, note.end) for note in notes_in(piece.plain))


def _indicator_codes(rows: Sequence[Row]) -> list[str]:
    counts: dict[str, int] = {}
    codes = []
    for row in rows:
        counts[row.action] = counts.get(row.action, 0) + 1
        codes.append(f"{row.action}-K{counts[row.action]:02d}")
    return codes


def _indicator(row: Row, code: str, bureau: str, uses: str, parent: str, year: int) -> Indicator:
    promise = row.promise
    inferred = list(promise.inferred)
    if bureau and len(row.leads) > 1:
        inferred.append("填报单位")
    return Indicator(
        code=code,
        action=row.action,
        tasks=tuple(row.tasks),
        name=promise.name or "（名称待补）",
        scope=promise.scope,
        kind=promise.kind,
        comparator=promise.comparator,
        target=promise.target,
        target_upper=promise.upper,
        unit=promise.unit,
        decimals=_decimals(promise),
        base=promise.base,
        uses=uses,
        parent=parent,
        counted=promise.counted and not uses and not parent,
        bureau=bureau,
        pace="",
        due=deadline(promise.due, year) if promise.due else None,
        inferred=tuple(inferred),
        places=tuple(row.places),
        phrase=promise.phrase,
    )


def _decimals(promise: Promise) -> int:
    """As many places as the plan prints; one for rates of growth."""
    exponent = (promise.target or Decimal(0)).as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return max(places, 1) if promise.kind in (Kind.GROWTH, Kind.RELATION) else places


def _stated(promise: Promise) -> str:
    """What a promise says, in short: 超过40家."""
    label = promise.comparator.label if promise.comparator else ""
    value = f"{promise.target:f}" if promise.target is not None else ""
    if label == "左右":
        return f"{value}{promise.unit}左右"
    return f"{'' if label == '不低于' else label}{value}{promise.unit}"


def _plan_head(head: Head) -> tuple[PlanHead, Remark]:
    told = {
        "名称": head.name,
        "文号": head.number,
        "印发机关": head.issuer,
        "印发日期": head.issued,
        "年度": head.year,
        "总牵头": head.leader,
    }
    year = head.year or _UNKNOWN_YEAR
    row = PlanHead(
        name=head.name,
        number=head.number,
        issuer=head.issuer,
        issued=head.issued or date(year, 1, 1),
        year=year,
        leader=head.leader,
    )
    missing = frozenset(heading for heading, value in told.items() if not value)
    notes = [f"没有读出：{'、'.join(sorted(missing))}"] if missing else []
    notes += ["年度是按正文里最常出现的年份写的"] if head.year_is_guess and head.year else []
    sure = Sure.HIGH if not missing else Sure.MEDIUM
    doubtful = frozenset(("年度",) if head.year_is_guess else ())
    return row, Remark(line=head.place, sure=sure, note="；".join(notes), doubtful=doubtful, missing=missing)
