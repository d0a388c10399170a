"""Questions passed on to the team, and votes on the replies to questions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of the cases; a question knows its reply, a person votes on it once."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "cases",
        sa.Column("id", identity, nullable=False),
        sa.Column("person", sa.String(22), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("reply_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_person", "cases", ["person"])
    op.create_index("ix_cases_opened_at", "cases", ["opened_at"])
    op.create_index("ix_cases_one_question", "cases", ["person", "reply_id"], unique=True)

    op.create_table(
        "case_messages",
        sa.Column("chat", sa.String(22), nullable=False),
        sa.Column("message", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", identity, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message", name="pk_case_messages"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name="fk_case_messages_case_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_case_messages_case_id", "case_messages", ["case_id"])

    op.add_column("questions", sa.Column("reply_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_feedback_one_vote", "feedback", ["person", "question"], unique=True)
