"""The register of a working folder: read, checked, converted; and the folder itself, set up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from reporter.core.problem import Problem, Severity
from reporter.core.values import dataclass
from reporter.folder import (
    REGISTER,
    SETTINGS,
    Folder,
    FolderError,
    RegisterUnusable,
    shipped_templates,
    write_atomic,
)
from reporter.plan.check import check, check_closings, check_source
from reporter.plan.checks.closings import Noticed
from reporter.plan.model import Plan
from reporter.plan.reading import Loaded, Origin
from reporter.plan.store import (
    fingerprint,
    read_folder,
    read_workbook,
    shipped,
    shipped_plans,
    write_csv,
    write_workbook,
)
from reporter.sheets.cells import address
from reporter.workflow.archives import Archives

SETTINGS_TEXT = """\
# 这台电脑怎么工作，改这里；通报的数、排名和句子只由计划台账的“规则”表决定。

# LibreOffice的位置（用来出PDF）。空着时自己找；没有装也不影响Word和表格。
soffice = ""

# 出PDF用的字体文件夹（仿宋、楷体等）。空着时用系统里的字体。
fonts = ""

# 封存档案另存一份的文件夹，例如D盘或U盘："D:/督查档案"。空着时不另存。
archive_copy = ""

# 一个月的表在400份以上时，几个进程同时读。空着时电脑有几个核就用几个。
workers = ""

# 发邮件。host空着时“reporter mail”只写草稿。密码不写在这里：用环境变量REPORTER_MAIL_PASSWORD，或者运行时输入。
[mail]
host = ""             # 发信服务器，例如"smtp.qq.com"
security = "tls"      # "tls"（465端口）或者"starttls"（587端口）
user = ""             # 登录名，多半就是发件邮箱
from = ""             # 发件邮箱
from_name = ""        # 发件人名称，例如"某县督查室"
ca_file = ""          # 单位自建邮件服务器的根证书文件，一般空着
pause = 2             # 两封之间停几秒
limit = 200           # 一次最多发几封
limit_mb = 20         # 一封连附件最大多少MB

# 从邮箱收填报表（reporter collect），邮箱里的邮件不动。密码用环境变量REPORTER_IMAP_PASSWORD，或者运行时输入。
[imap]
host = ""             # 收信服务器，例如"imap.163.com"、"imap.qq.com"
security = "tls"      # "tls"（993端口）或者"starttls"（143端口）
user = ""             # 登录名，多半就是邮箱
folder = "INBOX"      # 邮件夹，收件箱是INBOX
since = ""            # 从哪一天的邮件看起，例如"2024-05-20"；空着时从当月1日
ca_file = ""          # 单位自建邮件服务器的根证书文件，一般空着
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A usable register and the fingerprint of its content."""

    plan: Plan
    sha256: str
    where: Mapping[str, Origin] = field(default_factory=dict)
    """Where each table stands in the workbook."""

    def cell(self, table: str, index: int, heading: str) -> str:
        """The workbook's cell of a row of the plan, by its number in the table; empty where it is not known."""
        origin = self.where.get(table)
        if origin is None or heading not in origin.columns or index >= len(origin.rows):
            return ""
        return address(origin.rows[index], origin.columns[heading])


def load_register(folder: Folder) -> Register:
    """The register of the folder; RegisterUnusable when a fault (退回) is in it."""
    loaded = read_register(folder)
    faults = tuple(one for one in check(loaded) if one.severity is Severity.REJECTED)
    if loaded.plan is None or faults:
        raise RegisterUnusable(faults or loaded.problems)
    return Register(plan=loaded.plan, sha256=fingerprint(loaded.plan), where=loaded.where)


def read_register(folder: Folder) -> Loaded:
    """The register workbook as read, with what could not be converted; FolderError when there is none."""
    if not folder.register.is_file():
        raise FolderError(
            f"没有找到“input_sheets/{REGISTER}”。请把计划台账放到那里，或者用“reporter init”新建工作文件夹。"
        )
    return read_workbook(folder.register.read_bytes(), REGISTER)


