"""The inspector's page and the window design adviser, over the records of two days."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from hall.catalogue.sample import sample_text
from hall.storage.archive import Archive
from hall.storage.catalogues import CatalogueShelf
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.supervision.month import Month
from tests.web.conftest import Machine, Web

pytestmark = pytest.mark.anyio
DAYS = "from=2026-03-02&to=2026-03-03"
OWN = {"Origin": "http://hall"}
CHANGE = re.compile(r'name="window-(\d+)" value="([^"]*)"')


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """Two days."""
    return Month(tmp_path_factory.mktemp("month") / "hall.db").live(last=date(2026, 3, 3))


@pytest.fixture(autouse=True)
def with_records(app: FastAPI, month: Month, engine: Engine) -> Iterator[None]:
    """The application with the records of two days, and the sample as the version in force."""
    CatalogueShelf(engine).publish(
        sample_text(), by="start", at="2026-01-01T00:00:00Z", begun=date(2026, 3, 1)
    )
    app.state.archive = Archive(month.url)
    yield
    app.state.archive.close()


@pytest.mark.parametrize("role", list(Role))
async def test_inspection_is_for_managers_and_auditors(web: Web, role: Role) -> None:
    """Nobody else sees who stands out, nor the journal of others' visits."""
    person = await web.as_person("somebody", role)
    allowed = role in {Role.MANAGER, Role.AUDITOR}
    for path in ("/inspection", "/design"):
        assert (await person.client.get(path)).status_code == (200 if allowed else 403)
        assert (await web.as_nobody().client.get(path)).status_code == 303
    assert ('href="/reports"' in (await person.client.get("/manager")).text) is allowed


async def sample(person: Web, word: str) -> tuple[list[str], str]:
    """The visits that a word draws, and the page."""
    page = (await person.client.get(f"/inspection?{DAYS}&count=4&word={word}")).text
    return re.findall(r"<h3>(2026-03-0\d \w+)", page), page


async def test_the_same_word_draws_the_same_visits_with_their_whole_journal(web: Web) -> None:
    """Each from its number on, with rows, hashes, who did it, and the guide of its day."""
    person = await web.as_person("auditor", Role.AUDITOR)
    drawn, page = await sample(person, "三月抽查")
    assert len(drawn) == 4
    assert (await sample(person, "三月抽查"))[0] == drawn
    assert (await sample(person, "四月抽查"))[0] != drawn
    assert len(re.findall(r"<td>取号</td>", page)) == 4
    assert re.search(r'href="/catalogue/versions/1/matters/\w+"', page)
    assert "token" not in page
    none, page = await sample(person, "")
    assert none == []
    assert "填一个词再抽取" in page
    assert "部门滞后排名" in page
    assert "先比差评未按期答复的比例" in page


async def test_the_adviser_explains_each_proposal_and_draws_it(web: Web) -> None:
    """Three factors for every matter, a dot for each, coverage of matters and of numbers."""
    person = await web.as_person("boss", Role.MANAGER)
    page = (await person.client.get(f"/design?{DAYS}")).text
    assert page.count('class="dot ') == 49
    assert page.count("关联最紧：材料") + page.count("没有关联") == 49
    assert "记录只有" in page
    assert 'name="take-' in page
    assert not re.search(r'name="take-\w+" value="\w+" checked', page)
    assert "应纳尽纳" in page
    assert re.search(r'<b class="figure">\d+\.\d%</b> 取号', page)


async def test_chosen_proposals_go_into_the_draft_and_nowhere_else(web: Web) -> None:
    """They are reviewed with everything else that is to be published; auditors cannot."""
    person = await web.as_person("boss", Role.MANAGER)
    form = {"csrf": person.headers["X-CSRF-Token"], "take-SS08": "ZH"}
    own = {"Origin": "http://hall"}
    taken = await person.client.post("/design/take", data=form, headers=own)
    assert taken.headers["location"] == "/catalogue/publish"
    shown = (await person.client.get("/catalogue/publish")).text
    assert "类别由“商事登记”改为“其他综合事务”" in shown
    auditor = await web.as_person("auditor", Role.AUDITOR)
    form["csrf"] = auditor.headers["X-CSRF-Token"]
    refused = await auditor.client.post("/design/take", data=form, headers=own)
    assert refused.status_code == 403


