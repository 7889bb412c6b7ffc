"""Attack every codec for a long time: `make soak-codecs`, or `python -m tests.codecs.soak S SEED`.

A checksum is no proof: of the `FF 68` frames that garbage makes up, one in thousands passes it and
may take a good one with it. So many lost frames are allowed and told; the codecs with a CRC are
allowed none.
"""

import sys
import time
from random import Random
from typing import Final

from tests.codecs.streams import CODECS, Codec, attack

SECONDS: Final = 600.0
PASSED_BY_CHANCE: Final = {"ff68": 1e-3, "sam": 1e-3}
"""How often a made-up frame may pass a codec's check, of all streams; elsewhere never."""


def run(seconds: float = SECONDS, seed: int = 1) -> int:
    """An equal time for each codec; the exit status says whether one broke."""
    broken = [name for name, codec in CODECS.items() if _breaks(name, codec, seconds, seed)]
    return 1 if broken else 0


def _breaks(name: str, codec: Codec, seconds: float, seed: int) -> bool:
    streams, wrong = 0, []
    until_s = time.monotonic() + seconds / len(CODECS)
    while time.monotonic() < until_s:
        fault = attack(codec, Random(f"{seed} {name} {streams}"))
        wrong += [f"stream {streams}: {fault}"] if fault else []
        streams += 1
    allowed = PASSED_BY_CHANCE.get(name, 0.0)
    print(f"{name}: {streams} streams, {len(wrong)} lost; {'; '.join(wrong[:3])}")  # noqa: T201 - its report
    return len(wrong) > allowed * streams


if __name__ == "__main__":
    given = dict(zip(("seconds", "seed"), map(float, sys.argv[1:]), strict=False))
    sys.exit(run(given.get("seconds", SECONDS), int(given.get("seed", 1))))