def check_register(folder: Folder, source: str | None) -> tuple[Loaded, tuple[Problem, ...]]:
    """Every problem of the register; with `source`, also phrases (原文) that the text does not hold."""
    loaded = read_register(folder)
    phrases = check_source(loaded, source) if source is not None else ()
    return loaded, check(loaded) + phrases + check_closings(loaded, _noticed(folder, loaded))


def _noticed(folder: Folder, loaded: Loaded) -> list[Noticed]:
    """Every matter of the notices sealed in the folder; empty without a plan."""
    if loaded.plan is None:
        return []
    names = {one.code: {one.name, one.merged_into} - {""} for one in loaded.plan.bureaus}
    return [
        Noticed(
            number=notice.number,
            bureaus=frozenset(names.get(notice.bureau, ())),
            code=matter.code,
            issued=issue.day,
        )
        for issue in Archives(folder).issues()
        for notice in issue.notices
        for matter in notice.matters
    ]


def export_csv(loaded: Loaded, target: Path) -> Mapping[str, bytes]:
    """Write the register's tables as CSV into `target`; RegisterUnusable when it cannot be converted."""
    tables = write_csv(whole_plan(loaded))
    for name, data in tables.items():
        write_atomic(target / name, data)
    return tables


def export_workbook(loaded: Loaded, target: Path) -> None:
    """Write the register as a workbook; RegisterUnusable when it cannot be converted."""
    write_atomic(target, write_workbook(whole_plan(loaded)))


def whole_plan(loaded: Loaded) -> Plan:
    """The plan as read; RegisterUnusable when a cell could not be read: its row would be lost without a word."""
    faults = tuple(one for one in loaded.problems if one.severity is Severity.REJECTED)
    if loaded.plan is None or faults:
        raise RegisterUnusable(loaded.problems)
    return loaded.plan


def csv_register(folder: Path) -> Loaded:
    """The register in a folder of CSV files."""
    if not folder.is_dir():
        raise FolderError(f"没有找到文件夹“{folder}”。")
    return read_folder(folder)


def init_folder(target: Path, plan_name: str) -> Plan:
    """A fresh working folder at `target`: settings, register, templates, empty folders; the plan in it.

    `plan_name` is a shipped register, a folder of CSV files or a register workbook; the only shipped one if empty.
    FolderError when `target` already is one or there is no such register.
    """
    from reporter.post.contacts import CONTACTS
    from reporter.post.contacts_book import contacts_book
    from reporter.sheets.write import write_book

    if (target / SETTINGS).exists():
        raise FolderError(f"“{target}”已经是工作文件夹，没有改动。要新建请换一个文件夹名。")
    plan = whole_plan(_named_register(plan_name))
    write_atomic(target / "input_sheets" / REGISTER, write_workbook(plan))
    write_atomic(target / "input_sheets" / CONTACTS, write_book(contacts_book(plan)))
    for name, text in shipped_templates().items():
        write_atomic(target / "templates" / name, text.encode("utf-8"))
    write_atomic(target / SETTINGS, SETTINGS_TEXT.encode("utf-8"))
    (target / "output").mkdir(exist_ok=True)
    return plan


def _named_register(name: str) -> Loaded:
    """A shipped register by name, or one of the clerk's own by path."""
    if not name and len(shipped_plans()) == 1:
        return read_folder(shipped(shipped_plans()[0]))
    if name in shipped_plans():
        return read_folder(shipped(name))
    path = Path(name)
    if name and path.is_dir():
        return read_folder(path)
    if name and path.is_file():
        return read_workbook(path.read_bytes(), path.name)
    raise FolderError(
        f"没有“{name}”这套计划台账。可以写现有的名称（{'、'.join(shipped_plans())}）、CSV文件夹，或者一个台账工作簿。"
    )
