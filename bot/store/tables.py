"""The tables. Times are whole milliseconds since 1970 in UTC; ids of people are keyed hashes.

A change here needs a migration in `bot.store.migrations`.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)

WAITING, DONE, SET_ASIDE = 0, 1, 2
"""The states of an update in the inbox."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only what it calls INTEGER
_HASH = String(22)
_TIME = BigInteger

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    # The raw chat keeps the order. It goes, with the body, once the update is handled.
    Column("chat", BigInteger, nullable=True),
    Column("chat_key", _HASH, nullable=True),
    Column("person_key", _HASH, nullable=True),
    Column("body", Text, nullable=True),
    Column("state", SmallInteger, nullable=False),
    Column("tries", SmallInteger, nullable=False),
    Column("owner", String(32), nullable=False),
    Column("received_at", _TIME, nullable=False),
    Index(
        "ix_inbox_waiting",
        "owner",
        "update_id",
        sqlite_where=text("state = 0"),
        postgresql_where=text("state = 0"),
    ),
    Index(
        "ix_inbox_chat",
        "chat",
        sqlite_where=text("state = 0"),
        postgresql_where=text("state = 0"),
    ),
    Index("ix_inbox_received_at", "received_at"),
)

people = Table(
    "people",
    metadata,
    Column("person", _HASH, primary_key=True),
    Column("language", String(2), nullable=True),
    Column("notices", JSON, nullable=False),
    Column("gone_at", _TIME, nullable=True),
    Column("tokens", Float, nullable=False),
    Column("tokens_at", _TIME, nullable=False),
    Column("is_limited", Boolean, nullable=False),
    Column("seen_at", _TIME, nullable=False, index=True),
)

conversations = Table(
    "conversations",
    metadata,
    Column("chat", _HASH, primary_key=True),
    Column("channel", String(10), nullable=False),
    Column("state", JSON, nullable=False),
    Column("changed_at", _TIME, nullable=False, index=True),
)

questions = Table(
    "questions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("person", _HASH, nullable=True, index=True),
    Column("channel", String(10), nullable=False),
    Column("asked_at", _TIME, nullable=False, index=True),
    Column("text", Text, nullable=False),  # without personal data: see bot.masking
    Column("language", String(2), nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("entity", String(64), nullable=True),
    Column("topic", String(64), nullable=True),
    Column("knowledge_version", String(64), nullable=False),
    Column("milliseconds", Float, nullable=False),
    Column("reply_id", BigInteger, nullable=True),  # of the reply in a private chat
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("person", _HASH, nullable=True, index=True),
    Column("question", ForeignKey("questions.id", ondelete="CASCADE"), nullable=True, index=True),
    Column("is_helpful", Boolean, nullable=False),
    Column("reason", String(20), nullable=True),
    Column("given_at", _TIME, nullable=False, index=True),
    Index("ix_feedback_one_vote", "person", "question", unique=True),
)

cases = Table(
    "cases",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("person", _HASH, nullable=False, index=True),
    Column("chat", BigInteger, nullable=True),  # the raw chat, to answer; only while it is open
    Column("question", Text, nullable=False),  # without personal data
    Column("language", String(2), nullable=False),
    Column("reply_id", BigInteger, nullable=False),  # of what the bot replied to the question
    Column("opened_at", _TIME, nullable=False, index=True),
    Column("answered_at", _TIME, nullable=True),
    Column("closed_at", _TIME, nullable=True),
    Index("ix_cases_one_question", "person", "reply_id", unique=True),
)

case_messages = Table(
    "case_messages",
    metadata,
    Column("chat", _HASH, primary_key=True),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), nullable=False, index=True),
)

# Messages to the team that name several cases: no reply to them goes anywhere.
case_lists = Table(
    "case_lists",
    metadata,
    Column("chat", _HASH, primary_key=True),
    Column("message", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", ForeignKey("cases.id", ondelete="CASCADE"), primary_key=True, index=True),
)

knowledge_versions = Table(
    "knowledge_versions",
    metadata,
    Column("version", String(64), primary_key=True),
    Column("loaded_at", _TIME, nullable=False),
)

staff_actions = Table(
    "staff_actions",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("staff", _HASH, nullable=True),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("done_at", _TIME, nullable=False, index=True),
)

marks = Table(
    "marks",
    metadata,
    # The hash of what a group of unanswered questions asks, as the first of them was worded.
    Column("gist", String(16), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("size", Integer, nullable=False),
    Column("marked_at", _TIME, nullable=False, index=True),
    Column("until", _TIME, nullable=True),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(22), primary_key=True),
    Column("suggestion", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("outcome", JSON, nullable=False),
    Column("started_at", _TIME, nullable=False, index=True),
)

replicas = Table(
    "replicas",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("started_at", _TIME, nullable=False),
    Column("seen_at", _TIME, nullable=False),
    Column("knowledge_version", String(64), nullable=False),
)

jobs = Table(
    "jobs",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("ran_at", _TIME, nullable=False),
)

service = Table(
    "service",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", _TIME, nullable=False),
)

# What Telegram calls a picture that it has, by what the picture shows; of nobody in particular.
pictures = Table(
    "pictures",
    metadata,
    Column("picture", String(64), primary_key=True),
    Column("file_id", Text, nullable=False),
    Column("sent_at", _TIME, nullable=False),
)
