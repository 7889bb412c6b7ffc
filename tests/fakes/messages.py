"""Any message of the contract, for tests that must hold for all of them."""

from datetime import UTC, datetime
from typing import get_args

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hall.bus.messages import (
    Answer,
    Beat,
    Command,
    DeviceState,
    Event,
    Message,
    Reply,
    Request,
    View,
)
from hall.bus.topics import Channel

TYPES: dict[Channel, tuple[type, ...]] = {
    Channel.REQUEST: get_args(Request),
    Channel.REPLY: get_args(Reply),
    Channel.COMMAND: get_args(Command),
    Channel.ANSWER: (Answer,),
    Channel.STATE: (DeviceState,),
    Channel.VIEW: get_args(View),
    Channel.BEAT: (Beat,),
    Channel.EVENT: get_args(Event),
}
"""The types of each channel."""

CARRIED = [(channel, each) for channel, types in TYPES.items() for each in types]
"""Every channel with each of its types."""

st.register_type_strategy(
    datetime,
    st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bound
)
st.register_type_strategy(float, st.floats(min_value=-1e9, max_value=1e9))


def any_message(of: type) -> SearchStrategy[Message]:
    """Any message of one type."""
    return st.from_type(of)


def any_carried() -> SearchStrategy[tuple[Channel, Message]]:
    """Any message with the channel that carries it."""
    return st.one_of(
        *(st.tuples(st.just(channel), any_message(of=each)) for channel, each in CARRIED)
    )
