"""The draft plan: windows by load, nothing without one, as few changes as can be."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from hall.catalogue import sample
from hall.core.hall import CategoryKind
from hall.supervision.window_design import Evidence, advise
from hall.supervision.window_plan import Entry, Seat, draft, loads

CATALOGUE, SITE = sample()
SHARED = [
    code
    for code, each in CATALOGUE.categories.items()
    if each.kind in {CategoryKind.INTEGRATED, CategoryKind.GENERAL}
]
SEATS = [
    Seat(no=no, categories=each.categories, area=each.area) for no, each in SITE.windows.items()
]


def seat(no: int, *categories: str, **more: object) -> Seat:
    """A window of no area."""
    return Seat(no=no, categories=categories, **more)  # type: ignore[arg-type]


def then(entries: list[Entry]) -> dict[int, tuple[str, ...]]:
    """What changes, and to what."""
    return {each.no: each.then for each in entries if each.changes}


def test_a_window_moves_to_where_there_is_most_to_do() -> None:
    """Of the category that has too many, and no other window changes."""
    seats = [seat(1, "SS"), seat(2, "SS"), seat(3, "SS"), seat(4, "BD")]
    assert then(draft(seats, CATALOGUE, {"SS": 100, "BD": 300})) == {2: ("BD",), 3: ("BD",)}
    assert then(draft(seats, CATALOGUE, {"SS": 300, "BD": 100})) == {}


def test_the_window_of_the_same_area_moves_first() -> None:
    """People of one category keep together."""
    seats = [
        seat(1, "SS", area="E"),
        seat(2, "SS", area="E"),
        seat(3, "SS", area="W"),
        seat(4, "BD", area="W"),
        seat(5, "YB", area="E"),
        seat(6, "YB", area="W"),
        seat(7, "YB", area="E"),
    ]
    changed = then(draft(seats, CATALOGUE, {"SS": 300, "YB": 120, "BD": 150}))
    assert changed == {6: ("BD",)}


def test_a_clerk_is_given_nothing_that_they_may_not_serve() -> None:
    """Another window moves; where none can, the plan stays as it is."""
    load = {"SS": 100, "BD": 300}
    bound = frozenset({"SS"})
    seats = [seat(1, "SS"), seat(2, "SS"), seat(3, "SS", skills=bound), seat(4, "BD")]
    assert then(draft(seats, CATALOGUE, load)) == {1: ("BD",), 2: ("BD",)}
    assert then(draft([*seats[2:], seat(5, "SS", skills=bound)], CATALOGUE, load)) == {}


def test_special_windows_stay_as_they_are() -> None:
    """A department's own window, pick-up and enquiry are not shared out."""
    seats = [seat(1, "SS", fixed=True), seat(2, "CJ"), seat(3, "ZX"), seat(4, "JS"), seat(5, "SS")]
    assert then(draft(seats, CATALOGUE, {"BD": 500, "SS": 1})) == {5: ("BD", "SS")}


def test_without_records_nothing_is_drafted() -> None:
    """No load says nothing about windows."""
    assert then(draft(SEATS, CATALOGUE, {})) == {}


def test_the_load_follows_the_proposals() -> None:
    """A matter's minutes count where it is now, and where it would be."""
    seen = Evidence(
        days=250, numbers=dict.fromkeys(CATALOGUE.matters, 100), active_days={}, together={}
    )
    proposals = advise(CATALOGUE, seen)
    now, after = loads(CATALOGUE, seen, proposals)
    assert now.total() == after.total() > 0
    moved = {each.now for each in proposals if each.moves}
    assert {code for code in now if now[code] > after[code]} <= moved


@given(st.dictionaries(st.sampled_from(SHARED), st.integers(0, 10_000)))
def test_nothing_is_left_without_a_window(load: dict[str, int]) -> None:
    """Whatever the load, every category that had a window or has work keeps one."""
    entries = draft(SEATS, CATALOGUE, load)
    before = Counter(code for each in entries for code in each.now)
    after = Counter(code for each in entries for code in each.then)
    assert set(before) <= set(after)
    assert {code for code, minutes in load.items() if minutes} <= set(after)
    assert all(set(each.now) <= set(SHARED) for each in entries if each.changes)
