"""Generated pages are current: run `make docs` when this fails."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from reporter.core.problem import catalogue
from reporter.document.inspect import rules

DOCS = Path(__file__).parents[1] / "docs"
_spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
assert _spec and _spec.loader
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)


@pytest.mark.parametrize("path", generate.pages(), ids=lambda path: path.name)
def test_the_page_is_what_the_program_says_today(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == generate.pages()[path]


def test_every_code_stands_on_the_page() -> None:
    page = generate.problem_page()
    assert [code for code in catalogue() if f"| {code} |" not in page] == []


def test_every_rule_of_the_checker_stands_on_its_page_once() -> None:
    page = generate.inspection_page()
    assert [code for code in rules() if page.count(f"| {code} |") != 1] == []
