"""Opening letters: names in every spelling, letters in letters, links, times, and what hostile letters cost."""

from __future__ import annotations

import time
from base64 import b64encode
from datetime import datetime
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.post.headers import header_text, parameters
from reporter.post.inbound import looks_like_letter, parse_letter
from reporter.post.links import cloud_of
from tests.post.inbound_letters import (
    OFFICER,
    RECEIVED,
    attached,
    b64,
    encoded_word,
    forwarded,
    letter,
    part,
    text_part,
)

NAME = "2024-05-A8-民生可感行动填报表（区残联，第二次报送）.xlsx"
DATA = bytes(range(256))


def continued(name: str, charset: str, size: int = 20) -> bytes:
    """RFC 2231 in continuations, cut wherever the size is reached, as QQ Mail and Python write it."""
    coded = quote(name.encode(charset), safe="")
    pieces, at = [], 0
    while at < len(coded):
        end = at + size
        while end < len(coded) and "%" in coded[end - 2 : end]:
            end += 1
        pieces.append(coded[at:end])
        at = end
    lines = [
        f"filename*{number}*={charset + chr(39) * 2 if number == 0 else ''}{text}" for number, text in enumerate(pieces)
    ]
    return ("attachment; " + ";\r\n ".join(lines)).encode()


def folded(name: str, charset: str) -> bytes:
    """Encoded words of eight characters each in quotes, folded."""
    words = [encoded_word(name[at : at + 8], charset) for at in range(0, len(name), 8)]
    return ('attachment; filename="' + "\r\n ".join(words) + '"').encode()


def cut_words(name: str) -> bytes:
    """Encoded words that cut a GBK character in two, as old Foxmail does."""
    data = name.encode("gbk")
    words = [f"=?gb2312?B?{b64encode(data[at : at + 15]).decode()}?=" for at in range(0, len(data), 15)]
    return ('attachment; filename="' + "\r\n\t".join(words) + '"').encode()


SPELLINGS = {
    "raw GBK": b'attachment; filename="' + NAME.encode("gbk") + b'"',
    "raw UTF-8": b'attachment; filename="' + NAME.encode() + b'"',
    "raw GBK without quotes": b"attachment; filename=" + NAME.encode("gbk"),
    "RFC 2047 in the parameter": f'attachment; filename="{encoded_word(NAME)}"'.encode(),
    "RFC 2047 GBK": f'attachment; filename="{encoded_word(NAME, "gbk")}"'.encode(),
    "RFC 2047 quoted-printable": b'attachment; filename="=?UTF-8?Q?' + quote(NAME).replace("%", "=").encode() + b'?="',
    "folded encoded words": folded(NAME, "utf-8"),
    "folded GBK words": folded(NAME, "gb18030"),
    "words that cut a character": cut_words(NAME),
    "RFC 2231": f"attachment; filename*=UTF-8''{quote(NAME)}".encode(),
    "RFC 2231 GBK": f"attachment; filename*=GBK''{quote(NAME.encode('gbk'))}".encode(),
    "RFC 2231 continuations": continued(NAME, "utf-8"),
    "RFC 2231 GBK continuations": continued(NAME, "gb2312"),
    "both, the plain one poor": f"attachment; filename=\"tcmime.bin\"; filename*=UTF-8''{quote(NAME)}".encode(),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_name_in_every_spelling(spelling: str) -> None:
    (one,) = parse_letter(letter(part(DATA, SPELLINGS[spelling]))).enclosures
    assert (one.name, one.data) == (NAME, DATA)


def test_a_name_in_the_content_type_only() -> None:
    kind = f'application/octet-stream; name="{encoded_word(NAME, "gbk")}"'.encode()
    assert parse_letter(letter(part(DATA, b"attachment", kind))).enclosures[0].name == NAME


@given(st.text(st.characters(codec="gb18030", exclude_categories=("C", "Z")), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_name_comes_back_from_gbk_and_utf8(name: str) -> None:
    for charset in ("utf-8", "gb18030"):
        line = f"attachment; filename*={charset}''{quote(name.encode(charset), safe='')}"
        assert parameters(line)["filename"] == name
        assert header_text(encoded_word(name, charset)) == name


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_no_header_breaks_the_reader(data: bytes) -> None:
    raw = data.decode("ascii", "surrogateescape")
    assert not set(header_text(raw)) & set("\r\n\x00")
    parameters(raw)


def test_who_what_when() -> None:
    one = parse_letter(letter(attached("a.xlsx", DATA)))
    assert (one.sender, one.sender_name, one.subject) == (OFFICER, "张三", "5月填报表")
    assert (one.received, one.dated) == (datetime(2024, 6, 3, 9, 5, 7), datetime(2024, 6, 3, 9))
    assert (one.message_id, one.automatic, one.fault) == ("<1@163.com>", False, "")


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("张三,李四 <A@163.com>", "张三,李四", "a@163.com"),
        ('"区发改局@gov.cn" <evil@x.com>', "区发改局@gov.cn", "evil@x.com"),
        ("a@163.com", "", "a@163.com"),
        ("<a＠163．com>", "", "a@163.com"),
        ("nobody", "nobody", ""),
        ("", "", ""),
    ],
)
def test_senders_as_they_are_written(line: str, name: str, address: str) -> None:
    raw = f"From: {line}\r\n\r\n正文".encode()
    one = parse_letter(raw)
    assert (one.sender_name, one.sender) == (name, address)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (RECEIVED, datetime(2024, 6, 3, 9, 5, 7)),
        ("from a by b; Mon, 3 Jun 2024 01:05:07 +0000 (UTC)", datetime(2024, 6, 3, 9, 5, 7)),
        ("from a by b; nonsense", None),
        (None, None),
    ],
)
def test_the_topmost_received_line_tells_the_time(received: str | None, expected: datetime | None) -> None:
    forged = b"Received: from x by y; Mon, 27 May 2024 09:00:00 +0800"
    assert parse_letter(letter(received=received, headers=[forged] if received else [])).received == expected


