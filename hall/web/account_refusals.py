"""Why somebody is not let in, and why an account or a key cannot be made."""

from datetime import datetime

from hall.errors import HallError


class SignInRefused(HallError):
    """Somebody is not let in.

    SignInRefused
    ├── WrongNameOrPassword   which of the two is not told
    └── AccountLocked         too many wrong passwords
    """


class WrongNameOrPassword(SignInRefused):
    """No such name, or not its password."""


class AccountLocked(SignInRefused):
    """Too many wrong passwords; nobody signs in to this account until `until`.

    `just_now` says that this was the attempt which locked it.
    """

    def __init__(self, until: datetime, *, just_now: bool = False) -> None:
        super().__init__(f"locked until {until.isoformat()}")
        self.until = until
        self.just_now = just_now


class AccountRefused(HallError):
    """An account that cannot be made: `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
