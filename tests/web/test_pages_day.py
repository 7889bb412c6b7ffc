"""The pages of one day, of past changes of the plan, and of staffing: who sees what."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from msgspec.structs import replace

from hall.catalogue.text import Language
from hall.controller.foretold import NOT_INSTALLED, ForecastState
from hall.core import commands as c
from hall.storage.archive import Archive
from hall.web.acting_programs import name_of
from hall.web.bar_chart import Point, chart
from hall.web.downloads import csv_file
from hall.web.language import LANGUAGE_COOKIE
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of
from tests.fakes.recorded_hall import recorded_hall
from tests.supervision.month import Month
from tests.web.conftest import Web
from tests.web.test_api_advice import FakeLookout

pytestmark = pytest.mark.anyio
DAY = "2026-03-02"


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A day on record."""
    return Month(tmp_path_factory.mktemp("day") / "hall.db").live(last=date(2026, 3, 2))


@pytest.fixture
def recorded(app: FastAPI, month: Month) -> Iterator[FastAPI]:
    """The application over that day."""
    app.state.archive = Archive(month.url)
    yield app
    app.state.archive.close()


@pytest.mark.parametrize("role", list(Role))
async def test_who_sees_them(recorded: FastAPI, web: Web, role: Role) -> None:
    """Managers and auditors see figures; staffing is for who sets the plan."""
    person = await web.as_person("somebody", role)
    for path in ("/reports/day", "/plan-changes"):
        status = (await person.client.get(path)).status_code
        assert status == (200 if role in {Role.MANAGER, Role.AUDITOR} else 403)
    for path in ("/staffing", "/what-if"):
        status = (await person.client.get(path)).status_code
        assert status == (200 if role is Role.MANAGER else 403)
    nobody = web.as_nobody().client
    pages = ("/reports/day", "/plan-changes", "/staffing", "/what-if")
    for path in (*pages, f"/reports/day.csv?day={DAY}"):
        assert (await nobody.get(path)).status_code == 303


@pytest.mark.parametrize("by", ["hour", "category", "window"])
async def test_a_day_has_four_charts_their_table_and_files(
    recorded: FastAPI, web: Web, by: str
) -> None:
    """By hour, category and window; the files hold what the table holds."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    page = (await client.get(f"/reports/day?day={DAY}&by={by}")).text
    assert page.count("<figcaption>") == 4
    assert ("呼叫数</figcaption>" in page) is (by == "window")
    table = await client.get(f"/reports/day.csv?day={DAY}&by={by}")
    rows = table.content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("名称,取号数,呼叫数")
    assert rows[-1].startswith("合计,")
    workbook = await client.get(f"/reports/day.xlsx?day={DAY}&by={by}")
    assert workbook.content[:2] == b"PK"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_days_at_the_ends_of_the_calendar_are_empty(
    recorded: FastAPI, web: Web, day: str
) -> None:
    """Whatever day is asked for, it is no fault of the hall's."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    for path in (f"/reports/day?day={day}", f"/reports?from={day}&to={day}&by=hour"):
        assert (await client.get(path)).status_code == 200
    assert (await client.get(f"/inspection?from={day}&to={day}")).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_what_has_days_around_it_is_refused_at_the_ends_of_the_calendar(
    recorded: FastAPI, web: Web, day: str
) -> None:
    """A page, a file and the API say that the day is none to ask for."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    pages = ("/staffing", "/staffing.csv", "/what-if", "/foresight", "/api/v1/staffing")
    for path in (*(f"{each}?day={day}" for each in pages), f"/design?to={day}"):
        assert (await client.get(path)).status_code == 422, path
    moment = f"{day}T12:00:00+14:00"
    for method, path, body in (
        ("POST", "/what-if", {"day": day, "starts": "10:00"}),
        ("POST", "/appointments", {"matter": "SS01", "starts_at": moment}),
        ("POST", "/hall/announce", {"zh": "停电", "en": "Power cut", "until": moment}),
        ("PUT", "/plan", {"windows": [], "reason": "r", "from": moment}),
    ):
        answer = await web.send(method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), path


async def test_today_is_the_hall_s_own_day(
    recorded: FastAPI, web: Web, controller: FakeController
) -> None:
    """At six in the morning it is still the day before in Greenwich."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    await controller.carry_out(order_of(c.CloseDay(end_waiting=True)))
    controller.clock.at = datetime(2026, 3, 2, 22, tzinfo=UTC)
    assert 'value="2026-03-03"' in (await client.get("/reports/day")).text


