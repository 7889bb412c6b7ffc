"""The inspector's page and the window design adviser, over the records of two days."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from hall.catalogue.sample import sample_text
from hall.storage.archive import Archive
from hall.storage.catalogues import CatalogueShelf
from hall.web.permissions import Role
from tests.supervision.month import Month
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio
DAYS = "from=2026-03-02&to=2026-03-03"


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


async def test_the_adviser_explains_each_proposal_and_draws_it(web: Web) -> None:
    """Three factors for every matter, a dot for each, coverage of matters and of numbers."""
    person = await web.as_person("boss", Role.MANAGER)
    page = (await person.client.get(f"/design?{DAYS}")).text
    assert page.count('class="dot ') == 49
    assert page.count("关联最紧：材料") == 49
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
    assert "类别由“SS”改为“ZH”" in shown
    auditor = await web.as_person("auditor", Role.AUDITOR)
    form["csrf"] = auditor.headers["X-CSRF-Token"]
    refused = await auditor.client.post("/design/take", data=form, headers=own)
    assert refused.status_code == 403
