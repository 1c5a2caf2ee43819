"""A finding of 体检: which rule, on what, what is said; its question and handling come from `health.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

from reporter.core.values import dataclass
from reporter.plan.model import Plan, Ruling


class Weight(Enum):
    """What a finding asks of the office; the value is its word."""

    TO_RULE = "待裁定"
    TO_VERIFY = "待核实"
    FOR_INFORMATION = "供参考"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One rule of 体检 in words."""

    code: str
    title: str
    weight: Weight
    question: str
    handling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing to be asked about the plan. `ruling` is what the register already says about the same rows."""

    topic: Topic
    subject: str
    said: str
    brief: str
    """How a list in running text names it: 区科工局27项."""
    codes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    ruling: Ruling | None = None

    @property
    def is_open(self) -> bool:
        """Whether the office still has to answer: it asks for something, and nothing dated is ruled."""
        ruled = self.ruling is not None and self.ruling.ruled is not None
        return self.topic.weight is not Weight.FOR_INFORMATION and not ruled


Rule: TypeAlias = Callable[[Plan], Iterator[Finding]]


@cache
def data() -> Mapping[str, Any]:
    """`health.toml`: topics, words, limits."""
    return tomllib.loads(files("reporter.plan.health").joinpath("health.toml").read_text(encoding="utf-8"))


@cache
def topics() -> Mapping[str, Topic]:
    """Every topic by code, in the order of the report."""
    return {
        code: Topic(code=code, weight=Weight(row["weight"]), **{key: row[key] for key in _TEXTS})
        for code, row in data()["topics"].items()
    }


_TEXTS = ("title", "question", "handling")


def found(
    code: str,
    subject: str,
    said: str,
    *,
    brief: str = "",
    codes: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    ruling: Ruling | None = None,
) -> Finding:
    """The finding of a rule; KeyError for a code that `health.toml` lacks.

    Places are named once each; `brief` is the subject if empty.
    """
    return Finding(
        topic=topics()[code],
        subject=subject,
        said=said,
        brief=brief or subject,
        codes=codes,
        places=tuple(dict.fromkeys(places)),
        ruling=ruling,
    )


def limit(name: str) -> Decimal:
    """A limit of `health.toml`, exact."""
    return Decimal(str(data()["limits"][name]))


def quoted(text: str) -> str:
    """`text` in quotation marks, those inside it made single.

    >>> quoted("“一季度一通报”制度")
    '“‘一季度一通报’制度”'
    """
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
