"""Wires the board: its model, its voice, its scene, its connection and the clock that drives them.

Messages arrive on the network thread and are handled on the main one. What must not live here: what
is shown (see `model`), what is said (see `speech`).
"""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer

from display.config import BoardConfig
from display.diary import Diary
from display.layout import Layout, board_layout
from display.media import NOTHING, Media
from display.model import SITE, Board, Shown
from display.running import run
from display.speech import Heard, SpeechQueue, sayings
from display.stage import Bus, BusFactory, Ear, Stage, Touch, screen_of
from display.voice import Voice
from hall.bus.client import BusClient
from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    BoardView,
    DeviceState,
    Message,
    Speak,
    view_id,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic

log = logging.getLogger(__name__)

QML: Final = Path(__file__).parent / "qml" / "Main.qml"
TICK_MS: Final = 100


def board_topic(config: BoardConfig, channel: Channel) -> Topic:
    """One of the board's own topics."""
    return Topic(config.hall, Kind.BOARD, config.board, channel)


def mqtt_bus(config: BoardConfig, ear: Ear) -> Bus:
    """The board's connection; when it breaks, the broker tells that the board is offline."""
    followed = (
        board_topic(config, Channel.VIEW),
        board_topic(config, Channel.COMMAND),
        Topic(config.hall, *SITE, Channel.VIEW),
        Topic(config.hall, Kind.CATALOGUE, "+", Channel.VIEW),
        beat_topic(config.hall),
    )
    return BusClient(
        config.broker,
        client_id=f"board-{config.board}",
        subscriptions=map(str, followed),
        on_message=ear.heard.emit,
        on_connected=ear.connected.emit,
        will=(board_topic(config, Channel.STATE), DeviceState(online=False)),
    )


class BoardApp(QObject):
    """One running board."""

    def __init__(
        self, config: BoardConfig, bus: BusFactory, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self._config = config
        self._now_s = clock
        self.model = Board(config.board)
        self._speech = SpeechQueue()
        self._counters: Counter[str] = Counter()
        self._voice = Voice(config.voice)
        self._media = Media(config.media)
        self._diary = Diary(config.voice.diary, config.voice.keep_days)
        layout = self._layout(1920, 1080)
        self.stage = Stage(QML, Touch(), shown=self._shown(layout), size=asdict(layout))
        self._ear = Ear()
        self._bus = bus(self._ear)
        self._timer = QTimer(self, interval=TICK_MS)
        self._connect()

    def _connect(self) -> None:
        self._ear.heard.connect(self._heard)
        self._ear.connected.connect(self._tell_state)
        self._voice.ended.connect(self._said)
        self.stage.resized.connect(self._refresh)
        self._timer.timeout.connect(self.tick)
        self._timer.timeout.connect(self.stage.keep_whole)

    def start(self, window: tuple[int, int] | None) -> None:
        """Open the window, full-screen unless a size is given, and begin connecting."""
        self.stage.open(window)
        self._bus.start()
        self._timer.start()

    def stop(self) -> None:
        """Fall silent, say that the board is off, and end the connection."""
        self._timer.stop()
        self._voice.close()
        self._bus.publish(board_topic(self._config, Channel.STATE), DeviceState(online=False))
        self._bus.stop()
        self.stage.end()

    def _heard(self, topic: Topic, message: Message) -> None:
        now_s = self._now_s()
        if isinstance(message, Speak):
            self._speech.commanded(message, now_s, self.model.rate)
            self.tick()
            return
        before = self.model.calls()
        self.model.heard(topic, message, now_s)
        self._speech.shown(self.model.called())
        self.tick()
        if isinstance(message, BoardView) and self.model.calls() - before:
            self._tell_drawn(message)

    def _said(self, heard: Heard) -> None:
        self._speech.said(heard)
        self.tick()

    def tick(self) -> None:
        """Do what is due now; the timer calls it several times a second."""
        now_s = self._now_s()
        turn = None if self.model.in_emergency else self._speech.next(now_s)
        if turn is not None:
            said = sayings(turn, self._config.voice.repeats)
            log.info("calling: %s", ", ".join(each.text for each in said))
            percent = self._config.voice.percent_at(self.model.clock(now_s))
            self._voice.say(turn.command, said, percent)
        self._answer()
        self._refresh()

    def _answer(self) -> None:
        """Send the answers that wait, and count them in the board's state."""
        answers = list(self._speech.answers)
        self._speech.answers.clear()
        for call in self._speech.finished:
            at = self.model.local_time(self._now_s())
            self._diary.write(at, self._config.board, call)
        self._speech.finished.clear()
        for answer in answers:
            self._counters[answer.outcome.value] += 1
            why = f" ({answer.reason[1]})" if answer.reason else ""
            log.info("call %s: %s%s", answer.command, answer.outcome.value, why)
            self._bus.publish(board_topic(self._config, Channel.ANSWER), answer)
        if answers:
            self._tell_state()

    def _tell_drawn(self, view: BoardView) -> None:
        """A new call is on the screen; the hall tells its clerk."""
        drawn = Answer(command=view_id(view.version), outcome=AnswerOutcome.SHOWN)
        self._bus.publish(board_topic(self._config, Channel.ANSWER), drawn)

    def _tell_state(self) -> None:
        state = DeviceState(online=True, counters=dict(self._counters))
        self._bus.publish(board_topic(self._config, Channel.STATE), state)

    def _refresh(self) -> None:
        layout = self._layout(self.stage.width(), self.stage.height())
        self.stage.size_map.update(asdict(layout))
        self.stage.shown.update(self._shown(layout))

    def _shown(self, layout: Layout) -> Shown:
        """What the board shows; a slide only beneath the calls, where these leave half of it."""
        now_s = self._now_s()
        shown = self.model.shown(now_s, layout)
        calls = len(shown["calls"])
        is_idle = not self.model.is_stale(now_s) and 2 * calls <= layout.rows
        slide = self._media.slide(now_s) if is_idle else NOTHING
        return {**shown, "slide": {**asdict(slide), "y": layout.height_px(calls)}}

    def _layout(self, width: int, height: int) -> Layout:
        screen = screen_of(self._config.screen, max(width, 1), max(height, 1))
        return board_layout(screen, self.model.content(self._now_s()))


def run_board(config: BoardConfig, window: tuple[int, int] | None) -> None:
    """Run a board until its window is closed or it is told to end."""
    run(lambda: BoardApp(config, partial(mqtt_bus, config)), window)
