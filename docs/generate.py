"""Writes the generated pages: 问题代码.md from the catalogue, 计算口径.md from the kinds and rules, 公文检查.md from
the checker's rule book. `make docs`."""

from __future__ import annotations

from pathlib import Path

from reporter.core.problem import Entry, catalogue
from reporter.document.inspect import rules
from reporter.plan.kinds import SPECS
from reporter.plan.model import Plan
from reporter.plan.store import read_folder, shipped, shipped_plans

HERE = Path(__file__).parent
GROUPS = (
    ("E1", "文件收不了或认不出"),
    ("E2", "表的样子变了，格子里的数不好认"),
    ("E3", "办公室电脑上的提示"),
    ("E4", "数能用，但要问一问"),
    ("E5", "节点、任务、清单"),
    ("E7", "邮件和通讯录"),
    ("P", "计划台账"),
)

CHECKED = (
    ("G1", "文件"),
    ("G2", "版面和页码"),
    ("G3", "版头和标题"),
    ("G40", "正文"),
    ("G41", "层次标题"),
    ("G42", "层次序数"),
    ("G43", "附件"),
    ("G44", "附件页"),
    ("G45", "署名和日期"),
    ("G46", "版记"),
    ("G47", "表格"),
    ("G50", "标点和用字"),
    ("G51", "数字"),
    ("G52", "数字和单位"),
    ("G6", "量成品（要PDF）"),
)


def problem_page() -> str:
    """Every code with its severity, sentence and remedy; fields in braces are filled when the problem is met."""
    lines = ["# 问题代码", "", "（由程序生成，不要手改；花括号里是出现时填进去的内容。）", ""]
    lines += ["退回：这个数（或这份表）没有采用；存疑：用了，要单位说明；提示：用了，知道就行。", ""]
    entries = sorted(catalogue().values(), key=lambda entry: entry.code)
    for prefix, title in GROUPS:
        lines += [f"## {title}", "", "| 代码 | 级别 | 提示语 | 怎么办 |", "|---|---|---|---|"]
        lines += [_row(entry) for entry in entries if entry.code.startswith(prefix)]
        lines.append("")
    return "\n".join(lines)


def _row(entry: Entry) -> str:
    return f"| {entry.code} | {entry.severity.value} | {_cell(entry.sentence)} | {_cell(entry.remedy)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def rules_page(plan: Plan) -> str:
    """How each kind is filled, computed and judged, and the rules of the shipped register."""
    lines = ["# 计算口径", "", "（由程序生成，不要手改。）", "", "## 各类指标", ""]
    lines += ["| 类型 | 怎么填 | 怎样计算 | 怎样算达到 | 印出的写法 |", "|---|---|---|---|---|"]
    for spec in SPECS.values():
        lines.append(f"| {spec.label} | {spec.hint} | {spec.computed} | {spec.met_when} | {spec.printed} |")
    lines += ["", "## 规则（计划台账“规则”表，可以改）", "", "| 名称 | 值 | 说明 |", "|---|---|---|"]
    lines += [f"| {rule.name} | {rule.value or '（空）'} | {rule.note} |" for rule in plan.rules]
    return "\n".join(lines) + "\n"


def inspection_page() -> str:
    """Every rule of the checker: what it asks, how much it weighs, where it comes from."""
    lines = ["# 公文检查", "", "（由程序生成，不要手改。）", ""]
    lines += ["“reporter inspect 文件.docx”逐条检查的内容。", ""]
    lines += ["必须改：违反标准；建议改：不合通行做法，或换个软件会变样；提示：知道就行。", ""]
    for prefix, title in CHECKED:
        lines += [f"## {title}", "", "| 编号 | 查什么 | 级别 | 要求 | 依据 |", "|---|---|---|---|---|"]
        group = [rule for code, rule in rules().items() if code.startswith(prefix)]
        lines += [f"| {r.code} | {r.title} | {r.severity} | {_cell(r.required)} | {_cell(r.source)} |" for r in group]
        lines.append("")
    return "\n".join(lines)


def pages() -> dict[Path, str]:
    """The generated pages by path."""
    plan = read_folder(shipped(shipped_plans()[0])).plan
    assert plan is not None
    return {
        HERE / "问题代码.md": problem_page(),
        HERE / "计算口径.md": rules_page(plan),
        HERE / "公文检查.md": inspection_page(),
    }


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
