"""What a clerk is shown of own ratings tells of no single one."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hall.supervision.own_ratings import LEAST, Given, rating_groups

FIRST = date(2026, 3, 2)
RATINGS = st.lists(
    st.builds(
        Given,
        day=st.integers(0, 30).map(lambda days: FIRST + timedelta(days=days)),
        level=st.integers(1, 5),
    ),
    max_size=60,
)


@given(RATINGS)
def test_no_group_is_small_and_no_two_can_be_compared(ratings: list[Given]) -> None:
    """Each group has five or more, of days that no other group has."""
    groups = list(rating_groups(ratings, FIRST + timedelta(days=31)))
    assert all(group.count >= LEAST for group in groups)
    assert all(one.last < other.first for one, other in pairwise(groups))


@given(RATINGS, st.integers(1, 31))
def test_what_was_shown_once_never_changes(ratings: list[Given], days: int) -> None:
    """Looking every day tells no more than looking once: groups are only added."""
    before = list(rating_groups(ratings, FIRST + timedelta(days=days)))
    after = list(rating_groups(ratings, FIRST + timedelta(days=31)))
    assert after[: len(before)] == before
    assert all(group.last < FIRST + timedelta(days=days) for group in before)
