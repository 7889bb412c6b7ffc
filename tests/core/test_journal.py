from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct, structs

from hall.core.events import VERSIONS
from hall.storage.encoding import dump, kind_of, load
from hall.storage.placed import At
from hall.storage.records import steps
from tests.core.acts import play

SEEDS = range(60)


def test_every_event_is_read_back_from_the_journal_as_it_was() -> None:
    """Whatever happens in a hall, its payload says all of it."""
    seen = set()
    for seed in SEEDS:
        for event in play(seed, steps=200).journal:
            kind = kind_of(event)
            seen.add(kind)
            assert load(kind, VERSIONS[type(event)], dump(event)) == event
    assert seen == {each.__name__ for each in VERSIONS}


@pytest.mark.parametrize("kind", VERSIONS, ids=lambda kind: kind.__name__)
def test_what_may_be_missing_has_a_default(kind: type) -> None:
    """Old journals left out what is None, so reading must not need it, however deep it lies."""
    for value in _values(kind):
        hints = get_type_hints(value)
        for each in _fields(value):
            if type(None) in get_args(hints[each.name]):
                assert each.default is None, f"{value.__name__}.{each.name}"


def _values(kind: Any) -> Iterator[Any]:
    """The structs and dataclasses that a type is made of."""
    if _is_struct(kind) or is_dataclass(kind):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from _values(hint)
    for part in get_args(kind):
        yield from _values(part)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _fields(kind: Any) -> Sequence[Any]:
    return structs.fields(kind) if _is_struct(kind) else fields(kind)


@pytest.mark.parametrize("seed", range(3))
def test_records_are_of_plain_values(seed: int) -> None:
    """No event breaks the records, and what is bound costs the driver no search for an adapter."""
    plain = {str, int, float, bool, NoneType}
    where = At(seq=1, day="2026-03-02", by="tests")
    for event in play(seed, steps=200).journal:
        for name, row in steps(event, where):
            assert {type(value) for value in row.values()} <= plain, (name, row)
