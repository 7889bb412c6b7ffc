"""The adviser beside a running hall: when it looks, what it may, what it tells."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from hall.controller.foresight import Seen
from hall.controller.foresight_settings import ForesightSettings
from hall.controller.foretold import Foretold
from hall.controller.orders import Order
from hall.core import commands as c
from hall.core.adviser import AdviserSettings, Mode
from hall.core.events import PlanSet
from hall.core.hall import CategoryKind, Hall
from hall.core.offer import WindowTraits
from hall.core.settings import Settings
from hall.errors import ConfigError
from hall.forecast.advice.counsel import Counsel, Minutes, Prospect, Shift, Suggestion, Trial, Wish
from hall.forecast.figures import Profile, catalogue_figures
from hall.forecast.snapshot import seconds_of_day
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.advising import ADVISER, Counsellor, order_of, rules_of
from hall.foreseeing.lookout import EngineLookout
from hall.foreseeing.present_state import opening
from tests.core.build import Script, at, open_hall
from tests.fakes.running_hall import running
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

PREMISES = sample_premises()
ZONE = ZoneInfo("Asia/Shanghai")
FIGURES = catalogue_figures(PREMISES.catalogue)
RATES = tuple(0.004 for _ in FIGURES.categories)


def _forecaster(**changes: Any) -> WaitForecaster:
    return WaitForecaster(figures=replace(FIGURES, **changes), zone=ZONE)


def _crowd(**rules: Any) -> Script:
    """Twenty wait for social security at one window; another has nothing to do."""
    script = open_hall(1, 3, settings=Settings(adviser=AdviserSettings(**rules)))
    for _ in range(20):
        script.take("SS01", after_s=20)
    return script


def _counsellor() -> tuple[Counsellor, list[Order]]:
    orders: list[Order] = []
    return Counsellor(
        forecaster=_forecaster(),
        foretold=Foretold(),
        premises=lambda: PREMISES,
        give=orders.append,
    ), orders


def _counsel(counsellor: Counsellor) -> Counsel:
    assert counsellor.foretold.counsel is not None
    return counsellor.foretold.counsel


def test_a_crowd_beside_idle_windows_is_proposed_to_be_helped() -> None:
    """Each proposal says what was, what would be, and why, in both languages."""
    counsellor, orders = _counsellor()
    script = _crowd(most_categories=3)
    counsellor(Seen(script.hall, at(script.now_s)))
    best = _counsel(counsellor).suggestions[0]
    assert best.moves[0].window != 1
    assert "SS" in best.moves[0].after
    assert best.after.categories["SS"].middle < best.before.categories["SS"].middle
    assert all(best.reason)
    assert orders == []


def test_automatic_moves_are_orders_of_the_adviser_with_its_reason() -> None:
    """The rules decide, and the journal says who and why."""
    counsellor, orders = _counsellor()
    script = _crowd(mode=Mode.AUTOMATIC, most_categories=3)
    counsellor(Seen(script.hall, at(script.now_s)))
    (order,) = orders
    command = order.make(script.hall, at(script.now_s))
    assert isinstance(command, c.SetPlan)
    assert order.by == ADVISER
    assert (command.reason, command.reason_en) in [
        each.reason for each in _counsel(counsellor).suggestions
    ]
    script.do(command)
    assert "SS" in script.window(3).categories


def test_it_looks_every_so_many_minutes_and_not_between_days() -> None:
    """What was said stands meanwhile; after the close nothing is said."""
    counsellor, _ = _counsellor()
    script = _crowd(every_min=5)
    counsellor(Seen(script.hall, at(script.now_s)))
    first = _counsel(counsellor)
    counsellor(Seen(script.hall, at(script.now_s + 200)))
    assert _counsel(counsellor) is first
    counsellor(Seen(script.hall, at(script.now_s + 301)))
    assert _counsel(counsellor).at == first.at + timedelta(seconds=301)
    counsellor(Seen(Hall(), at(script.now_s + 700)))
    assert counsellor.foretold.counsel is None


def test_moves_by_hand_use_up_the_hour() -> None:
    """Whoever moved, people have to find their way."""
    counsellor, _ = _counsellor()
    script = _crowd(moves_an_hour=2, every_min=1)
    counsellor(Seen(script.hall, at(script.now_s)))
    assert _counsel(counsellor).moves_left == 2
    script.do(c.SetPlan(windows={2: ("BD", "SS", "CJ"), 3: ("CJ", "JS")}, reason="by hand"))
    counsellor(Seen(script.hall, at(script.now_s + 61)))
    assert (_counsel(counsellor).moves_left, _counsel(counsellor).suggestions) == (0, ())
    counsellor(Seen(script.hall, at(script.now_s + 61 + 3601)))
    assert _counsel(counsellor).moves_left == 2


def test_moves_from_before_a_start_count_too() -> None:
    """They are on record; those of more than an hour ago are over."""
    counsellor, _ = _counsellor()
    script = _crowd(moves_an_hour=3)
    now_s = script.now_s
    counsellor.moved_before = lambda _day: [at(now_s - ago) for ago in (4000, 900, 900)]
    counsellor(Seen(script.hall, at(now_s)))
    assert _counsel(counsellor).moves_left == 1


@pytest.mark.parametrize("mode", [Mode.CONFIRM, Mode.AUTOMATIC])
def test_what_was_put_aside_is_not_done_by_itself_either(mode: Mode) -> None:
    """Nor is anything that contains it; the adviser looks for something else at once."""
    counsellor, orders = _counsellor()
    script = _crowd(most_categories=3)
    counsellor(Seen(script.hall, at(script.now_s)))
    refused = _counsel(counsellor).suggestions[0]
    counsellor.foretold.put_aside(refused, at(script.now_s))
    hidden = counsellor.foretold.proposals
    assert hidden == ()
    script.do(
        c.ChangeSettings(
            settings=Settings(adviser=AdviserSettings(most_categories=3, mode=mode)), reason="test"
        )
    )
    counsellor(Seen(script.hall, at(script.now_s + 3)))
    windows = [each.moves[0].window for each in counsellor.foretold.proposals]
    assert refused.moves[0].window not in windows
    assert len(orders) == bool(windows) * (mode is Mode.AUTOMATIC)


def test_other_rules_bind_at_the_next_look() -> None:
    """Whoever changes them need not wait until it is time again."""
    counsellor, orders = _counsellor()
    script = _crowd(most_categories=3)
    counsellor(Seen(script.hall, at(script.now_s)))
    assert _counsel(counsellor).suggestions
    fixed = AdviserSettings(fixed_windows=frozenset({3}), mode=Mode.AUTOMATIC)
    script.do(c.ChangeSettings(settings=Settings(adviser=fixed), reason="the tax window stays"))
    counsellor(Seen(script.hall, at(script.now_s + 3)))
    assert (_counsel(counsellor).suggestions, orders) == ((), [])
    assert counsellor.foretold.mode is Mode.AUTOMATIC
    off = Settings(adviser=AdviserSettings(mode=Mode.OFF))
    script.do(c.ChangeSettings(settings=off, reason="we move by hand"))
    counsellor(Seen(script.hall, at(script.now_s + 6)))
    assert counsellor.foretold.counsel is None


def test_windows_that_must_not_move_stay() -> None:
    """A manager's rule binds the adviser."""
    counsellor, _ = _counsellor()
    script = _crowd(fixed_windows=frozenset({3}), most_categories=3)
    counsellor(Seen(script.hall, at(script.now_s)))
    assert _counsel(counsellor).suggestions == ()


