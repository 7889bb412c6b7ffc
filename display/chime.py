"""The two-note chime before a call, as a WAV file's bytes; pure."""

import io
import math
import struct
import wave
from typing import Final

RATE_HZ: Final = 22_050
NOTES: Final = ((659.26, 0.28), (523.25, 0.32))
"""Each note's pitch in hertz and length in seconds: 0.6 s in all."""
_LOUDNESS: Final = 0.5
_FADE_S: Final = 0.02
_FULL: Final = 32_767


def chime() -> bytes:
    """The chime, mono, 16 bits."""
    samples = [sample for pitch_hz, length_s in NOTES for sample in _note(pitch_hz, length_s)]
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return target.getvalue()


def _note(pitch_hz: float, length_s: float) -> list[int]:
    """One note that rings off; its ends are faded, or they would click."""
    count = round(length_s * RATE_HZ)
    return [
        round(_FULL * _LOUDNESS * _swell(at / RATE_HZ, length_s) * _wave(pitch_hz, at / RATE_HZ))
        for at in range(count)
    ]


def _wave(pitch_hz: float, at_s: float) -> float:
    turn = 2 * math.pi * pitch_hz * at_s
    return (math.sin(turn) + 0.3 * math.sin(2 * turn)) / 1.3


def _swell(at_s: float, length_s: float) -> float:
    edge = min(at_s, length_s - at_s) / _FADE_S
    return min(1.0, max(0.0, edge)) * math.exp(-2.0 * at_s / length_s)
