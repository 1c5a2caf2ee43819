"""Links by which mail programs and people send large files instead of attaching them."""

from __future__ import annotations

import re

_SERVICES = (
    ("QQ邮箱文件中转站", r"(?:wx\.)?mail\.qq\.com/\S{0,200}ftn|ftn\.qq\.com"),
    ("腾讯企业邮箱超大附件", r"exmail\.qq\.com/\S{0,200}ftn"),
    (
        "网易云附件",
        r"(?:fs|u|dashi)\.(?:163|126)\.com/|mail\.(?:163|126)\.com/large-attachment|cloud-attachment-download",
    ),
    ("139邮箱超大附件", r"(?:fun|appmail)\.mail\.10086\.cn|yun\.139\.com"),
    ("189邮箱云附件", r"cloud\.189\.cn|webmail\d*\.189\.cn/\S{0,200}(?:cloud|file)"),
    ("百度网盘", r"pan\.baidu\.com|yun\.baidu\.com"),
    ("阿里云盘", r"(?:aliyundrive|alipan)\.com"),
    ("微云", r"share\.weiyun\.com"),
    ("夸克网盘", r"pan\.quark\.cn"),
    ("在线文档", r"(?:kdocs\.cn|docs\.qq\.com|365\.kdocs\.cn|doc\.weixin\.qq\.com)/"),
)
_PATTERNS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _SERVICES)
_WORDS = re.compile(r"文件中转站|超大附件|云附件")


def cloud_of(text: str) -> list[str]:
    """The services to which links in a letter's text lead, each once; 云附件 when only words speak of one."""
    found = [name for name, pattern in _PATTERNS if pattern.search(text)]
    return found or (["云附件"] if _WORDS.search(text) else [])
