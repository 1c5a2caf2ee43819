"""What an origin leads to."""

from __future__ import annotations

from reporter.core.values import dataclass
from reporter.record.trace.terms import Term


class UnknownOrigin(KeyError):
    """A name that no figure has: a fault of the program, or of what a user asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A figure by its origin: what it means, and how it is computed anew.

    `percent` says that the value is a share of 1 and printed in percent; `unit` is that of an amount.
    """

    origin: str
    meaning: str
    term: Term
    percent: bool = False
    unit: str = ""