def test_letters_in_letters_are_opened_to_the_third() -> None:
    inner = letter(attached("内.xlsx", DATA), boundary="b3", sender="li@163.com")
    middle = letter(forwarded(inner), attached("中.xlsx", b"2"), boundary="b2")
    one = parse_letter(letter(attached("外.xlsx", b"1"), forwarded(middle)))
    assert [file.name for file in one.enclosures] == ["外.xlsx", "内.xlsx", "中.xlsx"]
    assert (one.sender, one.fault) == (OFFICER, "")
    deeper = parse_letter(letter(forwarded(letter(forwarded(middle), boundary="c"))))
    assert "套了3层" in deeper.fault and [file.name for file in deeper.enclosures] == ["中.xlsx"]


@pytest.mark.parametrize("name", ["转发的邮件.eml", ""])
def test_a_letter_attached_as_a_file_is_opened(name: str) -> None:
    inner = letter(attached("内.xlsx", DATA), boundary="b2")
    carried = attached(name, inner) if name else part(inner, b"attachment")
    assert [file.name for file in parse_letter(letter(carried)).enclosures] == ["内.xlsx"]


def test_a_carried_letter_in_base64_is_opened() -> None:
    inner = letter(attached("内.xlsx", DATA), boundary="b2")
    carried = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(inner)
    assert [file.name for file in parse_letter(letter(carried)).enclosures] == ["内.xlsx"]


def test_a_bounce_is_nobodys_return() -> None:
    blank = letter(attached("2024-05-A1-区发改局.xlsx", DATA), boundary="b2")
    report = (
        b"From: MAILER-DAEMON@163.com\r\nSubject: failed\r\nReturn-Path: <>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n--r\r\n'
        + text_part("failed") + b"\r\n--r\r\n" + forwarded(blank) + b"\r\n--r--\r\n"
    )  # fmt: skip
    one = parse_letter(report)
    assert (one.automatic, one.enclosures) == (True, ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [(b"Auto-Submitted: auto-replied", True), (b"Auto-Submitted: no", False), (b"Return-Path: <a@163.com>", False)],
)
def test_notes_of_absence(line: bytes, expected: bool) -> None:
    assert parse_letter(letter(headers=[line])).automatic is expected


