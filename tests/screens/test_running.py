"""The screen programs as they run in a hall: processes on a real broker."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

import display
import kiosk
from hall.bus.messages import Answer, DeviceState, Speak
from hall.bus.topics import Channel, Kind, Topic
from tests.fakes.brokers import embedded
from tests.fakes.bus import Listener, listening
from tests.fakes.waiting import until
from tests.screens.board_stage import CALLS
from tests.screens.hall_messages import HALL, board_view, view_topic, whole_hall

EVERYTHING = (f"hall/1/{HALL}/#",)
PROGRAMS: dict[str, tuple[ModuleType, tuple[str, ...], Topic]] = {
    "kiosk": (kiosk, (), Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.STATE)),
    "display": (display, ("--window", "960x540"), Topic(HALL, Kind.BOARD, "main", Channel.STATE)),
}


@contextmanager
def running(name: str, url: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program with its sample configuration, on a broker: the kiosk keeps the whole screen."""
    package, options, _ = PROGRAMS[name]
    sample = Path(str(package.__file__)).parent / "sample.toml"
    config = folder / f"{name}.toml"
    config.write_text(sample.read_text("utf-8").replace("mqtt://127.0.0.1:1883", url), "utf-8")
    command = [sys.executable, "-m", name, str(config), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def is_online(listener: Listener, name: str) -> bool | None:
    state = listener.last.get(PROGRAMS[name][2])
    return state.online if isinstance(state, DeviceState) else None


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_screen_comes_goes_and_says_so(name: str, tmp_path: Path) -> None:
    """Online once connected, offline after SIGTERM, and nothing on the error stream but its log."""
    with embedded() as url, listening(url, EVERYTHING) as listener:
        with running(name, url, tmp_path) as process:
            until(lambda: is_online(listener, name) is True, "the screen is online")
            for topic, message in [*whole_hall(), (view_topic(Kind.BOARD, "main"), board_view())]:
                listener.client.publish(topic, message)
            process.send_signal(signal.SIGTERM)
            _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert b"Error" not in errors
        assert b"qml" not in errors
        until(lambda: is_online(listener, name) is False, "the screen is offline")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_screen_that_is_killed_is_told_offline_by_the_broker(name: str, tmp_path: Path) -> None:
    """Its last will stands for it."""
    with embedded() as url, listening(url, EVERYTHING) as listener:
        with running(name, url, tmp_path) as process:
            until(lambda: is_online(listener, name) is True, "the screen is online")
            process.kill()
            process.wait(20)
        until(lambda: is_online(listener, name) is False, "the will was sent")


def test_a_board_answers_a_call_over_the_bus(tmp_path: Path) -> None:
    """Whatever the machine can play: there is an answer."""
    with (
        embedded() as url,
        listening(url, EVERYTHING) as listener,
        running("display", url, tmp_path),
    ):
        until(lambda: is_online(listener, "display") is True, "the board is online")
        listener.client.publish(view_topic(Kind.BOARD, "main"), board_view(1, CALLS))
        command = Topic(HALL, Kind.BOARD, "main", Channel.COMMAND)
        speak = Speak(id="s1", ttl_s=30, number="C014", window=3)
        listener.client.publish(command, speak)
        answer = Topic(HALL, Kind.BOARD, "main", Channel.ANSWER)

        def is_answered() -> bool:
            """To the call; the board answers the view that it has drawn, too."""
            last = listener.last.get(answer)
            return isinstance(last, Answer) and last.command == "s1"

        until(is_answered, "the board has answered")
