"""A press in one real browser to the change in another, and what the pages weigh at first load."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, expect

from tests.bench.figures import Figure, percentiles
from tests.fakes.program import Program, client_of, post, program
from tests.fakes.switchboard import MATTER, WINDOW
from tests.web.browser import DESK, PHONE, chromium

PASSWORD: Final = "demo-hall-2026"
PRESSES: Final = 40
PATIENCE_MS: Final = 10_000
_CALLS: Final = '[data-part="calls"]'
_MAIN: Final = '[data-part="main"]'
_MOMENT: Final = "performance.timeOrigin + performance.now()"
"""The same clock in both browsers, in milliseconds."""

_WATCH: Final = f"""(selector) => {{
  globalThis.changes = [];
  const look = () => {{
    const text = document.querySelector(selector)?.textContent ?? "";
    if (text !== globalThis.changes.at(-1)?.text) {{
      globalThis.changes.push({{ text, at: {_MOMENT} }});
    }}
  }};
  new MutationObserver(look).observe(document.body, {{ subtree: true, childList: true }});
}}"""
_PRESS: Final = f"""(selector) => {{
  const at = {_MOMENT};
  document.querySelector(selector).click();
  return at;
}}"""
_SEEN: Final = "(number) => globalThis.changes.find((each) => each.text.includes(number))?.at"


@contextmanager
def _opened(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=DESK)
    context.set_default_timeout(PATIENCE_MS)
    try:
        yield context.new_page()
    finally:
        context.close()


def _sign_in(page: Page, hall: Program, name: str) -> None:
    page.goto(f"{hall.url}/sign-in")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("button.main")
    page.wait_for_url("**/clerk")


def _press_to_board(browser: Browser, hall: Program, key: str) -> list[float]:
    """From the clerk's press of the big button to the number on the board, in seconds."""
    taken = []
    with (
        client_of(hall, key) as http,
        _opened(browser) as clerk,
        _opened(browser) as board,
    ):
        for _ in range(PRESSES):
            post(http, "/tickets", {"matter": MATTER})
        post(http, f"/windows/{WINDOW}/open", {"clerk": f"clerk{WINDOW:02}"})
        _sign_in(clerk, hall, f"clerk{WINDOW:02}")
        board.goto(f"{hall.url}/board/main")
        board.wait_for_selector(_CALLS, state="attached")
        board.evaluate(_WATCH, _CALLS)
        for _ in range(PRESSES):
            number = http.get(f"/windows/{WINDOW}").json()["next"][0]["number"]
            expect(clerk.locator(_MAIN)).to_contain_text(number)
            clerk.wait_for_timeout(450)  # a second press so soon is taken for a slip
            begin = clerk.evaluate(_PRESS, _MAIN)
            expect(board.locator(_CALLS)).to_contain_text(number)
            taken.append((board.evaluate(_SEEN, number) - begin) / 1000)
            post(http, f"/windows/{WINDOW}/start")
            post(http, f"/windows/{WINDOW}/finish", {"outcome": "done"})
    return taken


def _weight_kb(browser: Browser, url: str) -> float:
    """What a browser that has nothing yet loads for a page, as it comes over the wire."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    loaded: list[Response] = []

    def keep(response: Response) -> None:
        loaded.append(response)

    page.on("response", keep)
    page.goto(url)
    page.wait_for_timeout(800)
    ours = [each for each in loaded if urlsplit(each.url).netloc == urlsplit(url).netloc]
    total = sum(each.request.sizes()["responseBodySize"] for each in ours)
    context.close()
    return total / 1024


def measure(folder: Path) -> list[Figure]:
    """A clerk's browser and a board's, and the weights of what citizens open."""
    place = folder / "browsers"
    place.mkdir()
    with program(place) as hall, chromium() as browser:
        key = hall.start()["api_key"]
        with client_of(hall, key) as http:
            token = post(http, "/tickets", {"matter": MATTER}).json()["token"]
        taken = _press_to_board(browser, hall, key)
        pages = {
            "a phone's ticket": f"/t/{token}",
            "the board": "/board/main",
            "the sign-in": "/sign-in",
        }
        weights = {name: _weight_kb(browser, hall.url + path) for name, path in pages.items()}
    return [
        *percentiles("press in one browser to the board in another", taken),
        *(
            Figure(what=f"first load of {name}", value=kb, unit="kB")
            for name, kb in weights.items()
        ),
    ]
