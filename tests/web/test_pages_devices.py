"""The page of devices: since when, the last fault, paper, and a gateway that died."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from hall.bus.messages import DeviceState, Fault
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened, sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the page."""
    with chromium() as browser:
        yield browser


def test_the_page_tells_a_devices_health(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A dead gateway takes its devices with it, and is named as the cause."""
    at = controller.clock.at
    fault = Fault(code="paper_out", text=("打印机缺纸", "Out of paper"), since=at)
    controller.device_states = {
        "gateway/gateway-2": DeviceState(online=False, since=at + timedelta(minutes=5)),
        "printer/printer-1": DeviceState(
            online=True,
            gateway="gateway-1",
            since=at,
            last_fault=fault,
            paper_left_pct=62,
            counters={"printed": 41, "wire_errors": 2},
        ),
        "panel/panel-03": DeviceState(online=True, gateway="gateway-2", since=at),
    }
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "root")
        page.goto(f"{live_hall.url}/devices")
        panel = page.locator("tr", has_text="panel-03")
        expect(panel).to_contain_text("网关离线")
        expect(panel).to_contain_text("09:05起")
        printer = page.locator("tr", has_text="printer-1")
        expect(printer).to_contain_text("正常")
        expect(printer).to_contain_text("09:00起")
        expect(printer).to_contain_text("打印机缺纸（09:00起）")
        expect(printer).to_contain_text("62%")
        expect(printer).to_contain_text("已打印 41 · 线路误码 2")
