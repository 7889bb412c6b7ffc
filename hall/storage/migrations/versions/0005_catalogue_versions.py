"""Published versions of the catalogue with the day from which each is in force."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of versions."""
    op.create_table(
        "catalogue_versions",
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("effective_from", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("published_at", sa.String(length=32), nullable=False),
        sa.Column("published_by", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_index(
        op.f("ix_catalogue_versions_effective_from"),
        "catalogue_versions",
        ["effective_from"],
        unique=False,
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("catalogue_versions")
