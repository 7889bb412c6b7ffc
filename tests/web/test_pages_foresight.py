"""The page that says how true the forecasts were: who may see it, and what it shows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

from hall.controller.foretold import NOT_INSTALLED, RUNNING, ForecastState
from hall.forecast.ranges import BY_RECORDS
from hall.storage.archive import Archive
from hall.storage.engine import make_engine
from hall.storage.forecasts import ForecastStore, Kept
from hall.storage.store import Store
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio

KEPT = Kept(
    visit="v1",
    day="2026-02-27",
    category="SS",
    visit_class="ordinary",
    made_at="2026-02-27T01:00:00.000000Z",
    method=BY_RECORDS,
    low_s=600.0,
    middle_s=900.0,
    high_s=1200.0,
    naive_s=300.0,
    came_s=1020.0,
    run_log=6.5,
    features=b"",
)


@pytest.fixture
def archive(app: FastAPI, tmp_path: Path) -> Iterator[FastAPI]:
    """Two days on record; nobody waited on a third."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    store = Store(url)
    store.open()
    store.close()
    engine = make_engine(url)
    rows = [replace(KEPT, visit=f"v{at}", category=("SS", "BD")[at % 2]) for at in range(80)]
    ForecastStore(engine).keep([*rows, replace(KEPT, visit="old", day="2026-02-26")])
    engine.dispose()
    app.state.archive = Archive(url)
    yield app
    app.state.archive.close()


@pytest.mark.parametrize("role", list(Role))
async def test_it_is_for_managers_and_auditors(archive: FastAPI, web: Web, role: Role) -> None:
    """Nobody else sees it, and nobody who is not signed in."""
    person = await web.as_person("somebody", role)
    allowed = role in {Role.MANAGER, Role.AUDITOR}
    answer = await person.client.get("/foresight")
    assert answer.status_code == (200 if allowed else 403)
    assert (await web.as_nobody().client.get("/foresight")).status_code == 303


async def test_days_and_categories_are_measured_beside_the_usual_formula(
    archive: FastAPI, web: Web
) -> None:
    """Two minutes of error against twelve; the newest day by category; few are marked."""
    page = (await (await web.as_person("somebody", Role.MANAGER)).client.get("/foresight")).text
    assert "预测准不准" in page
    assert "<b>2.0</b> / 12.0" in page
    assert "2026-02-26（人少，仅供参考）" in page
    assert "各类别 2026-02-27" in page
    assert "100%" in page


async def test_another_day_can_be_asked_for(archive: FastAPI, web: Web) -> None:
    """An earlier day by category."""
    person = await web.as_person("somebody", Role.MANAGER)
    page = (await person.client.get("/foresight?day=2026-02-26")).text
    assert "各类别 2026-02-26" in page


async def test_it_says_by_which_method_people_are_told(
    archive: FastAPI, controller: FakeController, web: Web
) -> None:
    """And why, where the hall is not run forward."""
    person = await web.as_person("somebody", Role.MANAGER)
    controller.foretold.state = ForecastState(state=NOT_INSTALLED)
    assert "没有安装预测组件" in (await person.client.get("/foresight")).text
    controller.foretold.state = ForecastState(
        state=RUNNING,
        method=BY_RECORDS,
        learnt_at=datetime(2026, 3, 1, 15, tzinfo=UTC),
        learnt_from=41_200,
    )
    page = (await person.client.get("/foresight")).text
    assert "推演加本厅记录" in page
    assert "2026-03-01 23:00 · 41,200人次" in page


async def test_a_hall_without_records_says_so(app: FastAPI, web: Web, tmp_path: Path) -> None:
    """The first day has nothing to show."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    store = Store(url)
    store.open()
    store.close()
    app.state.archive = Archive(url)
    page = (await (await web.as_person("somebody", Role.MANAGER)).client.get("/foresight")).text
    app.state.archive.close()
    assert "还没有记录" in page
