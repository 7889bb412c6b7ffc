from dataclasses import FrozenInstanceError, replace

import pytest

from hall.core.changed import changed
from hall.core.hall import Hall
from tests.core.build import at, open_hall


def test_a_changed_value_is_as_if_built_anew() -> None:
    """The same as `dataclasses.replace`, and the value it came from stays as it was."""
    hall = open_hall(1).hall
    later = changed(hall, last_at=at(9), order=4)
    assert later == replace(hall, last_at=at(9), order=4)
    assert (hall.order, later.order) == (0, 4)


def test_a_field_that_is_not_there_is_an_error() -> None:
    """A fault of the program is not passed over."""
    with pytest.raises(KeyError):
        changed(Hall(), colour="red")


def test_a_changed_value_is_of_its_kind_and_frozen() -> None:
    """Nothing of how it was copied can be seen, and nobody can change it afterwards."""
    later = changed(Hall(), order=4)
    assert type(later) is Hall
    with pytest.raises(FrozenInstanceError):
        later.order = 5  # type: ignore[misc]
