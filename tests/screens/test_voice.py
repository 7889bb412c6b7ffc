"""The board's loudspeaker, with programs that only say whether they ended well."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from display.config import VoiceSettings
from display.speech import saying
from display.voice import BROKEN, NO_PLAYER, NO_SPEAKER, OFF, Voice
from hall.bus.messages import Speak, Text

CALL = saying(Speak(id="1", ttl_s=30, number="C014", window=3))


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A program that writes down how it was called, and ends well."""
    path = tmp_path / "program"
    path.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> {tmp_path}/calls\n')
    path.chmod(0o755)
    return str(path)


def said_with(qtbot: QtBot, settings: VoiceSettings) -> Text | None:
    """Why a call was not spoken; None when it was."""
    voice = Voice(settings)
    ended: list[Text | None] = []
    voice.ended.connect(ended.append)
    voice.say(CALL)
    qtbot.waitUntil(lambda: bool(ended))
    voice.close()
    return ended[0]


def test_a_call_is_spoken_after_its_chime(
    qapp: QApplication, qtbot: QtBot, program: str, tmp_path: Path
) -> None:
    """Two programs one after the other, both ended well: spoken."""
    settings = VoiceSettings(players=("no-such-player", program), speaker=program)
    assert said_with(qtbot, settings) is None
    played, spoken = (tmp_path / "calls").read_text().splitlines()
    assert played.endswith("chime.wav")
    assert spoken.endswith("qing3 C ling2 yi1 si4 hao4 dao4 san1 hao4 chuang1 kou3")


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (VoiceSettings(on=False), OFF),
        (VoiceSettings(players=("no-such-player",)), NO_PLAYER),
        (VoiceSettings(players=("false",)), BROKEN),
        (VoiceSettings(players=("true",), speaker="no-such-speaker"), NO_SPEAKER),
        (VoiceSettings(players=("true",), speaker="false"), BROKEN),
    ],
)
def test_what_was_not_heard_is_not_answered_as_spoken(
    qapp: QApplication, qtbot: QtBot, settings: VoiceSettings, reason: Text
) -> None:
    """Switched off, nothing to play with, a broken sound card, a chime without words."""
    assert said_with(qtbot, settings) == reason
