"""The measured rules: a good document printed by LibreOffice, and the same with one property of the page broken."""

from __future__ import annotations

import builtins
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporter.document.inspect import inspect_docx
from reporter.document.pdf import find_soffice
from tests.document.conftest import Rendered
from tests.document.docsamples import FILE, made, wide_annex
from tests.document.inspected import (
    DOCUMENT,
    GOOD,
    STYLES,
    Change,
    changed,
    codes,
    in_paragraph,
    swap,
    weighty,
)

PARAGRAPH = "屈原管理区督查室核实各项工作进展情况并通报如下" * 6 + "。"
LONG_TEXT = f"{FILE}\n" + "\n\n".join([PARAGRAPH] * 14) + f"\n{wide_annex(60)}\n::: 附件\n## 范围\n以方案为准。\n:::\n"
LONG = made(LONG_TEXT)
BREAK = '<w:pStyle w:val="BodyText"/><w:pageBreakBefore/>'


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One property of the printed page broken."""

    rule: str
    change: Change
    part: str = DOCUMENT


BROKEN: Mapping[str, Broken] = {
    "19 lines": Broken(rule="G602", change=swap('w:linePitch="579"', 'w:linePitch="640"', -1)),
    "27 characters": Broken(rule="G603", part=STYLES, change=swap('<w:spacing w:val="-5"/>', '<w:spacing w:val="0"/>')),
    "mark too high": Broken(rule="G604", change=swap('w:before="1870"', 'w:before="1400"')),
    "rule too low": Broken(rule="G605", change=swap('w:space="7"', 'w:space="16"')),
    "short rule": Broken(rule="G606", change=in_paragraph("12号", "</w:pBdr>", '</w:pBdr><w:ind w:left="600"/>')),
    "imprint too high": Broken(rule="G607", change=swap("<wp:posOffset>8800465<", "<wp:posOffset>8300465<")),
    "thick imprint": Broken(
        rule="G608",
        change=swap(
            'w:sz="8" w:space="0" w:color="000000"/></w:pBdr>', 'w:sz="24" w:space="0" w:color="000000"/></w:pBdr>'
        ),
    ),
    "number too low": Broken(rule="G609", change=swap('w:footer="1418"', 'w:footer="1200"', -1)),
    "no number": Broken(
        rule="G610", part="word/footer1.xml", change=lambda text: text[: text.index("<w:p>")] + "<w:p/></w:ftr>"
    ),
    "left margin": Broken(rule="G611", change=swap('w:left="1588"', 'w:left="1300"')),
    "no heading row": Broken(rule="G612", change=swap("<w:tblHeader/>", "")),
    "unknown face": Broken(
        rule="G613", part=STYLES, change=swap('w:eastAsia="仿宋_GB2312"', 'w:eastAsia="云外体"', -1)
    ),
    "body on page 2": Broken(rule="G615", change=swap('<w:pStyle w:val="BodyText"/>', BREAK)),
    "signature alone": Broken(
        rule="G616", change=in_paragraph("附件：1.", '"AnnexList"/>', '"AnnexList"/><w:pageBreakBefore/>')
    ),
}

FILES = {
    "good": LONG,
    "odd": changed(
        DOCUMENT,
        swap('<w:type w:val="evenPage"/>', '<w:type w:val="continuous"/>'),
        made(f"{FILE.replace('附件: [“八大行动”指标完成情况表, 统计口径说明]', '')}\n" + f"{PARAGRAPH}\n\n" * 7),
    ),
    **{name: changed(one.part, one.change, LONG) for name, one in BROKEN.items()},
}


@pytest.fixture(scope="module")
def pdfs(render: Rendered) -> dict[str, bytes]:
    return render({f"{name}.docx": data for name, data in FILES.items()})


@pytest.mark.libreoffice
def test_the_good_document_breaks_nothing_on_paper(pdfs: dict[str, bytes]) -> None:
    assert weighty(LONG, pdfs["good.docx"]) == []
    assert codes(inspect_docx(LONG, pdf=pdfs["good.docx"])) <= {"G613"}


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page_is_found(name: str, pdfs: dict[str, bytes]) -> None:
    found = inspect_docx(FILES[name], pdf=pdfs[f"{name}.docx"])
    assert BROKEN[name].rule in codes(found), [one.sentence for one in found]


@pytest.mark.libreoffice
def test_an_imprint_on_an_odd_side(pdfs: dict[str, bytes]) -> None:
    assert "G614" in codes(inspect_docx(FILES["odd"], pdf=pdfs["odd.docx"]))


@pytest.mark.libreoffice
def test_the_face_that_is_missing_is_named(pdfs: dict[str, bytes]) -> None:
    found = inspect_docx(FILES["unknown face"], pdf=pdfs["unknown face.docx"])
    assert any("“云外体”没有装" in one.found for one in found if one.rule == "G613")


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 broken", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"])
def test_a_broken_pdf_is_a_remark(pdf: bytes) -> None:
    assert "G601" in codes(inspect_docx(LONG, pdf=pdf))


def test_without_the_reader_the_pages_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without_pdfminer(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pdfminer"):
            raise ImportError(name)
        return usual(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without_pdfminer)
    found = [one for one in inspect_docx(LONG, pdf=b"%PDF-1.7") if one.rule == "G601"]
    assert [one.found for one in found] == ["没有安装读PDF的组件（pip install reporter[inspect]），版面没有测量"]


@pytest.mark.libreoffice
def test_a_file_made_by_libreoffice_is_checked(tmp_path: Path) -> None:
    """The good document opened and saved again by another program: the rules still find their paragraphs."""
    soffice = find_soffice(None)
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.docx").write_bytes(GOOD)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "out")]
    subprocess.run(
        [str(soffice), profile, *target, str(tmp_path / "a.docx")], check=True, timeout=120, capture_output=True
    )
    found = inspect_docx((tmp_path / "out" / "a.docx").read_bytes())
    text = [one.sentence for one in found]
    assert not codes(found) & {"G201", "G202", "G203", "G311", "G318", "G331", "G401", "G421", "G423", "G431"}, text
