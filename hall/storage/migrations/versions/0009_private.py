"""What may be forgotten is kept beside the journal; calls know their matter."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_MATTERS = """\
UPDATE calls SET matter = (SELECT visits.matter FROM visits WHERE visits.id = calls.visit)"""


def upgrade() -> None:
    """Make the table, and give each call the matter of its visit."""
    op.create_table(
        "private",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("path", sa.String(length=64), nullable=False),
        sa.Column("kept", sa.String(length=16), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", "path"),
    )
    op.create_index("ix_private_kept", "private", ["kept", "day"], unique=False)
    op.add_column("calls", sa.Column("matter", sa.String(length=32), nullable=True))
    op.execute(_MATTERS)


def downgrade() -> None:
    """Drop both."""
    op.drop_column("calls", "matter")
    op.drop_table("private")
