"""Whether the kiosk's printer can be counted on, from the states that devices publish; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import DeviceState, SiteView
from hall.bus.topics import Kind

States = Mapping[tuple[Kind, str], DeviceState]
"""The last state heard of each printer and gateway."""

_HARMLESS: Final = frozenset({"paper_near_end"})
"""Faults that call for a person, but not yet for the citizen."""


def is_out_of_order(kiosk: str, site: SiteView | None, states: States) -> bool:
    """Whether it is known that tickets will not come out; no news is good news."""
    cards = site.devices if site else ()
    printer = next((card.printer for card in cards if card.id == kiosk), None)
    state = states.get((Kind.PRINTER, printer)) if printer else None
    if state is None:
        return False
    return not _is_online(state, states) or any(f.code not in _HARMLESS for f in state.faults)


def _is_online(state: DeviceState, states: States) -> bool:
    """A device is online when it and its gateway are."""
    gateway = states.get((Kind.GATEWAY, state.gateway)) if state.gateway else None
    return state.online and (gateway is None or gateway.online)
