"""What is pressed while hall or broker is away: told or kept, and never lost in silence."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.asking import TRY_AGAIN
from devices.codecs.ff68 import PadKey
from devices.outbox import Outbox
from hall.bus.messages import (
    Accepted,
    AnswerOutcome,
    AskRating,
    Beat,
    DeviceState,
    RateService,
    Refused,
    ShowOnPad,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic
from tests.fakes.brokers import BROKERS
from tests.fakes.counter import Counter, gateway_running, machines
from tests.fakes.waiting import until

OWN = Topic("h1", Kind.GATEWAY, "g1", Channel.STATE)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[tuple[Counter, Path]]:
    with next(iter(BROKERS.values()))() as url, machines(url, tmp_path) as made:
        yield made


def ready(hall: Counter) -> None:
    until(lambda: hall.online("pad-1", "rater-1"), "the pads are there")
    hall.settle()


def ask(hall: Counter, open_s: float = 60) -> None:
    hall.command("rater-1", AskRating(id="a1", ttl_s=5, service="s-9", open_s=open_s))
    until(lambda: hall.answers("a1") == [AnswerOutcome.SHOWN], "the question is asked")


def ratings(hall: Counter) -> list[RateService]:
    return [said for _, said in hall.requests() if isinstance(said, RateService)]


def kept(hall: Counter) -> int:
    state = hall.bus.last.get(OWN)
    return (state.counters or {}).get("ratings_kept", 0) if isinstance(state, DeviceState) else -1


def go_away(hall: Counter) -> None:
    """No beat any more; the pad's display says so."""
    hall.command("pad-1", ShowOnPad(id="s0", ttl_s=5, waiting=4, number="A007"))
    until(lambda: hall.pad.display == "004007", "the pad shows how things stand")
    hall.away.set()
    until(lambda: hall.pad.display == "      ", "the display goes dark")


def test_a_press_while_the_hall_is_away_is_told_and_never_carried_out(
    counter: tuple[Counter, Path],
) -> None:
    """Three beeps at a dark display; when the hall is back the display is, and the press is not."""
    hall, config = counter
    with gateway_running(config):
        ready(hall)
        go_away(hall)
        hall.press(PadKey.CALL)
        until(lambda: hall.pad.beeps == 3, "the clerk is told")
        hall.away.clear()
        until(lambda: hall.pad.display == "004007", "the display is back")
        hall.press(PadKey.RECALL)
        until(lambda: bool(hall.pressed()), "the next press arrives")
    assert {each.key for each in hall.pressed()} == {"recall"}


def test_a_press_before_the_first_beat_is_asked_when_it_comes(
    counter: tuple[Counter, Path],
) -> None:
    """A clerk who presses while the gateway begins is served, and hears nothing wrong."""
    hall, config = counter
    hall.away.set()
    with gateway_running(config):
        until(lambda: hall.online("pad-1"), "the pad is there")
        hall.press(PadKey.CALL)
        hall.away.clear()
        until(lambda: bool(hall.pressed()), "the press arrives")
        hall.send("pad-1", Channel.REPLY, Accepted(request=hall.pressed()[0].id))
    assert hall.pad.beeps == 0


def test_a_gateway_tells_the_halls_time_as_soon_as_it_knows_it(
    counter: tuple[Counter, Path],
) -> None:
    """Also of what it told before the hall was heard: a hall's clock is one for all its devices."""
    hall, config = counter
    hall.away.set()
    with gateway_running(config):
        until(lambda: hall.online("pad-1"), "the pad is there")
        now = datetime.now(UTC)
        ahead = Beat(epoch=1, utc=now, hall_time=now + timedelta(hours=8), rate=1)
        hall.bus.client.publish(beat_topic("h1"), ahead)
        early = now + timedelta(hours=7)
        until(lambda: (since(hall) or now) > early, "its time is the hall's")


def since(hall: Counter) -> datetime | None:
    state = hall.state("pad-1")
    return state.since if state else None


def test_a_rating_outlives_the_hall_and_the_gateway_and_counts_once(
    counter: tuple[Counter, Path],
) -> None:
    """Given while the hall is away, delivered by the next gateway under one id, then forgotten."""
    hall, config = counter
    before = datetime.now(UTC)
    with gateway_running(config):
        ready(hall)
        ask(hall)
        go_away(hall)
        hall.rate(4)
        until(lambda: kept(hall) == 1, "it is kept")
        assert not ratings(hall)
    hall.away.clear()
    with gateway_running(config):
        until(lambda: len(ratings(hall)) >= 2, "it is delivered and repeated")
        (rating,) = set(ratings(hall))
        assert (rating.service, rating.level) == ("s-9", 4)
        assert rating.given_at is not None
        assert before <= rating.given_at <= datetime.now(UTC)
        hall.send("rater-1", Channel.REPLY, Accepted(request=rating.id))
        until(lambda: kept(hall) == 0, "it is not kept any more")
    assert hall.rater.beeps == 0, "the citizen was thanked, and went"


def test_a_rating_that_the_hall_cannot_take_now_is_sent_again(
    counter: tuple[Counter, Path],
) -> None:
    """A hall whose store is away is asked again; a refusal by the rules ends it."""
    hall, config = counter
    with gateway_running(config):
        ready(hall)
        ask(hall)
        hall.rate(2)
        until(lambda: bool(ratings(hall)), "it is sent at once")
        rating = ratings(hall)[0]
        text = ("否", "no")
        hall.send("rater-1", Channel.REPLY, Refused(request=rating.id, code=TRY_AGAIN, text=text))
        asked = len(ratings(hall))
        until(lambda: len(ratings(hall)) > asked, "it is sent again")
        assert kept(hall) == 1
        hall.send("rater-1", Channel.REPLY, Refused(request=rating.id, code="late", text=text))
        until(lambda: kept(hall) == 0, "the rules have refused it")


def test_a_question_is_open_for_seconds_of_the_hall_clock(
    counter: tuple[Counter, Path],
) -> None:
    """At a high pace a second of the hall is over before a finger is there."""
    hall, config = counter
    with gateway_running(config):
        ready(hall)
        hall.away.set()
        hall.beat(rate=3600.0)
        hall.press(PadKey.CALL)
        until(lambda: bool(hall.pressed()), "the beat was heard")
        ask(hall, open_s=1)
        hall.rate(5)
        until(lambda: hall.rater.beeps == 3, "the question is over")
    assert not ratings(hall)


def test_a_rating_that_cannot_be_kept_is_sent_or_told(counter: tuple[Counter, Path]) -> None:
    """With a full disk a rating goes out at once, and unanswered the citizen is told."""
    hall, config = counter
    with gateway_running(config):
        ready(hall)
        ask(hall)
        note = config.with_suffix(".ratings")
        note.unlink()
        note.mkdir()
        hall.rate(3)
        until(lambda: len(ratings(hall)) >= 2, "it is sent and repeated")
        assert kept(hall) == 0


def test_what_is_kept_is_read_back_in_order(tmp_path: Path) -> None:
    """Across runs, the oldest first; what is settled is gone."""
    given = [RateService(id=f"r{each}", ttl_s=60, service="s", level=5) for each in range(3)]
    first = Outbox(tmp_path / "ratings")
    for each in given:
        first.keep("rater-1", each)
    first.settle("r1")
    second = Outbox(tmp_path / "ratings")
    assert second.waiting() == [("rater-1", given[0]), ("rater-1", given[2])]
    assert len(second) == 2
    assert "r1" not in second
