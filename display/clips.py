"""The voice that a hall records: what has to be read out, what is missing, how clips are joined.

A call is two clips: 请…号 and 到…窗口. Each number and each window is read out whole once, as it is
said; syllables cut and joined one by one are not understood.
"""

import array
import io
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display.chime import RATE_HZ
from display.speech import halves
from hall.bus.messages import Language

WIDTH_BYTES: Final = 2
PAUSE_S: Final = 0.25
BETWEEN_S: Final = 0.8
"""Between a call and its repeat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One thing to be read out, and the file it is kept in."""

    path: str
    text: str


def clips_for(number: str, window: int, language: Language) -> tuple[Clip, Clip]:
    """The two clips of a call."""
    first, second = halves(number, window, language)
    return (
        Clip(path=f"{language}/{number}.wav", text=first),
        Clip(path=f"{language}/window-{window}.wav", text=second),
    )


def script(
    prefixes: Iterable[str], numbers: int, windows: int, languages: Iterable[Language]
) -> Iterator[Clip]:
    """All that is to be read out for a hall: every number, then every window, by language."""
    prefixes = tuple(prefixes)
    for language in languages:
        for prefix in prefixes:
            for ordinal in range(1, numbers + 1):
                yield clips_for(f"{prefix}{ordinal:03}", 1, language)[0]
        for window in range(1, windows + 1):
            yield clips_for("A001", window, language)[1]


def faults(folder: Path, wanted: Iterable[Clip]) -> Iterator[str]:
    """What is wrong with a folder of clips, a line for each one."""
    for clip in wanted:
        path = folder / clip.path
        if not path.exists():
            yield f"{clip.path}: missing: {clip.text}"
        elif (wrong := _wrong(path)) is not None:
            yield f"{clip.path}: {wrong}"


def _wrong(path: Path) -> str | None:
    try:
        samples_of(path.read_bytes())
    except ValueError as error:
        return str(error)
    return None


def samples_of(content: bytes) -> "array.array[int]":
    """The samples of a WAV file; raises `ValueError` for another format than the chime's."""
    try:
        with wave.open(io.BytesIO(content)) as file:
            kind = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"not a WAV file: {error}") from error
    if kind != (1, WIDTH_BYTES, RATE_HZ):
        raise ValueError(f"expected mono, 16 bits, {RATE_HZ} Hz; got {kind}")
    return array.array("h", frames)


def joined(pieces: Iterable[bytes | float], percent: int) -> bytes:
    """One WAV file of others and of pauses in seconds between them, as loud as asked."""
    samples = array.array("h")
    for piece in pieces:
        if isinstance(piece, bytes):
            samples.extend(samples_of(piece))
        else:
            samples.extend([0] * round(piece * RATE_HZ))
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(WIDTH_BYTES)
        file.setframerate(RATE_HZ)
        file.writeframes(array.array("h", (each * percent // 100 for each in samples)).tobytes())
    return target.getvalue()
