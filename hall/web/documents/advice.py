"""What the advisers say, as documents."""

from collections.abc import Mapping, Sequence

from hall.controller.foretold import ForecastState, Foretold
from hall.forecast.advice.counsel import (
    Counsel,
    Curve,
    Minutes,
    Prospect,
    Roster,
    Side,
    Suggestion,
    Trial,
)
from hall.web.documents.values import Document, moment, text_document


def advice_document(foretold: Foretold) -> Document:
    """What the adviser had to say last, what becomes of it, and how forecasts are made."""
    return {**counsel_document(foretold), "forecast": _state(foretold.state)}


def counsel_document(foretold: Foretold) -> Document:
    """What the adviser had to say last, and what becomes of it; why nothing, in `state`."""
    counsel = foretold.counsel
    return {
        "mode": foretold.mode,
        "state": foretold.state.state,
        "advice": None if counsel is None else _counsel(counsel, foretold.proposals),
    }


def _state(state: ForecastState) -> Document:
    return {
        "state": state.state,
        "method": state.method,
        "took_ms": state.took_ms,
        "learnt_at": moment(state.learnt_at),
        "learnt_from": state.learnt_from,
    }


def _counsel(counsel: Counsel, proposals: Sequence[Suggestion]) -> Document:
    return {
        "at": moment(counsel.at),
        "moves_left": counsel.moves_left,
        "present": _prospect(counsel.present),
        "said_first": None if counsel.said_first is None else text_document(counsel.said_first),
        "more_skills": None if counsel.more_skills is None else _suggestion(counsel.more_skills),
        "proposals": [_suggestion(each) for each in proposals],
    }


def _suggestion(suggestion: Suggestion) -> Document:
    return {
        "id": suggestion.id,
        "moves": [
            {"window": each.window, "before": list(each.before), "after": list(each.after)}
            for each in suggestion.moves
        ],
        "before": _prospect(suggestion.before),
        "after": _prospect(suggestion.after),
        "gain": round(suggestion.gain, 3),
        "helped": suggestion.helped,
        "delayed": suggestion.delayed,
        "reason": text_document(suggestion.reason),
    }


def _prospect(prospect: Prospect) -> Document:
    return {
        "mean": _minutes(prospect.mean),
        "p90": _minutes(prospect.p90),
        "worst": {
            "category": prospect.worst,
            **_minutes(prospect.categories[prospect.worst]),
        },
        "categories": {code: _minutes(each) for code, each in prospect.categories.items()},
        "people": round(prospect.people, 1),
    }


def _minutes(minutes: Minutes) -> Document:
    return {
        "low_min": round(minutes.low, 1),
        "mean_min": round(minutes.middle, 1),
        "high_min": round(minutes.high, 1),
    }


def trial_document(trial: Trial) -> Document:
    """What is, and what would be, as curves with their ranges."""
    return {"before": _side(trial.before), "after": _side(trial.after)}


def _side(side: Side) -> Document:
    return {
        **_prospect(side.prospect),
        "curve": _curve(side.whole),
        "curves": _curves(side.categories),
    }


def _curves(curves: Mapping[str, Curve]) -> Document:
    return {code: _curve(each) for code, each in curves.items()}


def _curve(curve: Curve) -> list[Document]:
    return [
        {"from": moment(start), **_minutes(wait)}
        for start, wait in zip(curve.starts, curve.waits, strict=True)
    ]


def roster_document(roster: Roster, *, part: float, within_min: float) -> Document:
    """Clerks by category and quarter of an hour, for a target."""
    return {
        "opens": moment(roster.opens),
        "quarter_min": 15,
        "target": {"part": part, "within_min": within_min},
        "clerk_hours": round(roster.clerk_hours, 2),
        "clerks": {code: list(each) for code, each in roster.clerks.items()},
        "met": {code: [round(each, 3) for each in row] for code, row in roster.met.items()},
    }
