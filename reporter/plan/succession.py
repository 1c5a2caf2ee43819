"""Bureaus over time: who answers once a bureau was merged (停用, 并入), and who is not there yet (启用)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from reporter.core.remember import for_same
from reporter.core.values import dataclass
from reporter.plan.model import Bureau, Plan, Task


def answering_bureau(plan: Plan, name: str, day: date) -> Bureau:
    """The bureau that answers for `name` on a day: itself or, once it was merged, the one that took it over.

    停用 is the last day on which a bureau answers itself.
    """
    *_, last = _line(plan.bureau_by_name, name, day)
    return last


def is_there(bureau: Bureau, day: date) -> bool:
    """Whether the bureau exists already (启用)."""
    return bureau.since is None or bureau.since <= day


@for_same
def heirs(plan: Plan, day: date) -> Mapping[str, str]:
    """Code of the bureau that answers now, by the code of each one that was merged into it."""
    found = ((bureau.code, answering_bureau(plan, bureau.name, day).code) for bureau in plan.bureaus)
    return {code: heir for code, heir in found if heir != code}


def succeeded(plan: Plan, day: date) -> Plan:
    """The plan with every merged bureau replaced by its successor, and without those that are not there yet.

    Orders are kept and nobody is named twice; a single name (填报单位, 办公室) stays though its bureau is yet to come.
    `plan` itself when nothing of that kind has happened.
    """
    names = {bureau.code: bureau.name for bureau in plan.bureaus}
    now = {names[code]: names[heir] for code, heir in heirs(plan, day).items()}
    absent = {bureau.name for bureau in plan.bureaus if not is_there(bureau, day)}
    if not now and not absent:
        return plan

    def one(name: str) -> str:
        return now.get(name, name)

    def several(listed: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one(name) for name in listed if name not in absent))

    return replace(
        plan,
        bureaus=tuple(replace(row, members=several(row.members)) for row in plan.bureaus),
        actions=tuple(
            replace(row, deputies=several(row.deputies), office=one(row.office), members=several(row.members))
            for row in plan.actions
        ),
        tasks=tuple(_led(row, several(row.leads), several(row.supports)) for row in plan.tasks),
        indicators=tuple(replace(row, bureau=one(row.bureau)) for row in plan.indicators),
        waivers=tuple(replace(row, bureau=one(row.bureau)) for row in plan.waivers),
        closings=tuple(replace(row, bureau=one(row.bureau)) for row in plan.closings),
    )


def _led(task: Task, leads: tuple[str, ...], supports: tuple[str, ...]) -> Task:
    """Who leads a task does not support it as well, as may come of a merger."""
    return replace(task, leads=leads, supports=tuple(name for name in supports if name not in leads))


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The bureaus that are there on a day, and the names that are gone with the name that takes over, if any."""

    bureaus: tuple[Bureau, ...]
    gone: Mapping[str, str]

    @classmethod
    def of(cls, bureaus: tuple[Bureau, ...], day: date) -> Succession:
        """What holds on `day`. A successor takes over the names of who is gone as 别名, so that they are understood."""
        by_name = {one.name: one for one in bureaus}
        gone = {name: _heir(by_name, name, day) for name, one in by_name.items() if _has_stopped(one, day)}
        taken: dict[str, list[str]] = {}
        for name, heir in gone.items():
            taken.setdefault(heir, []).extend((name, *by_name[name].aliases))
        kept = tuple(one for one in bureaus if one.name not in gone)
        known = {name for one in kept for name in (one.name, *one.aliases)}
        succession = cls(bureaus=kept, gone=gone)
        return replace(succession, bureaus=tuple(succession._taking_over(one, taken, known) for one in kept))

    def name(self, name: str) -> str:
        """Who stands for `name`; empty when nobody does."""
        return self.gone.get(name, name)

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Who stand for `names`, each once."""
        return tuple(dict.fromkeys(found for name in names if (found := self.name(name))))

    def _taking_over(self, bureau: Bureau, taken: Mapping[str, list[str]], known: set[str]) -> Bureau:
        more = [name for name in taken.get(bureau.name, ()) if name not in known]
        return replace(bureau, aliases=(*bureau.aliases, *more), members=self.names(bureau.members))


def _heir(bureaus: Mapping[str, Bureau], name: str, day: date) -> str:
    """The name of who takes over in the end; empty when that is nobody."""
    *_, last = _line(bureaus, name, day)
    return "" if _has_stopped(last, day) else last.name


def _line(bureaus: Mapping[str, Bureau], name: str, day: date) -> Iterator[Bureau]:
    """The bureau and those that took over by a day, one after the other; it ends before nobody and before a circle."""
    bureau: Bureau | None = bureaus[name]
    seen: set[str] = set()
    while bureau is not None and bureau.name not in seen:
        yield bureau
        seen.add(bureau.name)
        bureau = bureaus.get(bureau.merged_into) if _has_stopped(bureau, day) else None


def _has_stopped(bureau: Bureau, day: date) -> bool:
    return bureau.until is not None and bureau.until < day
