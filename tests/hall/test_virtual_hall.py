"""The virtual hall in a real browser, before a real hall: what a visitor sees and can do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from hall.bus.messages import Scanned
from tests.fakes.bus import Listener, listening
from tests.fakes.demo import RunningDemo, running
from tests.fakes.waiting import until
from tests.web.browser import chromium, opened

LARGE: ViewportSize = {"width": 1920, "height": 1080}
SMALL: ViewportSize = {"width": 1366, "height": 768}
WINDOWS = 22
SOON_MS = 10_000
VECTORS = Path(__file__).parents[1] / "vectors" / "qr.json"
QR_DOTS = "async (text) => (await import('/static/qr.js')).qrDots(text)"
AWAY = re.compile(r"\bpad-away\b")

CLIPPED = """() => [...document.querySelectorAll(
    '.key, .level-key, .chip, .tile, .toggle span, .calls li, .queues li, .figures div,' +
    ' .top nav a, .area-name, .close-up .in-hand')]
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.className + ': ' + each.textContent)"""
OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll('.top > *, .dock > *, .floor, .stall')]
    .map((each) => ({ each, box: each.getBoundingClientRect() }));
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
    && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap((one, place) => boxes.slice(place + 1)
    .filter((other) => !one.each.contains(other.each) && meet(one.box, other.box))
    .map((other) => one.each.className + ' / ' + other.each.className));
}"""
OUTSIDE = """() => [...document.querySelectorAll('.top > *, .dock > *, .floor')]
  .map((each) => each.getBoundingClientRect())
  .filter((box) => box.right > innerWidth + 1 || box.bottom > innerHeight + 1 || box.left < 0)
  .length"""


@pytest.fixture
def empty_hall(tmp_path: Path) -> Iterator[RunningDemo]:
    """A hall without simulated people."""
    with running(tmp_path, "--no-crowd", "--speed", "10") as demo:
        yield demo


def codes(bus: Listener) -> list[str]:
    return [said.code for _, said in bus.heard if isinstance(said, Scanned)]


def see(page: Page, demo: RunningDemo) -> None:
    page.goto(demo.ready["page"])
    expect(page.locator(".stall")).to_have_count(WINDOWS)


def test_a_visitor_is_citizen_clerk_and_rater(empty_hall: RunningDemo) -> None:
    """Take a number, sit down, call it, rate the service: the machines show each step."""
    with chromium() as browser, opened(browser, LARGE) as page:
        see(page, empty_hall)
        page.get_by_role("button", name="咨询").click()
        page.get_by_role("button", name="取号").click()
        expect(page.locator(".issued .number")).to_have_text("N001")
        expect(page.locator(".papers").first).to_contain_text("N001", timeout=SOON_MS)
        expect(page.locator(".person")).to_have_count(1)
        page.locator(".stall", has_text="咨询").locator(".plate").click()
        page.get_by_text("我当窗口员").click()
        expect(page.locator(".close-up .chip")).to_contain_text("已开窗", timeout=SOON_MS)
        page.locator(".close-up .key.call").click()
        expect(page.locator(".in-hand .number")).to_have_text("N001", timeout=SOON_MS)
        expect(page.locator(".close-up .pad output")).to_have_text("000 001", timeout=SOON_MS)
        expect(page.locator(".calls")).to_contain_text("N001")
        page.locator(".close-up .key.rate").click()
        rater = page.locator(".rater.large")
        expect(rater).to_have_attribute("data-state", "asking", timeout=SOON_MS)
        page.locator(".close-up .level-key", has_text="基本满意").click()
        expect(rater).to_have_attribute("data-state", "thanking", timeout=SOON_MS)
        expect(page.locator("#figures")).to_contain_text("1办结")
    queue = empty_hall.get("queue")
    assert (queue["issued"], queue["ended"]) == (1, 1)


def test_a_visitor_causes_faults_and_clears_them(empty_hall: RunningDemo) -> None:
    """A pulled plug and an empty printer are seen as the hall has heard; a paper is read."""
    with chromium() as browser, opened(browser, LARGE) as page:
        see(page, empty_hall)
        first = page.locator(".stall.chosen")
        page.get_by_text("拔掉叫号器").click()
        expect(first).to_have_class(AWAY, timeout=SOON_MS)
        page.get_by_text("拔掉叫号器").click()
        expect(first).not_to_have_class(AWAY, timeout=SOON_MS)
        printer = page.locator(".machine").first
        printer.locator(".toggle", has_text="缺纸").click()
        expect(printer.locator(".heard")).to_contain_text("缺纸", timeout=SOON_MS)
        printer.locator(".toggle", has_text="缺纸").click()
        expect(printer.locator(".heard")).to_be_empty(timeout=SOON_MS)
        with listening(empty_hall.ready["mqtt"], ("hall/1/#",)) as bus:
            printer.get_by_label("条码或二维码的内容").fill("HZ20260302001")
            printer.get_by_role("button", name="扫码").click()
            until(lambda: "HZ20260302001" in codes(bus), "the hall's screens hear what was read")


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=["1920x1080", "1366x768"])
def test_everything_is_legible_at_both_sizes(tmp_path: Path, size: ViewportSize) -> None:
    """On a crowded morning no text is cut off, nothing overlaps, nothing leaves the screen."""
    options = ("--scenario", "monday_1010", "--speed", "60")
    with running(tmp_path, *options) as demo, chromium() as browser, opened(browser, size) as page:
        see(page, demo)
        until(lambda: demo.get("queue")["ended"] >= 3, "the hall is in full swing")
        expect(page.locator(".calls li").nth(5)).to_be_visible()
        assert page.evaluate(CLIPPED) == []
        assert page.evaluate(OVERLAPPING) == []
        assert page.evaluate(OUTSIDE) == 0
        people = page.locator(".person:not(.leaving)")
        expect(people).not_to_have_count(0)


def test_speed_and_crowd_follow_the_controls(empty_hall: RunningDemo) -> None:
    """The buttons change the hall's own clock, and let people in."""
    with chromium() as browser, opened(browser, SMALL) as page:
        see(page, empty_hall)
        page.get_by_role("button", name="60×").click()
        expect(page.get_by_role("button", name="60×")).to_have_attribute("aria-pressed", "true")
        page.locator("#scenario").select_option("monday_1010")
        page.locator(".switch").click()
        until(lambda: empty_hall.get("queue")["issued"] >= 30, "people come")
        expect(page.locator(".area-count", has_text="等候").first).to_be_visible()


def test_codes_on_tickets_are_codes(empty_hall: RunningDemo) -> None:
    """A ticket's QR code has the very dots that another library gives it; a long text has none."""
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    with chromium() as browser, opened(browser, LARGE) as page:
        see(page, empty_hall)
        for text, rows in vectors["codes"].items():
            dots = page.evaluate(QR_DOTS, text)
            assert ["".join("#" if dot else "." for dot in row) for row in dots] == rows
        assert page.evaluate(QR_DOTS, "x" * 107) is None
