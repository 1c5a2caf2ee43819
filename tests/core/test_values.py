"""Dataclasses defined the short way are dataclasses as the standard library has them."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, field, fields, is_dataclass, replace
from dataclasses import dataclass as standard

import pytest

from reporter.core.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a row holds."""

    code: str
    names: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not self.code:
            raise ValueError("no code")


@standard(frozen=True, slots=True, kw_only=True)
class StandardRow:
    code: str
    names: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    seen: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    first: int
    second: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """Nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own)

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer(Row):
    length: int = 1


@dataclass(slots=True)
class Counter:
    number: int = 0


def test_fields_are_parameters_with_their_defaults() -> None:
    row = Row(code="A1")
    assert (row.code, row.names, row.more, row.seen) == ("A1", (), {}, 0)
    assert Row(code="A1").more is not row.more
    assert Pair(1) == Pair(first=1, second=2)
    assert Empty() == Empty()


def test_a_wrong_call_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Row.__init__\(\) missing 1 required keyword-only argument: 'code'"):
        Row()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Row("A1")  # type: ignore[misc]
    with pytest.raises(TypeError):
        Row(code="A1", other=1)  # type: ignore[call-arg]


def test_nonsense_is_refused_when_it_is_made_or_replaced() -> None:
    with pytest.raises(ValueError, match="no code"):
        Row(code="")
    with pytest.raises(ValueError, match="no code"):
        replace(Row(code="A1"), code="")


def test_nothing_can_be_changed() -> None:
    row = Row(code="A1")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'code'"):
        row.code = "A2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'code'"):
        del row.code
    with pytest.raises(FrozenInstanceError):
        row.other = 1  # type: ignore[attr-defined]
    assert not hasattr(row, "__dict__")


def test_equal_values_are_equal_and_hash_alike_without_what_is_not_compared() -> None:
    one, other = Row(code="A1", names=("a",), more=(), seen=1), Row(code="A1", names=("a",), more=(), seen=2)  # type: ignore[arg-type]
    assert one == other and hash(one) == hash(other)
    assert one != replace(one, names=("b",))
    assert one != StandardRow(code="A1", names=("a",), more=())  # type: ignore[arg-type, comparison-overlap]
    assert hash(Empty()) == hash(Empty())


def test_it_prints_as_the_library_prints() -> None:
    row, twin = Row(code="A1", names=("a",), seen=3), StandardRow(code="A1", names=("a",), seen=3)
    assert repr(row) == repr(twin).removeprefix("Standard")
    assert repr(Empty()) == "Empty()"


def test_what_a_class_defines_itself_stays() -> None:
    assert Own(number=1) == Own(number=2) and hash(Own(number=1)) == 7 and repr(Own(number=1)) == "own"


def test_the_functions_of_the_library_know_it() -> None:
    row = Row(code="A1", names=("a",))
    assert is_dataclass(Row) and [one.name for one in fields(row)] == ["code", "names", "more", "seen"]
    assert asdict(row) == {"code": "A1", "names": ("a",), "more": {}, "seen": 0}
    assert Row.__doc__ == "What a row holds." and Pair.__match_args__ == ("first", "second")


def test_it_is_copied_and_pickled() -> None:
    row = Row(code="A1", more={"a": 1}, seen=5)
    for twin in (pickle.loads(pickle.dumps(row)), copy.copy(row), copy.deepcopy(row)):
        assert twin == row and twin.seen == 5


def test_a_class_may_inherit_the_fields_of_another() -> None:
    longer = Longer(code="A1", length=2)
    assert (longer.code, longer.length) == ("A1", 2)
    assert longer != Row(code="A1")
    with pytest.raises(ValueError, match="no code"):
        Longer(code="")


def test_a_field_that_no_parameter_fills_is_refused() -> None:
    with pytest.raises(TypeError, match=r"Odd.number: use dataclasses\.dataclass"):

        @dataclass(frozen=True, slots=True, kw_only=True)
        class Odd:
            number: int = field(default=1, init=False)


def test_others_are_left_to_the_library() -> None:
    counter = Counter()
    counter.number = 3
    assert counter == Counter(3)
