"""Which messages to the team name which cases."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the table of the lists."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "case_lists",
        sa.Column("chat", sa.String(22), nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", identity, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", "case_id", name="pk_case_lists"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_lists_case_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_lists_case_id", "case_lists", ["case_id"])
