"""`reporter mail`: drafts in the folder, the list, what is left alone, what is refused."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reporter.core.period import Period
from reporter.folder import FolderError
from reporter.post.letter import Kind
from reporter.post.outbox import Outbox
from reporter.workflow.mail import Mail, compose_mail, kinds_named, write_drafts
from reporter.workflow.mail_list import as_dict, lines
from tests.workflow.mail_folder import CLOSED, MAY, months, ran_folder


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ran_folder(tmp_path_factory.mktemp("mail"))


def composed(root: Path, today: date = CLOSED, kinds: frozenset[Kind] | None = None) -> Mail:
    one = months(root)
    return compose_mail(one, MAY, today, kinds, Outbox(one.folder.outbox(MAY)), ())


def test_drafts_and_list(ran: Path) -> None:
    made = composed(ran)
    paths = write_drafts(months(ran).folder, made)
    assert [path.name for path in paths] == [
        "01-通报-张三.eml", "02-再次催报-区残联-甲.eml", "03-退回-区发改局-李四.eml", "04-督办-区发改局-李四.eml",
        "index.html",
    ]  # fmt: skip
    first = email.message_from_bytes(paths[0].read_bytes(), policy=email.policy.default)
    output = months(ran).folder.output(MAY)
    attached = {part.get_filename(): part.get_content() for part in first.iter_attachments()}
    assert attached["督查通报（2024年1—5月，送审稿）.docx"] == (output / "督查通报.docx").read_bytes()
    assert first["To"] == "张三 <zhang@qy.cn>"
    before = {path: path.read_bytes() for path in paths}
    write_drafts(months(ran).folder, composed(ran))
    assert {path: path.read_bytes() for path in paths} == before


class _Links(HTMLParser):
    """Collects links, and what would load something."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            if name == "src" or tag in ("script", "link", "iframe"):
                self.loads.append(tag)


def test_the_list_opens_without_a_network_and_names_are_escaped(tmp_path: Path) -> None:
    root = ran_folder(tmp_path, officer="<b>李&四</b>")
    *_, index = write_drafts(months(root).folder, composed(root))
    text = index.read_text(encoding="utf-8")
    page = _Links()
    page.feed(text)
    assert page.loads == [] and len(page.links) == 4
    assert all("%" in link and not link.startswith(("http", "/")) for link in page.links)
    assert "<b>李" not in text and "&lt;b&gt;李&amp;四&lt;/b&gt; &lt;li@qy.cn&gt;" in text
    assert "未签发" in text and "抄送：孙八" in text and "样例数据，不作任何依据。" not in text


def test_old_drafts_go_and_nothing_else_does(tmp_path: Path) -> None:
    root = ran_folder(tmp_path)
    place = months(root).folder.output(MAY) / "mail"
    write_drafts(months(root).folder, composed(root))
    (place / "09-我的.eml").write_bytes(b"To: a@b.cn\r\nSubject: mine\r\n\r\nX-Reporter: no\r\n")
    (place / "说明.txt").write_text("别删", encoding="utf-8")
    write_drafts(months(root).folder, composed(root, kinds=frozenset({Kind.NOTICE})))
    assert sorted(path.name for path in place.iterdir()) == [
        "01-督办-区发改局-李四.eml", "09-我的.eml", "index.html", "说明.txt",
    ]  # fmt: skip


def test_a_bureau_without_an_address_is_in_the_list(tmp_path: Path) -> None:
    made = composed(ran_folder(tmp_path, people=[]))
    assert [(one.letter.who, one.stand.value) for one in made.found if one.person is None] == [
        ("区残联", "缺地址"), ("区发改局", "缺地址"), ("区发改局", "缺地址"),
    ]  # fmt: skip
    (one,) = [found for found in made.problems if found.code == "E701"]
    assert "区残联、区发改局" in one.message
    assert any("缺地址" in line for line in lines(made.found))


