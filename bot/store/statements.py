"""What one commit of the inbox executes, for SQLite and for PostgreSQL.

It is written for a plain connection and run by `run_sync` as a whole: SQLAlchemy's asynchronous
layer costs a tenth more for statements one by one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    String,
    bindparam,
    cast,
    func,
    insert,
    null,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.limits import Bucket
from bot.store.records import Arrival, AskedQuestion, Delivery, Handled, Person
from bot.store.tables import DONE, WAITING, conversations, inbox, people, questions

NOTIFIED = "inbox"
"""PostgreSQL's NOTIFY tells here which replica was left an update by another one."""

OWNERS = 0x4C44
"""PostgreSQL's advisory lock by which nobody receives while the owners of updates change.

An update that was being received then would stay with the dead owner of those before it, and a
later one of its chat overtake it.
"""

_Row = dict[str, Any]

_BETWEEN = ","
_LOCK_OWNERS = text("SELECT pg_advisory_xact_lock_shared(:space, 0)")
_LOCK_CHATS = text(
    "SELECT pg_advisory_xact_lock(chat) FROM "
    "(SELECT DISTINCT unnest(CAST(:chats AS bigint[])) AS chat ORDER BY chat) AS chats"
)
_NOTIFY = text("SELECT pg_notify(:channel, :owner)")


class Statements:
    """Built once for a kind of database and a replica."""

    def __init__(self, dialect: str, owner: str) -> None:
        self._owner = owner
        self._is_shared = dialect == "postgresql"
        upsert = postgresql.insert if self._is_shared else sqlite.insert
        self._known = select(inbox.c.update_id).where(
            inbox.c.update_id.in_(bindparam("ids", expanding=True))
        )
        ids = func.aggregate_strings(cast(inbox.c.update_id, String), _BETWEEN)
        self._waiting = (
            select(inbox.c.chat, inbox.c.owner, ids.label("ids"))
            .where(inbox.c.state == WAITING)
            .where(inbox.c.chat.in_(bindparam("chats", expanding=True)))
            .group_by(inbox.c.chat, inbox.c.owner)
        )
        self._chats = select(conversations.c.chat, conversations.c.state).where(
            conversations.c.chat.in_(bindparam("keys", expanding=True))
        )
        self._people = select(people).where(people.c.person.in_(bindparam("keys", expanding=True)))
        self._arrive = insert(inbox)
        self._end = (
            update(inbox)
            .where(inbox.c.update_id == bindparam("id"))
            .values(
                state=bindparam("new_state"),
                tries=bindparam("new_tries"),
                # Written out, not handed over with each row.
                chat=null(),
                chat_key=null(),
                person_key=null(),
                body=null(),
            )
        )
        self._keep = (
            update(inbox)
            .where(inbox.c.update_id == bindparam("id"))
            .values(state=bindparam("new_state"), tries=bindparam("new_tries"))
        )
        chat = upsert(conversations)
        self._put_chat = chat.on_conflict_do_update(
            index_elements=["chat"],
            set_={"state": chat.excluded.state, "changed_at": chat.excluded.changed_at},
        )
        person = upsert(people)
        self._put_person = person.on_conflict_do_update(
            index_elements=["person"],
            set_={
                column.name: person.excluded[column.name]
                for column in people.columns
                if not column.primary_key
            },
        )
        self._ask = insert(questions)
        self.depth = select(func.count(), func.min(inbox.c.received_at)).where(
            inbox.c.state == WAITING
        )

    def receive(self, connection: Connection, arrivals: Sequence[Arrival]) -> dict[int, Delivery]:
        """Insert what is new; what of it is to be handled here, by update id."""
        chats = sorted({arrival.chat for arrival in arrivals})
        if self._is_shared:
            connection.execute(_LOCK_OWNERS, {"space": OWNERS})
            # Two replicas that receive updates of one chat settle one after the other whose it is.
            connection.execute(_LOCK_CHATS, {"chats": chats})
        ids = [arrival.update_id for arrival in arrivals]
        known = {*connection.execute(self._known, {"ids": ids}).scalars()}
        fresh = {one.update_id: one for one in arrivals if one.update_id not in known}
        if not fresh:
            return {}
        # A chat may have a thousand updates waiting: the database puts their ids together.
        waiting = connection.execute(self._waiting, {"chats": chats}).all()
        owners = {row.chat: row.owner for row in waiting}
        behind: dict[int, frozenset[int]] = {}
        for row in waiting:  # while sessions come back a chat may have two owners
            ids_there = frozenset(map(int, row.ids.split(_BETWEEN)))
            behind[row.chat] = behind.get(row.chat, frozenset()) | ids_there
        new_rows = [self._row(one, owners.get(one.chat, self._owner)) for one in fresh.values()]
        connection.execute(self._arrive, new_rows)
        if self._is_shared:
            for owner in sorted({row["owner"] for row in new_rows} - {self._owner}):
                connection.execute(_NOTIFY, {"channel": NOTIFIED, "owner": owner})
        mine = [one for one in fresh.values() if owners.get(one.chat, self._owner) == self._owner]
        return self._deliveries(connection, mine, behind)

    def finish(self, connection: Connection, handled: Sequence[Handled]) -> None:
        """Mark updates and write what goes with them."""
        # What is set aside keeps its body, so that staff can see why.
        ended = [_end_row(one) for one in handled if one.outcome == DONE]
        kept = [_end_row(one) for one in handled if one.outcome != DONE]
        # Of several updates of one chat or person in this commit the last one counts.
        chats = {one.arrival.chat_key: _chat_row(one) for one in handled if one.state is not None}
        persons = {one.person.key: _person_row(one.person) for one in handled if one.person}
        asked = [question_row(one) for each in handled for one in each.questions]
        for statement, rows in (
            (self._end, ended),
            (self._keep, kept),
            (self._put_chat, [*chats.values()]),
            (self._put_person, [*persons.values()]),
            (self._ask, asked),
        ):
            if rows:
                connection.execute(statement, rows)

    def _deliveries(
        self,
        connection: Connection,
        arrivals: Sequence[Arrival],
        behind: Mapping[int, frozenset[int]],
    ) -> dict[int, Delivery]:
        chat_keys = [*{one.chat_key for one in arrivals}]
        person_keys = [*{one.person_key for one in arrivals}]
        chats = connection.execute(self._chats, {"keys": chat_keys}).all()
        persons = connection.execute(self._people, {"keys": person_keys}).mappings().all()
        states = {row.chat: row.state for row in chats}
        known = {row["person"]: person_of(row) for row in persons}
        return {
            one.update_id: Delivery(
                one,
                0,
                states.get(one.chat_key),
                known.get(one.person_key),
                behind.get(one.chat, frozenset()),
            )
            for one in arrivals
        }

    def _row(self, arrival: Arrival, owner: str) -> _Row:
        return {
            "update_id": arrival.update_id,
            "chat": arrival.chat,
            "chat_key": arrival.chat_key,
            "person_key": arrival.person_key,
            "body": arrival.body,
            "state": WAITING,
            "tries": 0,
            "owner": owner,
            "received_at": arrival.received_at,
        }