@pytest.mark.parametrize(
    ("text", "services"),
    [
        ("https://wx.mail.qq.com/ftn/download?func=3&key=1", ["QQ邮箱文件中转站"]),
        ("http://mail.qq.com/cgi-bin/ftnExs_download?k=1", ["QQ邮箱文件中转站"]),
        ("https://dashi.163.com/html/cloud-attachment-download/?key=a", ["网易云附件"]),
        ("链接：https://pan.baidu.com/s/1abc 提取码：1234", ["百度网盘"]),
        ("从QQ邮箱发来的超大附件", ["云附件"]),
        ("网址 https://www.163.com/news 看看", []),
        ("", []),
    ],
)
def test_links_to_clouds(text: str, services: list[str]) -> None:
    assert cloud_of(text) == services
    assert list(parse_letter(letter(text_part(f"<p>{text}</p>", "html"), text="")).clouds) == services


def test_a_picture_of_the_text_is_told_from_one_that_is_attached() -> None:
    logo = part(b"\x89PNG", b'inline; filename="logo.png"', b"image/png")
    scan = part(b"\x89PNG", b'attachment; filename="scan.png"', b"image/png")
    assert [file.embedded for file in parse_letter(letter(logo, scan)).enclosures] == [True, False]


def test_the_same_letter_by_two_ways_has_one_digest_and_another_content_another() -> None:
    one = letter(attached("a.xlsx", DATA))
    exported = one.replace(b"\r\n", b"\n").replace(b"Received: ", b"X-Foxmail: 1\nReceived: ", 1)
    assert parse_letter(exported).digest == parse_letter(one).digest
    assert parse_letter(letter(attached("a.xlsx", DATA + b"1"))).digest != parse_letter(one).digest
    assert parse_letter(letter(text="另一封")).digest != parse_letter(letter()).digest


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (letter(), True),
        (b"\xef\xbb\xbfSubject: a\n\nb", True),
        (b"PK\x03\x04", False),
        (b"", False),
        ("编号,数\n".encode(), False),
    ],
)
def test_what_looks_like_a_letter(data: bytes, expected: bool) -> None:
    assert looks_like_letter(data) is expected


NESTED = b"".join(f'Content-Type: multipart/mixed; boundary="n{at}"\r\n\r\n--n{at}\r\n'.encode() for at in range(900))
HOSTILE = {
    "deep parts": (b"From: a@b.com\r\nMIME-Version: 1.0\r\n" + NESTED, "层次太多"),
    "deep letters": (b"From: a@b.com\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 5000, "层次太多"),
    "a thousand attachments": (letter(*(attached(f"{at}.xlsx", b"1") for at in range(1000))), "附件超过500个"),
    "too large": (letter(attached("a.bin", bytes(50 * 1024 * 1024))), "邮件太大"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_letters_are_told_in_bounded_time(case: str) -> None:
    data, fault = HOSTILE[case]
    start = time.monotonic()
    one = parse_letter(data)
    assert fault in one.fault and one.sender in ("a@b.com", OFFICER)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"=?utf-8?B?5Lit?= " * 200_000,
        b"Subject: " + b"\r\n a" * 300_000,
        b"\r\n".join(b"X-%d: a" % at for at in range(100_000)),
        b'Content-Disposition: attachment; filename="' + b"\\" * 1_000_000,
        b"Received: " + b";" * 1_000_000,
        b"Message-ID: <" + b"x" * 1_000_000 + b">",
    ],
)
def test_header_bombs(header: bytes) -> None:
    start = time.monotonic()
    one = parse_letter(header + b"\r\nFrom: a@b.com\r\n\r\nbody")
    assert len(one.subject) <= 200 and len(one.message_id) <= 300
    assert time.monotonic() - start < 10


def test_broken_base64_is_a_file_of_its_own() -> None:
    broken = b"Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n" \
             b'Content-Disposition: attachment; filename="a.xlsx"\r\n\r\nUEsDB!!!===QQ\r\nabc'  # fmt: skip
    (one,) = parse_letter(letter(broken)).enclosures
    assert one.name == "a.xlsx" and one.data.startswith(b"PK")


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"Content-Type: multipart/mixed\r\n\r\nno boundary", b"a" * 1000])
def test_what_is_no_letter_opens_as_nothing(data: bytes) -> None:
    one = parse_letter(data)
    assert (one.sender, one.fault) == ("", "") and one.digest
