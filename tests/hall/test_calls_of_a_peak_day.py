"""Every call of a peak day's morning: where and how long it stands, and how soon it is spoken."""

from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import quantiles
from typing import Final

import pytest

from display.chime import NOTES
from display.clips import BETWEEN_S, PAUSE_S
from display.speech import Saying, SpeechQueue, sayings
from hall.bus.messages import AnswerOutcome, BoardView, Message, ShowText, Speak
from hall.bus.topics import Kind, Topic
from hall.core.events import VisitCalled, VisitMarkedNoShow, VisitRecalled
from simulators.crowd.crowd import Crowd
from simulators.crowd.scenario import scenarios
from simulators.crowd.world import World
from tests.fakes.virtual_hall import VirtualHall, live_through

UNTIL: Final = time(10, 45)
A_SECOND: Final = 4.0
"""Syllables that are spoken in it."""
A_WORD: Final = 1.6
"""Syllables of an English word, about."""
REPEATS: Final = 1
"""As often as a board says a call again where it is not told otherwise."""
STANDS: Final = timedelta(seconds=60)

Called = VisitCalled | VisitRecalled


@dataclass
class Ear:
    """What boards, panels and loudspeakers were told, and when."""

    hall: VirtualHall
    spoken: dict[str, list[tuple[datetime, Speak]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    boards: dict[str, list[tuple[datetime, frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    panels: set[tuple[datetime, str]] = field(default_factory=set)

    def hear(self, topic: Topic, message: Message) -> None:
        """One message of the hall."""
        match message:
            case Speak():
                self.spoken[topic.id].append((self.hall.now, message))
            case BoardView():
                numbers = frozenset(call.number for call in message.calls)
                self.boards[message.zone].append((self.hall.now, numbers))
            case ShowText(blink=True) if topic.kind is Kind.PANEL:
                self.panels.add((self.hall.now, message.text))

    def sight_of(self, call: Called) -> Iterator[bool]:
        """Whether the board where its holder waits shows a call, view by view for a minute."""
        visit = self.hall.hall.visits[call.visit]
        zone = self.hall.premises.area_of(visit.category)
        views = [view for view in self.boards[zone] if view[0] < call.at + STANDS]
        since = max((moment for moment, _ in views if moment <= call.at), default=call.at)
        at_once = [numbers for moment, numbers in views if moment == since][-1:]
        later = [numbers for moment, numbers in views if moment > call.at]
        yield from (visit.number in numbers for numbers in (*at_once, *later))


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ear]:
    """A peak day until its busiest hour is over; every zone has a board."""
    day = scenarios()["peak"]
    hall = VirtualHall(tmp_path_factory.mktemp("peak") / "peak.db", day.starts_at)
    hall.open()
    hall.plug_in_boards()
    ear, world = Ear(hall), World()
    hall.listen(world.hear)
    hall.listen(ear.hear)
    live_through(hall, Crowd(day, 7), world, UNTIL)
    yield ear
    hall.store.close()


def calls_of(ear: Ear) -> list[Called]:
    """Every call of the journal, recalls too."""
    events = (each.entry.event for each in ear.hall.store.open_day())
    return [event for event in events if isinstance(event, Called)]


def seconds_of(said: tuple[Saying, ...]) -> float:
    """How long a call takes to say, its chime included."""
    chime_s = sum(length_s for _, length_s in NOTES)
    words_s = sum(_syllables(each) / A_SECOND for each in said)
    return chime_s + words_s + 2 * PAUSE_S * len(said) + BETWEEN_S * (len(said) - 1)


def _syllables(saying: Saying) -> float:
    return len(saying.text) if saying.language == "zh" else A_WORD * len(saying.text.split())


def lags_of(commands: list[tuple[datetime, Speak]]) -> list[float]:
    """How long each call of a zone waits for its turn, one loudspeaker saying them all."""
    queue = SpeechQueue()
    begin = commands[0][0]
    left = deque(((at - begin).total_seconds(), command) for at, command in commands)
    waited: list[float] = []
    now_s = 0.0
    while True:
        while left and left[0][0] <= now_s:
            at_s, command = left.popleft()
            queue.commanded(command, at_s, 1.0)
        turn = queue.next(now_s)
        if turn is not None:
            waited.append(turn.lag_s)
            now_s += seconds_of(sayings(turn, REPEATS))
            queue.said()
        elif left:
            now_s = left[0][0]
        else:
            break
    assert {answer.outcome for answer in queue.answers} == {AnswerOutcome.SPOKEN}
    return waited


def test_a_press_is_on_panel_and_board_in_the_same_turn(morning: Ear) -> None:
    """No second passes between a call and what its holder sees of it."""
    calls = calls_of(morning)
    assert len(calls) > 100
    for call in calls:
        number = morning.hall.hall.visits[call.visit].number
        assert (call.at, f"请{number}号") in morning.panels
        assert next(morning.sight_of(call)), number


def test_a_call_stands_where_its_holder_waits_for_a_minute(morning: Ear) -> None:
    """In every view of that minute, however soon its window goes on to the next."""
    for call in calls_of(morning):
        assert all(morning.sight_of(call)), (call.at, morning.hall.hall.visits[call.visit].number)


def test_nobody_is_a_no_show_before_the_call_has_stood(morning: Ear) -> None:
    """A minute from the first call at least; a recall within it is one more chance to hear it."""
    first: dict[str, datetime] = {}
    missed = 0
    for row in morning.hall.store.open_day():
        event = row.entry.event
        if isinstance(event, VisitCalled):
            first[event.visit] = event.at
        elif isinstance(event, VisitMarkedNoShow):
            missed += 1
            assert event.at - first[event.visit] >= STANDS
    assert missed > 0


def test_nineteen_calls_of_twenty_are_begun_within_eight_seconds(morning: Ear) -> None:
    """In every zone, with its repeats; the whole hall's loudspeaker has the most to say."""
    assert "main" in morning.spoken
    for zone, commands in morning.spoken.items():
        lags = lags_of(commands)
        assert len(lags) == len(commands), zone
        assert quantiles([*lags, 0.0], n=20)[-1] <= 8.0, zone