@pytest.mark.parametrize(("across_floors", "fits"), [(False, False), (True, True)])
def test_nobody_is_sent_to_another_floor_unless_it_is_wished(
    across_floors: bool, fits: bool
) -> None:
    """Where people wait and where a window stands is what the site says."""
    hall = open_hall(1, 3).hall
    assert hall.offer is not None
    upstairs = {3: WindowTraits(floor=2), 1: WindowTraits(floor=1)}
    here = tuple(replace(each, floor=1) for each in hall.offer.categories)
    offer = replace(hall.offer, categories=here, windows=upstairs)
    hall = structs.replace(hall, offer=offer)
    rules = rules_of(AdviserSettings(across_floors=across_floors), hall)
    assert rules.fits(3, ("JS", "SS")) is fits
    assert rules.fits(3, ("JS", "CJ"))
    assert rules.fits(1, ("SS", "BD"))


def test_what_the_rules_of_the_hall_refuse_is_not_proposed() -> None:
    """A window for what is instant takes no integrated matters."""
    hall = open_hall(1, 3).hall
    assert hall.offer is not None
    instant = {3: WindowTraits(kind=CategoryKind.INSTANT)}
    hall = structs.replace(hall, offer=replace(hall.offer, windows=instant))
    assert not rules_of(AdviserSettings(), hall).fits(3, ("SS",))