async def pressed(person: Web, page: str, when: str, **other: str) -> str:
    """The page after the draft of the plan that a page shows was taken over."""
    form = page[page.index('action="/design/plan"') :]
    fields = dict(re.findall(r'name="(key|version|window-\d+)" value="([^"]*)"', form))
    data = {"csrf": person.headers["X-CSRF-Token"], **fields, "when": when, **other}
    return (await person.client.post("/design/plan", data=data, headers=OWN)).text


async def taken_back(person: Web, page: str) -> str:
    """The page after its button to take back was pressed."""
    form = page[page.index('action="/design/plan/back"') :].partition("</form>")[0]
    fields = dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', form))
    return (await person.client.post("/design/plan/back", data=fields, headers=OWN)).text


def entries(controller: FakeController) -> dict[int, tuple[str, ...]]:
    """What each window serves."""
    return {no: each.categories for no, each in controller.hall.windows.items()}


async def test_the_draft_plan_is_taken_over_at_once_and_back(
    web: Web, controller: FakeController
) -> None:
    """Each changed window serves what the page showed; one press gives back what was before."""
    person = await web.as_person("boss", Role.MANAGER)
    page = (await person.client.get(f"/design?{DAYS}")).text
    before = entries(controller)
    shown = {int(no): tuple(codes.split()) for no, codes in CHANGE.findall(page)}
    assert shown
    done = await pressed(person, page, "now")
    assert "窗口设置已按草案执行" in done
    assert entries(controller) == {**before, **shown}
    assert "已撤销" in await taken_back(person, done)
    assert entries(controller) == before


async def test_the_draft_plan_waits_for_the_next_opening(
    web: Web, controller: FakeController
) -> None:
    """It is among the changes to come, in the manager's name, until it is dropped."""
    person = await web.as_person("boss", Role.MANAGER)
    before = entries(controller)
    done = await pressed(person, (await person.client.get(f"/design?{DAYS}")).text, "opening")
    (change,) = controller.hall.scheduled.values()
    assert change.starts_at.astimezone(controller.premises.zone).isoformat() == (
        "2026-03-03T08:30:00+08:00"
    )
    assert entries(controller) == before
    await taken_back(person, done)
    assert not controller.hall.scheduled


async def test_a_draft_of_before_another_change_is_not_taken_over(
    web: Web, controller: FakeController
) -> None:
    """Nor what the rules refuse, which is said in words; auditors have no such press."""
    person = await web.as_person("boss", Role.MANAGER)
    page = (await person.client.get(f"/design?{DAYS}")).text
    before = entries(controller)
    assert "刚有改动" in await pressed(person, page, "now", version="99")
    assert "没有" in await pressed(person, page, "now", **{"window-3": "XX"})
    assert entries(controller) == before
    auditor = await web.as_person("auditor", Role.AUDITOR)
    looked = (await auditor.client.get(f"/design?{DAYS}")).text
    assert 'name="when"' not in looked
    await pressed(auditor, page, "now")
    assert entries(controller) == before


async def test_a_plan_is_not_taken_over_by_a_browser_left_open(
    web: Web, machine: Machine, controller: FakeController
) -> None:
    """The password is asked for once more; then the manager presses again."""
    person = await web.as_person("boss", Role.MANAGER)
    page = (await person.client.get(f"/design?{DAYS}")).text
    before = entries(controller)
    machine.ahead = timedelta(minutes=30)
    await pressed(person, page, "now")
    assert entries(controller) == before
