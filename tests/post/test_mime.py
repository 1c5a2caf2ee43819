"""Messages as bytes: names that three parsers read alike, legal lines, no second header, same bytes."""

from __future__ import annotations

import email
import email.header
import email.policy
import re
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage, Message
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from imap_tools import MailMessage

from reporter.core.period import BEIJING, Period
from reporter.post.contacts import Contact
from reporter.post.letter import Attachment, Body, Kind, Letter
from reporter.post.mime import BadHeader, Sender, draft, message, message_id, safe_name

OFFICE = Sender(address="dcs@qy.gov.cn", name="屈原管理区督查室")
NOON = datetime(2024, 6, 12, 12, 0, tzinfo=BEIJING)
LONG = "中小企业和民营经济高质量发展暨优化营商环境攻坚行动填报表（2024年5月，区行政审批服务局，批注）"


def letter(*names: str, subject: str = "催报", name: str = "李四", address: str = "li@qy.cn", **more: object) -> Letter:
    """A letter with an attachment for each of `names`, to somebody called `name`."""
    hanging = tuple(Attachment(name=one, data=f"内容{number}".encode() * 50) for number, one in enumerate(names))
    person = Contact(name=name, bureau="B001", roles=("填报人",), address=address)
    values: dict[str, object] = {
        "period": Period.parse("2024-05"), "kind": Kind.OVERDUE, "who": "区发改局", "to": person,
        "body": Body(subject=subject, text="甲\n.乙\nFrom 丙\n", html="<p>甲</p>\n"), "attachments": hanging,
    }  # fmt: skip
    return Letter(**{**values, **more})  # type: ignore[arg-type]


def modern(data: bytes) -> EmailMessage:
    found = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


def legacy_name(part: Message) -> str:
    """The name as older programs read it: `name=` of Content-Type through RFC 2047."""
    raw = part.get_param("name", header="content-type")
    assert isinstance(raw, str)
    return str(email.header.make_header(email.header.decode_header(raw)))


def parts_with_names(data: bytes) -> list[Message]:
    old = email.message_from_bytes(data)
    return [part for part in old.walk() if part.get_param("name", header="content-type")]


NAMES = [
    f"{LONG}.xlsx",
    "督办通知单（屈督〔2024〕27号，区住建局）.docx",
    "plain name.pdf",
    "引号“甲”—乙…（1）.docx",
    "𠮷㙍镇.xlsx",
    "100%~'甲'*.docx",
    "x" * 120 + ".docx",
    "😀" * 80 + ".docx",
]


@pytest.mark.parametrize("name", NAMES)
def test_three_parsers_agree_on_a_name(name: str) -> None:
    data = draft(letter(name), OFFICE)
    shown = safe_name(name)
    (attached,) = modern(data).iter_attachments()
    (old,) = parts_with_names(data)
    (read,) = MailMessage.from_bytes(data).attachments
    assert (attached.get_filename(), legacy_name(old), read.filename) == (shown, shown, shown)
    assert attached.get_content() == read.payload == ("内容0" * 50).encode()


@pytest.mark.parametrize("name", NAMES)
def test_no_continuations_and_legal_lines(name: str) -> None:
    data = draft(letter(name, subject="关于" + LONG[:36]), OFFICE)
    assert not re.search(rb"filename\*\d|name\*\d", data)
    assert not re.search(rb"[^\r]\n|\r[^\n]", data)
    head, _, _ = data.partition(b"\r\n\r\n")
    assert all(len(line) <= 76 for line in head.split(b"\r\n"))
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert data.isascii()


