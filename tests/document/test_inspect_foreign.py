"""Files that others made, and files made to harm: always findings or one Chinese sentence, and soon."""

from __future__ import annotations

import re
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.document.inspect import NotAWordFile, Severity, inspect_docx
from tests.document.docsamples import FILE, made
from tests.document.inspected import DOCUMENT, GOOD, STYLES, changed, codes, swap, weighty
from tests.formats import ole_with

BODY = "\n现将情况通报如下。\n\n各单位要抓紧落实。\n"
HAN = re.compile("[\u4e00-\u9fff]")


def package(**parts: bytes) -> bytes:
    """A zip file with parts; `__` in a name stands for the slash, `_xml` for the dot."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def without(name: str, data: bytes = GOOD) -> bytes:
    """The file without one part."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
    return out.getvalue()


def of_python_docx() -> bytes:
    """A file from the default template of python-docx."""
    document = docx.Document()
    document.add_heading("关于做好防汛工作的通知", 0)
    document.add_paragraph("各单位:")
    document.add_paragraph("为做好防汛工作,现通知如下。")
    document.add_heading("一、总体要求", 1)
    document.add_paragraph("完成率提高12%。")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "序号"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BOMB = package(Content_Types_xml=b"x", word__document_xml=b"<w>" + b" " * 60_000_000 + b"</w>")
