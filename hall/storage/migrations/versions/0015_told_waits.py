"""When a forecast that trees learn from was made, counted from when the citizen was told."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is kept so far was judged from when it was made."""
    op.add_column(
        "forecasts", sa.Column("seen_after_s", sa.Float(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    """Drop it."""
    with op.batch_alter_table("forecasts") as forecasts:
        forecasts.drop_column("seen_after_s")
