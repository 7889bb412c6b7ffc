"""A small hall run forward once, so that all that is compiled has been compiled."""

from hall.forecast.engine.quantiles import by_person
from hall.forecast.engine.running import run_forward
from hall.forecast.engine.state import Arrivals, Counter, Habits, Line, Rule, State, Waiting, spread


def rehearse() -> None:
    """Run forward three who wait at one window, with everything that may happen to them."""
    service = spread(300, 0.6)
    state = State(
        categories=("A",),
        rule=Rule(),
        waiting=tuple(
            Waiting(visit=str(at), line=Line(0), entered_s=-60.0 * at, order=at, service=service)
            for at in range(3)
        ),
        windows=(Counter(no=1, categories=(0,)),),
        arrivals=Arrivals(edges_s=(0.0, 3600.0), rates=((0.01,),)),
        services=(service,),
        habits=Habits(walk=service, between=service, patience=service),
    )
    by_person(run_forward(state, runs=2, asked=(Line(0),)).asked_s, (0.5,))
    run_forward(state, runs=2, only_asked=False)
