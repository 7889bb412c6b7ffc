"""The sample hall that ships with the program."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from hall.catalogue import Catalogue, DeviceKind, Site, Text, sample
from hall.catalogue.duration import MinutesSpread

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
ORDINARY_LIMIT = 0.9


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return sample()[0]


@pytest.fixture(scope="module")
def site() -> Site:
    return sample()[1]


def texts(value: object) -> Iterator[Text]:
    """Every text in a value, however deep."""
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)


def test_it_has_all_matters_windows_and_categories(catalogue: Catalogue, site: Site) -> None:
    """The sample loads whole: 49 matters in 12 categories, and 22 windows."""
    assert len(catalogue.matters) == 49
    assert len(catalogue.categories) == 12
    assert sorted(site.windows) == list(range(1, 23))
    assert list(site.scenarios) == ["ordinary", "peak", "monday_1010"]


def test_every_text_is_in_both_languages(catalogue: Catalogue, site: Site) -> None:
    """No text lacks a language, and no English text has Chinese characters."""
    found = [*texts(catalogue), *texts(site)]
    assert len(found) > 1000
    assert [text for text in found if not text.zh.strip() or not text.en.strip()] == []
    assert [text for text in found if CHINESE.search(text.en)] == []
    assert [text for text in found if not CHINESE.search(text.zh)] == []


def test_every_matter_has_everyday_names(catalogue: Catalogue) -> None:
    """Each matter has two to five Chinese aliases beside its title, and some in English."""
    for matter in catalogue.matters.values():
        assert 2 <= len(matter.aliases.zh) <= 5, matter.id
        assert matter.title.zh not in matter.aliases.zh, matter.id
        assert matter.aliases.en, matter.id
        assert not any(CHINESE.search(alias) for alias in matter.aliases.en), matter.id


@pytest.mark.parametrize(
    ("said", "matter"),
    [("房产过户", "BD01"), ("开饭店", "SS02"), ("办身份证", "GA01"), ("领结婚证", "JB04")],
)
def test_what_people_say_leads_to_one_matter(catalogue: Catalogue, said: str, matter: str) -> None:
    """An everyday name is the title or an alias of exactly one matter."""
    named = [
        one.id for one in catalogue.matters.values() if said in {one.title.zh, *one.aliases.zh}
    ]
    assert named == [matter]


def test_titles_differ(catalogue: Catalogue) -> None:
    """No two matters have the same title in either language."""
    titles = [matter.title for matter in catalogue.matters.values()]
    assert len({title.zh for title in titles}) == len(titles)
    assert len({title.en for title in titles}) == len(titles)


def test_a_category_has_one_english_name(catalogue: Catalogue) -> None:
    """On tiles, tickets and boards a category is called the same, and no two are called alike."""
    categories = catalogue.categories.values()
    assert [each.name.en for each in categories] == [each.title.en for each in categories]
    assert len({each.name.en for each in categories}) == len(categories)


def test_the_shares_are_whole(catalogue: Catalogue, site: Site) -> None:
    """Matters share all numbers of matters; categories share all numbers of a scenario."""
    assert sum(m.volume_share_pct for m in catalogue.matters.values()) == pytest.approx(100, abs=1)
    for scenario in site.scenarios.values():
        assert sum(scenario.category_share_pct.values()) == pytest.approx(100)
        assert set(scenario.category_share_pct) == set(catalogue.categories)
        assert sum(part.share_pct for part in scenario.arrivals) == pytest.approx(100)


def test_the_twelve_frequent_matters_are_half_of_all(catalogue: Catalogue) -> None:
    """The twelve most frequent matters, a kiosk's first page, cover half of what is asked for."""
    shares = sorted((m.volume_share_pct for m in catalogue.matters.values()), reverse=True)
    assert sum(shares[:12]) > 50


def test_every_matter_belongs_to_a_turn_in_life(catalogue: Catalogue) -> None:
    """Someone who looks by life event can reach every matter."""
    reached = {matter for event in catalogue.life_events.values() for matter in event.matters}
    assert reached == set(catalogue.matters)


def test_the_four_situations_follow_from_departments_and_sub_items(catalogue: Catalogue) -> None:
    """The published examples of the four kinds of one thing are told apart."""
    examples = {"TZ01": 1, "ZH03": 2, "SS03": 3, "BD01": 4}
    assert {id_: catalogue.matters[id_].situation for id_ in examples} == examples


def test_an_ordinary_day_fits_the_windows(catalogue: Catalogue, site: Site) -> None:
    """On an ordinary day no category is offered more than nine tenths of its windows' time."""
    assert max(loads(catalogue, site, "ordinary").values()) < ORDINARY_LIMIT


def test_a_peak_day_strains_the_worst_category(catalogue: Catalogue, site: Site) -> None:
    """On a peak day the worst category is loaded to the brim, but the day can be worked off."""
    assert ORDINARY_LIMIT < max(loads(catalogue, site, "peak").values()) < 1.1


def test_monday_overflows_business_while_real_estate_idles(
    catalogue: Catalogue, site: Site
) -> None:
    """At 10:10 on Monday about forty wait, most of them for business registration."""
    monday = site.scenarios["monday_1010"]
    assert sum(monday.waiting_at_start.values()) == 40
    assert monday.waiting_at_start["SS"] > 20
    shares = monday.category_share_pct
    assert shares["SS"] > 5 * shares["BD"]


def test_every_device_has_its_place(site: Site) -> None:
    """Each window has a panel, a calling pad and a rating pad, each area and the hall a board."""
    for no in site.windows:
        for kind in ("panel", "pad", "rater"):
            assert site.devices[f"{kind}-{no:02d}"].window == no
    boards = {device.id: device.area for device in site.devices_of(DeviceKind.BOARD)}
    assert boards == {"board-main": None} | {f"board-{area}": area for area in site.areas}
    for kiosk in site.devices_of(DeviceKind.KIOSK):
        assert site.devices[kiosk.printer or ""].kind is DeviceKind.PRINTER
    assert "gateway-1" in site.devices


def test_people_wait_where_their_windows_are(site: Site) -> None:
    """A category's people wait in the area of its windows."""
    assert site.area_of("BD").name.zh == "一楼西区"
    assert site.area_of("CJ").code == "P1"


def loads(catalogue: Catalogue, site: Site, scenario: str) -> dict[str, float]:
    """Each category's offered work over its windows' open time; a shared window is split."""
    day = site.scenarios[scenario]
    open_minutes = sum(span.minutes for span in site.hours)
    between = day.citizens.walk.mean + day.clerks.between.mean
    found = {}
    for code, share_pct in day.category_share_pct.items():
        numbers = day.numbers * share_pct / 100
        windows = sum(1 / len(window.categories) for window in site.windows_serving(code))
        found[code] = numbers * (service_mean(catalogue, code) + between) / windows / open_minutes
    return found


def service_mean(catalogue: Catalogue, code: str) -> float:
    """The mean service time of a category, in minutes."""
    if spread := catalogue.categories[code].service:
        return spread.mean
    matters = catalogue.matters_of(code)
    total = sum(matter.volume_share_pct for matter in matters)
    return sum(matter.volume_share_pct * matter.service.mean for matter in matters) / total


def test_a_spread_has_the_mean_of_a_log_normal() -> None:
    """Median 10 and ninetieth percentile 20 make a mean of 11.57 minutes."""
    assert MinutesSpread(median=10, p90=20).mean == pytest.approx(11.5749, abs=1e-3)
