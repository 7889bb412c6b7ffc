"""Simulated people as plain values: who comes, what a clerk does next, who rates."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median
from typing import Literal

import pytest

from hall.bus.messages import (
    AskRating,
    CatalogueView,
    CategoryCard,
    CloseRating,
    DeviceCard,
    Key,
    MatterCard,
    NumberIssued,
    QueueView,
    SiteView,
    Stage,
    Version,
    VisitInHand,
    WindowCard,
    WindowStatus,
    WindowView,
)
from hall.bus.topics import Channel, Kind, Topic
from simulators.crowd.actions import (
    CloseWindow,
    OpenWindow,
    PressPad,
    PressRater,
    TakeAtKiosk,
)
from simulators.crowd.crowd import Crowd
from simulators.crowd.people import draw_person, lasting_s
from simulators.crowd.scenario import Scenario, Spread, scenarios
from simulators.crowd.world import World

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
NINE = MONDAY.replace(hour=1)
"""Nine in the morning in the hall's zone."""
STEP = timedelta(seconds=2)
ORDINARY = scenarios()["ordinary"]
KINDS: tuple[Literal["integrated", "pick_up", "enquiry", "unresolved"], ...] = (
    "integrated",
    "pick_up",
    "enquiry",
    "unresolved",
)


def seen(**changes: object) -> World:
    """A hall of one window, two kiosks, one matter and the categories without matters."""
    world = World()
    first = Version(epoch=1, sequence=1)
    for message in (
        SiteView(
            version=first,
            hall="H01",
            name=("厅", "Hall"),
            zone="Asia/Shanghai",
            areas=(),
            windows=(WindowCard(window=1, name=("", ""), area="A", x=0, y=0, low_counter=False),),
            devices=(
                DeviceCard(id="rater-01", kind="rater", window=1),
                DeviceCard(id="kiosk-1", kind="kiosk"),
                DeviceCard(id="kiosk-2", kind="kiosk"),
            ),
        ),
        catalogue(first),
        QueueView(version=first, queues=(), issued=0, ended=0),
    ):
        world.hear(Topic("h", Kind.SITE, "all", Channel.VIEW), message)
    show(world, **changes)
    return world


def catalogue(version: Version) -> CatalogueView:
    nothing = ("", "")
    return CatalogueView(
        version=version,
        catalogue_version="1",
        part=1,
        parts=1,
        categories=tuple(
            CategoryCard(code=kind.upper(), name=nothing, kind=kind, prefix="A", area="A")
            for kind in KINDS
        ),
        matters=(
            MatterCard(
                id="M1",
                name=nothing,
                title=nothing,
                aliases=(),
                category="INTEGRATED",
                departments=(),
                applicants=(),
                conditions=(),
                materials=(),
                steps=(),
                time_limit=nothing,
                fee=nothing,
                instant=False,
                share_pct=100,
                service_median_min=10,
                service_p90_min=20,
            ),
        ),
    )


def show(world: World, **changes: object) -> None:
    """The window as it stands, newer than before."""
    before = world.windows.get(1)
    view = WindowView(
        version=Version(epoch=1, sequence=before.version.sequence + 1 if before else 1),
        window=1,
        status=WindowStatus.OPEN,
        categories=("INTEGRATED",),
        waiting=0,
        clerk="clerk01",
    )
    shown = replace(view, **changes)  # type: ignore[arg-type]
    world.hear(Topic("h", Kind.WINDOW, "1", Channel.VIEW), shown)


def in_hand(called_at: datetime, stage: Stage = Stage.CALLED, **changes: object) -> VisitInHand:
    visit = VisitInHand(
        visit="v1",
        number="A001",
        category="INTEGRATED",
        stage=stage,
        issued_at=called_at - timedelta(minutes=5),
        called_at=called_at,
        matter="M1",
    )
    return replace(visit, **changes)  # type: ignore[arg-type]


def alone(scenario: Scenario = ORDINARY, **changes: object) -> Crowd:
    """Clerks and raters without citizens of their own."""
    return Crowd(replace(scenario, numbers=1, waiting_at_start={}, **changes), seed=1)  # type: ignore[arg-type]


