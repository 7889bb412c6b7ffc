"""A program of many clients with wills, to be killed by a test: `python -m … URL HOW_MANY`."""

import sys
import threading

from hall.bus.client import BusClient
from hall.bus.messages import DeviceState
from hall.bus.topics import Channel, Kind, Topic

OFFLINE = DeviceState(online=False)
ONLINE = DeviceState(online=True)


def state_topic(number: int) -> Topic:
    """Where the client of this number says how it is."""
    return Topic("h1", Kind.GATEWAY, f"G{number}", Channel.STATE)


def client(url: str, number: int, announced: threading.Semaphore) -> BusClient:
    """One client that says it is online, and whose will says that it is not."""
    topic = state_topic(number)

    def announce() -> None:
        one.publish(topic, ONLINE)
        announced.release()

    one = BusClient(
        url,
        client_id=f"many-{number}",
        subscriptions=[],
        on_message=lambda _topic, _message: None,
        on_connected=announce,
        will=(topic, OFFLINE),
    )
    return one


def main(url: str, how_many: int) -> None:
    """Connect all, say so, and stay until killed."""
    announced = threading.Semaphore(0)
    for number in range(how_many):
        client(url, number, announced).start()
    for _ in range(how_many):
        announced.acquire()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
