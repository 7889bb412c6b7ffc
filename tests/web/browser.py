"""Debian's Chromium for tests of pages; each test gets a browser profile of its own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from hall.web.language import LANGUAGE_COOKIE
from tests.fakes.live_hall import PASSWORD, LiveHall

ARGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
DESK: Final[ViewportSize] = {"width": 1366, "height": 768}
TABLET: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
PATIENCE_MS: Final = 8_000
_AXE: Final = Path(__file__).parents[1] / "vectors" / "axe-core" / "axe.min.js"
_RULES: Final = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; fails with what to install when there is none."""
    path = shutil.which("chromium")
    assert path is not None, "these tests need Debian's browser: apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, size: ViewportSize, language: str = "") -> Iterator[Page]:
    """A page whose script never fails, in an English browser; `language` was chosen on a page."""
    context = browser.new_context(viewport=size, locale="en-GB")
    if language:
        context.add_cookies(
            [{"name": LANGUAGE_COOKIE, "value": language, "domain": "127.0.0.1", "path": "/"}]
        )
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def sign_in(page: Page, hall: LiveHall, name: str) -> None:
    """Through the page, as a person does."""
    page.goto(f"{hall.url}/sign-in")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")


def judged(page: Page) -> list[str]:
    """What axe-core finds wrong with a page as it stands, each with where."""
    found: Any = page.evaluate(
        f"async (rules) => {{ {_AXE.read_text(encoding='utf-8')};"
        "return (await axe.run(document, rules)).violations }",
        _RULES,
    )
    return [
        f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']]}"
        for each in found
    ]
