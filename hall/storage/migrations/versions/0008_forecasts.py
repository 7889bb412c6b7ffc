"""First forecasts with what came of them, and what was learnt."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "forecasts",
        sa.Column("visit", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("visit_class", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("low_s", sa.Float(), nullable=False),
        sa.Column("middle_s", sa.Float(), nullable=False),
        sa.Column("high_s", sa.Float(), nullable=False),
        sa.Column("naive_s", sa.Float(), nullable=False),
        sa.Column("came_s", sa.Float(), nullable=True),
        sa.Column("run_log", sa.Float(), nullable=False),
        sa.Column("features", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("visit"),
    )
    op.create_index("ix_forecasts_day", "forecasts", ["day", "category"], unique=False)
    op.create_table(
        "learnt",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("learnt")
    op.drop_index("ix_forecasts_day", table_name="forecasts")
    op.drop_table("forecasts")
