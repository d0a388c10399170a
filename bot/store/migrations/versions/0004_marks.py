"""What staff said of groups of unanswered questions."""

import sqlalchemy as sa
from alembic import op

<<<<<<< HEAD:bot/store/migrations/versions/0004_marks.py
revision = "0004"
down_revision = "0003"
=======
revision = "marks"
down_revision = "0002_pictures"
>>>>>>> console:bot/store/migrations/versions/marks.py


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
