"""A version of the catalogue is taken up with its day, by the rules and by every screen."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

from hall.bus.messages import CatalogueView, NumberIssued, Refused, TakeNumber
from hall.bus.topics import Kind
from hall.catalogue.model import Catalogue
from hall.catalogue.text import Text
from hall.controller.editions import Editions
from hall.controller.orders import Actor, ActorKind, Order
from hall.core import commands as c
from hall.core.hall import Hall
from tests.fakes.running_hall import RunningHall, running
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

PREMISES = sample_premises()
FIRST = PREMISES.catalogue
NEXT_DAY = timedelta(hours=24)


def edition(version: str, begins: date) -> Catalogue:
    """The catalogue without its first matter, whose second has another title."""
    (gone, renamed), rest = list(FIRST.matters)[:2], dict(FIRST.matters)
    del rest[gone]
    rest[renamed] = replace(rest[renamed], title=Text("新名称", "New title"))
    return replace(FIRST, version=version, effective_from=begins, matters=rest)


def take(hall: RunningHall, ident: str, matter: str) -> None:
    """Somebody at a kiosk asks for a number."""
    hall.ask(Kind.KIOSK, "kiosk-1", TakeNumber(id=ident, ttl_s=60, matter=matter))


def test_the_last_version_that_has_begun_is_in_force() -> None:
    """Each day has its own; of two that begin together the later published counts."""
    editions = Editions(PREMISES)
    assert editions.on(date(2026, 3, 2)).catalogue is FIRST
    ten, nine, late = (
        edition(version, date(2026, 4, day)) for version, day in (("10", 1), ("9", 1), ("11", 8))
    )
    editions.hold([FIRST, ten, nine, late])
    days = (date(2025, 1, 1), date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 8))
    assert [editions.on(day).catalogue.version for day in days] == [
        FIRST.version,
        FIRST.version,
        "9",
        "11",
    ]
    assert editions.of(Hall()).catalogue is FIRST


def test_the_open_day_keeps_its_catalogue_and_the_next_has_the_new_one() -> None:
    """Numbers of today are taken by today's; on its day kiosks and boards are given the new one."""
    gone = next(iter(FIRST.matters))
    with running() as hall:
        today = hall.controller.hall.day
        assert today is not None
        hall.editions.add(edition("next", today + timedelta(days=1)))
        take(hall, "today", gone)
        assert hall.hears(NumberIssued)
        assert hall.controller.catalogue.version == FIRST.version
        hall.clock.jump_to(hall.clock.now() + NEXT_DAY)
        until(lambda: hall.controller.catalogue.version == "next", "the next day has its catalogue")
        until(lambda: _shown(hall) == {"next"}, "every screen has it")
        take(hall, "tomorrow", gone)
        assert hall.hears(Refused)[-1].code == "unknown_matter"


def _shown(hall: RunningHall) -> set[str]:
    """The versions of the parts that were published last."""
    views = hall.bus.heard(CatalogueView)
    return {each.catalogue_version for each in views[-views[-1].parts :]} if views else set()


def test_before_the_first_number_a_version_is_taken_up_at_once() -> None:
    """It is an order like any other, and what screens show follows it."""
    with running() as hall:
        today = hall.controller.hall.day
        assert today is not None
        hall.editions.add(edition("now", today))
        premises = hall.editions.on(today)
        order = Order(
            id="now",
            fingerprint="now",
            by=Actor(ActorKind.PERSON, "boss"),
            make=lambda _hall, _now: c.ChangeOffer(offer=premises.offer(today), plan=premises.plan),
        )
        asyncio.run(hall.controller.carry_out(order))
        until(lambda: hall.controller.catalogue.version == "now", "it is in force")
        until(lambda: _shown(hall) == {"now"}, "every screen has it")
        assert hall.controller.hall.offer is not None
        assert hall.controller.hall.offer.catalogue == "now"
