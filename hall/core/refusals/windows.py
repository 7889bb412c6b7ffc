"""Refusals about windows and who sits at them."""

from dataclasses import dataclass

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class UnknownWindow(Refused):
    """The hall has no such window."""

    window: int
    code = "unknown_window"
    zh = "没有{window}号窗口。请核对窗口号。"
    en = "There is no window {window}. Check the number."


@dataclass(kw_only=True)
class WindowIsClosed(Refused):
    """Nobody has signed in at the window."""

    window: int
    code = "window_is_closed"
    zh = "{window}号窗口没有开窗。请先登录开窗。"
    en = "Window {window} is closed. Sign in and open it first."


@dataclass(kw_only=True)
class WindowIsPaused(Refused):
    """The window is on a pause."""

    window: int
    code = "window_is_paused"
    zh = "{window}号窗口已暂停。请先恢复办理。"
    en = "Window {window} is paused. Resume first."


@dataclass(kw_only=True)
class WindowIsTaken(Refused):
    """Another clerk sits at the window."""

    window: int
    clerk: str
    code = "window_is_taken"
    zh = "{window}号窗口由{clerk}使用中。请先让对方退出，或确认接管。"
    en = "Window {window} is used by {clerk}. Ask them to leave it, or take it over."


@dataclass(kw_only=True)
class WindowIsOpen(Refused):
    """The window is already open with this clerk."""

    window: int
    code = "window_is_open"
    zh = "{window}号窗口已经开着，可以直接呼叫。"
    en = "Window {window} is already open; you can call."


@dataclass(kw_only=True)
class ClerkIsElsewhere(Refused):
    """A clerk is at one window at a time."""

    clerk: str
    window: int
    code = "clerk_is_elsewhere"
    zh = "{clerk}还在{window}号窗口。请先在那里关窗，或确认接管。"
    en = "{clerk} is still at window {window}. Close that window first, or take over here."


@dataclass(kw_only=True)
class ClerkLacksSkills(Refused):
    """The clerk can serve none of the window's categories."""

    clerk: str
    window: int
    code = "clerk_lacks_skills"
    zh = "{clerk}不能办{window}号窗口的业务。请换窗口，或先调整窗口设置。"
    en = "{clerk} can serve nothing of window {window}. Change the window, or the plan first."
