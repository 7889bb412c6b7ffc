"""Everything the records say, put into the figures of a hall; run each night."""

from dataclasses import replace

from hall.forecast.figures import Figures
from hall.forecast.learning.arrivals import learn_arrivals
from hall.forecast.learning.manners import learn_habits
from hall.forecast.learning.records import Past
from hall.forecast.learning.service_times import learn_services
from hall.forecast.learning.staffing_times import learn_stretches


def learn(believed: Figures, past: Past) -> Figures:
    """What was believed, corrected by the records; without records, what was believed."""
    found = learn_services(believed, past.visits)
    found = learn_arrivals(found, past.visits)
    found = learn_stretches(found, past.stretches)
    return replace(found, habits=learn_habits(found.habits, past.visits))