def test_headers_and_bodies() -> None:
    copied = Contact(name="孙八", bureau="B001", roles=("分管负责人",), address="sun@qy.cn")
    found = modern(draft(letter("甲.docx", subject="督办通知单（屈督〔2024〕27号）", copied=(copied,)), OFFICE))
    assert [part.defects for part in found.walk() if part.defects] == []
    assert (found["To"], found["Cc"]) == ("李四 <li@qy.cn>", "孙八 <sun@qy.cn>")
    assert (found["From"], found["Subject"]) == ("屈原管理区督查室 <dcs@qy.gov.cn>", "督办通知单（屈督〔2024〕27号）")
    assert (found["X-Unsent"], found["Date"]) == ("1", None)
    plain, html = found.get_body(("plain",)), found.get_body(("html",))
    assert plain is not None and plain.get_content() == "甲\r\n.乙\r\nFrom 丙\r\n"
    assert html is not None and html.get_content().strip() == "<p>甲</p>"


def test_a_message_to_be_sent_has_a_date_and_is_no_draft() -> None:
    found = modern(message(letter("甲.docx"), OFFICE, NOON))
    assert (found["Date"], found["X-Unsent"]) == ("Wed, 12 Jun 2024 12:00:00 +0800", None)


def test_a_draft_to_nobody_opens_all_the_same() -> None:
    found = modern(draft(letter("甲.docx", to=None), Sender()))
    assert (found["To"], found["From"], found["X-Unsent"]) == (None, None, "1")


def test_same_letter_same_bytes_and_the_same_id() -> None:
    one, other = letter("甲.docx"), letter("甲.docx")
    assert draft(one, OFFICE) == draft(other, OFFICE)
    assert message_id(one, OFFICE) == message_id(other, OFFICE)
    assert message_id(letter("甲.docx", address="b@qy.cn"), OFFICE) != message_id(one, OFFICE)
    changed = letter("甲.docx", kind=Kind.NOTICE)
    assert message_id(replace(changed, body=Body(subject="x", text="乙", html="")), OFFICE) != message_id(
        changed, OFFICE
    )


@pytest.mark.parametrize("text", ["甲\r\nBcc: x@y.cn", "甲\nX: 1", "a\rb", "a\x00b", "a\x85b\u2028c"])
def test_a_line_break_never_makes_a_header(text: str) -> None:
    data = draft(letter(f"{text}.docx", subject=text, name=text), Sender(address="dcs@qy.gov.cn", name=text))
    found = email.message_from_bytes(data)
    assert found.keys() == [
        "From",
        "To",
        "Subject",
        "Message-ID",
        "X-Unsent",
        "X-Reporter",
        "MIME-Version",
        "Content-Type",
    ]
    assert [part.keys() for part in found.walk()][-1] == [
        "Content-Type",
        "Content-Transfer-Encoding",
        "Content-Disposition",
    ]


@pytest.mark.parametrize("address", ["a@b.cn\r\nBcc: c@d.cn", "a@b.cn, c@d.cn", "a＠b.cn", "a@b.cn>", ""])
def test_what_is_no_address_never_reaches_a_header(address: str) -> None:
    with pytest.raises(BadHeader):
        draft(letter("甲.docx", address=address), OFFICE)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c:d.xlsx", "abcd.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        (" 甲\t乙\n.docx", "甲乙.docx"),
        ("\u202exlsx.exe", "xlsx.exe"),
        ("", "附件"),
        ("甲" * 100 + ".docx", "甲" * 84 + "….docx"),
    ],
)
def test_names_that_every_system_can_store(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300))
def test_a_safe_name_fits_one_line(name: str) -> None:
    found = safe_name(name)
    assert found and len(found) <= 90 and len(quote(found, safe="")) < 900


TEXTS = st.text(max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_subject_and_any_name_come_back(subject: str, name: str) -> None:
    data = draft(letter(f"{name}.docx", subject=subject), OFFICE)
    assert data.isascii() and not re.search(rb"filename\*\d|name\*\d", data)
    (attached,) = modern(data).iter_attachments()
    (old,) = parts_with_names(data)
    assert attached.get_filename() == legacy_name(old) == safe_name(f"{name}.docx")
    assert len(modern(data).keys()) == 8
