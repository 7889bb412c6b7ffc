"""Every page that needs nothing done before it is looked at, judged by axe-core."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hall.catalogue.sample import sample_text
from hall.catalogue.whole import as_plain, as_text
from hall.storage.archive import Archive
from hall.storage.catalogue_draft import DraftDesk
from hall.storage.catalogues import CatalogueShelf
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.supervision.month import Month
from tests.web.browser import DESK, PHONE, chromium, opened, sign_in
from tests.web.test_pages_accessible import AXE, RULES

BY = {"by": "start", "at": "2026-01-01T00:00:00Z"}
PAGES = (
    "/catalogue",
    "/catalogue/matters/BD01",
    "/catalogue/matters/BD01/edit",
    "/catalogue/lists/categories",
    "/catalogue/import",
    "/catalogue/compare",
    "/catalogue/publish",
    "/catalogue/versions",
    "/catalogue/versions/1",
    "/inspection?from=2026-03-02&to=2026-03-02&word=a&count=2",
    "/reports/day?day=2026-03-02",
    "/reports/day?day=2026-03-02&by=category",
    "/plan-changes?day=2026-03-02",
    "/staffing",
    "/what-if",
    "/design?from=2026-03-02&to=2026-03-02",
    "/reports",
    "/foresight",
    "/catalogue/new",
    "/rules",
    "/journal",
    "/confirm?to=/rules",
    "/clerk/practice",
    "/rate/3",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A day."""
    return Month(tmp_path_factory.mktemp("month") / "hall.db").live(last=date(2026, 3, 2))


@pytest.fixture
def supervised(controller: FakeController, month: Month) -> Iterator[LiveHall]:
    """A hall with records, a published catalogue, and a draft with findings."""
    hall = LiveHall(controller)
    archive = Archive(month.url)
    hall.archive = archive
    CatalogueShelf(hall.engine).publish(sample_text(), **BY, begun=date(2026, 3, 1))
    DraftDesk(hall.engine).change(_with_findings(), seen=0, **BY)
    hall.start()
    yield hall
    hall.close()
    archive.close()


def _with_findings() -> str:
    """The sample with an empty element and a fuzzy material at one matter."""
    plain = as_plain(sample_text(), "sample")
    for matter in plain["matters"]:
        if matter["id"] == "BD01":
            matter["guide"]["conditions"] = []
            matter["guide"]["materials"][0]["name"] = {"zh": "身份证等材料", "en": "papers"}
    return as_text(plain)


def _wrong(page: Page) -> list[str]:
    """What axe finds, each with where."""
    found: Any = page.evaluate(
        f"async (rules) => {{ {AXE.read_text(encoding='utf-8')};"
        "return (await axe.run(document, rules)).violations }",
        RULES,
    )
    return [
        f"{page.url} {each['id']}: {[node['target'] for node in each['nodes']][:3]}"
        for each in found
    ]


@pytest.mark.parametrize(
    ("size", "language"), [(DESK, "zh"), (DESK, "en"), (PHONE, "zh")], ids=["zh", "en", "small"]
)
def test_the_pages_of_supervision_are_accessible(
    browser: Browser, supervised: LiveHall, size: Any, language: str
) -> None:
    """No rule of WCAG 2.2 AA that a program can judge is broken, and nothing runs off the side."""
    with opened(browser, size, language) as page:
        sign_in(page, supervised, "boss")
        page.wait_for_url("**/manager")
        wrong = []
        for path in PAGES:
            page.goto(f"{supervised.url}{path}")
            page.locator("main:visible").first.wait_for()
            wrong += _wrong(page)
            if page.evaluate("() => document.documentElement.scrollWidth - innerWidth") > 0:
                wrong.append(f"{path} runs off the side")
    assert wrong == []
