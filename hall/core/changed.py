"""A frozen value with some of its fields changed, without the cost of building it anew.

`dataclasses.replace` calls the constructor with every field, which for the hall's many costs more
than deciding does. So values that change with every event keep their fields in a dictionary, not
in slots: a dictionary is copied at once. For values without `__post_init__`.
"""

from typing import Any, TypeVar

Value = TypeVar("Value")


def changed(value: Value, **changes: Any) -> Value:
    """The value with some fields changed; raises `KeyError` for a field it does not have."""
    fields = vars(value) | changes
    if len(fields) > len(vars(value)):
        raise KeyError(*(changes.keys() - vars(value).keys()))
    new: Value = object.__new__(type(value))
    object.__setattr__(new, "__dict__", fields)
    return new
