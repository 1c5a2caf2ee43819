"""Bureaus that are gone on a day and who takes over, by 停用 and 并入."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from reporter.plan.model import Bureau


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The bureaus that are there on a day, and the names that are gone with the name that takes over, if any."""

    bureaus: tuple[Bureau, ...]
    gone: Mapping[str, str]

    @classmethod
    def of(cls, bureaus: tuple[Bureau, ...], day: date) -> Succession:
        """What holds on `day`. A successor takes over the names of who is gone as 别名, so that they are understood."""
        stopped = {one.name: one for one in bureaus if one.until is not None and one.until < day}
        gone = {name: _last(name, stopped) for name in stopped}
        taken: dict[str, list[str]] = {}
        for name, heir in gone.items():
            taken.setdefault(heir, []).extend((name, *stopped[name].aliases))
        kept = tuple(one for one in bureaus if one.name not in stopped)
        known = {name for one in kept for name in (one.name, *one.aliases)}
        succession = cls(bureaus=kept, gone=gone)
        return replace(succession, bureaus=tuple(succession._heir(one, taken, known) for one in kept))

    def name(self, name: str) -> str:
        """Who stands for `name`; empty when nobody does."""
        return self.gone.get(name, name)

    def names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Who stand for `names`, each once."""
        return tuple(dict.fromkeys(found for name in names if (found := self.name(name))))

    def _heir(self, bureau: Bureau, taken: Mapping[str, list[str]], known: set[str]) -> Bureau:
        more = [name for name in taken.get(bureau.name, ()) if name not in known]
        return replace(bureau, aliases=(*bureau.aliases, *more), members=self.names(bureau.members))


def _last(name: str, stopped: Mapping[str, Bureau]) -> str:
    """The end of the chain of 并入; empty when it ends at nobody or runs in a circle."""
    seen: set[str] = set()
    while name in stopped:
        if name in seen:
            return ""
        seen.add(name)
        name = stopped[name].merged_into
    return name
