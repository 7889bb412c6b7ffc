"""What the advisers say over HTTP: advice, agreeing to it, what-if, staffing."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from hall.core.adviser import Mode
from hall.core.hall import Hall
from hall.forecast.advice.counsel import (
    Counsel,
    Curve,
    Minutes,
    Prospect,
    Roster,
    Shift,
    Side,
    Stretch,
    Suggestion,
    Trial,
    Wish,
)
from hall.web.permissions import Role
from tests.fakes.controller import NINE, FakeController
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio

TEN = Minutes(low=8.0, middle=10.04, high=12.0)
PROSPECT = Prospect(mean=TEN, p90=TEN, categories={"SS": TEN}, worst="SS", people=40.0)
SUGGESTION = Suggestion(
    id="090000_3",
    moves=(Shift(window=3, before=("BD",), after=("BD", "SS")),),
    before=PROSPECT,
    after=PROSPECT,
    gain=0.1234,
    helped=9,
    delayed=1,
    reason=("医保社保要等很久：3号窗口加办医保社保。", "Window 3 also takes social security."),
)


@dataclass
class FakeLookout:
    """Answers the same to everything, and notes what was tried."""

    records: bool = True
    clerks: int = 2
    tried: list[Wish] = field(default_factory=list)
    days: list[date] = field(default_factory=list)

    def try_out(self, _hall: Hall, now: datetime, wish: Wish) -> Trial | None:
        """Ten minutes, whatever is tried."""
        self.tried.append(wish)
        if wish.day and not self.records:
            return None
        curve = Curve(starts=(now,), waits=(TEN,))
        side = Side(prospect=PROSPECT, whole=curve, categories={"SS": curve})
        return Trial(before=side, after=side)

    def usual_roster(self, hall: Hall, day: date) -> dict[int, tuple[Stretch, ...]]:
        """From nine to noon everywhere."""
        opens = datetime.combine(day, NINE.timetz())
        return {no: ((opens, opens + timedelta(hours=3)),) for no in hall.windows}

    def staff(self, _hall: Hall, day: date, _part: float, _within_s: float) -> Roster | None:
        """Two clerks in one quarter."""
        self.days.append(day)
        if not self.records:
            return None
        return Roster(
            opens=NINE, clerks={"SS": (self.clerks,)}, met={"SS": (0.91,)}, clerk_hours=0.5
        )


@pytest.fixture
async def manager(web: Web, controller: FakeController) -> Web:
    """A manager of a hall whose adviser has spoken."""
    controller.foretold.counsel = Counsel(
        at=NINE,
        present=PROSPECT,
        suggestions=(SUGGESTION,),
        more_skills=SUGGESTION,
        said_first=("先培训", "Train first"),
        moves_left=5,
    )
    controller.foretold.mode = Mode.CONFIRM
    controller.foretold.lookout = FakeLookout()
    return await web.as_person("boss", Role.MANAGER)


async def _body(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


async def test_advice_has_figures_before_and_after_and_a_reason(manager: Web) -> None:
    """More skills are said first; ranges are in minutes with one decimal."""
    found = await _body(await manager.send("GET", "/advice"))
    assert found["mode"] == "confirm"
    assert found["advice"]["said_first"]["en"] == "Train first"
    (proposal,) = found["advice"]["proposals"]
    assert proposal["gain"] == 0.123
    assert proposal["before"]["worst"] == {
        "category": "SS",
        "low_min": 8.0,
        "mean_min": 10.0,
        "high_min": 12.0,
    }


async def test_agreeing_changes_the_plan_for_the_adviser_s_reason(
    manager: Web, controller: FakeController
) -> None:
    """The one who agreed carries it out; the reason stays with the change."""
    await _body(await manager.send("POST", "/advice/accept", {"proposal": SUGGESTION.id}))
    assert controller.hall.windows[3].categories == ("BD", "SS")


async def test_what_is_put_aside_is_shown_to_no_manager_for_an_hour(
    manager: Web, controller: FakeController
) -> None:
    """Also when the adviser says it again under another id; then it may be said again."""
    shown = await _body(await manager.post("/advice/dismiss", {"proposal": SUGGESTION.id}))
    assert shown["advice"]["proposals"] == []
    other = await manager.as_person("other", Role.MANAGER)
    again = replace(SUGGESTION, id="092000_1")
    for minutes, expected in ((20, []), (61, ["092000_1"])):
        controller.foretold.counsel = Counsel(
            at=NINE + timedelta(minutes=minutes), present=PROSPECT, suggestions=(again,)
        )
        found = await _body(await other.get("/advice"))
        assert [each["id"] for each in found["advice"]["proposals"]] == expected


@pytest.mark.parametrize(
    ("mode", "proposal", "code"),
    [(Mode.CONFIRM, "000000_9", "advice_gone"), (Mode.MANUAL, SUGGESTION.id, "advice_by_hand")],
)
async def test_what_cannot_be_agreed_to_is_refused_in_words(
    manager: Web, controller: FakeController, mode: Mode, proposal: str, code: str
) -> None:
    """An old proposal, or a hall that only shows them."""
    controller.foretold.mode = mode
    answer = await manager.send("POST", "/advice/accept", {"proposal": proposal})
    assert (await _body(answer, 409))["code"] == code


async def test_what_if_gives_curves_and_changes_nothing(
    manager: Web, controller: FakeController
) -> None:
    """What is and what would be, by quarter of an hour."""
    before = controller.hall
    body = {"windows": [{"no": 3, "categories": ["SS"]}], "close": [1], "many": 1.2}
    found = await _body(await manager.send("POST", "/what-if", body))
    assert found["after"]["curve"] == [
        {"from": "2026-03-02T01:00:00Z", "low_min": 8.0, "mean_min": 10.0, "high_min": 12.0}
    ]
    lookout = controller.foretold.lookout
    assert isinstance(lookout, FakeLookout)
    assert lookout.tried == [Wish(plan={3: ("SS",)}, closed=frozenset({1}), many=1.2)]
    assert controller.hall is before


async def test_a_roster_of_a_coming_day_is_tried_in_the_halls_own_times(
    manager: Web, controller: FakeController
) -> None:
    """Times of day are of that day; without records nothing is foreseen of it."""
    lookout = FakeLookout()
    controller.foretold.lookout = lookout
    hours = [{"opens": "09:00", "closes": "11:30"}]
    body = {"day": "2026-03-03", "starts": "10:00", "roster": [{"no": 3, "hours": hours}]}
    await _body(await manager.send("POST", "/what-if", body))
    (wish,) = lookout.tried
    assert wish.starts_at == datetime(2026, 3, 3, 2, tzinfo=UTC)
    assert wish.roster == {
        3: ((datetime(2026, 3, 3, 1, tzinfo=UTC), datetime(2026, 3, 3, 3, 30, tzinfo=UTC)),)
    }
    controller.foretold.lookout = FakeLookout(records=False)
    answer = await manager.send("POST", "/what-if", body)
    assert (await _body(answer, 409))["code"] == "too_few_records"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"open": [999]}, 404, "unknown_window"),
        ({"roster": [{"no": 999, "hours": []}]}, 404, "unknown_window"),
        ({"windows": [{"no": 3, "categories": ["XX"]}]}, 422, "unknown_category"),
    ],
)
async def test_what_the_hall_does_not_have_cannot_be_tried(
    manager: Web, body: dict[str, Any], status: int, code: str
) -> None:
    """Before anything is run forward."""
    answer = await manager.send("POST", "/what-if", body)
    assert (await _body(answer, status))["code"] == code


async def test_staffing_is_by_category_and_quarter(
    manager: Web, controller: FakeController
) -> None:
    """With the target it was made for; too few days on record are said."""
    found = await _body(await manager.send("GET", "/staffing?part=0.9&within_min=10"))
    assert found["target"] == {"part": 0.9, "within_min": 10.0}
    assert (found["clerks"], found["clerk_hours"]) == ({"SS": [2]}, 0.5)
    controller.foretold.lookout = FakeLookout(records=False)
    answer = await manager.send("GET", "/staffing")
    assert (await _body(answer, 409))["code"] == "too_few_records"


async def test_without_the_engine_nothing_is_foreseen(
    manager: Web, controller: FakeController
) -> None:
    """The hall says so instead of guessing."""
    controller.foretold.lookout = None
    for method, path, body in (("POST", "/what-if", {}), ("GET", "/staffing", None)):
        answer = await manager.send(method, path, body)
        assert (await _body(answer, 503))["code"] == "no_forecasts"


async def test_tomorrow_is_the_halls_own_also_before_it_opens(
    manager: Web, controller: FakeController
) -> None:
    """At half past seven in the morning it is still yesterday in London."""
    lookout = controller.foretold.lookout
    assert isinstance(lookout, FakeLookout)
    controller.hall = structs.replace(controller.hall, day=None)
    controller.clock.at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    await _body(await manager.send("GET", "/staffing"))
    assert lookout.days == [date(2026, 3, 4)]
