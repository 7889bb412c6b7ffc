"""How many taps anything takes, searched through the kiosk's own model."""

import pytest

from kiosk.catalogue import Catalogue, assemble
from kiosk.frame import Shown
from kiosk.pages import shown
from kiosk.places import Tap
from tests.screens.hall_messages import catalogue_parts
from tests.screens.kiosk_walk import Walk

Taps = tuple[tuple[Tap, str], ...]
DEPTH = 5


def offered(page: Shown) -> list[tuple[Tap, str]]:
    """What the page on show offers to touch, without the keys of the search."""
    content = page[page["page"].lower()]
    things = [*content.get("tiles", []), *content.get("doors", []), *content.get("rows", [])]
    if content.get("turns", {}).get("may_on"):
        things.append({"tap": "turn", "argument": "on"})
    if content.get("lives"):
        things.append({"tap": "lives", "argument": ""})
    if page["page"] == "Receipt":
        things.append({"tap": "without", "argument": ""})
    return [(Tap(thing["tap"]), thing["argument"]) for thing in things]


def walked(taps: Taps) -> Walk:
    """A kiosk after some taps."""
    walk = Walk()
    walk.hears_hall()
    for tap, argument in taps:
        walk.tap(tap, argument)
    return walk


@pytest.fixture(scope="module")
def shortest() -> dict[str, int]:
    """The taps to a number for each matter, and for each category without matters."""
    found: dict[str, int] = {}
    edge: list[Taps] = [()]
    for taken in range(1, DEPTH + 1):
        further: list[Taps] = []
        for taps in edge:
            walk = walked(taps)
            page = walk.shown()
            choice = walk.kiosk.flow.choice
            if page["page"] == "Guide" and choice is not None:
                found.setdefault(choice.matter or choice.category, taken)
                continue
            further += [(*taps, tap) for tap in offered(page)]
        edge = further
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return assemble(catalogue_parts())


def test_a_frequent_matter_is_at_most_three_taps_away(
    shortest: dict[str, int], catalogue: Catalogue
) -> None:
    """The twelve matters on the start take two."""
    assert {shortest[matter.id] for matter in catalogue.frequent()} == {2}


def test_every_matter_is_at_most_five_taps_away(
    shortest: dict[str, int], catalogue: Catalogue
) -> None:
    """Also the rarest of the longest list."""
    assert all(shortest[matter] <= 5 for matter in catalogue.matters)


def test_every_category_without_matters_can_be_asked_for(
    shortest: dict[str, int], catalogue: Catalogue
) -> None:
    """Results, questions and complaints have their numbers too."""
    bare = [c.code for c in catalogue.categories.values() if c.code not in "TZSSBDYBGAZHJSJGJH"]
    assert bare == ["CJ", "ZX", "BC"]
    assert all(shortest[code] <= 4 for code in bare)


def test_help_is_one_tap_away_on_every_page() -> None:
    """The bar at the bottom is the same everywhere."""
    for taps in ((), ((Tap.ALL, ""),), ((Tap.SEARCH, ""),), ((Tap.MATTER, "GA01"),)):
        walk = walked(taps)
        assert Tap.HELP.value in [button["tap"] for button in shown(walk.kiosk.known(0))["bar"]]
