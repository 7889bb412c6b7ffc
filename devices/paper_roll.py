"""How much paper a printer has left, reckoned from what it has printed since its roll was changed.

A guess that its own sensors correct: after paper was out there is a new roll, and paper that is
nearly out is nearly out, whatever was reckoned. Kept over a restart in a file. What must not live
here: asking a printer.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from devices.driver import Health
from devices.troubles import PAPER_NEAR_END, PAPER_OUT

log = logging.getLogger(__name__)

PRINTED_MM: Final = "printed_mm"
"""The counter of paper that has come out."""
NEAR_END_SHARE: Final = 0.06
"""What a near-end sensor leaves of a roll, about."""


class PaperRolls:
    """The rolls of a gateway's printers; one thread for each printer."""

    def __init__(self, path: Path, lengths_mm: Mapping[str, float]) -> None:
        self._path = path
        self._lengths_mm = lengths_mm
        self._used_mm = _read(path)
        self._counted_mm: dict[str, int] = {}
        self._low: dict[str, frozenset[str]] = {}

    def left_pct(self, device: str, health: Health) -> int | None:
        """What is left of a printer's roll, from 0 to 100; None for what has none."""
        length_mm = self._lengths_mm.get(device)
        if length_mm is None:
            return None
        used_mm = self._used_mm.get(device, 0.0) + self._fresh_mm(device, health)
        low, was_low = _low(health), self._low.get(device, frozenset())
        if was_low and not low and health.online:
            used_mm = 0.0  # somebody has put in a new roll
        if PAPER_NEAR_END.code in low:
            used_mm = max(used_mm, length_mm * (1 - NEAR_END_SHARE))
        if PAPER_OUT.code in low:
            used_mm = length_mm
        if health.online:
            self._low[device] = low
        if used_mm != self._used_mm.get(device, 0.0):
            self._used_mm[device] = used_mm
            self._write()
        return round(100 * max(0.0, 1 - used_mm / length_mm))

    def _fresh_mm(self, device: str, health: Health) -> int:
        """What was printed since it was last looked at."""
        counted = (health.counters or {}).get(PRINTED_MM, 0)
        fresh = counted - self._counted_mm.get(device, 0)
        self._counted_mm[device] = counted
        return max(0, fresh)

    def _write(self) -> None:
        try:
            self._path.write_text(json.dumps(self._used_mm), encoding="utf-8")
        except OSError:
            log.exception("the paper that was used cannot be noted")


def _low(health: Health) -> frozenset[str]:
    """What the sensors say of the paper."""
    known = {PAPER_OUT.code, PAPER_NEAR_END.code}
    return frozenset(each.code for each in health.troubles if each.code in known)


def _read(path: Path) -> dict[str, float]:
    """What was used before; nothing where the file is missing or was cut off."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(raw, dict):
        return {}
    return {device: float(mm) for device, mm in raw.items() if isinstance(mm, int | float)}