HOSTILE = {
    "empty": (b"", "文件是空的"),
    "truncated": (GOOD[: len(GOOD) // 2], "文件是坏的"),
    "text": ("这是文字".encode(), "不是Word文件"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n", "图片"),
    "old doc": (ole_with("WordDocument"), "另存为.docx"),
    "encrypted": (ole_with("EncryptedPackage"), "密码"),
    "rtf": (b"{\\rtf1 hello}", "另存为.docx"),
    "zip bomb": (BOMB, "太大"),
    "workbook": (package(xl__workbook_xml=b"<x/>"), "表格"),
    "odt": (package(content_xml=b"<x/>", mimetype=b"x"), "OpenDocument"),
    "another zip": (package(readme=b"x"), "没有正文"),
    "doctype": (package(word__document_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "不安全"),
    "broken xml": (package(word__document_xml=b"<w:document"), "坏的"),
    "no body": (package(word__document_xml=f"<w:document {W}/>".encode()), "没有正文"),
    "strict": (
        package(word__document_xml=b'<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
        "严格",
    ),
    "deep": (
        package(word__document_xml=f"<w:document {W}><w:body>{'<w:sdt>' * 5000}".encode()),
        "坏的",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_checked_gets_one_sentence(name: str) -> None:
    data, words = HOSTILE[name]
    started = time.monotonic()
    with pytest.raises(NotAWordFile, match=re.escape(words)) as caught:
        inspect_docx(data)
    assert "\n" not in str(caught.value) and HAN.search(str(caught.value))
    assert time.monotonic() - started < 5


def test_a_huge_document_is_checked_in_time() -> None:
    """200 000 paragraphs: those after the first 20 000 are left, and the page says so."""
    paragraphs = "".join(
        f"<w:p><w:r><w:t>各单位要抓紧落实,第{number * 7919 % 199_999}项不得拖延。</w:t></w:r></w:p>"
        for number in range(200_000)
    )
    data = package(word__document_xml=f"<w:document {W}><w:body>{paragraphs}</w:body></w:document>".encode())
    started = time.monotonic()
    found = inspect_docx(data)
    assert time.monotonic() - started < 30
    assert {"G114", "G501"} <= codes(found)
    assert len(found) < 500, "one rule must not fill the page"
    assert "另有19990处" in next(one.found for one in reversed(found) if one.rule == "G501")


def test_no_styles() -> None:
    assert "G110" in codes(inspect_docx(without("word/styles.xml")))


@pytest.mark.parametrize(
    "part",
    [
        "word/settings.xml",
        "word/footer1.xml",
        "docProps/core.xml",
        "word/fontTable.xml",
        "word/_rels/document.xml.rels",
    ],
)
def test_a_missing_part_is_no_accident(part: str) -> None:
    assert inspect_docx(without(part))


def test_styles_based_on_each_other() -> None:
    loop = changed(STYLES, swap('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="Heading1"/>'))
    assert inspect_docx(loop)


@pytest.mark.parametrize("value", ["", "abc", "1e9", "99999999999999999999", "-1", "12.5", "１２"])
def test_odd_numbers_in_attributes(value: str) -> None:
    for name in ("w:val", "w:line", "w:firstLine"):
        assert inspect_docx(
            changed(STYLES, lambda text, name=name: re.sub(f'{name}="\\d+"', f'{name}="{value}"', text))
        )  # type: ignore[misc]
    assert inspect_docx(changed(DOCUMENT, lambda text: re.sub(r'w:(w|h|top)="\d+"', rf'w:\1="{value}"', text)))


def test_the_default_template_of_python_docx() -> None:
    found = codes(inspect_docx(of_python_docx()))
    assert {
        "G104",
        "G107",
        "G111",
        "G201",
        "G202",
        "G203",
        "G211",
        "G332",
        "G402",
        "G405",
        "G416",
        "G501",
        "G516",
    } <= found
    assert {"G327", "G471"} <= found


def test_a_macro_document() -> None:
    out = BytesIO(GOOD)
    with ZipFile(out, "a") as target:
        target.writestr("word/vbaProject.bin", b"x")
    assert "G101" in codes(inspect_docx(out.getvalue()))


def test_secrecy() -> None:
    good = made(FILE.replace("文种", "密级: 机密★1年\n紧急程度: 特急\n文种") + BODY)
    assert not codes(inspect_docx(good)) & {"G325", "G326"}
    odd = changed(DOCUMENT, swap("机密★1年", "机密★一年"), good)
    assert "G325" in codes(inspect_docx(odd))
    fang = changed(
        STYLES,
        lambda text: text.replace(
            'w:eastAsia="黑体"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Number"',
            'w:eastAsia="宋体"/></w:rPr></w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="Number"',
        ).replace(
            '<w:name w:val="密级"/><w:basedOn w:val="Normal"/>', '<w:name w:val="密级"/><w:basedOn w:val="Tail"/>'
        ),
        good,
    )
    assert "G326" in codes(inspect_docx(fang))


def test_a_text_without_title() -> None:
    document = docx.Document()
    document.add_paragraph("今天天气很好。")
    out = BytesIO()
    document.save(out)
    assert {"G331", "G301"} <= codes(inspect_docx(out.getvalue()))


def test_annexes_in_another_file_are_only_remarked() -> None:
    found = inspect_docx(made(FILE + BODY))
    assert [one.severity for one in found if one.rule == "G436"] == [Severity.NOTE]


@pytest.mark.parametrize("layout", ["文件", "信函", "表单"])
def test_other_layouts_of_this_program_break_nothing(layout: str) -> None:
    text = FILE.replace("版式: 文件", f"版式: {layout}").replace("附件: [“八大行动”指标完成情况表, 统计口径说明]\n", "")
    assert weighty(made(text + BODY)) == []


def test_a_brief_breaks_nothing() -> None:
    head = "---\n文种: 简报\n版式: 简报\n报头: 督查专报\n期号: 第5期\n编发单位: 区督查室\n日期: 2024年6月12日\n"
    text = head + "标题: 关于民生实事进展情况的专报\n报: 区党委、管委领导\n送: 各乡镇\n共印: 30\n---\n"
    assert weighty(made(text + BODY)) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_never_ends_in_a_traceback(data: st.DataObject) -> None:
    """Bytes of a part changed anywhere: a sentence or findings."""
    at = data.draw(st.integers(0, len(GOOD) - 1))
    junk = data.draw(st.binary(min_size=1, max_size=40))
    try:
        inspect_docx(GOOD[:at] + junk + GOOD[at + len(junk) :])
    except NotAWordFile as error:
        assert HAN.search(str(error))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["", "一、", "（一）", "附件：", "附件1", "第", "抄送："]))
def test_any_text_is_checked(text: str, start: str) -> None:
    document = docx.Document()
    document.add_paragraph(start + re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd]", "", text))
    out = BytesIO()
    document.save(out)
    assert inspect_docx(out.getvalue())