def acts(crowd: Crowd, world: World, start: datetime, for_s: float) -> list[tuple[float, object]]:
    """What people do in a time in which nothing answers, each with its second."""
    found: list[tuple[float, object]] = []
    now = start
    while now < start + timedelta(seconds=for_s):
        found += [((now - start).total_seconds(), each) for each in crowd.tick(now, world)]
        now += STEP
    return found


def first(crowd: Crowd, world: World, start: datetime, for_s: float = 600) -> tuple[float, object]:
    return acts(crowd, world, start, for_s)[0]


def test_nobody_comes_before_the_hall_is_known_or_on_a_weekend() -> None:
    """People need the site, the whole catalogue and the queues, and a working day."""
    assert acts(Crowd(ORDINARY, 1), World(), NINE, 600) == []
    saturday = NINE + timedelta(days=5)
    assert acts(Crowd(ORDINARY, 1), seen(), saturday, 600) == []


def test_the_same_seed_brings_the_same_people() -> None:
    """Who comes, when and for what is the same again, and other for another seed."""

    def morning(seed: int) -> list[tuple[float, object]]:
        return acts(Crowd(ORDINARY, seed), seen(status=WindowStatus.PAUSED), NINE, 3600)

    assert morning(1) == morning(1)
    assert morning(1) != morning(2)


def test_people_come_by_the_shares_of_the_scenario() -> None:
    """Categories without matters are asked for by their kinds' shares, the rest by matter."""
    world = seen(status=WindowStatus.PAUSED)
    taken = [
        action.request
        for seed in range(12)
        for _, action in acts(Crowd(ORDINARY, seed), world, NINE - timedelta(minutes=35), 12_000)
        if isinstance(action, TakeAtKiosk)
    ]
    by_kind = Counter(each.category or each.matter for each in taken)
    assert len(taken) / 12 == pytest.approx(0.55 * ORDINARY.numbers, rel=0.25)
    assert by_kind["PICK_UP"] / len(taken) == pytest.approx(0.12, abs=0.03)
    assert by_kind["M1"] / len(taken) == pytest.approx(0.802, abs=0.04)
    assert len({each.id for each in taken}) == len(taken)


def test_kiosks_with_screens_are_left_to_people() -> None:
    """Citizens use the other kiosks, while there are any."""
    world = seen(status=WindowStatus.PAUSED)
    crowd = Crowd(ORDINARY, 1, taken_kiosks=frozenset({"kiosk-1"}))
    kiosks = {a.kiosk for _, a in acts(crowd, world, NINE, 3600) if isinstance(a, TakeAtKiosk)}
    assert kiosks == {"kiosk-2"}


def test_durations_follow_their_median_and_ninetieth_percentile() -> None:
    """A spread is log-normal: half below its median, a tenth above its p90."""
    spread = Spread(median=10, p90=20)
    assert lasting_s(spread, 0) == 600
    assert lasting_s(spread, 1.2815515655446004) == pytest.approx(1200)


def test_a_clerk_opens_calls_and_finishes() -> None:
    """Sit down; call when somebody waits; ask for the rating when the service is done."""
    assert first(alone(), seen(status=WindowStatus.CLOSED, clerk=None), NINE)[1] == OpenWindow(
        window=1, clerk="clerk01"
    )
    assert acts(alone(), seen(), NINE, 600) == []
    after_s, action = first(alone(), seen(waiting=3), NINE)
    assert action == PressPad(window=1, key=Key.CALL)
    assert 2 <= after_s <= 14
    ends = [served_s(number) for number in range(40)]
    assert 300 < median(ends) < 1200


def served_s(number: int) -> float:
    """After how many seconds the service of one of many people is finished."""
    world = seen(in_hand=in_hand(NINE, Stage.SERVING, visit=f"v{number}", started_at=NINE))
    done = [
        (after_s, action)
        for after_s, action in acts(alone(), world, NINE, 7200)
        if action == PressPad(window=1, key=Key.RATE)
    ]
    return done[0][0] if done else 0


def nobody_comes() -> Crowd:
    return alone(citizens=replace(ORDINARY.citizens, no_show_pct=100))


