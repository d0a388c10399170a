"""What staff said of groups of unanswered questions."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of marks."""
    op.create_table(
        "marks",
        sa.Column("gist", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("gist", name="pk_marks"),
    )
    op.create_index("ix_marks_marked_at", "marks", ["marked_at"])
