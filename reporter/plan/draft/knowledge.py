"""What is generally known of names: endings, abbreviations, letters that a scan confuses. Data in knowledge.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """See knowledge.toml for what each table means."""

    endings: tuple[str, ...]
    families: Mapping[str, str]
    """Every known core of a name (住房城乡建设) to the core of its family (住建)."""
    loose: Mapping[str, tuple[str, ...]]
    confused: Mapping[str, str]
    """For each letter those that a scan may read instead."""
    categories: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    urging: tuple[str, ...]
    verbs: tuple[str, ...]
    reached: frozenset[str]
    filling: frozenset[str]


@cache
def knowledge() -> Knowledge:
    """The shipped knowledge."""
    table = tomllib.loads(files("reporter.plan.draft").joinpath("knowledge.toml").read_text(encoding="utf-8"))
    families = {core: name for name, cores in table["families"].items() for core in (name, *cores)}
    confused: dict[str, str] = {}
    for one, other in table["confused"]:
        confused[one] = confused.get(one, "") + other
        confused[other] = confused.get(other, "") + one
    return Knowledge(
        endings=tuple(table["endings"]),
        families=families,
        loose={name: tuple(others) for name, others in table["loose"].items()},
        confused=confused,
        categories=tuple((row["pattern"], row["category"]) for row in table["categories"]),
        units=tuple(sorted(table["units"], key=len, reverse=True)),
        urging=tuple(sorted(table["urging"], key=len, reverse=True)),
        verbs=tuple(sorted(table["verbs"], key=len, reverse=True)),
        reached=frozenset(table["reached"]),
        filling=frozenset(table["filling"]),
    )
