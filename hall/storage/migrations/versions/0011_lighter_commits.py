"""Fewer pages a commit: an index that another one covers, and answers kept in their key's order."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _columns() -> list[sa.Column[str] | sa.Column[int]]:
    return [
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
    ]


def upgrade() -> None:
    """Drop the index; on SQLite the table of answers becomes its own index."""
    op.drop_index("ix_visits_category", table_name="visits")
    if op.get_bind().dialect.name == "sqlite":
        _make_again(sqlite_with_rowid=False)


def downgrade() -> None:
    """As it was."""
    if op.get_bind().dialect.name == "sqlite":
        _make_again(sqlite_with_rowid=True)
    op.create_index("ix_visits_category", "visits", ["day", "category"], unique=False)


def _make_again(*, sqlite_with_rowid: bool) -> None:
    op.rename_table("commands", "commands_before")
    op.create_table(
        "commands",
        *_columns(),
        sa.PrimaryKeyConstraint("day", "id"),
        sqlite_with_rowid=sqlite_with_rowid,
    )
    op.execute("INSERT INTO commands SELECT * FROM commands_before")
    op.drop_table("commands_before")
