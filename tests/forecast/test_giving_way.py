"""Long work beside the hall: it waits while an order is being carried out, never for long."""

from hall.foreseeing.giving_way import ORDER_TAKES_S, PATIENCE_S, GiveWay


class Machine:
    """A clock that goes on by itself only while somebody sleeps."""

    now_s = 100.0
    slept_s = 0.0

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.now_s += seconds
        self.slept_s += seconds


def test_it_waits_until_an_order_is_through() -> None:
    """And not at all while nobody has asked for anything."""
    machine, asked = Machine(), [0.0]
    rest = GiveWay(lambda: asked[0], lambda: machine.now_s, machine.sleep)
    rest()
    assert machine.slept_s == 0
    asked[0] = machine.now_s
    rest()
    assert ORDER_TAKES_S <= machine.slept_s < 2 * ORDER_TAKES_S


def test_its_patience_ends_where_somebody_asks_all_the_time() -> None:
    """Forecasts are made all the same; a second later it is patient again."""
    machine = Machine()
    rest = GiveWay(lambda: machine.now_s, lambda: machine.now_s, machine.sleep)
    for _ in range(3):
        rest()
    assert machine.slept_s < 1.1 * PATIENCE_S
    machine.now_s += 2
    rest()
    assert machine.slept_s > 1.9 * PATIENCE_S
