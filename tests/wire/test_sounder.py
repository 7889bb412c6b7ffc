"""The loudspeaker of a zone, played by a program of the test's own."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.config import load
from devices.line import Line
from devices.player import PlayerLink
from devices.program import make_seats
from devices.sounder import Sounder, SounderDriver
from devices.troubles import CHIME_ONLY, NO_SOUND
from hall.bus.messages import AnswerOutcome, Beep, Command, Speak, Text
from hall.bus.topics import Kind
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

CALL = Speak(id="s1", ttl_s=30, number="A012", window=3)


@dataclass(frozen=True, slots=True)
class Player:
    """A program that writes down what it was given, and fails when it is told to."""

    path: Path
    heard: Path

    def said(self) -> list[str]:
        """Each of its runs."""
        return self.heard.read_text(encoding="utf-8").splitlines() if self.heard.exists() else []


@pytest.fixture
def player(tmp_path: Path) -> Player:
    path, heard = tmp_path / "player", tmp_path / "heard"
    path.write_text(f'#!/bin/sh\necho "$@" >> {heard}\ntest "$1" != broken\n', encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Player(path, heard)


@dataclass(frozen=True, slots=True)
class Zone:
    """A loudspeaker on its line."""

    outlet: FakeOutlet
    line: Line
    driver: SounderDriver

    def hears(self, command: Command) -> tuple[AnswerOutcome, Text | None]:
        """What becomes of a command, and why."""
        until(lambda: self.outlet.online("E1"), "the loudspeaker is there")
        self.line.errand(lambda now_s: self.driver.obey("E1", command, now_s))
        until(lambda: command.id in self.outlet.answers, "it is answered")
        return self.outlet.answers[command.id], self.outlet.reasons[command.id]


@contextmanager
def zone(sounder: Sounder) -> Iterator[Zone]:
    """Started, and stopped afterwards."""
    outlet = FakeOutlet()
    driver = SounderDriver(outlet, sounder)
    line = Line("voice", PlayerLink(sounder.player), driver)
    line.start()
    try:
        yield Zone(outlet, line, driver)
    finally:
        line.stop()


def speaking(player: Player, **more: object) -> Sounder:
    program = str(player.path)
    settings = {"speech": (program, "-v", "zh", "{text}"), **more}
    return Sounder(id="E1", player=program, **settings)  # type: ignore[arg-type]


def test_a_call_is_chime_then_words_and_spoken_when_it_is_over(
    player: Player, tmp_path: Path
) -> None:
    """The digits of the number stand apart, so that each is read."""
    chime = tmp_path / "chime.wav"
    with zone(speaking(player, chime=chime)) as made:
        assert made.hears(CALL) == (AnswerOutcome.SPOKEN, None)
    assert player.said() == [str(chime), "-v zh 请A 0 1 2号，到3号窗口"]


def test_a_ticket_taken_in_english_is_called_in_both(player: Player) -> None:
    """Chinese first."""
    speech_en = (str(player.path), "-v", "en", "{text}")
    with zone(speaking(player, speech_en=speech_en)) as made:
        made.hears(Speak(id="s2", ttl_s=30, number="A012", window=3, language="en"))
    assert player.said()[1] == "-v en A 0 1 2, please go to window 3"


def test_a_chime_alone_is_no_call(player: Player, tmp_path: Path) -> None:
    """The hall is told that nothing was said."""
    sounder = Sounder(id="E1", player=str(player.path), chime=tmp_path / "chime.wav")
    with zone(sounder) as made:
        assert made.hears(CALL) == (AnswerOutcome.FAILED, CHIME_ONLY.text)
    assert len(player.said()) == 1


def test_a_program_that_fails_is_a_fault_until_it_works(player: Player) -> None:
    """The next call is tried all the same."""
    broken = (str(player.path), "broken")
    with zone(speaking(player, speech=broken)) as made:
        assert made.hears(CALL) == (AnswerOutcome.FAILED, NO_SOUND.text)
        assert made.outlet.codes("E1") == ["no_sound"]


def test_a_player_that_is_not_installed_is_a_lost_line(player: Player) -> None:
    """It comes on line when the program is there, and goes when it is removed."""
    hidden = player.path.with_name("hidden")
    player.path.rename(hidden)
    with zone(speaking(player)) as made:
        until(lambda: "E1" in made.outlet.states and not made.outlet.online("E1"), "off")
        assert made.outlet.codes("E1") == ["line_lost"]
        hidden.rename(player.path)
        assert made.hears(CALL)[0] is AnswerOutcome.SPOKEN
        player.path.rename(hidden)
        until(lambda: not made.outlet.online("E1"), "it is gone")


def test_what_a_loudspeaker_cannot_do_is_told(player: Player) -> None:
    """It does not beep."""
    with zone(speaking(player)) as made:
        assert made.hears(Beep(id="b", ttl_s=5, times=1))[0] is AnswerOutcome.FAILED


def test_a_sounder_is_a_device_of_the_gateways_file(player: Player, tmp_path: Path) -> None:
    """Its line's port is the program."""
    path = tmp_path / "gateway.toml"
    path.write_text(
        f"""
[gateway]
id = "g1"
hall = "h1"
broker = "mqtt://127.0.0.1:1"

[lines.voice]
port = "{player.path}"
protocol = "sound"

[[places]]
name = "一楼东区"
sounder = {{ id = "E1", line = "voice", speech = ["{player.path}", "{{text}}"] }}
""",
        encoding="utf-8",
    )
    seats = make_seats(load(path), FakeOutlet())
    assert seats["E1"].kind is Kind.SOUNDER
