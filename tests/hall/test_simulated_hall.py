"""The simulators' own data files tell of the same hall as the sample that the hall ships."""

from pathlib import Path

import pytest

from devices.config import load
from display.config import read_config as read_display
from hall.catalogue import DeviceKind, sample
from hall.catalogue.duration import MinutesSpread
from hall.catalogue.site import Scenario as SiteScenario
from hall.config import load_config
from kiosk.config import read_config as read_kiosk
from simulators.crowd.scenario import Scenario, Spread, scenarios
from simulators.demo_files import KIOSK, Plan, configs, write_files
from simulators.fleet import load_config as load_fleet
from simulators.machines import sample_inventory

CATALOGUE, SITE = sample()
CODES = ("ordinary", "peak", "monday_1010")


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A demo on any ports."""
    return Plan(
        data=tmp_path,
        http_port=8080,
        mqtt_port=1883,
        page_port=8081,
        speed=10,
        crowd=True,
        screens=True,
        seed=1,
        scenario="peak",
    )


def test_each_window_has_its_machines() -> None:
    """Pads and panels stand at every window, printers and scanners at every kiosk."""
    inventory = sample_inventory()
    panels = [no for windows in inventory.panels.values() for no in windows]
    assert set(inventory.counters) == set(SITE.windows)
    assert sorted(panels) == sorted(SITE.windows)
    assert set(inventory.printers) == {each.id for each in SITE.devices_of(DeviceKind.PRINTER)}
    kiosks = [each.id for each in SITE.devices_of(DeviceKind.KIOSK)]
    assert inventory.scanners == tuple(
        each for kiosk in kiosks for each in SITE.scanners_at(kiosk=kiosk)
    )


def test_the_gateway_serves_the_devices_of_the_site(plan: Plan) -> None:
    """The gateway of a demo has each serial device of the site, by its id and window."""
    write_files(plan)
    served = {device.id for _, device in load(plan.config("devices")).devices()}
    serial = (
        DeviceKind.PRINTER,
        DeviceKind.SCANNER,
        DeviceKind.PAD,
        DeviceKind.RATER,
        DeviceKind.PANEL,
    )
    assert served == {each.id for kind in serial for each in SITE.devices_of(kind)}


def test_every_program_can_read_its_configuration(plan: Plan) -> None:
    """The files that a demo writes are good for the programs that read them."""
    write_files(plan)
    hall = load_config(plan.config("hall"))
    assert hall.clock.rate == 10
    assert {each.category for each in hall.timetable.appointments} == {"SS", "BD"}
    assert load_fleet(plan.config("simulators")).taken_kiosks == (KIOSK,)
    assert read_kiosk(plan.config("kiosk")).kiosk == KIOSK
    assert read_display(plan.config("display")).board == "main"
    assert {each.id for each in SITE.devices_of(DeviceKind.KIOSK)} > {KIOSK}
    assert set(configs(plan)) == {"hall", "devices", "simulators", "kiosk", "display"}


@pytest.mark.parametrize("code", CODES)
def test_a_simulated_day_is_the_one_that_the_site_tells_of(code: str) -> None:
    """The crowd's scenarios have the figures of the sample hall's scenarios."""
    ours, sites = scenarios()[code], SITE.scenarios[code]
    assert (ours.name, ours.starts_at, ours.numbers) == (
        sites.name,
        sites.starts_at,
        sites.numbers,
    )
    assert [(s.span.opens, s.span.closes, s.share_pct) for s in sites.arrivals] == list(
        ours.arrivals
    )
    assert ours.waiting_at_start == sites.waiting_at_start
    assert shares(ours) == pytest.approx(dict(sites.category_share_pct), abs=0.02)
    assert behaviour(ours) == behaviour_of_site(sites)


def shares(scenario: Scenario) -> dict[str, float]:
    """What part of the numbers each category gets."""
    without = scenario.citizens.without_matter_pct
    found = {c.code: without[c.kind] for c in CATALOGUE.categories.values() if c.kind in without}
    weights = {
        code: sum(m.volume_share_pct for m in CATALOGUE.matters_of(code))
        * scenario.share_factor.get(code, 1)
        for code in CATALOGUE.categories
        if code not in found
    }
    rest = 100 - sum(found.values())
    total = sum(weights.values())
    return {**found, **{code: weight / total * rest for code, weight in weights.items()}}


def behaviour(scenario: Scenario) -> tuple[object, ...]:
    citizens, clerks = scenario.citizens, scenario.clerks
    return (
        pair(citizens.patience_min),
        pair(citizens.walk_min),
        citizens.no_show_pct,
        citizens.english_pct,
        citizens.rating_pct,
        dict(enumerate(citizens.rating_levels_pct, 1)),
        clerks.pace_spread_pct,
        pair(clerks.between_min),
    )


def behaviour_of_site(scenario: SiteScenario) -> tuple[object, ...]:
    citizens, clerks = scenario.citizens, scenario.clerks
    return (
        pair(citizens.patience),
        pair(citizens.walk),
        citizens.no_show_pct,
        citizens.english_pct,
        citizens.rating_pct,
        dict(sorted(citizens.rating_levels_pct.items())),
        clerks.speed_spread_pct,
        pair(clerks.between),
    )


def pair(spread: Spread | MinutesSpread) -> tuple[float, float]:
    return spread.median, spread.p90
