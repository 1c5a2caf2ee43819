"""Frozen dataclasses to plain JSON values and back, by their type hints.

Decimals are strings, dates ISO, enumerations their values, statuses in English (DESIGN 8).
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from reporter.core.problem import Problem
from reporter.core.status import TaskState

T = TypeVar("T")
_PLAIN = frozenset((str, int, bool, type(None)))
_TASK_STATES = {state.status.value: state for state in TaskState}


def encode(value: object) -> Any:
    """`value` as JSON values. A lead's answer is named by the status it means; a problem's place is flattened."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Problem):
        place = value.place
        flat = {name: encode(getattr(value, name)) for name in _names(Problem) if name != "place"}
        return flat | {"file": place.file, "sheet": place.sheet, "cell": place.cell}
    if is_dataclass(value):
        kind: type = type(value)
        return {name: encode(getattr(value, name)) for name in _names(kind)}
    if isinstance(value, TaskState):
        return value.status.value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {encode(key): encode(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def decode(kind: type[T], value: Any) -> T:
    """The instance of `kind` that `encode` turned into `value`; ValueError, TypeError or KeyError when it is none.

    A field with a default may be absent: records made before it was added are read all the same.
    """
    decoded: T = _decode(kind, value)
    return decoded


def _decode(kind: Any, value: Any) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        inner = [one for one in arguments if one is not type(None)]
        return None if value is None else _decode(inner[0], value)
    if origin is tuple:
        return tuple(_decode(arguments[0], item) for item in value)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is no table")
        return {_decode(arguments[0], key): _decode(arguments[1], item) for key, item in value.items()}
    if kind is Problem:
        place = {"file": value["file"], "sheet": value["sheet"], "cell": value["cell"]}
        return _instance(Problem, {**value, "place": place})
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    if kind is TaskState:
        return _TASK_STATES[value]
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if kind is Decimal or issubclass(kind, Enum):
        return kind(value)
    if is_dataclass(kind):
        return _instance(kind, value)
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _instance(kind: Any, value: Mapping[str, Any]) -> Any:
    """An instance; a field that the record of an earlier release lacks has its default, KeyError without one."""
    hints = _hints(kind)
    given = [field for field in fields(kind) if field.name in value or _is_required(field)]
    return kind(**{field.name: _decode(hints[field.name], value[field.name]) for field in given})


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)
