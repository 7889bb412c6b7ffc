"""The board's loudspeaker, with programs that only say whether they ended well."""

import json
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner

from display.__main__ import app
from display.chime import NOTES, RATE_HZ, chime
from display.clips import BETWEEN_S, PAUSE_S, Clip, clips_for, faults, joined, samples_of, script
from display.config import VoiceSettings
from display.diary import Diary
from display.speaker import Speaker
from display.speech import Finished, Heard, Turn, sayings
from display.voice import (
    BROKEN,
    NO_ENGLISH,
    NO_PLAYER,
    NO_SPEAKER,
    NO_VOICE,
    OFF,
    SYNTHETIC,
    Voice,
)
from hall.bus.messages import Answer, AnswerOutcome, Speak, Text
from tests.screens.hall_messages import START

CALL = Speak(id="1", ttl_s=30, number="C014", window=3)
CHINESE = "请C零一四号到三号窗口"
CHIME_S = sum(length_s for _, length_s in NOTES)


@pytest.fixture
def program(tmp_path: Path) -> str:
    """A program that writes down how it was called, and ends well; it speaks like the chime."""
    path, sound = tmp_path / "program", tmp_path / "sound.wav"
    sound.write_bytes(chime())
    path.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$*" >> {tmp_path}/calls\n'
        f'if [ "$1" = -w ]; then cp {sound} "$2"; else cp "$1" {tmp_path}/played.wav; fi\n'
    )
    path.chmod(0o755)
    return str(path)


def said_with(
    qtbot: QtBot, settings: VoiceSettings, percent: int = 100, call: Speak = CALL
) -> Heard:
    """What was heard of a call."""
    voice = Voice(settings)
    ended: list[Heard] = []
    voice.ended.connect(ended.append)
    voice.say(call, sayings(Turn(call, 0), repeats=1), percent)
    qtbot.waitUntil(lambda: bool(ended))
    voice.close()
    return ended[0]


def record(folder: Path, *, but: str = "") -> None:
    """A voice of one tone for every clip of the call in Chinese."""
    for clip in clips_for("C014", 3, "zh"):
        path = folder / clip.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if clip.path != but:
            path.write_bytes(chime())


def played_s(folder: Path) -> float:
    """How long the one file was that was played, which begins with the chime."""
    samples = samples_of((folder / "played.wav").read_bytes())
    first = samples_of(chime())
    loudest = max(samples[: len(first)]) / max(first)
    assert list(samples[: len(first)]) == pytest.approx([each * loudest for each in first], abs=2)
    return len(samples) / RATE_HZ


def test_a_call_is_heard_in_the_hall_s_own_voice(
    qapp: QApplication, qtbot: QtBot, program: str, tmp_path: Path
) -> None:
    """One file is played: chime, call, and its repeat."""
    record(tmp_path / "voice")
    settings = VoiceSettings(players=(program,), clips=tmp_path / "voice")
    assert said_with(qtbot, settings) == Heard(spoken=True, said=(CHINESE, CHINESE))
    assert len((tmp_path / "calls").read_text().splitlines()) == 1
    call_s = 2 * CHIME_S + PAUSE_S
    assert played_s(tmp_path) == pytest.approx(
        CHIME_S + PAUSE_S + call_s + BETWEEN_S + call_s, abs=0.01
    )


def test_a_voice_without_english_says_the_chinese(
    qapp: QApplication, qtbot: QtBot, program: str, tmp_path: Path
) -> None:
    """A ticket taken in English is not silent for it; with a program that speaks it is whole."""
    record(tmp_path / "voice")
    english = replace(CALL, language="en")
    settings = VoiceSettings(players=(program,), speaker=program, clips=tmp_path / "voice")
    heard = said_with(qtbot, settings, call=english)
    assert heard == Heard(spoken=True, reason=NO_ENGLISH, said=(CHINESE, CHINESE))
    whole = said_with(qtbot, settings.model_copy(update={"synthetic": True}), call=english)
    assert (whole.reason, whole.said[2:]) == (
        SYNTHETIC,
        ("C zero one four, please go to window 3",),
    )


def test_what_is_not_recorded_is_not_spoken_unless_it_may_be(
    qapp: QApplication, qtbot: QtBot, program: str, tmp_path: Path
) -> None:
    """One clip is missing: the chime alone, and the answer says so."""
    record(tmp_path / "voice", but="zh/window-3.wav")
    settings = VoiceSettings(players=(program,), speaker=program, clips=tmp_path / "voice")
    assert said_with(qtbot, settings) == Heard(spoken=False, reason=NO_VOICE)
    assert played_s(tmp_path) == pytest.approx(CHIME_S, abs=0.01)


