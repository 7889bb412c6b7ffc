"""The stream of changes: what a client is sent, when, and what it can come back with."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from hall.core import commands as c
from hall.web.permissions import Permission
from tests.fakes.live_hall import PASSWORD, LiveHall

READS_IN_S = 10


@dataclass(frozen=True)
class Event:
    """One event of a stream."""

    topic: str
    data: Any
    id: str | None


def _events(lines: Iterator[str]) -> Iterator[Event]:
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
            fields = {}


@dataclass
class Stream:
    """An open stream."""

    events: Iterator[Event]

    def next(self, topic: str) -> Event:
        """The next event of a topic."""
        return next(each for each in self.events if each.topic == topic)


@pytest.fixture
def client(live_hall: LiveHall) -> Iterator[httpx.Client]:
    """A program that may read."""
    key = live_hall.add_key("reader", frozenset({Permission.READ, Permission.ISSUE}))
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=live_hall.url, headers=headers, timeout=READS_IN_S) as client:
        yield client


def _issue(hall: LiveHall, name: str) -> None:
    hall.do(c.IssueNumber(visit=name, token=f"token-{name}", matter="SS01"))


def _open(client: httpx.Client, topics: str, last: str | None = None) -> Any:
    headers = {"Last-Event-ID": last} if last else {}
    return client.stream("GET", f"/api/v1/events?topics={topics}", headers=headers)


def test_a_stream_begins_with_what_is_and_goes_on_with_what_changes(
    live_hall: LiveHall, client: httpx.Client
) -> None:
    """The state of each topic comes at once, then each change; the beat tells the hall's time."""
    with _open(client, "window/3,queue") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        stream = Stream(_events(answer.iter_lines()))
        assert stream.next("beat").data["rate"] == 1.0
        assert stream.next("window/3").data["waiting"] == 0
        _issue(live_hall, "one")
        assert stream.next("window/3").data["next"][0]["number"] == "C001"


def test_what_did_not_change_is_not_sent_again(live_hall: LiveHall, client: httpx.Client) -> None:
    """Another category's number does not touch this window."""
    with _open(client, "window/3") as answer:
        stream = Stream(_events(answer.iter_lines()))
        stream.next("window/3")
        live_hall.do(c.IssueNumber(visit="other", token="token-other", matter="BD01"))
        _issue(live_hall, "one")
        assert stream.next("window/3").data["waiting"] == 1


def test_who_comes_back_is_sent_what_was_missed_and_no_more(
    live_hall: LiveHall, client: httpx.Client
) -> None:
    """Last-Event-ID of this run brings only what changed after it; of another run, everything."""
    with _open(client, "window/3,window/6") as answer:
        stream = Stream(_events(answer.iter_lines()))
        last = stream.next("window/6").id
    _issue(live_hall, "one")
    with _open(client, "window/3,window/6", last) as answer:
        stream = Stream(_events(answer.iter_lines()))
        stream.next("beat")
        first = next(each for each in stream.events if each.topic != "beat")
        assert (first.topic, first.data["waiting"]) == ("window/3", 1)
        again = next(stream.events)
        assert again.topic == "beat"
    with _open(client, "window/6", "999-0") as answer:
        assert Stream(_events(answer.iter_lines())).next("window/6").data["window"] == 6


def test_the_board_is_public_and_without_versions(live_hall: LiveHall) -> None:
    """Anybody may listen to the board on the wall, and to what is said to all in an area."""
    with (
        httpx.Client(base_url=live_hall.url, timeout=READS_IN_S) as nobody,
        _open(nobody, "board/main,wide/E1") as answer,
    ):
        stream = Stream(_events(answer.iter_lines()))
        board, wide = (stream.next(topic).data for topic in ("board/main", "wide/E1"))
    assert "version" not in board
    assert board["calls"] == []
    assert (wide["emergency"], wide["paused"]) == (None, None)


@pytest.mark.parametrize("topics", ["window/999", "window/x", "nothing", "board/X9", "queue/1"])
def test_an_unknown_topic_is_refused(client: httpx.Client, topics: str) -> None:
    """A topic that does not exist is named."""
    answer = client.get(f"/api/v1/events?topics={topics}")
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_topic")


def test_the_hall_stops_though_streams_are_open(live_hall: LiveHall, client: httpx.Client) -> None:
    """Open streams end when the hall stops, so that it can."""
    with _open(client, "queue") as answer:
        stream = Stream(_events(answer.iter_lines()))
        stream.next("queue")
        live_hall.stop()
        assert list(stream.events) == []


def test_a_stream_ends_with_the_session_that_it_rests_on(live_hall: LiveHall) -> None:
    """Who signs out, or is not to come in any more, hears nothing more of the hall."""
    form = {"Origin": live_hall.url}
    with httpx.Client(base_url=live_hall.url, timeout=READS_IN_S, headers=form) as browser:
        browser.post("/sign-in", data={"name": "clerk03", "password": PASSWORD})
        found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/clerk").text)
        assert found is not None
        with _open(browser, "queue") as answer:
            stream = Stream(_events(answer.iter_lines()))
            stream.next("queue")
            browser.post("/sign-out", data={"csrf": found[1]})
            assert [each.topic for each in stream.events if each.topic != "beat"] == []


def test_a_port_in_use_is_told(live_hall: LiveHall) -> None:
    """A second hall on the same port says so."""
    with pytest.raises(Exception, match="cannot be opened; is it in use"):
        LiveHall(live_hall.controller, port=live_hall.port).start()
