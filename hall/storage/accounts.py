"""Who may sign in: users, sessions and keys of programs, as tables and plain queries.

What must not live here: hashing of passwords, lock-out, permissions (see `hall.web.accounts`).
Secrets are stored as hashes only. Times are UTC on the machine's clock: a session is no part of
the hall's day.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Executable,
    Integer,
    RowMapping,
    String,
    Table,
    TypeDecorator,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.engine import Dialect, Engine

from hall.storage.tables import metadata

Found = TypeVar("Found")


class UtcMoment(TypeDecorator[datetime]):
    """A moment, kept as the other tables keep it: an ISO 8601 text in UTC."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> str | None:
        """As text."""
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, _dialect: Dialect) -> datetime | None:
        """As a moment again."""
        return None if value is None else datetime.fromisoformat(value)


users = Table(
    "users",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("shown_as", String(64), nullable=False),
    Column("password_hash", String(255), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("skills", JSON, nullable=False, server_default="[]"),
    Column("disabled", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", UtcMoment),
    Column("created_at", UtcMoment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user", String(36), index=True),
    Column("window", Integer),
    Column("csrf", String(64), nullable=False),
    Column("created_at", UtcMoment, nullable=False),
    Column("expires_at", UtcMoment, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("scopes", JSON, nullable=False),
    Column("created_at", UtcMoment, nullable=False),
    Column("revoked_at", UtcMoment),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who may sign in."""

    id: str
    name: str
    shown_as: str
    password_hash: str
    roles: tuple[str, ...]
    created_at: datetime
    skills: tuple[str, ...] = ()
    """The categories that they may serve at a window; none named is all."""
    disabled: bool = False
    failures: int = 0
    """Wrong passwords since the last right one."""
    locked_until: datetime | None = None

    @property
    def may_serve(self) -> frozenset[str] | None:
        """What they may serve, as the rules know it; None is every category."""
        return frozenset(self.skills) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that is signed in: as a person, or as the rating tablet of a window."""

    token_hash: str
    user: str | None
    window: int | None
    csrf: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What a program shows to be let in, and what it may do."""

    id: str
    name: str
    key_hash: str
    scopes: tuple[str, ...]
    created_at: datetime
    revoked_at: datetime | None = None


def _user(row: RowMapping) -> User:
    return User(**{**row, "roles": tuple(row["roles"]), "skills": tuple(row["skills"])})


def _session(row: RowMapping) -> Session:
    return Session(**row)


def _api_key(row: RowMapping) -> ApiKey:
    return ApiKey(**{**row, "scopes": tuple(row["scopes"])})


def _values(record: User | Session | ApiKey) -> dict[str, object]:
    values = {name: getattr(record, name) for name in record.__slots__}
    return {name: list(each) if isinstance(each, tuple) else each for name, each in values.items()}


def _same_number(name: str, number: str) -> bool:
    digits = "".join(each for each in name if each in "0123456789")
    return bool(digits) and number.isdecimal() and int(digits) == int(number)


class AccountStore:
    """The account tables of one database; every call is one short transaction and may block."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def users(self) -> tuple[User, ...]:
        """Everybody who has an account, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(users).order_by(users.c.name)).mappings()
            return tuple(map(_user, rows))

    def user_named(self, name: str) -> User | None:
        """The account of a name."""
        return self._first(_user, users, users.c.name == name)

    def clerk_numbered(self, number: str) -> User | None:
        """The one clerk who may sign in and whose name has these digits."""
        found = [
            each
            for each in self.users()
            if "clerk" in each.roles and not each.disabled and _same_number(each.name, number)
        ]
        return found[0] if len(found) == 1 else None

    def user(self, ident: str) -> User | None:
        """The account of an id."""
        return self._first(_user, users, users.c.id == ident)

    def add_user(self, user: User) -> None:
        """Keep a new account; raises `IntegrityError` when the name is taken."""
        self._write(insert(users).values(_values(user)))

    def replace_user(self, user: User) -> None:
        """Keep what has changed in an account."""
        self._write(update(users).where(users.c.id == user.id).values(_values(user)))

    def session(self, token_hash: str) -> Session | None:
        """The session of a token."""
        return self._first(_session, sessions, sessions.c.token_hash == token_hash)

    def add_session(self, session: Session) -> None:
        """Keep a new session."""
        self._write(insert(sessions).values(_values(session)))

    def end_session(self, token_hash: str) -> None:
        """Forget a session."""
        self._write(delete(sessions).where(sessions.c.token_hash == token_hash))

    def end_sessions_of(self, user: str) -> None:
        """Forget all sessions of a person."""
        self._write(delete(sessions).where(sessions.c.user == user))

    def end_sessions_expired(self, now: datetime) -> None:
        """Forget the sessions whose time is over."""
        self._write(delete(sessions).where(sessions.c.expires_at <= now))

    def api_keys(self) -> tuple[ApiKey, ...]:
        """All keys of programs, the revoked ones too, by name."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(api_keys).order_by(api_keys.c.name)).mappings()
            return tuple(map(_api_key, rows))

    def api_key(self, key_hash: str) -> ApiKey | None:
        """The key of a hash."""
        return self._first(_api_key, api_keys, api_keys.c.key_hash == key_hash)

    def add_api_key(self, key: ApiKey) -> None:
        """Keep a new key; raises `IntegrityError` when the name is taken."""
        self._write(insert(api_keys).values(_values(key)))

    def replace_api_key(self, key: ApiKey) -> None:
        """Keep what has changed in a key."""
        self._write(update(api_keys).where(api_keys.c.id == key.id).values(_values(key)))

    def _first(
        self, make: Callable[[RowMapping], Found], table: Table, where: ColumnElement[bool]
    ) -> Found | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(where)).mappings().first()
            return None if row is None else make(row)

    def _write(self, statement: Executable) -> None:
        with self._engine.begin() as connection:
            connection.execute(statement)
