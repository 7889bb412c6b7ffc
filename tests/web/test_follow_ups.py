"""A bad rating from the citizen to its end, and ratings after the day, over real records."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from hall.core import commands as c
from hall.storage.archive import Archive
from hall.storage.verify import verify
from hall.web.accounts import Accounts
from hall.web.app import create_app
from hall.web.permissions import Role
from hall.web.settings import WebSettings
from tests.fakes.controller import FakeController
from tests.fakes.recorded_hall import RecordedHall, recorded_hall
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio


@pytest.fixture
async def hall(controller: FakeController, tmp_path: Path) -> AsyncIterator[RecordedHall]:
    """A hall with records, its day open."""
    hall = recorded_hall(controller, tmp_path)
    await hall.begin_day()
    yield hall
    hall.store.close()


@pytest.fixture
async def app(
    hall: RecordedHall, accounts: Accounts, settings: WebSettings, tmp_path: Path
) -> AsyncIterator[FastAPI]:
    """The application over its records."""
    archive = Archive(f"sqlite:///{tmp_path / 'hall.db'}")
    yield create_app(hall, accounts, settings, archive)
    archive.close()


async def _rate(web: Web, service: str, level: int, key: str | None = None) -> Any:
    visit = service.split(".", maxsplit=1)[0]
    path = f"/tickets/token-{visit}/services/{service}/rating"
    body = {"level": level, "reasons": ["slow"], "words": "等了很久"}
    return await web.as_nobody().post(path, body, key=key)


async def _move(web: Web, service: str, act: str, key: str, **fields: str) -> Any:
    csrf = web.headers["X-CSRF-Token"]
    form = {"csrf": csrf, "key": key * 8, **fields}
    return await web.client.post(f"/follow-ups/{service}/{act}", data=form)


async def _ticket(web: Web, visit: str) -> Any:
    return (await web.as_nobody().get(f"/tickets/token-{visit}")).json()


async def test_a_bad_rating_goes_to_its_end(hall: RecordedHall, web: Web, tmp_path: Path) -> None:
    """Taken, called back, answered, appealed, reviewed by another; all in the journal."""
    service = await hall.serve("one")
    assert (await _rate(web, service, 1)).status_code == 200
    desk, boss = (
        await web.as_person("desk", Role.SERVICE_DESK),
        await web.as_person("boss", Role.MANAGER),
    )
    assert service in (await desk.client.get("/follow-ups")).text
    early = await _move(desk, service, "reply", "a", words="x")
    assert "先接手" in early.text or "不能做" in early.text
    assert (await _move(desk, service, "take", "b")).status_code == 303
    assert "/reply" not in (await desk.client.get(f"/follow-ups/{service}")).text
    unasked = await _move(desk, service, "reply", "c", words="我们已改")
    assert "请先回访" in unasked.text
    assert (await _move(desk, service, "call_back", "d", result="reached")).status_code == 303
    again = await _move(desk, service, "call_back", "d", result="reached")
    assert again.status_code == 303
    assert (await _move(desk, service, "reply", "e", words="我们已改")).status_code == 303
    (answer,) = (await _ticket(web, "one"))["answers"]
    assert (answer["reply"], answer["may_appeal"]) == ("我们已改", True)
    appeal = f"/tickets/token-one/services/{service}/appeal"
    assert (
        await web.as_nobody().post(appeal, {"words": "没有改"}, key="appeal")
    ).status_code == 200
    own = await _move(desk, service, "review", "f", result="upheld", words="x")
    assert "别人复核" in own.text
    done = await _move(boss, service, "review", "0", result="put_right", words="已换人")
    assert done.status_code == 303
    page = (await boss.client.get(f"/follow-ups/{service}")).text
    for said in ("等了很久", "没有改", "已换人", "已整改", "boss", "desk"):
        assert said in page
    assert page.count("回访</strong>") == 1
    assert "没有改" not in (await boss.client.get("/journal")).text
    assert verify(f"sqlite:///{tmp_path / 'hall.db'}").good


async def test_whoever_was_rated_has_no_part_in_it(hall: RecordedHall, web: Web) -> None:
    """A clerk who also sits at the desk sees and moves nothing of what is about them."""
    service = await hall.serve("one")
    await _rate(web, service, 2)
    clerk = await web.as_person("clerk03", Role.CLERK, Role.SERVICE_DESK)
    assert service not in (await clerk.client.get("/follow-ups")).text
    assert (await clerk.client.get(f"/follow-ups/{service}")).status_code == 404
    assert (await _move(clerk, service, "take", "a")).status_code == 404


async def test_what_is_owed_too_long_is_seen(hall: RecordedHall, web: Web) -> None:
    """Five working days later it is overdue for everybody who looks."""
    service = await hall.serve("one")
    await _rate(web, service, 1)
    desk = await web.as_person("desk", Role.SERVICE_DESK)
    assert "已超期" not in (await desk.client.get("/follow-ups")).text
    await hall.next_day(7)
    assert "已超期" not in (await desk.client.get("/follow-ups")).text
    await hall.next_day(1)
    assert "已超期" in (await desk.client.get("/follow-ups")).text


async def test_a_service_is_rated_on_later_days_by_its_ticket(
    hall: RecordedHall, web: Web, tmp_path: Path
) -> None:
    """After the close, on the next day and up to five working days later; then no more."""
    services = [await hall.serve(name) for name in ("one", "two", "three")]
    await hall.do(c.IssueNumber(visit="four", token="token-four", matter="SS01"))
    back = frozenset({"four"})
    await hall.do(c.CloseDay(end_waiting=True, abandoned=True, return_codes=back))
    assert (await _rate(web, services[0], 5)).status_code == 200
    hall.clock.advance(24 * 3600)
    await hall.begin_day()
    left = await _ticket(web, "four")
    assert (left["return_until"] is not None, left["return_used"]) == (True, False)
    await hall.do(c.IssueNumber(visit="five", token="token-five", return_code="token-four"))
    left = await _ticket(web, "four")
    assert (left["return_until"], left["return_used"]) == (None, True)
    ticket = await _ticket(web, "two")
    assert ticket["services"][0]["rated"] is False
    assert ticket["day"] == "2026-03-02"
    first = await _rate(web, services[1], 1, key="k")
    assert (first.status_code, (await _rate(web, services[1], 1, key="k")).json()) == (
        200,
        first.json(),
    )
    assert (await _ticket(web, "two"))["services"][0]["rated"] is True
    assert (await _ticket(web, "two"))["answers"][0]["state"] == "open"
    await hall.next_day(6)
    assert (await _rate(web, services[2], 4)).status_code == 200
    await hall.next_day(1)
    late = await _rate(web, services[2], 1, key="late")
    assert (late.status_code, late.json()["code"]) == (409, "rating_is_over")
    assert verify(f"sqlite:///{tmp_path / 'hall.db'}").good


async def test_a_meeting_that_nobody_recorded_is_rated_on_a_later_day(
    hall: RecordedHall, web: Web, tmp_path: Path
) -> None:
    """A no-show who was there can say so the day after; it counts on the day of the call."""
    await hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    await hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    await hall.do(c.CallNext(window=3))
    hall.clock.advance(61)
    await hall.do(c.MarkNoShow(window=3))
    await hall.next_day()
    (met,) = (await _ticket(web, "one"))["services"]
    assert (met["claim"], met["window"], met["rated"]) == (True, 3, False)
    assert (await _rate(web, met["service"], 1)).status_code == 200
    (rated,) = (await _ticket(web, "one"))["services"]
    assert (rated["claim"], rated["rated"]) == (False, True)
    desk = await web.as_person("desk", Role.SERVICE_DESK)
    assert met["service"] in (await desk.client.get("/follow-ups")).text
    assert verify(f"sqlite:///{tmp_path / 'hall.db'}").good


async def test_a_foreign_token_rates_nothing_of_others(hall: RecordedHall, web: Web) -> None:
    """Tickets of earlier days rate and appeal their own services only."""
    mine, other = await hall.serve("one"), await hall.serve("two")
    await hall.next_day()
    path = f"/tickets/token-one/services/{other}/rating"
    assert (await web.as_nobody().post(path, {"level": 1})).json()["code"] == "not_your_service"
    appeal = f"/tickets/token-one/services/{mine}/appeal"
    refused = await web.as_nobody().post(appeal, {"words": "x"})
    assert refused.json()["code"] == "unknown_follow_up"
    unknown = await web.as_nobody().get("/tickets/none")
    assert unknown.json()["code"] == "unknown_ticket"


async def test_a_clerk_sees_own_ratings_in_groups_from_the_next_day_on(
    hall: RecordedHall, web: Web
) -> None:
    """Fewer than five are held back, and today's are never there."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    for name in ("a", "b", "c", "d"):
        await _rate(web, await hall.serve(name), 2)
    await hall.next_day()
    assert "还不到5条" in (await clerk.client.get("/my-ratings")).text
    await _rate(web, await hall.serve("e"), 5)
    assert "还不到5条" in (await clerk.client.get("/my-ratings")).text
    await hall.next_day()
    page = (await clerk.client.get("/my-ratings")).text
    assert "2026-03-02 – 2026-03-03" in page
    assert "等了很久" not in page
    other = await web.as_person("clerk04", Role.CLERK)
    assert "还不到5条" in (await other.client.get("/my-ratings")).text


@pytest.mark.parametrize("role", list(Role))
async def test_follow_ups_are_for_desk_manager_and_auditor(web: Web, role: Role) -> None:
    """Nobody else reads them, and the auditor only reads."""
    person = await web.as_person("whoever", role)
    allowed = role in {Role.SERVICE_DESK, Role.MANAGER, Role.AUDITOR}
    assert (await person.client.get("/follow-ups")).status_code == (200 if allowed else 403)
    assert (await web.as_nobody().client.get("/follow-ups")).status_code == 303
    moved = await _move(person, "none", "take", "a")
    assert moved.status_code == (404 if role in {Role.SERVICE_DESK, Role.MANAGER} else 403)
    own = (await person.client.get("/my-ratings")).status_code
    assert own == (200 if role is Role.CLERK else 403)
