"""What a deed was about, in the words that people in the hall use.

What must not live here: reading the journal. What a citizen said is never shown among acts.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from hall.bulletins.layout import told
from hall.catalogue.text import Language, Text
from hall.core.hall import ALL
from hall.supervision.warnings import KIND_NAMES
from hall.web.ordering import Rooms

Facts = Mapping[str, Any]
_WINDOW: Final = Text("{}号窗口", "Window {}")
_SERVES: Final = Text("：", ": ")
_AND: Final = Text("、", ", ")
_WHOLE: Final = Text("全厅", "Whole hall")
_WARNINGS: Final = {kind.value: name for kind, name in KIND_NAMES.items()}


def about(facts: Facts, wired: Rooms, language: Language) -> str:
    """Which number, window or device it was about, and the reason that was given."""
    said = (say(facts, wired, language) for say in _SAID)
    return " · ".join(each for each in said if each)


def _number(facts: Facts, wired: Rooms, _language: Language) -> str:
    visit = wired.controller.hall.visits.get(str(facts.get("visit", "")))
    return str(facts.get("number") or (visit.number if visit else ""))


def _window(facts: Facts, _wired: Rooms, language: Language) -> str:
    return _window_of(facts["window"], language) if facts.get("window") else ""


def _window_of(no: object, language: Language) -> str:
    return told(_WINDOW, language).format(no)


def _category(facts: Facts, wired: Rooms, language: Language) -> str:
    code = facts.get("category")
    return _category_of(code, wired, language) if isinstance(code, str) else ""


def _category_of(code: str, wired: Rooms, language: Language) -> str:
    if code == ALL:
        return told(_WHOLE, language)
    known = wired.controller.catalogue.categories.get(code)
    return told(known.title, language) if known else code


def _plan(facts: Facts, wired: Rooms, language: Language) -> str:
    """What windows serve from then on."""
    change = facts.get("change")
    windows = (change if isinstance(change, dict) else facts).get("windows")
    return "; ".join(
        _window_of(no, language)
        + told(_SERVES, language)
        + told(_AND, language).join(_category_of(code, wired, language) for code in codes)
        for no, codes in (windows.items() if isinstance(windows, dict) else ())
    )


def _warning(facts: Facts, wired: Rooms, language: Language) -> str:
    """Which warning, and of what."""
    subject = facts.get("subject")
    if not isinstance(subject, str):
        return ""
    kind = told(_WARNINGS[facts["kind"]], language)
    if not subject:
        return kind
    of = _window_of(subject, language) if subject.isdecimal() else subject
    return f"{kind} · {_category_of(of, wired, language)}"


def _account(facts: Facts, wired: Rooms, _language: Language) -> str:
    account = facts.get("account")
    return wired.accounts.called(account) if isinstance(account, str) else ""


def _reason(facts: Facts, _wired: Rooms, language: Language) -> str:
    """As it was typed, or in the reader's language where a program gave it."""
    in_english = facts.get("reason_en") if language == "en" else None
    return str(in_english or facts.get("reason") or "")


def _plainly(name: str) -> Callable[[Facts, Rooms, Language], str]:
    return lambda facts, _wired, _language: str(facts.get(name) or "")


_SAID: Final = (
    _number,
    _window,
    _plan,
    _plainly("kiosk"),
    _plainly("printer"),
    _category,
    _warning,
    _account,
    _reason,
    _plainly("about"),
)
