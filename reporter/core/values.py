"""`dataclass` as the standard library has it, except that frozen ones with slots cost a fifth to define.

A process defines some three hundred of them before it does anything. Python 3.11 writes seven functions for each and
compiles them one by one; here only `__init__` is, and it sets the slots directly, so that making a value takes two
thirds of the time as well. The library's functions (`replace`, `fields`, `asdict`) work as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import dataclass as _standard

    def dataclass(*, frozen=False, slots=False, **options):
        """The decorator of a dataclass; frozen with slots and nothing but `kw_only` it takes the short way."""
        if frozen and slots and options.keys() <= {"kw_only"}:
            return lambda cls: _value(cls, **options)
        return _standard(frozen=frozen, slots=slots, **options)

    def _value(cls, kw_only=False):
        """`cls` with slots, and with all that a frozen dataclass has; what it defines itself stays."""
        own = vars(cls)
        made = _standard(cls, init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
        found = fields(made)
        compared = _getter([one.name for one in found if one.compare])
        more = {"__init__": _init(made, found, kw_only), "__repr__": _repr, "__eq__": _eq(compared)}
        if own.get("__hash__") is None:
            made.__hash__ = _hash(compared)
        for name, function in {**more, **_FROZEN}.items():
            if name not in own:
                setattr(made, name, function)
        return made


def _init(cls: type, found: Iterable[Field[Any]], kw_only: bool) -> Callable[..., None]:
    """The only function that has to be written for each class: its parameters are the fields."""
    names: dict[str, Any] = {"_missing": MISSING}
    parameters, lines = [], []
    for one in found:
        if not one.init or one.kw_only != kw_only:
            raise TypeError(f"{cls.__name__}.{one.name}: use dataclasses.dataclass for such a field")
        parameter, value = _parameter(one, names)
        parameters.append(parameter)
        names[f"_set_{one.name}"] = getattr(cls, one.name).__set__
        lines.append(f"_set_{one.name}(self, {value})")
    lines.append("self.__post_init__()" if hasattr(cls, "__post_init__") else "pass")
    given = ["self", *(["*"] if kw_only and parameters else []), *parameters]
    exec(f"def __init__({', '.join(given)}): {'; '.join(lines)}", names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _parameter(one: Field[Any], names: dict[str, Any]) -> tuple[str, str]:
    """A field as a parameter, and the value that goes into its slot; what both refer to is put into `names`."""
    name = one.name
    if one.default is not MISSING:
        names[f"_default_{name}"] = one.default
        return f"{name}=_default_{name}", name
    if one.default_factory is not MISSING:
        names[f"_make_{name}"] = one.default_factory
        return f"{name}=_missing", f"_make_{name}() if {name} is _missing else {name}"
    return name, name


def _getter(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """What gives the values of the fields `names`."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def _eq(compared: Callable[[Any], tuple[object, ...]]) -> Callable[[Any, object], bool]:
    def __eq__(self: Any, other: object) -> bool:  # noqa: N807
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return __eq__


def _hash(compared: Callable[[Any], tuple[object, ...]]) -> Callable[[Any], int]:
    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(compared(self))

    return __hash__


@recursive_repr()
def _repr(self: Any) -> str:
    shown = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_to_set(_self: object, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _restore(self: Any, state: tuple[None, dict[str, object]]) -> None:
    """From what Python itself pickles of an object with slots."""
    for name, value in state[1].items():
        object.__setattr__(self, name, value)


_FROZEN = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__setstate__": _restore,
}