def test_what_the_clerk_there_can_serve_binds_too() -> None:
    """Skills of whoever has signed in go before the settings'."""
    hall = open_hall(3).hall
    window = structs.replace(hall.windows[3], skills=frozenset({"BD"}))
    hall = structs.replace(hall, windows=hall.windows.set(3, window))
    rules = rules_of(AdviserSettings(skills={3: frozenset({"SS"})}), hall)
    assert rules.skills == {3: frozenset({"BD"})}


def _trial(lookout: EngineLookout, hall: Hall, now: datetime, **wish: Any) -> Trial:
    found = lookout.try_out(hall, now, Wish(**wish))
    assert found is not None
    return found


def test_more_people_wait_longer_in_what_if() -> None:
    """Half as many again, on the same futures, as curves by quarter of an hour."""
    script = _crowd()
    profile = Profile(edges_s=(0.0, 86_400.0), rates=(RATES,))
    lookout = EngineLookout(forecaster=_forecaster(profile=profile), premises=lambda: PREMISES)
    found = _trial(lookout, script.hall, at(script.now_s), many=1.5, ahead_min=60)
    assert found.after.prospect.mean.middle > found.before.prospect.mean.middle
    assert len(found.after.whole.waits) == 4
    assert set(found.after.categories) == set(FIGURES.categories)


def test_a_curve_ends_where_nobody_comes_any_more() -> None:
    """It does not fall to nothing as if waits did."""
    script = _crowd()
    now = at(script.now_s)
    until_s = seconds_of_day(now, ZONE) + 2760  # the last minute's few are left out
    profile = Profile(edges_s=(0.0, until_s, 86_400.0), rates=(RATES, (0.0,) * len(RATES)))
    lookout = EngineLookout(forecaster=_forecaster(profile=profile), premises=lambda: PREMISES)
    curve = _trial(lookout, script.hall, now, ahead_min=120).after.whole
    assert curve.starts[-1] == now + timedelta(minutes=30)
    assert all(each.middle > 0 for each in curve.waits)


def test_an_opened_window_helps_and_a_closed_one_hurts() -> None:
    """Windows are tried before anybody sits down or gets up."""
    script = _crowd()
    lookout = EngineLookout(forecaster=_forecaster(), premises=lambda: PREMISES)
    now = at(script.now_s)
    more = _trial(lookout, script.hall, now, plan={2: ("SS",)}, opened=frozenset({2}), ahead_min=60)
    less = _trial(lookout, script.hall, now, closed=frozenset({1}), ahead_min=60)
    before = more.before.prospect.categories["SS"].middle
    assert more.after.prospect.categories["SS"].middle < before
    assert less.after.prospect.categories["SS"].middle > before


