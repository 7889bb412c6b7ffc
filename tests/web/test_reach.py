"""The public address of a hall, opened as a phone would open it."""

import pytest

from hall.reach import NotReached, open_public_address
from tests.fakes.brokers import free_port
from tests.fakes.live_hall import LiveHall


def test_an_address_that_phones_reach_is_told_from_others(live_hall: LiveHall) -> None:
    """This hall answers; another hall's page, or nobody, does not count."""
    name = live_hall.controller.site.name.zh
    open_public_address(live_hall.url, name)
    with pytest.raises(NotReached, match="not as another hall"):
        open_public_address(live_hall.url, "another hall")
    with pytest.raises(NotReached, match="is the hall running"):
        open_public_address(f"http://127.0.0.1:{free_port()}", name)
