"""Whether identity cards can be held to a reader, and whether the last one was read; pure."""

from typing import Final

from hall.bus.messages import DeviceState

_UNREADABLE: Final = "card_unreadable"
"""The gateway's code for a card that gives nothing."""


def is_card_reader(state: DeviceState) -> bool:
    """Whether a card can be held to it."""
    return state.reads_cards


def is_card_unread(state: DeviceState) -> bool:
    """Whether the last card has to be laid down again."""
    return is_card_reader(state) and any(each.code == _UNREADABLE for each in state.faults)
