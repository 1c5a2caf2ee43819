"""Addresses as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.post.address import NoAddress, is_address, read_address


@pytest.mark.parametrize(
    ("typed", "taken", "mended"),
    [
        ("li.si@qy.gov.cn", "li.si@qy.gov.cn", False),
        ("lisi＠163.com", "lisi@163.com", True),
        ("ｌｉｓｉ＠１６３．ｃｏｍ", "lisi@163.com", True),
        (" lisi@163.com\u00a0", "lisi@163.com", True),
        ("lisi @ 163.com", "lisi@163.com", True),
        ("lisi@163.com；", "lisi@163.com", True),
        ("李四<lisi@163.com>", "lisi@163.com", True),
        ("李四＜lisi@163.com＞", "lisi@163.com", True),
        ("mailto:lisi@163.com", "lisi@163.com", True),
        ("\u200blisi@163.com", "lisi@163.com", True),
    ],
)
def test_one_address(typed: str, taken: str, mended: bool) -> None:
    found = read_address(typed)
    assert (found.text, found.mended) == (taken, mended)


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        ("a@b.cn,c@d.cn", True),
        ("a@b.cn；c@d.cn", True),
        ("a@b.cn、c@d.cn", True),
        ("a@b.cn c@d.cn", True),
        ("a@b.cn\nc@d.cn", True),
        ("a@b.cn\r\nBcc: c@d.cn", True),
        ("a@b.cn\r\nx", True),
        ("a\nb@c.cn", True),
        ("", False),
        ("无", False),
        ("a@b", False),
        ("a.b.cn", False),
        (".a@b.cn", False),
        ("a..b@c.cn", False),
        ("a@-b.cn", False),
        ("张三@b.cn", False),
        ("a@屈原.cn", False),
        ("a" * 65 + "@b.cn", False),
        ("a@" + "b." * 130 + "cn", False),
    ],
)
def test_no_address(typed: str, several: bool) -> None:
    with pytest.raises(NoAddress) as fault:
        read_address(typed)
    assert fault.value.several is several


@given(st.text(alphabet="a@.,;\r\n ＠；<>\u3000\x00-", max_size=30))
def test_what_is_taken_can_stand_in_a_header(typed: str) -> None:
    try:
        found = read_address(typed).text
    except NoAddress:
        return
    assert is_address(found) and found.isascii() and not set(found) & set("\r\n ,;<>")
