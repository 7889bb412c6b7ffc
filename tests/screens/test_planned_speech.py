"""All that the sample hall can ever say: every number, every window, as text and as phonemes."""

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import product
from typing import Final

import pytest

from display.speech import DIGITS, halves, saying
from hall.bus.messages import Language, Speak
from tests.screens.hall_messages import sample_hall

NUMBERS: Final = 999
WINDOWS: Final = 99
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
PHONEMES: Final = {
    "qing3": "tS;h'i21N",
    "ling2": "l'i35N",
    "yi1": "j'i55",
    "er4": "'@r51",
    "san1": "s'a55n",
    "si4": "s'i[51",
    "wu3": "w'u21",
    "liu4": "l'iou51",
    "qi1": "tS;h'i55",
    "ba1": "p'A55",
    "jiu3": "tS;'iou21",
    "shi2": "s.'i.35",
    "hao4": "X'Au51",
    "dao4": "t'Au51",
    "chuang1": "ts.hw'A55N",
    "kou3": "kh'ou21",
}
"""Each syllable as espeak-ng 1.51 says it, in its own letters; a third tone is half at most."""
_CALL: Final = re.compile(rf"请([A-Z])([{DIGITS}]{{3}})号到([{DIGITS}十]{{1,3}})号窗口")


PREFIXES: Final = sorted({each.prefix for each in sample_hall()[0].categories.values()})
ENGLISH: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(window: str) -> int:
    """A Chinese numeral up to 99, read back."""
    tens, ten, ones = window.rpartition("十")
    if not ten:
        return DIGITS.index(window)
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)


def call(number: str, window: int) -> Speak:
    return Speak(id="1", ttl_s=30, number=number, window=window)


def test_every_call_of_the_hall_can_be_read_back() -> None:
    """What is said names the number and the window that were meant, and nothing else."""
    _, site = sample_hall()
    numbers = [f"{letter}{ordinal:03}" for letter in PREFIXES for ordinal in range(1, 301)]
    for number, window in product(numbers, site.windows):
        first, second = halves(number, window, "zh")
        read = _CALL.fullmatch(first + second)
        assert read is not None, first + second
        digits = "".join(str(DIGITS.index(each)) for each in read[2])
        assert (read[1] + digits, counted(read[3])) == (number, window)


@pytest.mark.parametrize("letter", LETTERS)
def test_every_half_is_spoken_in_syllables_with_tones(letter: str) -> None:
    """One for each character; the letter alone is left to the speaker."""
    for ordinal in range(1, NUMBERS + 1):
        said = saying(call(f"{letter}{ordinal:03}", ordinal % WINDOWS + 1))
        syllables = said.spoken.split()
        assert len(syllables) == len(said.text)
        assert syllables[1] == letter
        assert all(re.fullmatch(r"[a-z]+[1-4]", each) for each in (syllables[0], *syllables[2:]))


def test_letters_of_the_hall_can_be_told_apart_by_ear() -> None:
    """E is heard as one; of B, D, G, P and T a hall has one at most."""
    catalogue, _ = sample_hall()
    prefixes = {category.prefix for category in catalogue.categories.values()}
    assert "E" not in prefixes
    assert len(prefixes & set("BDGPT")) <= 1


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_every_number_and_window_is_heard_as_it_is_meant() -> None:
    """Each syllable has its own sound, whatever stands beside it, and no two calls sound alike."""
    calls = [call(f"C{at:03}", at % WINDOWS + 1) for at in range(1, NUMBERS + 1)]
    spoken = [saying(each).spoken for each in calls]
    heard = phonemes(spoken)
    assert len(set(heard)) == len(calls)
    for said, sounds in zip(spoken, heard, strict=True):
        for syllable, sound in zip(said.split(), sounds.split(), strict=True):
            assert syllable == "C" or sound in sounds_of(syllable), (said, sounds)


def sounds_of(syllable: str) -> set[str]:
    """How a syllable may sound; a third tone rises before another one."""
    plain = PHONEMES[syllable]
    if not syllable.endswith("3"):
        return {plain}
    return {plain.replace("21", tone) for tone in ("21", "35", "214")}


def test_every_call_in_english_can_be_read_back() -> None:
    """Digit by digit, and the window as a figure."""
    for letter, ordinal in product(PREFIXES, range(1, NUMBERS + 1)):
        window = ordinal % WINDOWS + 1
        first, second = halves(f"{letter}{ordinal:03}", window, "en")
        said, *digits = first.split()
        assert (said, "".join(str(ENGLISH.index(each)) for each in digits)) == (
            letter,
            f"{ordinal:03}",
        )
        assert second == f"please go to window {window}"


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize(("language", "voice"), [("zh", "cmn-latn-pinyin"), ("en", "en-gb")])
def test_no_two_letters_digits_or_windows_sound_alike(language: Language, voice: str) -> None:
    """Every letter of the hall, every digit in each place, every window, in both languages."""
    numbers = [f"{letter}000" for letter in PREFIXES]
    numbers += [f"A{digit * place:03}" for digit in range(1, 10) for place in (1, 10, 100)]
    calls = [replace(call(number, 1), language=language) for number in numbers]
    calls += [replace(call("A001", window), language=language) for window in range(2, WINDOWS + 1)]
    heard = phonemes([saying(each).spoken.replace(",", "") for each in calls], voice)
    assert len(set(heard)) == len(calls)
    assert not any(each.startswith("a#") for each in heard), "A is a letter, not the article"


def phonemes(lines: list[str], voice: str = "cmn-latn-pinyin") -> list[str]:
    """What a machine's voice makes of each line."""
    done = subprocess.run(
        ["espeak-ng", "-q", "-x", "-v", voice],
        input="\n\n".join(lines),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=50,
    )
    heard = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    return [line.replace("_|", "") for line in heard]