def test_without_a_list_of_people_every_letter_to_bureaus_is_a_draft(tmp_path: Path) -> None:
    root = ran_folder(tmp_path)
    (root / "input_sheets" / "通讯录.xlsx").unlink()
    assert {one.stand.value for one in composed(root).found} == {"缺地址"}


def test_a_letter_over_the_limit_is_named_and_kept_back(tmp_path: Path) -> None:
    root = ran_folder(tmp_path, settings="[mail]\nlimit_mb = 0.01\n")
    made = composed(root, kinds=frozenset({Kind.AGAIN}))
    assert [one.stand.value for one in made.found] == ["超过上限"]
    (one,) = [found for found in made.problems if found.code == "E703"]
    assert "区残联" in one.message and "10KB" in one.message


def test_letters_never_bring_what_is_out_of_date(tmp_path: Path) -> None:
    root = ran_folder(tmp_path)
    results = months(root).folder.output(MAY) / "results.json"
    results.write_bytes(results.read_bytes().replace(b'"elapsed_ratio"', b'"elapsed_ratio" '))
    made = composed(root)
    assert {one.letter.kind for one in made.found} == {Kind.AGAIN}
    assert "请先运行“reporter run 2024-05”" in made.remarks[0]
    with pytest.raises(FolderError, match="请先运行“reporter run 2024-05”"):
        composed(root, kinds=frozenset({Kind.NOTICE}))


def test_nothing_to_write_is_one_sentence(tmp_path: Path) -> None:
    root = ran_folder(tmp_path)
    with pytest.raises(FolderError, match="2024年6月没有可以写的邮件。发填报表前先运行"):
        compose_mail(months(root), Period.parse("2024-06"), date(2024, 6, 20), None, Outbox(None), ())
    with pytest.raises(FolderError, match="没有可以写的“更正”邮件"):
        composed(root, kinds=frozenset({Kind.CORRECTION}))


def test_a_template_at_fault_is_one_sentence(tmp_path: Path) -> None:
    root = ran_folder(tmp_path)
    (root / "templates").mkdir(exist_ok=True)
    (root / "templates" / "邮件-督办.md.j2").write_text("---\n标题: {{ 没有的 }}\n---\n", encoding="utf-8")
    with pytest.raises(FolderError, match=r"邮件模板用不了：模板“邮件-督办.md.j2”第2行用了“没有的”，没有这个数。"):
        composed(root)


@pytest.mark.parametrize(("text", "kinds"), [("通报,督办", {Kind.BULLETIN, Kind.NOTICE}), ("催报、", {Kind.OVERDUE})])
def test_kinds_by_name(text: str, kinds: set[Kind]) -> None:
    assert kinds_named(text) == kinds


@pytest.mark.parametrize("text", ["", "通知", "通报,x"])
def test_unknown_kinds(text: str) -> None:
    with pytest.raises(FolderError, match="可写：通报、更正、填报通知、提醒、催报、再次催报、退回、督办"):
        kinds_named(text)


def test_as_json(ran: Path) -> None:
    shown = json.loads(json.dumps(as_dict(composed(ran)), ensure_ascii=False))
    assert [one["state"] for one in shown["letters"]] == ["未签发", "待发", "待发", "未签发", "未签发"]
    assert shown["letters"][1]["address"] == "jia@qy.cn"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('password = "x"', "不能写密码"),
        ('hots = "x"', "不认识“hots”"),
        ('security = "ssl"', "security只能写"),
        ('host = "mail.qy.cn"\nsecurity = "none"', "不加密只能用于本机"),
        ('from = "a@b.cn\\r\\nBcc: c@d.cn"', "不是一个邮箱地址"),
        ('from_name = "甲\\n乙"', "有换行"),
        ("port = 0", "port要写成大于0的整数"),
        ('pause = "2"', "pause要写成不小于0的数"),
        ("host = 1", "host要写成带英文引号的文字"),
    ],
)
def test_settings_that_cannot_be(tmp_path: Path, table: str, said: str) -> None:
    root = ran_folder(tmp_path, settings=f"[mail]\n{table}\n")
    with pytest.raises(FolderError, match=said):
        composed(root)
