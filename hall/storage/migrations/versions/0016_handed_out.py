"""Receipts: whether the result was handed out, and how the number is typed without its marks."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_RECEIPTS = sa.table("receipts", sa.column("receipt"), sa.column("plain"))


def upgrade() -> None:
    """Add the columns; what was handed out so far was forgotten at once."""
    op.add_column(
        "receipts",
        sa.Column("handed_out", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.add_column(
        "receipts", sa.Column("plain", sa.String(length=64), server_default="", nullable=False)
    )
    op.create_index("ix_receipts_plain", "receipts", ["plain"])
    connection = op.get_bind()
    for receipt in connection.execute(sa.select(_RECEIPTS.c.receipt)).scalars().all():
        plain = "".join(each for each in receipt.upper() if each.isascii() and each.isalnum())
        mine = _RECEIPTS.c.receipt == receipt
        connection.execute(sa.update(_RECEIPTS).where(mine).values(plain=plain))


def downgrade() -> None:
    """Drop them, and what only the first tells apart."""
    op.execute(sa.text("DELETE FROM receipts WHERE handed_out"))
    op.drop_index("ix_receipts_plain", "receipts")
    with op.batch_alter_table("receipts") as receipts:
        receipts.drop_column("plain")
        receipts.drop_column("handed_out")
