"""Deeds that can be checked and carry no number: 出台…, 建成…, 成立…, and what a plan wants done by a day."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reporter.core.values import dataclass
from reporter.plan.draft.deadlines import due_in
from reporter.plan.draft.figures import figures_in
from reporter.plan.draft.objects import bare
from reporter.plan.draft.outline import Piece

_CLAUSE = re.compile(r"[^，。；：！？]+")
_MADE = (
    r"政策|方案|规划|计划|办法|细则|意见|清单|目录|图谱|流程图|制度|机制|措施|标准|指南|条例|名录|台账|体系|库|平台|系统|中心|基地|园|站|馆|工程|项目|公路|线路"
    r"|改革|行动|示范点|示范县|示范区|示范园|示范村|联盟|协会|基金|专班|公司|学校|医院|广场|公园|厂房|厂|码头|桥|泵站|管网|任务|整改|清查|扩容|创建|认定|验收|评审"
    r"|试点|大赛|大会|博览会|活动|机构|代拟稿|主体工程|建设|改造|转换|政策》|》"
)
_DEED = re.compile(
    rf"(?:全面完成|基本完成|完成|建成|出台|制定(?:落实)?|印发|编制|绘制|建立健全|建立和完善|建立|建设|新建|成立|设立|组建|申报|创建|举办|启动|开工建设|实施|搭建|构建"
    rf"|打造|推进|纳入|争取|遴选|优化调整|实现).{{2,40}}?(?:{_MADE})(?:建设|工作|创建|启动|事宜)?$"
)
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A deed in the words of the plan; `due` as written, empty for none but the year's end."""

    name: str
    phrase: str
    line: str
    due: str = ""
    at: int = 0


def deeds_in(piece: Piece, skipped: tuple[tuple[int, int], ...]) -> Iterator[Deed]:
    """The deeds of a paragraph, in its order: clauses without a figure that end in something made or done."""
    counted = [figure.start for figure in figures_in(piece.plain, skipped)]
    dated = ""
    for clause in _CLAUSE.finditer(piece.plain):
        start, end = clause.span()
        due = due_in(clause.group())
        name = bare(_without(clause.group(), due)).strip("到在于")
        if any(first <= start < last for first, last in skipped):
            continue
        if due and not name:
            dated = due
            continue
        is_counted = any(start <= at < end for at in counted)
        if not is_counted and len(name) <= _LONGEST and (due or dated or _DEED.search(name)):
            text = piece.text[start:end]
            yield Deed(name=name, phrase=text, line=piece.place(start), due=due or dated, at=start)
        dated = ""


def _without(clause: str, due: str) -> str:
    return clause.partition(due)[2] or clause.partition(due)[0] if due else clause
