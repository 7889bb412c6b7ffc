"""The pages of figures and bulletins: who may see them, and that they show what was counted."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from fastapi import FastAPI

from hall.bulletins.issuing import issue
from hall.bulletins.making import Setting
from hall.storage.archive import Archive
from hall.storage.bulletins import BulletinStore
from hall.storage.engine import make_engine
from hall.supervision.bulletin import fingerprint
from hall.supervision.figures import By
from hall.web.permissions import Role
from tests.supervision.month import Month
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio
DAY = "/reports/day/2026-03-02"


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Two days with their bulletins."""
    month = Month(tmp_path_factory.mktemp("month") / "hall.db").live(last=date(2026, 3, 3))
    premises = month.premises
    setting = Setting(hall=premises.site.name, zone=premises.zone, catalogue=premises.catalogue)
    archive, engine = Archive(month.url), make_engine(month.url)
    issue(archive, BulletinStore(engine), setting, datetime(2026, 3, 4, tzinfo=UTC))
    archive.close()
    engine.dispose()
    return month


@pytest.fixture
def with_records(app: FastAPI, month: Month) -> Iterator[FastAPI]:
    """The application with the records of two days."""
    archive = Archive(month.url)
    app.state.archive = archive
    yield app
    archive.close()


@pytest.mark.parametrize("role", list(Role))
async def test_figures_by_clerk_are_for_managers_and_auditors(
    with_records: FastAPI, web: Web, role: Role
) -> None:
    """Nobody else sees them, and nobody who is not signed in."""
    person = await web.as_person("somebody", role)
    allowed = role in {Role.MANAGER, Role.AUDITOR}
    for path in ("/reports?by=clerk", DAY, f"{DAY}/xlsx"):
        assert (await person.client.get(path)).status_code == (200 if allowed else 403)
        assert (await web.as_nobody().client.get(path)).status_code == 303


async def test_a_page_shows_the_days_and_the_breakdown_that_was_asked_for(
    with_records: FastAPI, web: Web
) -> None:
    """Own and delegated are columns of their own; a year by day becomes a year by month."""
    person = await web.as_person("somebody", Role.MANAGER)
    page = (await person.client.get("/reports?from=2026-03-02&to=2026-03-03&by=category")).text
    for said in ("商事登记", "受委托", "自有", "等候P90", "运行日报", "2026年3月2日"):
        assert said in page
    year = (await person.client.get("/reports?from=2025-04-01&to=2026-03-31&by=day")).text
    assert "2026-03</th>" in year
    assert "2026-03-02</th>" not in year
    assert "改为按月" in year
    empty = (await person.client.get("/reports?from=2020-01-01&to=2020-01-01")).text
    assert "这段时间没有数据" in empty


@pytest.mark.parametrize("by", list(By))
async def test_figures_can_be_seen_by_everything(with_records: FastAPI, web: Web, by: By) -> None:
    """Each breakdown has its page, with a total where facts count once."""
    person = await web.as_person("somebody", Role.MANAGER)
    answer = await person.client.get(f"/reports?from=2026-03-02&to=2026-03-03&by={by}")
    assert answer.status_code == 200
    total = '<th scope="row">合计</th>' in answer.text
    assert total == (by not in {By.WHOLE, By.DEPARTMENT})


async def test_a_bulletin_is_shown_and_given_out_as_it_was_kept(
    with_records: FastAPI, web: Web, month: Month
) -> None:
    """The page says its findings; the files are those whose hash was kept."""
    person = await web.as_person("somebody", Role.AUDITOR)
    page = (await person.client.get(DAY)).text
    assert "运行日报" in page
    assert "2026年3月2日" in page
    engine = make_engine(month.url, reading=True)
    kept = {each.id: each for each in BulletinStore(engine).kept()}["day/2026-03-02"]
    engine.dispose()
    document = (await person.client.get(f"{DAY}/json")).content
    assert fingerprint(document) == kept.document_hash
    assert json.loads(document)["findings"][0][0] in page
    assert (await person.client.get(f"{DAY}/pdf")).content.startswith(b"%PDF-")
    assert (await person.client.get(f"{DAY}/docx")).status_code == 404
    assert (await person.client.get("/reports/day/2020-01-01")).status_code == 404


async def test_the_page_speaks_english_too(with_records: FastAPI, web: Web) -> None:
    """Headings, names and findings follow the language that was chosen."""
    person = await web.as_person("somebody", Role.MANAGER)
    person.client.cookies.set("hall_language", "en")
    page = (await person.client.get(DAY)).text
    assert "Daily bulletin" in page
    assert "Business registration" in page


async def test_without_records_there_are_no_reports(web: Web) -> None:
    """Where the pages run without a store, the page is not there."""
    person = await web.as_person("somebody", Role.MANAGER)
    assert (await person.client.get("/reports")).status_code == 404