async def test_a_change_stands_with_the_waits_before_and_after_it(
    app: FastAPI, web: Web, controller: FakeController, tmp_path: Path
) -> None:
    """Who, why, what moved, and how people waited in the hour on either side, in both languages."""
    hall = recorded_hall(controller, tmp_path)
    await hall.begin_day()
    await hall.serve("one")
    hall.clock.at += timedelta(minutes=30)
    soon = hall.clock.at + timedelta(minutes=20)
    change = c.SetPlan(windows={3: ("SS", "TZ")}, ends_at=soon, reason="投资项目排队多")
    await hall.do(replace(change, reason_en="many wait for projects"))
    await hall.do(c.IssueNumber(visit="two", token="token-two", matter="TZ01"))
    hall.clock.at += timedelta(minutes=5)
    await hall.do(c.CallNext(window=3))
    app.state.archive = archive = Archive(f"sqlite:///{tmp_path / 'hall.db'}")
    client = (await web.as_person("boss", Role.MANAGER)).client
    page = (await client.get(f"/plan-changes?day={DAY}")).text
    table = (await client.get(f"/plan-changes.csv?day={DAY}")).content.decode("utf-8-sig")
    client.cookies.set(LANGUAGE_COOKIE, "en")
    await hall.do(c.FinishService(window=3))
    await hall.do(c.CloseWindow(window=3))
    hall.clock.at = soon
    await hall.do(c.LetTimePass())
    english = (await client.get(f"/plan-changes?day={DAY}")).text
    archive.close()
    assert "3号窗口: 商事登记 → 商事登记、投资项目" in page
    assert "投资项目排队多" in page
    assert "Reason: many wait for projects" in english
    assert "Reason: Change 1 is over" in english
    assert "投资项目排队多" not in english
    assert "5 min 00 s · 1 person" in english
    assert "5分00秒 · 1人" in page
    assert [line.split(",")[-5:] for line in table.splitlines()[1:]] == [
        ["投资项目", "", "300.0", "0", "1"],
        ["全厅", "0.0", "300.0", "1", "1"],
    ]


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "调窗建议（自动调）"), ("en", "Adviser (automatic)")]
)
def test_what_the_adviser_did_by_itself_says_so(language: Language, said: str) -> None:
    """Its name and its mode; an account that is called like it stays what it is."""
    assert name_of("adviser", language, program=True) == said
    assert name_of("adviser", language, program=False) == "adviser"


async def test_staffing_is_a_chart_a_table_and_a_file(
    recorded: FastAPI, web: Web, controller: FakeController
) -> None:
    """Clerks by quarter and category for the target; without records the page says why not."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    controller.foretold.lookout = FakeLookout()
    page = (await client.get("/staffing?part=90&within=10")).text
    assert "共0.5个窗口人时" in page
    assert "本厅只有" not in page
    table = (await client.get(f"/staffing.csv?day={DAY}")).content.decode("utf-8-sig")
    assert table.splitlines() == ["从,商事登记,合计", "09:00,2,2"]
    controller.foretold.lookout = FakeLookout(clerks=90)
    assert "最忙时要90个窗口" in (await client.get("/staffing")).text
    controller.foretold.lookout = FakeLookout(records=False)
    assert "记录的日子还太少" in (await client.get("/staffing")).text
    controller.foretold.lookout = None
    controller.foretold.state = ForecastState(state=NOT_INSTALLED)
    for path in ("/staffing", "/what-if"):
        assert "没有安装预测组件" in (await client.get(path)).text


async def test_a_file_never_holds_a_formula() -> None:
    """What a spreadsheet would calculate is marked as text."""
    content = csv_file("x", ("a",), [["=1+1"], [3.0]]).body
    assert bytes(content).decode("utf-8-sig").splitlines() == ["a", "'=1+1", "3.0"]


async def test_bars_are_parts_of_the_highest() -> None:
    """The second figure lies beyond the first; nothing measured is no bar."""
    points = [
        Point(name="a", value=5, said="5 / 10", beyond=10),
        Point(name="b", value=None, said="–"),
    ]
    lying = chart("t", points, upright=False)
    first, second = lying.bars
    assert first.beyond is not None
    assert first.box.width * 2 == pytest.approx(first.beyond.width)
    assert second.box.width == 0
    upright = chart("t", points, upright=True)
    assert upright.bars[0].box.height * 2 == pytest.approx(upright.bars[0].beyond.height)  # type: ignore[union-attr]
