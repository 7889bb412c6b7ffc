"""Why a proposal is made, in one sentence of each language, with the figures that decide."""

from collections.abc import Mapping
from typing import Final

from hall.forecast.advice.adviser import Proposal
from hall.forecast.advice.moves import Move
from hall.forecast.advice.outlook import Outlook, Range

Sentence = tuple[str, str]
Names = Mapping[str, Sentence]
"""What a category is called, in Chinese and English, by its code."""

_ADDS: Final[Sentence] = ("{window}号窗口加办{added}", "window {window} also takes {added}")
_CHANGES: Final[Sentence] = (
    "{window}号窗口改办{added}",
    "window {window} takes {added} instead",
)
_AND: Final[Sentence] = ("；", ", and ")
_ALL: Final[Sentence] = ("各窗口多办一类", "every window takes one category more")
_WHY: Final[Sentence] = (
    "{relieved}接下来平均要等{before}分钟：{moves}，可降到{after}分钟，{helped}人提前叫到。",
    "{relieved} will wait {before} minutes on average, {after} if {moves}. {helped} called sooner.",
)
_LATER: Final[Sentence] = ("（{delayed}人会晚一些。）", " ({delayed} called later.)")
_MANY_MOVES: Final = 4


def reason(proposal: Proposal, categories: tuple[str, ...], names: Names) -> Sentence:
    """Why to make these moves, with the category that they relieve most before and after."""
    relieved = _relieved(proposal)
    facts = {
        "before": _span(proposal.before.categories_min[relieved]),
        "after": _span(proposal.after.categories_min[relieved]),
        "helped": proposal.helped,
        "delayed": proposal.delayed,
    }
    says = [why + later * (proposal.delayed > 0) for why, later in zip(_WHY, _LATER, strict=True)]
    zh, en = (
        text.format(
            relieved=_name(categories, names, relieved, language),
            moves=_moves(proposal.moves, categories, names, language),
            **facts,
        )
        for language, text in enumerate(says)
    )
    return zh, en


def _relieved(proposal: Proposal) -> int:
    """The category whose wait falls most by what windows take on."""
    before, after = proposal.before.categories_min, proposal.after.categories_min
    added = {each for move in proposal.moves for each in move.added}
    return max(sorted(added), key=lambda each: before[each].middle - after[each].middle)


def _moves(
    moves: tuple[Move, ...], categories: tuple[str, ...], names: Names, language: int
) -> str:
    if len(moves) >= _MANY_MOVES:
        return _ALL[language]
    return _AND[language].join(_move(each, categories, names, language) for each in moves)


def _move(move: Move, categories: tuple[str, ...], names: Names, language: int) -> str:
    says = _CHANGES if move.dropped else _ADDS
    added = ("、", ", ")[language].join(
        _name(categories, names, each, language) for each in move.added
    )
    return says[language].format(window=move.window, added=added)


def _name(categories: tuple[str, ...], names: Names, category: int, language: int) -> str:
    code = categories[category]
    return names.get(code, (code, code))[language]


def _span(minutes: Range) -> str:
    low, high = round(minutes.low), round(minutes.high)
    return f"{low}" if low == high else f"{low}–{high}"


def first_said(more_skills: Proposal, moves: Outlook | None, language: int) -> str:
    """What is said before any move, when more skills always on would do better."""
    says = (
        "各窗口长期多办一类更有效：平均等{mean}分钟{instead}。",
        "one more category per window does better: {mean} min{instead}.",
    )[language]
    instead = ("，调窗口则{}", ", moves {}")[language]
    other = instead.format(_span(moves.mean_min)) if moves else ""
    return says.format(mean=_span(more_skills.after.mean_min), instead=other)
