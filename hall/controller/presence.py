"""Which devices are there: what each last said of itself, and who has just come back. Pure.

A device is online when it and its gateway are: a connection has one will, the gateway's, so a
gateway that dies takes its devices with it without their saying so.
"""

from immutables import Map

from hall.bus.messages import DeviceState
from hall.bus.topics import Kind, Topic


class Presence:
    """The devices of a hall, as their states tell."""

    def __init__(self) -> None:
        self.states: Map[str, DeviceState] = Map()
        """The last state of each device, by `<kind>/<id>`; replaced as a whole at each change."""
        self._there: set[str] = set()

    def heard(self, topic: Topic, state: DeviceState) -> set[str]:
        """Take in a state; gives the devices that are there now and were not before."""
        name = f"{topic.kind}/{topic.id}"
        self.states = self.states.set(name, state)
        affected = {name}
        if topic.kind == Kind.GATEWAY:
            affected |= {each for each, its in self.states.items() if its.gateway == topic.id}
        there = {each for each in affected if self._is_there(each)}
        back = there - self._there
        self._there = (self._there - affected) | there
        return back

    def __contains__(self, name: object) -> bool:
        """Whether a device, by `<kind>/<id>`, is there."""
        return name in self._there

    def _is_there(self, name: str) -> bool:
        state = self.states[name]
        if not state.online or state.gateway is None:
            return state.online
        gateway = self.states.get(f"{Kind.GATEWAY}/{state.gateway}")
        return gateway is None or gateway.online
