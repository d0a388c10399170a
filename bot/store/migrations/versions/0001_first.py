"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WAITING = sa.text("state = 0")


def upgrade() -> None:
    """Make every table of the first version."""
    identity = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("tries", sa.SmallInteger(), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["owner", "update_id"],
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_index(
        "ix_inbox_chat", "inbox", ["chat"], sqlite_where=_WAITING, postgresql_where=_WAITING
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])

    op.create_table(
        "people",
        sa.Column("person", sa.String(22), nullable=False),
        sa.Column("language", sa.String(2), nullable=True),
        sa.Column("notices", sa.JSON(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("tokens_at", sa.BigInteger(), nullable=False),
        sa.Column("is_limited", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_people"),
    )
    op.create_index("ix_people_seen_at", "people", ["seen_at"])

    op.create_table(
        "conversations",
        sa.Column("chat", sa.String(22), nullable=False),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat", name="pk_conversations"),
    )
    op.create_index("ix_conversations_changed_at", "conversations", ["changed_at"])

    op.create_table(
        "questions",
        sa.Column("id", identity, nullable=False),
        sa.Column("person", sa.String(22), nullable=True),
        sa.Column("channel", sa.String(10), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("entity", sa.String(64), nullable=True),
        sa.Column("topic", sa.String(64), nullable=True),
        sa.Column("knowledge_version", sa.String(64), nullable=False),
        sa.Column("milliseconds", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_person", "questions", ["person"])
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])

    op.create_table(
        "feedback",
        sa.Column("id", identity, nullable=False),
        sa.Column("person", sa.String(22), nullable=True),
        sa.Column("question", identity, nullable=True),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.ForeignKeyConstraint(
            ["question"], ["questions.id"], name="fk_feedback_question", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_feedback_person", "feedback", ["person"])
    op.create_index("ix_feedback_question", "feedback", ["question"])
    op.create_index("ix_feedback_given_at", "feedback", ["given_at"])

    op.create_table(
        "knowledge_versions",
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("loaded_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_knowledge_versions"),
    )

    op.create_table(
        "staff_actions",
        sa.Column("id", identity, nullable=False),
        sa.Column("staff", sa.String(22), nullable=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_actions"),
    )
    op.create_index("ix_staff_actions_done_at", "staff_actions", ["done_at"])

    op.create_table(
        "replicas",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("knowledge_version", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replicas"),
    )

    op.create_table(
        "jobs",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("ran_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_jobs"),
    )

    op.create_table(
        "service",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_service"),
    )
