from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.core.line import CHUNK, Key, Line
from tests.core.build import START

keys = st.builds(
    lambda second, order: (START + timedelta(seconds=second), order, f"v{order}"),
    st.integers(0, 40),
    st.integers(1, 400),
)


def _key(order: int) -> Key:
    return (START + timedelta(seconds=order), order, f"v{order}")


def _filled(keys: list[Key]) -> Line:
    line = Line()
    for key in keys:
        line = line.add(key)
    return line


@given(st.lists(keys, unique=True, max_size=300), st.data())
def test_a_line_behaves_as_a_sorted_list(entries: list[Key], data: st.DataObject) -> None:
    """Adding, removing, counting and reading ahead agree with a plain sorted list."""
    line, plain = _filled(entries), sorted(entries)
    if plain:
        gone = data.draw(st.lists(st.sampled_from(plain), unique=True))
        for key in gone:
            line = line.remove(key)
            plain.remove(key)
    assert list(line) == plain
    assert len(line) == len(plain)
    assert line.head == (plain[0] if plain else None)
    assert line.first(5) == tuple(plain[:5])
    probe = data.draw(keys)
    assert line.after(probe, 3) == tuple(key for key in plain if key > probe)[:3]
    assert line.ahead_of(probe) == sum(key < probe for key in plain)


def test_chunks_stay_short() -> None:
    """However long the line, one change copies a short chunk."""
    line = _filled([_key(order) for order in range(20 * CHUNK)])
    assert max(map(len, line.chunks)) <= CHUNK


def test_removing_what_is_not_there_is_an_error() -> None:
    """A missing entry is a fault of the program and is not passed over."""
    with pytest.raises(KeyError):
        Line().remove(_key(1))
    with pytest.raises(KeyError):
        _filled([_key(1)]).remove(_key(2))


def test_a_change_leaves_the_old_line_as_it_was() -> None:
    """A line is a value: what somebody holds never changes under them."""
    before = _filled([_key(1), _key(2)])
    before.add(_key(3))
    before.remove(_key(1))
    assert [key[1] for key in before] == [1, 2]
