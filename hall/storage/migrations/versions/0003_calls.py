"""Every call with its wait and its reason; filled from the journal."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MADE = """\
SELECT seq, day, kind, payload FROM journal
WHERE kind IN ('VisitCalled', 'VisitRecalled', 'VisitMarkedNoShow') ORDER BY seq"""
_KEPT = ("visit", "category", "window", "clerk", "wait_s", "reason")


def upgrade() -> None:
    """Make the table, and read the calls that were made already."""
    calls = op.create_table(
        "calls",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("window", sa.Integer(), nullable=False),
        sa.Column("clerk", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("wait_s", sa.Float(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("missed_at", sa.String(length=32), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_calls_visit"), "calls", ["visit"], unique=False)
    op.create_index("ix_calls_day", "calls", ["day", "category"], unique=False)
    rows = _calls_made()
    if rows:
        op.bulk_insert(calls, rows)


def _calls_made() -> list[dict[str, Any]]:
    """One row for each call, with what became of it."""
    rows: list[dict[str, Any]] = []
    last: dict[str, dict[str, Any]] = {}
    for seq, day, kind, payload in op.get_bind().exec_driver_sql(_MADE):
        event = json.loads(payload)
        visit = event["visit"]
        if kind == "VisitCalled":
            last[visit] = {name: event[name] for name in _KEPT} | {
                "seq": seq,
                "day": day,
                "at": _moment(event["at"]),
                "calls": 1,
                "missed_at": None,
                "withdrawn": False,
            }
            rows.append(last[visit])
        elif kind == "VisitRecalled":
            last[visit]["calls"] = event["calls"]
        else:
            last[visit]["missed_at"] = _moment(event["at"])
    return rows


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def downgrade() -> None:
    """Drop it."""
    op.drop_table("calls")
