"""A frozen value with some of its fields changed, without the cost of building it anew.

`dataclasses.replace` calls the constructor with every field, which for the hall's many costs more
than deciding does. Here the fields are copied slot by slot. For values without `__post_init__`.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

Value = TypeVar("Value")

_Setter = Callable[[Any, Any], None]


@cache
def _slots(kind: type) -> tuple[Callable[[Any], tuple[Any, ...]], dict[str, _Setter]]:
    """How to read all slots of a type at once, and how to write each."""
    names = [each.name for each in fields(kind)]
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}


def changed(value: Value, **changes: Any) -> Value:
    """The value with some fields changed; raises `KeyError` for a field it does not have."""
    kind: Any = type(value)
    read, write = _slots(kind)
    new: Value = object.__new__(kind)
    for setter, old in zip(write.values(), read(value), strict=True):
        setter(new, old)
    for name, wanted in changes.items():
        write[name](new, wanted)
    return new
