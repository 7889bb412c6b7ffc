"""What a board says, and in which order."""

import io
import wave

import pytest

from display.chime import NOTES, chime
from display.speech import TAKEN_BACK, TOO_FAST, TOO_LATE, Heard, SpeechQueue, Turn, saying, sayings
from hall.bus.messages import AnswerOutcome, Language, Speak


def speak(
    ident: str, number: str = "C014", window: int = 3, language: Language = "zh", ttl_s: float = 30
) -> Speak:
    return Speak(id=ident, ttl_s=ttl_s, number=number, window=window, language=language)


@pytest.mark.parametrize(
    ("number", "window", "text"),
    [
        ("C014", 3, "请C零一四号到三号窗口"),
        ("A023", 10, "请A零二三号到十号窗口"),
        ("M100", 22, "请M一零零号到二十二号窗口"),
        ("R009", 30, "请R零零九号到三十号窗口"),
        ("R009", 112, "请R零零九号到一一二号窗口"),
    ],
)
def test_digits_are_said_one_by_one(number: str, window: int, text: str) -> None:
    """零二三, never 零二十三; the window is counted."""
    assert saying(speak("1", number, window)).text == text


def test_chinese_is_spoken_from_pinyin() -> None:
    """The speaker gets syllables with tones, and letters as they are."""
    spoken = saying(speak("1", "C014", 3)).spoken
    assert spoken == "qing3 C ling2 yi1 si4 hao4 dao4 san1 hao4 chuang1 kou3"


def test_every_number_and_window_has_its_syllables() -> None:
    """Nothing but the ticket's letter is left to the speaker's guess."""
    for window in range(1, 100):
        for number in (f"C{window * 10:03}", f"C{window * 10 + window % 10:03}"):
            first, *syllables = saying(speak("1", number, window)).spoken.replace("C ", "").split()
            assert first == "qing3"
            assert all(each[-1].isdigit() and each[:-1].isalpha() for each in syllables)


def test_english_is_said_for_english_tickets() -> None:
    """Digit by digit too."""
    said = saying(speak("1", "C014", 3, "en"))
    assert said.text == "C zero one four, please go to window 3"


def test_one_call_at_a_time_in_order() -> None:
    """The next one waits until the one before has been said."""
    queue = SpeechQueue()
    first, second = speak("1"), speak("2", "H032")
    queue.commanded(first, 0, 1)
    queue.commanded(second, 0, 1)
    assert queue.next(0) == Turn(first, 0)
    assert queue.next(1) is None
    queue.said()
    assert queue.next(2) == Turn(second, 2)


def test_spoken_is_answered_only_when_it_was_said() -> None:
    """Else it failed, with the reason."""
    queue = SpeechQueue()
    queue.commanded(speak("1"), 0, 1)
    queue.next(0)
    assert queue.answers == []
    queue.said()
    queue.commanded(speak("2"), 1, 1)
    queue.next(1)
    queue.said(Heard(spoken=False, reason=("坏了", "Broken")))
    assert [(a.command, a.outcome, a.reason) for a in queue.answers] == [
        ("1", AnswerOutcome.SPOKEN, None),
        ("2", AnswerOutcome.FAILED, ("坏了", "Broken")),
    ]


def test_the_same_call_that_still_waits_is_said_once() -> None:
    """A recall while the first call has not begun is answered with it."""
    queue = SpeechQueue()
    queue.commanded(speak("0", "A001"), 0, 1)
    queue.next(0)
    queue.commanded(speak("1"), 0, 1)
    queue.commanded(speak("2"), 0, 1)
    queue.said()
    assert queue.next(1) == Turn(speak("1"), 1)
    queue.said()
    assert queue.next(2) is None
    assert [answer.command for answer in queue.answers] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("language", "lag_s", "said"),
    [
        ("zh", 0, ["zh", "zh"]),
        ("en", 0, ["zh", "zh", "en"]),
        ("en", 9, ["zh", "en"]),
        ("en", 17, ["zh"]),
        ("zh", 17, ["zh"]),
    ],
)
def test_a_board_that_lags_gives_up_repeats_and_then_english(
    language: Language, lag_s: float, said: list[str]
) -> None:
    """English is for tickets taken in English alone, after Chinese."""
    turn = Turn(speak("1", language=language), lag_s)
    assert [each.language for each in sayings(turn, repeats=1)] == said


def test_a_call_that_is_taken_back_before_its_turn_is_not_said() -> None:
    """It was on the board and is gone; one the board has not shown yet is still said."""
    queue = SpeechQueue()
    for ident, number in (("0", "A001"), ("1", "C014"), ("2", "H032")):
        queue.commanded(speak(ident, number), 0, 1)
    queue.next(0)
    queue.shown({("A001", 3), ("C014", 3)})
    queue.shown({("A001", 3)})
    queue.said()
    assert queue.next(1) == Turn(speak("2", "H032"), 1)
    assert [(a.command, a.reason) for a in queue.answers] == [("1", TAKEN_BACK), ("0", None)]


def test_a_repeated_command_is_not_said_again() -> None:
    """Neither while it waits or is said, nor afterwards; afterwards it is answered again."""
    queue = SpeechQueue()
    queue.commanded(speak("1"), 0, 1)
    queue.commanded(speak("1"), 1, 1)
    queue.next(1)
    queue.commanded(speak("1"), 2, 1)
    queue.said()
    assert queue.next(3) is None
    queue.commanded(speak("1"), 4, 1)
    assert [answer.command for answer in queue.answers] == ["1", "1"]
    assert queue.next(5) is None


def test_a_call_whose_time_is_over_is_not_said() -> None:
    """An old call would send people to a window that has gone on."""
    queue = SpeechQueue()
    queue.commanded(speak("1", ttl_s=5), 0, 1)
    assert queue.next(6) is None
    assert queue.answers[0].reason == TOO_LATE


def test_a_hall_clock_above_four_times_is_only_counted() -> None:
    """Speech cannot keep up with it."""
    queue = SpeechQueue()
    queue.commanded(speak("1"), 0, 60)
    assert queue.next(0) is None
    assert queue.answers[0].reason == TOO_FAST


def test_the_chime_lasts_six_tenths_of_a_second() -> None:
    """Two notes, as a WAV file that any player takes."""
    assert len(NOTES) == 2
    with wave.open(io.BytesIO(chime())) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(0.6, abs=0.001)
        assert file.getsampwidth() == 2
