"""Row tokens: what goes in comes out, and a slip does not pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.core.period import Period
from reporter.forms.tokens import FormNumber, Token, make, parse, parse_form_number

MAY = Period.parse("2024-05")
TOKEN = make(MAY, "A1", "B012", "A1-K07", "3f")

tokens = st.builds(
    make,
    st.builds(Period, st.integers(2020, 2099), st.integers(1, 12)),
    st.from_regex(r"A\d", fullmatch=True).filter(str.isascii),
    st.from_regex(r"B\d{3}", fullmatch=True).filter(str.isascii),
    st.from_regex(r"A[0-9]-(K[0-9]{2}(-S?[1-9])?|T[0-9]{2}|B[0-9]{3}-L[0-9]{2})", fullmatch=True),
    st.from_regex(r"[0-9a-f]{2}", fullmatch=True),
)


def test_token_reads_as_the_design_says() -> None:
    assert TOKEN.startswith("2024-05.A1.B012.A1-K07.3f.")
    assert len(TOKEN.rsplit(".", 1)[1]) == 2
    assert parse(TOKEN) == Token(period=MAY, action="A1", bureau="B012", code="A1-K07", edition="3f")
    assert (
        str(Token(period=MAY, action="A1", bureau="B012", code="A1-K07", edition="3f").form_number)
        == "2024-05.A1.B012.3f"
    )


@given(tokens)
def test_every_token_parses_back(token: str) -> None:
    found = parse(f" {token} ")
    assert found is not None
    assert make(found.period, found.action, found.bureau, found.code, found.edition) == token


@given(tokens, st.data())
def test_one_slip_is_always_seen(token: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.characters(min_codepoint=32, max_codepoint=126).filter(lambda c: c != token[at]))
    assert parse(token[:at] + other + token[at + 1 :]) is None


@given(tokens, st.data())
def test_swapped_neighbours_are_always_seen(token: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(token) - 2))
    swapped = token[:at] + token[at + 1] + token[at] + token[at + 2 :]
    assert swapped == token or parse(swapped) is None


@pytest.mark.parametrize("text", ["", "A1-K07", "2024-05.A1.B012.3f", TOKEN.upper(), TOKEN[:-1], TOKEN + "x"])
def test_other_text_is_no_token(text: str) -> None:
    assert parse(text) is None


def test_form_number() -> None:
    number = FormNumber(period=MAY, action="A1", bureau="B012", edition="3f")
    assert parse_form_number(str(number)) == number


@pytest.mark.parametrize("text", ["", "2024-05", "2024-13.A1.B012.3f", TOKEN])
def test_other_text_is_no_form_number(text: str) -> None:
    assert parse_form_number(text) is None
