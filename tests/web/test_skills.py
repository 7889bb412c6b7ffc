"""Which categories a clerk may serve: kept with the account, noted, given to the rules."""

import pytest
from httpx import Response

from hall.controller.orders import Fact
from hall.core.events import AccessChanged, WindowOpened
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.web.conftest import PASSWORD, Web

pytestmark = pytest.mark.anyio

OWN = {"Origin": "http://hall"}


async def _choose(keeper: Web, *skills: str) -> Response:
    data = {"csrf": keeper.headers["X-CSRF-Token"], "skills": list(skills)}
    return await keeper.client.post("/accounts/clerk03/skills", data=data, headers=OWN)


def _heard(controller: FakeController) -> list[Fact]:
    heard: list[Fact] = []
    controller.listen(lambda change: heard.extend(change.facts))
    return heard


async def test_skills_are_kept_noted_and_shown(web: Web, controller: FakeController) -> None:
    """Who chose what for whom stands in the journal; none chosen is all again."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    keeper = await web.as_person("root", Role.ADMINISTRATOR)
    heard = _heard(controller)
    assert "可办：SS CJ" in (await _choose(keeper, "SS", "CJ")).text
    assert await web.accounts.skills_of("clerk03") == frozenset({"SS", "CJ"})
    assert (await clerk.get("/queue")).status_code == 200
    await _choose(keeper)
    assert await web.accounts.skills_of("clerk03") is None
    told = [
        (fact.by.id, fact.event.deed, fact.event.account, fact.event.about)
        for fact in heard
        if isinstance(fact.event, AccessChanged)
    ]
    assert told == [
        ("root", "skills_changed", "clerk03", "SS CJ"),
        ("root", "skills_changed", "clerk03", ""),
    ]


async def test_a_category_that_there_is_not_is_refused(
    web: Web, controller: FakeController
) -> None:
    """In words, and nothing is noted or kept."""
    await web.accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    keeper = await web.as_person("root", Role.ADMINISTRATOR)
    heard = _heard(controller)
    assert "目录里没有这个类别" in (await _choose(keeper, "SS", "XX")).text
    assert await web.accounts.skills_of("clerk03") is None
    assert heard == []


async def test_who_sits_down_brings_their_skills(web: Web, controller: FakeController) -> None:
    """The window's plan is limited to what its clerk may serve, whoever opened it for them."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    first, *_ = controller.hall.windows[3].categories
    await web.accounts.set_skills("clerk03", (first, "JS"), controller.catalogue.categories)
    heard = _heard(controller)
    assert (await clerk.post("/windows/3/open", {})).status_code == 200
    assert controller.hall.windows[3].serves == (first,)
    await clerk.post("/windows/3/close", {})
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    opened = [each.event.skills for each in heard if isinstance(each.event, WindowOpened)]
    assert opened == [frozenset({first, "JS"})] * 2


async def test_a_plan_that_a_clerk_cannot_serve_is_refused_in_words(
    web: Web, controller: FakeController
) -> None:
    """Neither do they sit down where they can do nothing, nor is it planned under them."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    first, *_ = controller.hall.windows[3].categories
    other = next(
        code for code in ("BD", "SS", "JS") if code not in controller.hall.windows[3].categories
    )
    await web.accounts.set_skills("clerk03", (other,), controller.catalogue.categories)
    refused = await clerk.post("/windows/3/open", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "clerk_lacks_skills")
    assert "clerk03不能办3号窗口的业务" in refused.text
    await web.accounts.set_skills("clerk03", (first,), controller.catalogue.categories)
    await clerk.post("/windows/3/open", {})
    planned = {"windows": [{"no": 3, "categories": [other]}], "reason": "r"}
    answer = await web.send("PUT", "/plan", planned)
    assert (answer.status_code, answer.json()["code"]) == (409, "clerk_lacks_skills")
