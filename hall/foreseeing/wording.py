"""From the engine's arrays and places to plain values: codes, minutes, moments, sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.catalogue.model import Catalogue
from hall.forecast.advice import counsel as plain
from hall.forecast.advice import reasons, what_if
from hall.forecast.advice.adviser import Advice, Proposal
from hall.forecast.advice.moves import Move
from hall.forecast.advice.outlook import Outlook, Range
from hall.forecast.advice.staffing import QUARTER_S, Staffing


@dataclass(frozen=True, slots=True)
class Wording:
    """The names of one hall at one moment."""

    categories: tuple[str, ...]
    catalogue: Catalogue
    now: datetime

    def counsel(self, advice: Advice, moves_left: int) -> plain.Counsel:
        """What the adviser says."""
        proposals, more = advice.proposals, advice.more_skills
        best = proposals[-1].after if proposals else None
        return plain.Counsel(
            at=self.now,
            present=self._prospect(advice.present),
            suggestions=tuple(self._suggestion(each) for each in proposals),
            more_skills=self._suggestion(more) if more else None,
            said_first=None
            if more is None
            else (reasons.first_said(more, best, 0), reasons.first_said(more, best, 1)),
            moves_left=moves_left,
        )

    def trial(self, found: what_if.Comparison) -> plain.Trial:
        """What is, and what would be."""
        return plain.Trial(before=self._side(found.before), after=self._side(found.after))

    def roster(self, found: Staffing, opens: datetime) -> plain.Roster:
        """Clerks by category."""
        return plain.Roster(
            opens=opens,
            clerks=dict(zip(self.categories, found.clerks, strict=True)),
            met=dict(zip(self.categories, found.met, strict=True)),
            clerk_hours=sum(map(sum, found.clerks)) * QUARTER_S / 3600,
        )

    @property
    def _names(self) -> Mapping[str, tuple[str, str]]:
        return {
            code: (each.title.zh, each.title.en) for code, each in self.catalogue.categories.items()
        }

    def _suggestion(self, proposal: Proposal) -> plain.Suggestion:
        moves = tuple(self._shift(each) for each in proposal.moves)
        return plain.Suggestion(
            id="_".join([f"{self.now:%H%M%S}", *(str(each.window) for each in moves)])[:64],
            moves=moves,
            before=self._prospect(proposal.before),
            after=self._prospect(proposal.after),
            gain=proposal.gain,
            helped=proposal.helped,
            delayed=proposal.delayed,
            reason=reasons.reason(proposal, self.categories, self._names),
        )

    def _shift(self, move: Move) -> plain.Shift:
        return plain.Shift(
            window=move.window, before=self._codes(move.before), after=self._codes(move.after)
        )

    def _codes(self, places: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.categories[each] for each in places)

    def _prospect(self, found: Outlook) -> plain.Prospect:
        return plain.Prospect(
            mean=_minutes(found.mean_min),
            p90=_minutes(found.p90_min),
            categories=dict(zip(self.categories, map(_minutes, found.categories_min), strict=True)),
            worst=self.categories[found.worst],
            people=found.people,
        )

    def _side(self, side: what_if.Side) -> plain.Side:
        return plain.Side(
            prospect=self._prospect(side.outlook),
            whole=self._curve(side.whole),
            categories=dict(zip(self.categories, map(self._curve, side.categories), strict=True)),
        )

    def _curve(self, curve: what_if.Curve) -> plain.Curve:
        return plain.Curve(
            starts=tuple(self.now + timedelta(seconds=each) for each in curve.starts_s),
            waits=tuple(map(_minutes, curve.waits_min)),
        )


def _minutes(found: Range) -> plain.Minutes:
    return plain.Minutes(low=found.low, middle=found.middle, high=found.high)