def test_tomorrow_is_tried_with_another_roster() -> None:
    """Windows are staffed as usual, and half a day fewer of them lets people wait longer."""
    hall, now = open_hall(1).hall, at(0)
    day = now.date() + timedelta(days=1)
    opens = opening(day, PREMISES)
    profile = Profile(edges_s=(0.0, 32_400.0, 43_200.0), rates=((0.0,) * len(RATES), RATES))
    stretches = dict.fromkeys(hall.windows, ((32400.0, 61200.0),))
    lookout = EngineLookout(
        forecaster=_forecaster(profile=profile, stretches=stretches), premises=lambda: PREMISES
    )
    late = opens + timedelta(hours=3)
    found = _trial(lookout, hall, now, day=day, roster={1: ((late, late + timedelta(hours=5)),)})
    assert found.before.whole.starts[0] == opens + timedelta(minutes=30)
    before, after = (side.prospect.categories["SS"].middle for side in (found.before, found.after))
    assert after > before + 5
    assert len(lookout.usual_roster(hall, day)[1]) == 1
    nothing = EngineLookout(forecaster=_forecaster(), premises=lambda: PREMISES)
    assert nothing.try_out(hall, now, Wish(day=day)) is None
    assert nothing.usual_roster(hall, day)[1][0][0] == opens


def test_a_change_that_begins_later_helps_from_then_on() -> None:
    """Until its time the hall is as it is."""
    script = _crowd()
    lookout = EngineLookout(forecaster=_forecaster(), premises=lambda: PREMISES)
    now = at(script.now_s)
    waits = [
        _trial(lookout, script.hall, now, plan={3: ("SS",)}, starts_at=starts, ahead_min=60)
        for starts in (None, now + timedelta(minutes=30), now + timedelta(minutes=170))
    ]
    sooner, later, much_later = (each.after.prospect.categories["SS"].middle for each in waits)
    assert sooner < later < much_later


def test_clerks_are_found_for_a_usual_day_on_record() -> None:
    """By quarter of an hour, and none without records."""
    hall = open_hall(1).hall
    day = at(0).date()
    without = EngineLookout(forecaster=_forecaster(), premises=lambda: PREMISES)
    assert without.staff(hall, day, 0.8, 900) is None
    profile = Profile(edges_s=(0.0, 32_400.0, 39_600.0), rates=((0.0,) * len(RATES), RATES))
    lookout = EngineLookout(forecaster=_forecaster(profile=profile), premises=lambda: PREMISES)
    found = lookout.staff(hall, day, 0.8, 900)
    assert found is not None
    assert found.clerk_hours > 0
    assert all(len(row) == len(found.clerks["SS"]) for row in found.clerks.values())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"every_min": 0.1}, "every_min = 0.1: expected 1 to 1440"),
        ({"threshold": 1.5}, "threshold = 1.5: expected 0.01 to 0.99"),
        ({"most_categories": 0}, "most_categories = 0: expected 1"),
        ({"least_windows": {"CJ": -1}}, "least_windows.CJ = -1"),
    ],
)
def test_settings_nobody_can_mean_are_refused(changes: dict[str, Any], said: str) -> None:
    """With the key that is wrong."""
    with pytest.raises(ConfigError, match=said):
        AdviserSettings(**changes)
    with pytest.raises(ConfigError, match="every_s"):
        ForesightSettings(every_s=0)


def test_the_journal_names_the_adviser_and_its_reason() -> None:
    """An automatic move is an event like any other, with who and why."""
    nothing = Minutes(low=0.0, middle=0.0, high=0.0)
    prospect = Prospect(mean=nothing, p90=nothing, categories={}, worst="SS", people=0.0)
    suggestion = Suggestion(
        id="090000_3",
        moves=(Shift(window=3, before=("BD",), after=("BD", "SS")),),
        before=prospect,
        after=prospect,
        gain=0.2,
        helped=4,
        delayed=0,
        reason=("3号窗口加办医保社保", "Window 3 also takes social security"),
    )
    with running() as hall:
        until(lambda: hall.controller.hall.day is not None, "the day is open")
        seen = Seen(hall.controller.hall, hall.clock.now())
        hall.controller.give(order_of(suggestion, seen))
        until(lambda: hall.controller.hall.windows[3].categories == ("BD", "SS"), "it moved")
        written = [
            (each.entry.by_kind, each.entry.by_id, event.reason)
            for each in hall.journal.rows
            if isinstance(event := each.entry.event, PlanSet)
        ]
    assert written == [("program", "adviser", suggestion.reason[0])]
