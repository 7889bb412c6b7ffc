"""The page of rules: what is in force, changed with a reason, or refused by name."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from hall.controller.orders import Fact
from hall.core.adviser import AdviserSettings, Mode
from hall.core.events import SettingsChanged
from hall.core.settings import Settings
from hall.web.permissions import Role
from hall.web.rules_page import changed, values_of
from tests.fakes.controller import FakeController
from tests.web.conftest import Machine, Web

pytestmark = pytest.mark.anyio


async def _manager(web: Web, name: str = "boss") -> tuple[httpx.AsyncClient, dict[str, str]]:
    """A manager on the page, and what its form sends when nothing is touched."""
    boss = await web.as_person(name, Role.MANAGER)
    page = (await boss.client.get("/rules")).text
    (csrf,) = set(re.findall(r'name="csrf" value="([^"]+)"', page))
    hidden = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("key", "shown")
    }
    return boss.client, {**values_of(Settings()), "csrf": csrf, **hidden, "reason": "tried"}


async def _send(client: httpx.AsyncClient, form: dict[str, str], **more: str) -> httpx.Response:
    data: Any = {name: value for name, value in {**form, **more}.items() if value}
    return await client.post("/rules", data=data, headers={"Origin": "http://hall"})


async def test_a_rule_is_changed_at_once_and_stands_in_the_journal(
    web: Web, controller: FakeController
) -> None:
    """Who changed it and why; pressing twice changes it once."""
    heard: list[Fact] = []
    controller.listen(lambda change: heard.extend(change.facts))
    client, form = await _manager(web)
    more = {"recall_limit": "5", "class_rules.green.rate": "1.8", "no_show_policy": "void"}
    for _ in range(2):
        answer = await _send(client, form, **more)
        assert "从现在起" in answer.text or "没有改动" in answer.text
    settings = controller.hall.settings
    assert (settings.recall_limit, settings.no_show_policy) == (5, "void")
    assert [(each.by.id, type(each.event)) for each in heard] == [("boss", SettingsChanged)]
    assert 'value="1.8"' in (await client.get("/rules")).text


async def test_what_the_adviser_may_propose_is_a_rule_like_the_others(
    web: Web, controller: FakeController
) -> None:
    """A part is shown in per cent; windows are ticked; each category has its least."""
    client, form = await _manager(web)
    more: dict[str, Any] = {
        "adviser.mode": "automatic",
        "adviser.moves_an_hour": "3",
        "adviser.threshold": "7",
        "adviser.across_floors": "yes",
        "adviser.fixed_windows": ["3", "1"],
        "adviser.least_windows.SS": "2",
    }
    answer = await _send(client, form, **more)
    assert "从现在起" in answer.text
    assert controller.hall.settings.adviser == AdviserSettings(
        mode=Mode.AUTOMATIC,
        moves_an_hour=3,
        threshold=0.07,
        across_floors=True,
        fixed_windows=frozenset({1, 3}),
        least_windows={"SS": 2},
    )
    page = (await client.get("/rules")).text
    assert len(re.findall(r'name="adviser.fixed_windows" value="[13]" checked', page)) == 2
    assert 'name="adviser.threshold" value="7"' in page
    shown = re.findall(r'name="shown" value="([^"]+)"', page)[0]
    await _send(client, {**form, "key": "again", "shown": shown}, **{"adviser.threshold": "8"})
    assert controller.hall.settings.adviser == AdviserSettings(threshold=0.08)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("adviser.threshold", "0", "adviser.threshold = 0: expected 0.01 to 0.99"),
        ("adviser.least_windows.SS", "two", "adviser.least_windows.SS: "),
        ("recall_limit", "-1", "recall_limit = -1: expected at least 0"),
        ("recall_limit", "many", "recall_limit: "),
        ("no_show_policy", "hang", "no_show_policy: "),
        ("class_rules.green.rate", "0", "class_rules.green.rate = 0.0: expected above 0"),
    ],
)
async def test_a_rule_nobody_can_work_by_is_refused_by_name(
    web: Web, controller: FakeController, name: str, value: str, said: str
) -> None:
    """Nothing is changed, and what was typed is still there."""
    before = controller.hall.settings
    client, form = await _manager(web)
    answer = await _send(client, form, undo_s="9", **{name: value})
    assert said in answer.text
    assert 'value="9"' in answer.text
    assert controller.hall.settings == before


async def test_a_rule_is_changed_with_a_reason_by_a_manager_who_is_there(
    web: Web, controller: FakeController, machine: Machine
) -> None:
    """Not without a reason, not from a page of others, not from a browser that was left open."""
    client, form = await _manager(web)
    assert (await _send(client, form, reason="")).status_code == 422
    assert (await _send(client, form, csrf="guess")).status_code == 403
    machine.ahead = timedelta(minutes=6)
    assert (await _send(client, form, recall_limit="5")).status_code == 403
    assert (await client.get("/rules")).headers["location"] == "/confirm?to=/rules"
    assert controller.hall.settings == Settings()


async def test_a_form_that_is_sent_again_with_other_values_is_not_told_that_it_was_done(
    web: Web, controller: FakeController
) -> None:
    """Who goes back in the browser and changes another value sends another request."""
    client, form = await _manager(web)
    await _send(client, form, recall_limit="5")
    again = await _send(client, form, recall_limit="6")
    assert controller.hall.settings.recall_limit == 5
    assert "已生效" not in again.text


async def test_a_form_does_not_undo_what_somebody_else_changed_meanwhile(
    web: Web, controller: FakeController
) -> None:
    """It is refused, what was typed is there, and can be sent once it was looked at."""
    client, form = await _manager(web)
    other, others = await _manager(web, "chief")
    assert "已生效" in (await _send(other, others, recall_limit="5")).text
    answer = await _send(client, form, undo_s="9")
    assert "别人" in answer.text
    assert 'value="9"' in answer.text
    assert (controller.hall.settings.recall_limit, controller.hall.settings.undo_s) == (
        5,
        Settings().undo_s,
    )


def test_a_form_that_was_not_touched_changes_nothing() -> None:
    """Every value goes through the form and back."""
    assert changed(Settings(), values_of(Settings())) == Settings()
