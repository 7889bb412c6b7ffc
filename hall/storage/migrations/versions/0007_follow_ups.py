"""Follow-ups of bad ratings; tickets by their token on later days; when ratings were given."""

import json
from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ISSUED: Final = "SELECT payload FROM journal WHERE kind = 'VisitIssued' ORDER BY seq"
_AT_ONCE: Final = 1_000


def upgrade() -> None:
    """Make the tables, and fill the new columns of what is there."""
    _columns()
    _given_days()
    _tokens()
    op.create_index(op.f("ix_visits_token"), "visits", ["token"], unique=False)
    op.create_index("ix_ratings_clerk", "ratings", ["clerk", "given_day"], unique=False)
    _tables()


def _columns() -> None:
    with op.batch_alter_table("visits") as visits:
        visits.add_column(
            sa.Column("token", sa.String(length=64), nullable=False, server_default="")
        )
    with op.batch_alter_table("ratings") as ratings:
        ratings.add_column(
            sa.Column("given_day", sa.String(length=10), nullable=False, server_default="")
        )


def _given_days() -> None:
    """Until now a rating was given on the day of its service."""
    ratings = sa.table("ratings", sa.column("day"), sa.column("given_day"))
    op.execute(ratings.update().values(given_day=ratings.c.day))


def _tokens() -> None:
    visits = sa.table("visits", sa.column("id"), sa.column("token"))
    step = (
        visits.update()
        .where(visits.c.id == sa.bindparam("row_id"))
        .values(token=sa.bindparam("new_token"))
    )
    for part in _issued():
        op.get_bind().execute(step, part)


def _issued() -> Iterator[list[dict[str, str]]]:
    rows = op.get_bind().exec_driver_sql(_ISSUED)
    for part in iter(lambda: rows.fetchmany(_AT_ONCE), []):
        events = (json.loads(payload) for (payload,) in part)
        yield [{"row_id": each["visit"], "new_token": each["token"]} for each in events]


def _tables() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("clerk", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.String(length=32), nullable=False),
        sa.Column("answer_due", sa.String(length=10), nullable=False),
        sa.Column("due", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=128), nullable=True),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("answered_day", sa.String(length=10), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("service"),
    )
    for column in ("visit", "day", "state"):
        op.create_index(op.f(f"ix_follow_ups_{column}"), "follow_ups", [column], unique=False)
    op.create_table(
        "follow_up_acts",
        sa.Column("service", sa.String(length=80), nullable=False),
        sa.Column("step", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("by", sa.String(length=128), nullable=False),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("result", sa.String(length=32), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("service", "step"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("follow_up_acts")
    op.drop_table("follow_ups")
    op.drop_index("ix_ratings_clerk", "ratings")
    op.drop_index(op.f("ix_visits_token"), "visits")
    with op.batch_alter_table("ratings") as ratings:
        ratings.drop_column("given_day")
    with op.batch_alter_table("visits") as visits:
        visits.drop_column("token")
