"""Which categories a clerk may serve; who was there before may serve all."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("users", sa.Column("skills", sa.JSON(), server_default="[]", nullable=False))


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("users") as users:
        users.drop_column("skills")