def test_a_synthetic_voice_is_told_apart(
    qapp: QApplication, qtbot: QtBot, program: str, tmp_path: Path
) -> None:
    """It is made once, and played in one file with the chime and the repeat, as loud as asked."""
    settings = VoiceSettings(players=("no-such-player", program), speaker=program, synthetic=True)
    heard = said_with(qtbot, settings, 60)
    assert heard == Heard(spoken=True, reason=SYNTHETIC, said=(CHINESE, CHINESE))
    made, _played = (tmp_path / "calls").read_text().splitlines()
    assert made.endswith(" qing3 C ling2 yi1 si4 hao4 dao4 san1 hao4 chuang1 kou3")
    assert played_s(tmp_path) == pytest.approx(3 * CHIME_S + PAUSE_S + BETWEEN_S, abs=0.01)
    loudest = max(samples_of((tmp_path / "played.wav").read_bytes()))
    assert loudest == pytest.approx(0.6 * max(samples_of(chime())), abs=1)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        (VoiceSettings(on=False), OFF),
        (VoiceSettings(players=("no-such-player",)), NO_PLAYER),
        (VoiceSettings(players=("false",)), BROKEN),
        (VoiceSettings(players=("true",)), NO_VOICE),
        (VoiceSettings(players=("true",), synthetic=True, speaker="no-such"), NO_SPEAKER),
        (VoiceSettings(players=("true",), synthetic=True, speaker="false"), BROKEN),
        (VoiceSettings(players=("true",), synthetic=True, speaker="true"), BROKEN),
    ],
)
def test_what_was_not_heard_is_not_answered_as_spoken(
    qapp: QApplication, qtbot: QtBot, settings: VoiceSettings, reason: Text
) -> None:
    """Switched off, nothing to play with, a broken sound card, a chime without words."""
    assert said_with(qtbot, settings) == Heard(spoken=False, reason=reason)


def test_a_player_that_hangs_is_ended_and_the_next_call_is_heard(
    qapp: QApplication, qtbot: QtBot
) -> None:
    """A sound device that takes nothing silences one call, not the day."""
    speaker = Speaker(limit_s=0.05)
    with qtbot.waitSignal(speaker.broken, timeout=3000):
        speaker.run([["sleep", "30"], ["true"]])
    with qtbot.waitSignal(speaker.done, timeout=3000):
        speaker.run([["true"]])


def test_loudness_follows_the_time_of_day() -> None:
    """Before the first time the last one of the day before holds; full where none is given."""
    steps = [{"from": "08:00", "percent": 100}, {"from": "12:00", "percent": 40}]
    settings = VoiceSettings.model_validate({"volume": steps})
    heard = [settings.percent_at(clock) for clock in ("07:30", "08:00", "11:59", "12:30")]
    assert heard == [40, 100, 100, 40]
    assert VoiceSettings().percent_at("09:00") == 100


def test_half_as_loud_is_half_the_samples() -> None:
    """Clips, pauses and loudness make one file."""
    whole = samples_of(chime())
    half = samples_of(joined((0.1, chime()), 50))
    silence = round(0.1 * 22_050)
    assert len(half) == len(whole) + silence
    assert max(half) == pytest.approx(max(whole) / 2, abs=1)


def test_the_script_names_every_clip_once() -> None:
    """Two letters of two numbers, three windows, two languages."""
    clips = list(script("CH", 2, 3, ("zh", "en")))
    assert len({clip.path for clip in clips}) == len(clips) == 14
    assert clips[0] == Clip(path="zh/C001.wav", text="请C零零一号")
    assert clips[-1] == Clip(path="en/window-3.wav", text="please go to window 3")


def test_a_folder_of_recordings_is_checked(tmp_path: Path) -> None:
    """What is missing, and what a recorder saved in another form."""
    record(tmp_path, but="zh/C014.wav")
    (tmp_path / "zh/window-3.wav").write_bytes(b"ID3")
    wanted = clips_for("C014", 3, "zh")
    number, window = faults(tmp_path, wanted)
    assert number == "zh/C014.wav: missing: 请C零一四号"
    assert window.startswith("zh/window-3.wav: not a WAV file")


def test_the_commands_of_the_voice(tmp_path: Path) -> None:
    """The script is printed, and what is missing of it ends with 1."""
    options = ["--prefixes", "C", "--numbers", "1", "--windows", "1", "--no-english"]
    printed = CliRunner().invoke(app, ["voice-script", *options])
    assert printed.output.splitlines() == [
        "zh/C001.wav\t请C零零一号",
        "zh/window-1.wav\t到一号窗口",
    ]
    checked = CliRunner().invoke(app, ["voice-check", str(tmp_path), *options])
    assert (checked.exit_code, len(checked.output.splitlines())) == (1, 2)
    for clip in script("C", 1, 1, ("zh",)):
        (tmp_path / clip.path).parent.mkdir(exist_ok=True)
        (tmp_path / clip.path).write_bytes(chime())
    assert CliRunner().invoke(app, ["voice-check", str(tmp_path), *options]).exit_code == 0


def test_what_was_spoken_is_kept_for_complaints(tmp_path: Path) -> None:
    """A line for each call in a file of its day; days that are too old are removed."""
    (tmp_path / "spoken-2025-01-01.jsonl").write_text("", encoding="utf-8")
    diary = Diary(tmp_path, keep_days=90)
    at = START.astimezone(ZoneInfo("Asia/Shanghai"))
    answer = Answer(command="1", outcome=AnswerOutcome.SPOKEN, reason=SYNTHETIC)
    diary.write(at, "E1", Finished(CALL, answer, (CHINESE, CHINESE)))
    (day,) = tmp_path.iterdir()
    line = json.loads(day.read_text(encoding="utf-8"))
    assert (line["at"], line["zone"]) == ("2026-03-02T10:12:00+08:00", "E1")
    assert (line["said"], line["outcome"]) == ([CHINESE, CHINESE], "spoken")
