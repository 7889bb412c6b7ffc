"""Fairness: the bound in time on being overtaken, computed from the settings.

Theory of operation. At a window that may call both, a visit of class j that entered x minutes
after one of class k goes before it at the moment τ minutes after k entered only if

    head_j + rate_j · (τ - x)  >  head_k + rate_k · τ,    with  x <= τ < M,

M being the hard maximum wait, from which on the older goes first whatever the scores. Solved for x:

    rate_j >= rate_k:   x < (head_j - head_k + (rate_j - rate_k) · M) / rate_j   (worst at τ = M)
    rate_j <  rate_k:   x < (head_j - head_k) / rate_k                           (worst at τ = x)

and never more than M. So nobody who entered more than the largest such x after a visit is called
before it: this is the bound. Two things stand outside it, and both are in the record: a number
called by hand, out of turn; and a citizen's own wish to let others pass.
"""

from hall.core.settings import ClassRule, Settings, VisitClass


def overtaking_bound(settings: Settings) -> float:
    """By how many minutes of later entry anybody can be overtaken at most."""
    return max(overtaking_bound_of(settings, each) for each in VisitClass)


def overtaking_bound_of(settings: Settings, overtaken: VisitClass) -> float:
    """The same for those of one class."""
    rules = settings.class_rules
    longest_min = settings.hard_maximum_wait_min
    return max(_lead(rule, rules[overtaken], longest_min) for rule in rules.values())


def _lead(later: ClassRule, earlier: ClassRule, longest_min: float) -> float:
    """How much later one may enter and still go before the other."""
    head_min = later.head_start_min - earlier.head_start_min
    if later.rate >= earlier.rate:
        lead_min = (head_min + (later.rate - earlier.rate) * longest_min) / later.rate
    else:
        lead_min = head_min / earlier.rate
    return min(max(lead_min, 0.0), longest_min)