def person_of(row: RowMapping) -> Person:
    """The person of a row that has all columns of `people`."""
    return Person(
        key=row["person"],
        language=row["language"],
        allowance=Bucket(row["tokens"], row["tokens_at"], row["is_limited"]),
        seen_at=row["seen_at"],
        notices=tuple(row["notices"]),
        gone_at=row["gone_at"],
    )


def _end_row(handled: Handled) -> _Row:
    return {
        "id": handled.arrival.update_id,
        "new_state": handled.outcome,
        "new_tries": handled.tries,
    }


def _chat_row(handled: Handled) -> _Row:
    return {
        "chat": handled.arrival.chat_key,
        "channel": handled.channel,
        "state": handled.state,
        "changed_at": handled.arrival.received_at,
    }


def _person_row(person: Person) -> _Row:
    return {
        "person": person.key,
        "language": person.language,
        "notices": list(person.notices),
        "gone_at": person.gone_at,
        "tokens": person.allowance.tokens,
        "tokens_at": person.allowance.at,
        "is_limited": person.allowance.is_limited,
        "seen_at": person.seen_at,
    }


def question_row(asked: AskedQuestion) -> _Row:
    """The row of a question."""
    return {
        "person": asked.person_key,
        "channel": asked.channel,
        "asked_at": asked.asked_at,
        "text": asked.text,
        "language": asked.language,
        "outcome": asked.outcome,
        "entity": asked.entity,
        "topic": asked.topic,
        "knowledge_version": asked.knowledge_version,
        "milliseconds": asked.milliseconds,
        "reply_id": asked.reply_id,
    }
