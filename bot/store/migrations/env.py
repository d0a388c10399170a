"""Runs inside Alembic: takes the open transaction and applies the migrations in it."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # SQLite too: the transaction begins in bot.store.database
    render_as_batch=True,  # SQLite changes a table by replacing it
)
context.run_migrations()
