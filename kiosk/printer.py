"""Whether a kiosk's printer can be counted on, and where the next one is; pure."""

import math
from collections.abc import Mapping
from typing import Final

from hall.bus.messages import DeviceCard, DeviceState, SiteView
from hall.bus.topics import Kind

States = Mapping[tuple[Kind, str], DeviceState]
"""The last state heard of each printer and gateway and kiosk."""

_HARMLESS: Final = frozenset({"paper_near_end"})
"""Faults that call for a person, but not yet for the citizen."""


def is_out_of_order(kiosk: str, site: SiteView | None, states: States) -> bool:
    """Whether it is known that tickets will not come out; no news is good news."""
    cards = site.devices if site else ()
    printer = next((card.printer for card in cards if card.id == kiosk), None)
    state = states.get((Kind.PRINTER, printer)) if printer else None
    if state is None:
        return False
    return not is_online(state, states) or any(f.code not in _HARMLESS for f in state.faults)


def nearest_working(kiosk: str, site: SiteView | None, states: States) -> str | None:
    """The area of the nearest kiosk that is online with its printer, on the same floor first."""
    if site is None:
        return None
    own = next((card for card in site.devices if card.id == kiosk), None)
    others = [
        card
        for card in site.devices
        if card.kind == Kind.KIOSK and card.id != kiosk and _is_known_to_print(card, site, states)
    ]
    floors = {area.code: area.floor for area in site.areas}
    if own is None or not others:
        return None
    nearest = min(
        others,
        key=lambda card: (
            floors.get(card.area or "") != floors.get(own.area or ""),
            _far(own, card),
        ),
    )
    return nearest.area


def _is_known_to_print(card: DeviceCard, site: SiteView, states: States) -> bool:
    """Nobody is sent to a kiosk of which nothing is known."""
    kiosk = states.get((Kind.KIOSK, card.id))
    printer = states.get((Kind.PRINTER, card.printer)) if card.printer else None
    is_there = kiosk is not None and kiosk.online and printer is not None
    return is_there and not is_out_of_order(card.id, site, states)


def _far(one: DeviceCard, other: DeviceCard) -> float:
    if one.x is None or one.y is None or other.x is None or other.y is None:
        return math.inf
    return math.hypot(one.x - other.x, one.y - other.y)


def is_online(state: DeviceState, states: States) -> bool:
    """A device is online when it and its gateway are."""
    gateway = states.get((Kind.GATEWAY, state.gateway)) if state.gateway else None
    return state.online and (gateway is None or gateway.online)