def test_a_clerk_calls_again_and_gives_up() -> None:
    """Nobody comes: recalled after a while, and marked as a no-show after the time to walk."""
    crowd, world = nobody_comes(), seen(in_hand=in_hand(NINE))
    pressed = acts(crowd, world, NINE, 90)
    assert {action for _, action in pressed} == {PressPad(window=1, key=Key.RECALL)}
    assert 0 <= pressed[0][0] - ORDINARY.clerks.recall_every_s <= 1
    show(world, in_hand=in_hand(NINE, calls=4))
    pressed = acts(crowd, world, NINE + timedelta(seconds=92), 20)
    assert pressed[0] == (8, PressPad(window=1, key=Key.NO_SHOW))


def test_the_impatient_do_not_come() -> None:
    """Whoever waited longer than their patience is gone when called."""
    person = draw_person(ORDINARY.citizens, Random(3))
    assert person.comes(person.patience_s - 1)
    assert not person.comes(person.patience_s + 1)


def test_a_clerk_waits_for_an_effect_before_pressing_again() -> None:
    """A key that seems lost is pressed again, later when the hall clock races."""
    world = seen(waiting=1)
    calm = [after_s for after_s, _ in acts(alone(), world, NINE, 60)]
    world.rate = 60
    racing = [after_s for after_s, _ in acts(alone(), world, NINE, 200)]
    assert calm[1] - calm[0] == 8
    assert racing[1] - racing[0] == 120


def test_a_clerk_has_lunch_and_goes_home() -> None:
    """A pause when nobody waits, back by the API, and home when the day is over."""
    noon = MONDAY.replace(hour=3, minute=55)
    crowd, world = alone(), seen()
    assert first(crowd, world, noon)[1] == PressPad(window=1, key=Key.PAUSE)
    show(world, status=WindowStatus.PAUSED)
    back_s, action = first(crowd, world, noon, 4000)
    assert action == OpenWindow(window=1, clerk="clerk01")
    assert back_s == pytest.approx(45 * 60, abs=5)
    evening = MONDAY.replace(hour=9, minute=1)
    assert first(alone(), seen(), evening)[1] == CloseWindow(window=1)
    assert first(alone(), seen(waiting=1), evening)[1] == PressPad(window=1, key=Key.CALL)


def test_a_visitor_takes_a_clerks_place() -> None:
    """At a window that a visitor plays, nobody else presses a key."""
    crowd = alone()
    crowd.played_pads = {1}
    assert acts(crowd, seen(waiting=3), NINE, 600) == []


def rating_crowd() -> Crowd:
    return alone(citizens=replace(ORDINARY.citizens, rating_pct=100))


def ask(world: World, service: str) -> None:
    message = AskRating(id=service, ttl_s=10, service=service, open_s=60)
    world.hear(Topic("h", Kind.RATER, "rater-01", Channel.COMMAND), message)


def test_a_person_rates_once_when_asked() -> None:
    """The one at the window answers the open question once; nobody answers a closed one."""
    crowd, world = rating_crowd(), seen(in_hand=in_hand(NINE))
    crowd.tick(NINE, world)
    show(world)
    ask(world, "v1.1")
    pressed = [a for _, a in acts(crowd, world, NINE, 120) if isinstance(a, PressRater)]
    assert [(each.window, each.service) for each in pressed] == [(1, "v1.1")]
    close = CloseRating(id="c", ttl_s=10, service="v1.1")
    world.hear(Topic("h", Kind.RATER, "rater-01", Channel.COMMAND), close)
    assert acts(rating_crowd(), world, NINE, 120) == []


def test_a_citizen_is_known_by_the_ticket() -> None:
    """The answer of the kiosk tells which visit is whose."""
    world = seen(status=WindowStatus.PAUSED)
    crowd = Crowd(ORDINARY, 1)
    taken = next(a for _, a in acts(crowd, world, NINE, 3600) if isinstance(a, TakeAtKiosk))
    issued = NumberIssued(
        request=taken.request.id,
        visit="v9",
        number="A009",
        token="t",
        category="INTEGRATED",
        ahead=0,
        area="A",
    )
    world.hear(Topic("h", Kind.KIOSK, taken.kiosk, Channel.REPLY), issued)
    crowd.tick(NINE + timedelta(hours=1), world)
    assert taken.request.id not in world.issued
