"""One form, sent back in every format: the same submission, the same cells named."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reporter.document.pdf import find_soffice
from reporter.intake.submission import Submission
from reporter.sheets.cells import Book
from reporter.sheets.open import open_book
from tests.formats import ods_of, xls_of, xlsb_of
from tests.returned import NAME, K, S, T, damaged, faults, figure, file_of, filled, submission, typed

FORMAT_REMARKS = {"E121", "E129"}


def plain(found: Submission) -> Submission:
    """The submission without what tells one file from another: its hash, and the remarks on its format."""

    def own(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(own(one) for one in value)
        fields = getattr(value, "__dataclass_fields__", None)
        if fields is None:
            return value
        if "sha256" in fields:
            value = replace(value, sha256="")  # type: ignore[type-var]
        return replace(value, **{name: own(getattr(value, name)) for name in fields})  # type: ignore[type-var]

    kept = tuple(one for one in found.problems if one.code not in FORMAT_REMARKS)
    return own(replace(found, problems=kept))  # type: ignore[return-value]


def as_format(data: bytes, write: Callable[[Book], bytes]) -> bytes:
    """The form as another program stores its values; formulas become what they last showed."""
    return write(open_book(data, NAME))


numbers = st.one_of(
    st.decimals(0, 5000, places=2, allow_nan=False),
    st.sampled_from(
        ["12.5", "约80", "１２．５", "1,040", "85%", "57（其中新增3）", "8-10", "无", "不适用", "很多", None]
    ),
)
texts = st.text("甲乙丙 12.5户<&\n", max_size=30)


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(numbers, numbers, texts, st.dates(date(2024, 1, 1), date(2024, 12, 31)), st.decimals(0, 1, places=3))
def test_old_and_open_formats_give_the_same_submission(
    first: Decimal | str | None, share: Decimal | str | None, text: str, day: date, percent: Decimal
) -> None:
    answers = {
        **figure("A1-K01", first),
        **figure("A1-K07", share),
        (K, "A1-K04", "note"): text,
        (S, "A1-K09-S1", "finished"): day,
        (T, "A1-T01", "narrative"): text,
    }
    data = damaged(filled(answers), typed("I6", float(percent), "0.0%"))
    expected = plain(submission(data))
    for write in (xls_of, ods_of):
        assert plain(submission(as_format(data, write))) == expected, write.__name__


@pytest.mark.parametrize("write", [xls_of, ods_of])
def test_errors_typed_into_a_form_are_named(write: Callable[[Book], bytes]) -> None:
    data = as_format(damaged(filled(), typed("I5", "#N/A"), typed("I7", "#DIV/0!")), write)
    assert [one for one in faults(submission(data)) if one[0] == "E207"] == [
        ("E207", "指标", "I5"),
        ("E207", "指标", "I7"),
    ]


def test_in_xlsb_an_error_is_a_blank_and_the_file_says_so() -> None:
    found = submission(as_format(damaged(filled(), typed("I5", "#N/A")), xlsb_of))
    codes = faults(found)
    assert ("E129", "", "") in codes and ("E214", "指标", "I5") in codes
    assert not [one for one in codes if one[0] == "E207"]


@pytest.mark.parametrize(("write", "remarks"), [(xls_of, ["E121"]), (ods_of, ["E121"]), (xlsb_of, ["E121", "E129"])])
def test_the_format_is_remarked_once(write: Callable[[Book], bytes], remarks: list[str]) -> None:
    found = submission(as_format(filled(), write))
    assert [one.code for one in found.problems if one.code in FORMAT_REMARKS] == remarks
    assert plain(replace(found, figures=())) != plain(found) and not found.rejected


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice(None) is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("extension", ["xls", "ods"])
def test_saved_by_libreoffice(extension: str, tmp_path: Path) -> None:
    """What a real program writes: styles, formulas, protection, properties, and its own ways with blanks."""
    data = damaged(
        filled({**figure("A1-K07", "42%"), (T, "A1-T01", "narrative"): "两行\n第二行 <a>&"}),
        typed("I5", "=600+40"),
        typed("I6", 0.85, "0%"),
        typed("I8", "=1/0"),
        lambda book: setattr(book["指标"].row_dimensions[7], "hidden", True),
        lambda book: book["指标"].merge_cells("I9:I10"),
    )
    (tmp_path / "form.xlsx").write_bytes(data)
    usual, other = saved_as("xlsx", tmp_path), saved_as(extension, tmp_path)
    found = submission(other)
    assert plain(found) == plain(submission(usual))
    assert ("E207", "指标", "I8") in faults(found) and ("E215", "指标", "I9") in faults(found)
    book = open_book(other, "x")
    assert book.names["RPT_FORM_ID"] == book.properties["RPT_FORM_ID"] == "2024-05.A1.B001.f6"
    assert book.modified is not None and not [one for one in faults(found) if one[0] == "E108"]


def saved_as(extension: str, folder: Path) -> bytes:
    soffice = find_soffice(None)
    assert soffice is not None
    target = folder / extension
    command = [str(soffice), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, extension, "--outdir", str(target), str(folder / "form.xlsx")],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return (target / f"form.{extension}").read_bytes()


def test_hash_is_of_the_file_as_it_came() -> None:
    data = as_format(filled(), xls_of)
    assert submission(data).figures[0].current.source.sha256 == file_of(data).sha256
