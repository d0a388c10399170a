"""Pictures that Telegram has already got."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of their names there."""
    op.create_table(
        "pictures",
        sa.Column("picture", sa.String(64), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("picture", name="pk_pictures"),
    )
