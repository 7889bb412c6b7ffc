"""Receipts whose results can be picked up, or not yet."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "receipts",
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.String(length=32), nullable=False),
        sa.Column("told_by", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("receipt"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("receipts")
