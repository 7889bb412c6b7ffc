"""The page of who did what, over a journal on a real file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy import insert

from hall.core.events import VERSIONS
from hall.storage.archive import Archive
from hall.storage.engine import make_engine
from hall.storage.tables import journal, metadata
from hall.web.language import LANGUAGE_COOKIE
from hall.web.page_texts import DEEDS
from hall.web.permissions import Role
from tests.web.conftest import PASSWORD, Web

pytestmark = pytest.mark.anyio

AT = datetime(2026, 3, 2, 1, 5, tzinfo=UTC).isoformat()
ROWS = (
    (
        "PlanSet",
        "person",
        "manager",
        '{"windows": {"3": ["SS", "TZ"]}, "reason": "排队多", "reason_en": "many wait"}',
    ),
    ("WarningAcknowledged", "person", "manager", '{"kind": "long_wait", "subject": "SS"}'),
    ("NumbersStopped", "person", "manager", '{"category": "*", "reason": "满了"}'),
    ("WindowOpened", "person", "clerk03", '{"window": 3}'),
    ("WindowOpened", "device", "pad-04", '{"window": 4}'),
    ("ServiceRated", "person", "somebody", '{"window": 3, "level": 1}'),
)


@pytest.fixture
def with_journal(app: FastAPI, tmp_path: Path) -> Iterator[FastAPI]:
    """The application with the journal of one day."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    engine = make_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        for seq, (kind, by_kind, by_id, payload) in enumerate(ROWS, start=1):
            named = {"kind": kind, "by_kind": by_kind, "by_id": by_id, "payload": payload}
            rest = {"day": "2026-03-02", "at": AT, "version": 1, "command": "c", "hash": b""}
            connection.execute(insert(journal).values(seq=seq, **named, **rest))
    engine.dispose()
    archive = Archive(url)
    app.state.archive = archive
    yield app
    archive.close()


def test_everything_that_happens_has_a_name() -> None:
    """Nobody is shown the name that only the code knows."""
    by_citizens = {"ServiceRated", "EarlierServiceRated", "FollowUpOpened"}
    assert {each.__name__ for each in VERSIONS} - by_citizens == set(DEEDS)


@pytest.mark.usefixtures("with_journal")
async def test_what_people_did_is_read_by_managers_and_auditors(web: Web) -> None:
    """With time, name and reason; devices and what citizens said are not there."""
    client = (await web.as_person("boss", Role.MANAGER)).client
    await web.accounts.add_user("clerk03", PASSWORD, (Role.CLERK,), "王芳")
    page = (await client.get("/journal")).text
    for said in (
        "09:05:00",
        "调整窗口",
        "3号窗口：商事登记、投资项目 · 排队多",
        ">王芳<",
        "开窗",
        "等候超时 · 商事登记",
        "全厅 · 满了",
    ):
        assert said in page
    assert "pad-04" not in page
    client.cookies.set(LANGUAGE_COOKIE, "en")
    assert (
        "Window 3: Business registration, Investment projects · many wait"
        in (await client.get("/journal")).text
    )
    assert "somebody" not in page
    auditor = await web.as_person("auditor", Role.AUDITOR)
    for by in ("clerk03", "王芳"):
        one = (await auditor.client.get(f"/journal?day=2026-03-02&by={by}")).text
        assert "开窗" in one
        assert "排队多" not in one
    assert "没有人做过什么" in (await auditor.client.get("/journal?day=2026-03-01")).text


@pytest.mark.usefixtures("with_journal")
@pytest.mark.parametrize("role", list(Role))
async def test_nobody_else_reads_it(web: Web, role: Role) -> None:
    """Managers and auditors only."""
    person = await web.as_person("whoever", role)
    allowed = role in {Role.MANAGER, Role.AUDITOR}
    assert (await person.client.get("/journal")).status_code == (200 if allowed else 403)
    assert (await web.as_nobody().client.get("/journal")).status_code == 303
