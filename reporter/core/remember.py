"""The last answer of a pure function, kept for the same objects: a plan is costly to look through and to hash."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def for_same(function: Callable[P, T]) -> Callable[P, T]:
    """`function`, which must be pure and give what nobody changes; its last answer is given again for arguments that
    are the very same objects.
    """
    last: list[tuple[tuple[object, ...], T]] = []

    @wraps(function)
    def remembering(*args: P.args, **kwargs: P.kwargs) -> T:
        given = (*args, *kwargs.values())
        if last and len(last[0][0]) == len(given) and all(map(_is_same, last[0][0], given)):
            return last[0][1]
        answer = function(*args, **kwargs)
        last[:] = [(given, answer)]
        return answer

    return remembering


def _is_same(one: object, other: object) -> bool:
    return one is other
