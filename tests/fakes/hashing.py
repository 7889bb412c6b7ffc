"""A password hash that costs nothing; for tests that sign somebody in."""

from pwdlib import PasswordHash
from pwdlib.hashers.base import HasherProtocol


class Plain(HasherProtocol):
    """Keeps a password as it is."""

    @classmethod
    def identify(cls, hash: str | bytes) -> bool:  # noqa: A002 - the name is the protocol's
        """Whether it was made here."""
        return str(hash).startswith("plain:")

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        """As it is."""
        del salt
        return f"plain:{password!s}"

    def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - the same
        """Whether it is the same."""
        return hash == f"plain:{password!s}"

    def check_needs_rehash(self, hash: str | bytes) -> bool:  # noqa: A002 - the same
        """Never."""
        del hash
        return False


def plain_hashing() -> PasswordHash:
    """Hashing for tests."""
    return PasswordHash((Plain(),))
