"""What the checker says: one finding per place, under a rule of the rule book."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from reporter.core.values import dataclass

_EXCERPT = 30  # characters of a paragraph that let a person find it


class Severity(StrEnum):
    """How much a finding weighs."""

    MUST = "必须改"
    SHOULD = "建议改"
    NOTE = "提示"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of `rules.toml`: what it asks, how much it weighs, and where it comes from."""

    code: str
    title: str
    severity: Severity
    required: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a document breaks a rule. `page` is known from a PDF, `paragraph` counts those outside tables."""

    rule: str
    severity: Severity
    page: int | None
    paragraph: int | None
    text: str
    found: str
    required: str
    source: str

    @property
    def sentence(self) -> str:
        """The whole finding in one Chinese line."""
        at = [f"第{self.page}页" if self.page else "", f"第{self.paragraph}段" if self.paragraph else ""]
        place = "".join(at) + (f"“{self.text}”" if self.text else "")
        return f"{place or '全文'}：{self.found}。要求：{self.required}（{self.source}）"


def finding(code: str, found: str, *, text: str = "", paragraph: int | None = None, page: int | None = None) -> Finding:
    """A finding under rule `code`; `text` is cut to an excerpt."""
    rule = rules()[code]
    flat = " ".join(text.split())
    return Finding(
        rule=code,
        severity=rule.severity,
        page=page,
        paragraph=paragraph,
        text=flat if len(flat) <= _EXCERPT else f"{flat[:_EXCERPT]}…",
        found=found,
        required=rule.required,
        source=rule.source,
    )


@cache
def rules() -> Mapping[str, Rule]:
    """The rule book by code, in its order."""
    text = (files("reporter.document.inspect") / "rules.toml").read_text(encoding="utf-8")
    return {
        code: Rule(
            code=code,
            title=entry["title"],
            severity=Severity(entry["severity"]),
            required=entry["required"],
            source=entry["source"],
        )
        for code, entry in tomllib.loads(text).items()
    }
